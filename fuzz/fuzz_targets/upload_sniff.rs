#![no_main]
//! Uploads of any bytes under any name are recognised or refused, never a panic; names come out safe.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|upload: (String, Vec<u8>)| {
    let (name, bytes) = upload;
    if let Ok(recognised) = document::sniff::recognise_bytes(&bytes, &name) {
        let clean = document::clean_name(&name, recognised.media_type);
        assert!(!clean.contains(['/', '\\', '\0', '\r', '\n']) && clean.len() <= document::LONGEST_NAME + 1);
    }
});
