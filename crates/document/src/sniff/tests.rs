use proptest::prelude::*;

use super::*;

/// A zip container with these entries, each stored as it is: name, content, declared unpacked size.
fn zip_of(entries: &[(&str, &[u8], u32)], flags: u16) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, body, unpacked) in entries {
        let offset = u32::try_from(file.len()).unwrap();
        let (packed, name_length) = (u32::try_from(body.len()).unwrap(), u16::try_from(name.len()).unwrap());
        let sizes = [packed.to_le_bytes(), unpacked.to_le_bytes()].concat();
        let common = [&[20, 0], flags.to_le_bytes().as_slice(), &[0; 10], &sizes, &name_length.to_le_bytes(), &[0, 0]].concat();
        file.extend([b"PK\x03\x04", common.as_slice(), name.as_bytes(), body].concat());
        directory.extend([b"PK\x01\x02\x14\0", common.as_slice(), &[0; 10], &offset.to_le_bytes(), name.as_bytes()].concat());
    }
    let (count, offset) = (u16::try_from(entries.len()).unwrap().to_le_bytes(), u32::try_from(file.len()).unwrap().to_le_bytes());
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    file.extend(directory);
    file.extend([b"PK\x05\x06\0\0\0\0", count.as_slice(), &count, &size, &offset, &[0, 0]].concat());
    file
}

fn office(part: &str) -> Vec<u8> {
    zip_of(&[("[Content_Types].xml", b"<Types/>", 8), (part, b"<x/>", 4)], 0)
}

fn pdf(body: &str) -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj\n<<{body}>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n").into_bytes()
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\0\0\0\0\0\0\0\0IEND\xae\x42\x60\x82";
const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xDA\0\0\xFF\xD9";

fn accepted(media_type: MediaType) -> Result<Recognised, TypeRefusal> {
    Ok(Recognised { media_type, is_signed: false })
}

