#![no_main]
//! Uploads of any bytes under any name are recognised or refused, never a panic; names come out safe and stay as they are.
//!
//! The input is the name, a line end, and the file.

use document::name::{LONGEST_NAME, clean_name};
use document::sniff::{Recognised, recognise_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let name = String::from_utf8_lossy(&input[..end]);
    let bytes = input.get(end + 1..).unwrap_or_default();
    match recognise_bytes(bytes, &name) {
        Ok(recognised) => check_accepted(recognised, &name, bytes),
        Err(refusal) => assert!(!refusal.code().is_empty() && refusal.message_key().starts_with("document-file-")),
    }
});

fn check_accepted(recognised: Recognised, name: &str, bytes: &[u8]) {
    let clean = clean_name(name, recognised.media_type);
    let is_unsafe = clean.contains(['/', '\\', '"']) || clean.starts_with('.') || clean.chars().any(char::is_control);
    assert!(!is_unsafe && clean.len() <= LONGEST_NAME, "{name:?} -> {clean:?}");
    assert_eq!(kernel::text::nfc(&clean), clean, "{name:?}");
    assert_eq!(clean_name(&clean, recognised.media_type), clean, "{name:?}");
    // What was accepted under the name it came with is accepted as the same under the name it is stored with.
    assert_eq!(recognise_bytes(bytes, &clean), Ok(recognised), "{name:?} -> {clean:?}");
    // A program does not become a paper by a change of name, and an accepted paper does not pass as a program.
    assert!(!bytes.starts_with(b"\x7FELF") && !bytes.starts_with(b"#!") && !bytes.is_empty());
    assert!(recognise_bytes(bytes, "tep.exe").is_err() && recognise_bytes(bytes, "tep.html").is_err());
}
