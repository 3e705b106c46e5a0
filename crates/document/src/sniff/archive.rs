//! Zip containers, judged by their directory: office documents pass, everything else does not.

use std::io::{Read, Seek};

use super::TypeRefusal;
use super::content::{Content, SniffError, contains, position};
use crate::model::MediaType;

/// Where the end record may begin at the earliest, counted from the end: the record and the longest comment.
pub(super) const LONGEST_END: usize = 22 + 65_535;
const END_MARK: &[u8] = b"PK\x05\x06";
/// Most parts of an office document that people make.
const MOST_ENTRIES: u64 = 5_000;
const LARGEST_DIRECTORY: u64 = 2 * 1024 * 1024;
/// Bytes an office document may unpack to, and how many times its packed size that may be.
const LARGEST_UNPACKED: u64 = 300 * 1024 * 1024;
const HIGHEST_RATIO: u64 = 200;
/// Below this an extreme ratio is only a blank page.
const HARMLESS_UNPACKED: u64 = 10 * 1024 * 1024;

/// The end record: where the directory stands, and how many entries it has.
struct End {
    entries: u64,
    directory_size: u64,
    directory_offset: u64,
    /// Bytes from the end of the file to the record.
    distance: u64,
}

fn number16(bytes: &[u8], at: usize) -> Option<u64> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u64::from(u16::from_le_bytes(pair.try_into().ok()?)))
}

fn number32(bytes: &[u8], at: usize) -> Option<u64> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u64::from(u32::from_le_bytes(four.try_into().ok()?)))
}

/// Does the file end as an archive? Such an end behind a PDF or a picture makes it two files at once.
pub(super) fn ends_as_archive(tail: &[u8]) -> bool {
    end_of(tail).is_some()
}

/// The end record whose comment reaches exactly to the end of the file.
fn end_of(tail: &[u8]) -> Option<End> {
    let mut start = 0;
    while let Some(found) = tail.get(start..).and_then(|rest| position(rest, END_MARK)) {
        let record = tail.get(start + found..).unwrap_or_default();
        let length = u64::try_from(record.len()).ok()?;
        if number16(record, 20).is_some_and(|comment| comment + 22 == length) {
            return Some(End {
                entries: number16(record, 10)?,
                directory_size: number32(record, 12)?,
                directory_offset: number32(record, 16)?,
                distance: length,
            });
        }
        start += found + 1;
    }
    None
}

/// What the entries of a directory add up to.
#[derive(Default)]
struct Contents {
    packed: u64,
    unpacked: u64,
    encrypted: bool,
    macros: bool,
    programs: bool,
    content_types: bool,
    word: bool,
    excel: bool,
}

impl Contents {
    /// Adds the entry at the start of `directory` and returns what follows it; none when the entry is not whole.
    fn add<'a>(&mut self, directory: &'a [u8]) -> Option<&'a [u8]> {
        if !directory.starts_with(b"PK\x01\x02") {
            return None;
        }
        self.encrypted |= number16(directory, 8)? & 1 == 1;
        self.packed = self.packed.saturating_add(number32(directory, 20)?);
        self.unpacked = self.unpacked.saturating_add(number32(directory, 24)?);
        let name_length = usize::try_from(number16(directory, 28)?).ok()?;
        let rest = name_length + usize::try_from(number16(directory, 30)? + number16(directory, 32)?).ok()?;
        self.note(&directory.get(46..46 + name_length)?.to_ascii_lowercase());
        directory.get(46 + rest..)
    }

    fn note(&mut self, name: &[u8]) {
        const PROGRAMS: [&[u8]; 7] = [b".exe", b".dll", b".bat", b".cmd", b".js", b".vbs", b".ps1"];
        self.macros |= name.ends_with(b"vbaproject.bin");
        self.programs |= PROGRAMS.iter().any(|ending| name.ends_with(ending));
        self.content_types |= name == b"[content_types].xml";
        self.word |= name == b"word/document.xml";
        self.excel |= name == b"xl/workbook.xml";
    }

    fn refusal(&self, length: u64) -> Option<TypeRefusal> {
        let swollen = self.unpacked > HARMLESS_UNPACKED && self.unpacked / self.packed.max(1) > HIGHEST_RATIO;
        // More packed bytes than the file has: its entries overlap, the trick of the densest bombs.
        if swollen || self.unpacked > LARGEST_UNPACKED || self.packed > length {
            Some(TypeRefusal::Bomb)
        } else if self.encrypted {
            Some(TypeRefusal::PasswordProtected)
        } else {
            (self.macros || self.programs).then_some(TypeRefusal::Executable)
        }
    }
}

pub(super) fn inspect<R: Read + Seek>(content: &mut Content<R>) -> Result<MediaType, SniffError> {
    let length = content.length();
    let tail = content.tail(LONGEST_END)?;
    let end = end_of(&tail).ok_or(TypeRefusal::Damaged)?;
    if end.entries > MOST_ENTRIES || end.directory_size > LARGEST_DIRECTORY {
        return Err(TypeRefusal::Bomb.into());
    }
    // The directory must stand right before its end record: bytes between or before belong to some other file.
    if end.directory_offset + end.directory_size + end.distance != length {
        return Err(TypeRefusal::Polyglot.into());
    }
    let directory = content.at(end.directory_offset, usize::try_from(end.directory_size).unwrap_or(0))?;
    let contents = read(&directory, end.entries).ok_or(TypeRefusal::Damaged)?;
    if let Some(refusal) = contents.refusal(length) {
        return Err(refusal.into());
    }
    kind(&contents, &content.head()?).ok_or_else(|| TypeRefusal::Archive.into())
}

fn read(directory: &[u8], entries: u64) -> Option<Contents> {
    let mut contents = Contents::default();
    let mut rest = directory;
    for _ in 0..entries {
        rest = contents.add(rest)?;
    }
    Some(contents)
}

fn kind(contents: &Contents, head: &[u8]) -> Option<MediaType> {
    // OpenDocument keeps its kind as the first entry, unpacked, without extra field.
    const ODT: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.text";
    if head.get(30..30 + ODT.len()) == Some(ODT) && head.get(30 + ODT.len()) == Some(&b'P') {
        return Some(MediaType::Odt);
    }
    match (contents.content_types, contents.word, contents.excel) {
        (true, true, false) => Some(MediaType::Docx),
        (true, false, true) => Some(MediaType::Xlsx),
        _ => None,
    }
}

/// The container of old office files. A new document with a password is wrapped in one too, and then says so.
pub(super) fn old_office<R: Read + Seek>(content: &mut Content<R>) -> Result<TypeRefusal, SniffError> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut encrypted = false;
    content.pass(|_, piece| encrypted |= contains(piece, &name))?;
    Ok(if encrypted { TypeRefusal::PasswordProtected } else { TypeRefusal::Unknown })
}
