//! Says clearly what to do when the fonts, which are installed and never committed, are not there yet.

use std::path::Path;

/// The fonts `src/paper/world.rs` embeds; the same list stands there.
const FONTS: [&str; 9] = [
    "be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf",
    "be-vietnam-pro/400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf",
    "be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf",
    "noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf",
    "noto-sans-thai/600SemiBold/NotoSansThai_600SemiBold.ttf",
    "tinos/400Regular/Tinos_400Regular.ttf",
    "tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf",
    "tinos/700Bold/Tinos_700Bold.ttf",
    "tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf",
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=fonts/package-lock.json");
    for font in FONTS {
        let path = format!("fonts/node_modules/@expo-google-fonts/{font}");
        println!("cargo::rerun-if-changed={path}");
        if !Path::new(&path).is_file() {
            println!("cargo::error=the font {font} is missing: run scripts/setup (it runs `npm ci` in crates/document/fonts)");
        }
    }
}
