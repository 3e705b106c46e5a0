//! Pictures: recognised by their beginnings, and only pictures.

use std::io::{Read, Seek};

use super::content::{Content, SniffError, contains};
use super::{TypeRefusal, archive, text};
use crate::model::MediaType;

/// The kind of picture that begins like this.
pub(super) fn recognise(head: &[u8]) -> Option<MediaType> {
    match head {
        [0xFF, 0xD8, 0xFF, ..] => Some(MediaType::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(MediaType::Png),
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Some(MediaType::Tiff),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(MediaType::Webp),
        [_, _, _, _, b'f', b't', b'y', b'p', brands @ ..] => is_heic(brands).then_some(MediaType::Heic),
        _ => None,
    }
}

/// The major brand is HEIC, or a general image brand that names HEIC among the compatible ones.
fn is_heic(brands: &[u8]) -> bool {
    const OWN: [&[u8]; 6] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"];
    let named = |brand: &[u8]| OWN.contains(&brand);
    match brands.get(..4) {
        Some(major) if named(major) => true,
        Some(b"mif1" | b"msf1") => brands.get(8..brands.len().min(64)).unwrap_or_default().chunks(4).any(named),
        _ => false,
    }
}

/// Is the picture whole, and nothing else beside?
pub(super) fn inspect<R: Read + Seek>(content: &mut Content<R>, kind: MediaType) -> Result<(), SniffError> {
    let head = content.head()?;
    let start = head.get(..1024.min(head.len())).unwrap_or_default();
    let end = content.tail(archive::LONGEST_END)?;
    if archive::ends_as_archive(&end) || contains(start, b"%PDF-") || text::has_active_markup(start) {
        return Err(TypeRefusal::Polyglot.into());
    }
    let whole = match kind {
        MediaType::Jpeg => contains(&end, b"\xFF\xD9"),
        MediaType::Png => head.get(12..16) == Some(b"IHDR".as_slice()) && contains(&end, b"IEND"),
        MediaType::Webp => content.length() >= 20 && declared_length(&head) <= content.length(),
        _ => content.length() >= 24,
    };
    if whole { Ok(()) } else { Err(TypeRefusal::Damaged.into()) }
}

/// Length a RIFF file says it has, its own head included.
fn declared_length(head: &[u8]) -> u64 {
    let bytes = head.get(4..8).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
    bytes.map_or(u64::MAX, |bytes| u64::from(u32::from_le_bytes(bytes)) + 8)
}
