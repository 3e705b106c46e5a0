//! Stops the build with one clear sentence when the built styles, scripts and fonts are missing.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=static/manifest.json");
    println!("cargo::rerun-if-changed=locales");
    if !Path::new("static/manifest.json").is_file() {
        println!(
            "cargo::error=crates/web/static is missing: run `npm ci && npm run build` in the folder assets/ (or scripts/setup, which does it); it makes the styles, scripts, icons and fonts of the pages"
        );
    }
}
