//! Embeds the migrations again when a file is added: the macro itself only watches the files it already knows.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