#[test]
fn accepted_kinds_are_recognised_by_content() {
    let signed = pdf("/Type/Sig /Filter/Adobe.PPKLite /SubFilter/ETSI.CAdES.detached /ByteRange[0 1 2 3]");
    assert_eq!(recognise_bytes(&signed, "giấy.pdf"), Ok(Recognised { media_type: MediaType::Pdf, is_signed: true }));
    let odt = zip_of(&[("mimetype", b"application/vnd.oasis.opendocument.text", 39), ("content.xml", b"<x/>", 4)], 0);
    let webp = b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0\0\0\0\0".to_vec();
    let cases: [(&[u8], &str, MediaType); 15] = [
        (&pdf("/Type/Catalog"), "a.pdf", MediaType::Pdf),
        (&pdf("/EncryptMetadata true"), "a", MediaType::Pdf),
        (JPEG, "a.JPG", MediaType::Jpeg),
        (PNG, "ảnh thẻ.png", MediaType::Png),
        (b"II*\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "a.tif", MediaType::Tiff),
        (b"MM\0*\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "a.tiff", MediaType::Tiff),
        (&webp, "a.webp", MediaType::Webp),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\0", "a.heic", MediaType::Heic),
        (b"\0\0\0\x18ftypmif1\0\0\0\0heicmif1\0\0\0\0", "a.heif", MediaType::Heic),
        (&office("word/document.xml"), "đơn.docx", MediaType::Docx),
        (&office("xl/workbook.xml"), "a.xlsx", MediaType::Xlsx),
        (&odt, "a.odt", MediaType::Odt),
        ("tên,số\nAn,1\n".as_bytes(), "a.csv", MediaType::Csv),
        ("\u{feff}Kính gửi Ủy ban".as_bytes(), "a.txt", MediaType::Text),
        ("a < b & c > d".as_bytes(), "Quyết định 12.2026", MediaType::Text),
    ];
    for (bytes, name, kind) in cases {
        assert_eq!(recognise_bytes(bytes, name), accepted(kind), "{name}");
    }
}

#[test]
fn everything_else_is_refused_for_its_own_reason() {
    let office_bytes = office("word/document.xml");
    let with_tail = |first: &[u8], second: &[u8]| [first, second].concat();
    let macros = zip_of(&[("[Content_Types].xml", b"", 0), ("word/document.xml", b"", 0), ("word/vbaProject.bin", b"", 0)], 0);
    let encrypted_ole = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"].concat();
    let cases: [(Vec<u8>, &str, TypeRefusal); 28] = [
        (vec![], "a.pdf", TypeRefusal::Empty),
        (b"MZ\x90\0\x03\0".to_vec(), "a.pdf", TypeRefusal::Executable),
        (b"\x7FELF\x02".to_vec(), "a.png", TypeRefusal::Executable),
        (b"#!/bin/sh\nrm".to_vec(), "a.txt", TypeRefusal::Executable),
        (macros, "a.docx", TypeRefusal::Executable),
        (b"<!DOCTYPE html><p>".to_vec(), "a.txt", TypeRefusal::Markup),
        (b"  \n<SVG onload=alert(1)>".to_vec(), "a.png", TypeRefusal::Markup),
        (b"<?xml version='1.0'?>".to_vec(), "a.txt", TypeRefusal::Markup),
        (zip_of(&[("a.txt", b"a", 1)], 0), "a.zip", TypeRefusal::Archive),
        (b"\x1F\x8B\x08".to_vec(), "a.gz", TypeRefusal::Archive),
        (b"Rar!\x1A\x07\0".to_vec(), "a.rar", TypeRefusal::Archive),
        (zip_of(&[("word/document.xml", b"ab", 1_000_000_000)], 0), "a.docx", TypeRefusal::Bomb),
        (zip_of(&[("word/document.xml", b"ab", 30_000_000)], 0), "a.docx", TypeRefusal::Bomb),
        (with_tail(&pdf(""), &office_bytes), "a.pdf", TypeRefusal::Polyglot),
        (with_tail(JPEG, &office_bytes), "a.jpg", TypeRefusal::Polyglot),
        (with_tail(&JPEG[..20], &pdf("")), "a.jpg", TypeRefusal::Polyglot),
        (with_tail(b"\xFF\xD8\xFF\xFE\0\x20<script>alert(1)</script>", b"\xFF\xD9"), "a.jpg", TypeRefusal::Polyglot),
        (with_tail(b"PK\x03\x04junk", &office_bytes), "a.docx", TypeRefusal::Polyglot),
        (pdf("/Encrypt 5 0 R"), "a.pdf", TypeRefusal::PasswordProtected),
        (pdf("/Encrypt<</V 4>>"), "a.pdf", TypeRefusal::PasswordProtected),
        (zip_of(&[("word/document.xml", b"ab", 2)], 1), "a.docx", TypeRefusal::PasswordProtected),
        (encrypted_ole, "a.docx", TypeRefusal::PasswordProtected),
        (PNG.to_vec(), "a.pdf", TypeRefusal::Contradiction),
        (pdf(""), "a.pdf.exe", TypeRefusal::Contradiction),
        (b"xin chao".to_vec(), "a.svg", TypeRefusal::Contradiction),
        (b"%PDF-1.7 cut".to_vec(), "a.pdf", TypeRefusal::Damaged),
        (office_bytes[..office_bytes.len() - 9].to_vec(), "a.docx", TypeRefusal::Damaged),
        (b"GIF89a\x01\0\x01\0".to_vec(), "a", TypeRefusal::Unknown),
    ];
    for (bytes, name, refusal) in cases {
        assert_eq!(recognise_bytes(&bytes, name), Err(refusal), "{name} {refusal:?}");
    }
}

#[test]
fn text_may_have_its_characters_anywhere_but_must_be_utf8() {
    let long = "ộ".repeat(70_000);
    assert_eq!(recognise_bytes(long.as_bytes(), "a.txt"), accepted(MediaType::Text));
    for cut in 1..3 {
        let shifted = format!("{}{long}", "a".repeat(cut));
        assert_eq!(recognise_bytes(shifted.as_bytes(), "a.txt"), accepted(MediaType::Text));
    }
    let cut_off = &long.as_bytes()[..long.len() - 1];
    assert_eq!(recognise_bytes(cut_off, "a.txt"), Err(TypeRefusal::Unknown));
    let mut late = long.clone().into_bytes();
    late.push(0);
    assert_eq!(recognise_bytes(&late, "a.txt"), Err(TypeRefusal::Unknown));
}

#[test]
fn marks_at_the_seam_of_two_pieces_are_found() {
    for shift in 0..80 {
        let padding = " ".repeat(64 * 1024 - 100 + shift);
        assert_eq!(recognise_bytes(&pdf(&format!("{padding}/Encrypt 5 0 R")), "a"), Err(TypeRefusal::PasswordProtected), "{shift}");
    }
}

#[test]
fn codes_are_distinct() {
    let all = [
        TypeRefusal::Empty,
        TypeRefusal::Executable,
        TypeRefusal::Markup,
        TypeRefusal::Archive,
        TypeRefusal::Bomb,
        TypeRefusal::Polyglot,
        TypeRefusal::PasswordProtected,
        TypeRefusal::Contradiction,
        TypeRefusal::Damaged,
        TypeRefusal::Unknown,
    ];
    let codes: std::collections::HashSet<_> = all.iter().map(|refusal| refusal.code()).collect();
    assert_eq!(codes.len(), all.len());
}

fn beginnings() -> impl Strategy<Value = Vec<u8>> {
    let starts: Vec<Vec<u8>> =
        vec![b"%PDF-1.4 %%EOF".to_vec(), PNG.to_vec(), JPEG.to_vec(), office("xl/workbook.xml"), b"\0\0\0\x18ftypmif1".to_vec()];
    (proptest::sample::select(starts), proptest::collection::vec(any::<u8>(), 0..200), any::<proptest::sample::Index>()).prop_map(
        |(mut bytes, noise, place)| {
            let at = place.index(bytes.len());
            bytes.splice(at..at, noise);
            bytes
        },
    )
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), name in ".{0,30}") {
        let _ = recognise_bytes(&bytes, &name);
    }

    #[test]
    fn no_damage_makes_it_panic(bytes in beginnings(), cut in any::<proptest::sample::Index>()) {
        let _ = recognise_bytes(&bytes, "a.docx");
        let _ = recognise_bytes(&bytes[..cut.index(bytes.len())], "a.pdf");
    }
}
