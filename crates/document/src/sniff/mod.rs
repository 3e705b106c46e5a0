//! Tells what a file is by its content, and refuses what has no place among papers. Pure: the same bytes and name give the same answer.
//!
//! Nothing is unpacked and nothing is interpreted; containers are judged by their directories, in constant memory.

mod archive;
mod content;
mod pdf;
mod picture;
mod text;

use std::io::{Cursor, Read, Seek};

use crate::model::MediaType;
use crate::name::extension;

use content::Content;
pub use content::SniffError;

/// What a file was recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recognised {
    /// The kind of file.
    pub media_type: MediaType,
    /// True for a PDF with an electronic signature in it; the signature is not verified here.
    pub is_signed: bool,
}

/// Why a file is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TypeRefusal {
    /// It has no bytes.
    Empty,
    /// A program, a script or a document with macros.
    Executable,
    /// HTML, SVG or other markup a browser would run.
    Markup,
    /// An archive that is not an office document.
    Archive,
    /// An archive that would unpack to something absurd.
    Bomb,
    /// It is two kinds of file at once.
    Polyglot,
    /// It can only be opened with a password.
    PasswordProtected,
    /// The name promises another kind of file.
    Contradiction,
    /// It begins like an accepted kind but is cut off or damaged.
    Damaged,
    /// None of the accepted kinds.
    Unknown,
}

impl TypeRefusal {
    /// Stable machine code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::Executable => "file_executable",
            Self::Markup => "file_markup",
            Self::Archive => "file_archive",
            Self::Bomb => "file_bomb",
            Self::Polyglot => "file_polyglot",
            Self::PasswordProtected => "file_password_protected",
            Self::Contradiction => "file_name_contradicts_content",
            Self::Damaged => "file_damaged",
            Self::Unknown => "file_type_unknown",
        }
    }

    /// Key of the message that tells the applicant what to do.
    #[must_use]
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::Empty => "document-file-empty",
            Self::Executable => "document-file-executable",
            Self::Markup => "document-file-markup",
            Self::Archive => "document-file-archive",
            Self::Bomb => "document-file-bomb",
            Self::Polyglot => "document-file-polyglot",
            Self::PasswordProtected => "document-file-password-protected",
            Self::Contradiction => "document-file-contradiction",
            Self::Damaged => "document-file-damaged",
            Self::Unknown => "document-file-unknown",
        }
    }
}

/// Recognises `content`, read from its start, against the name it came with.
///
/// # Errors
/// [`SniffError::Refused`] when it is not accepted, [`SniffError::Read`] when it cannot be read.
pub fn recognise<R: Read + Seek>(content: R, file_name: &str) -> Result<Recognised, SniffError> {
    let mut content = Content::new(content)?;
    let recognised = by_content(&mut content, extension(file_name).as_deref())?;
    if contradicts(file_name, recognised.media_type) {
        return Err(TypeRefusal::Contradiction.into());
    }
    Ok(recognised)
}

/// The same for bytes in memory.
///
/// # Errors
/// Why it is not accepted.
pub fn recognise_bytes(bytes: &[u8], file_name: &str) -> Result<Recognised, TypeRefusal> {
    recognise(Cursor::new(bytes), file_name).map_err(|error| match error {
        SniffError::Refused(refusal) => refusal,
        // Memory is always readable; a seek beyond its end means the file lies about itself.
        SniffError::Read(_) => TypeRefusal::Damaged,
    })
}

fn by_content<R: Read + Seek>(content: &mut Content<R>, extension: Option<&str>) -> Result<Recognised, SniffError> {
    let head = content.head()?;
    if head.is_empty() {
        return Err(TypeRefusal::Empty.into());
    }
    if let Some(refusal) = forbidden(&head) {
        return Err(refusal.into());
    }
    let plain = |media_type| Recognised { media_type, is_signed: false };
    if head.starts_with(b"%PDF-") {
        return pdf::inspect(content);
    }
    if head.starts_with(b"PK\x03\x04") {
        return archive::inspect(content).map(plain);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Err(archive::old_office(content)?.into());
    }
    if let Some(media_type) = picture::recognise(&head) {
        picture::inspect(content, media_type)?;
        return Ok(plain(media_type));
    }
    text::inspect(content, extension).map(plain)
}

/// Beginnings of files that are never accepted.
fn forbidden(head: &[u8]) -> Option<TypeRefusal> {
    const BEGINNINGS: [(&[u8], TypeRefusal); 17] = [
        (b"\x7FELF", TypeRefusal::Executable),
        (b"#!", TypeRefusal::Executable),
        (b"\0asm", TypeRefusal::Executable),
        (b"dex\n", TypeRefusal::Executable),
        (b"\xCA\xFE\xBA\xBE", TypeRefusal::Executable),
        (b"\xFE\xED\xFA\xCE", TypeRefusal::Executable),
        (b"\xFE\xED\xFA\xCF", TypeRefusal::Executable),
        (b"\xCE\xFA\xED\xFE", TypeRefusal::Executable),
        (b"\xCF\xFA\xED\xFE", TypeRefusal::Executable),
        (b"L\0\0\0\x01\x14\x02\0", TypeRefusal::Executable),
        (b"\x1F\x8B", TypeRefusal::Archive),
        (b"BZh", TypeRefusal::Archive),
        (b"7z\xBC\xAF\x27\x1C", TypeRefusal::Archive),
        (b"Rar!\x1A\x07", TypeRefusal::Archive),
        (b"\xFD7zXZ\0", TypeRefusal::Archive),
        (b"\x28\xB5\x2F\xFD", TypeRefusal::Archive),
        (b"PK\x05\x06", TypeRefusal::Archive),
    ];
    // A text may begin with the letters MZ; a program for Windows has a zero byte soon after them.
    if head.starts_with(b"MZ") && head.iter().take(128).any(|byte| *byte == 0) {
        return Some(TypeRefusal::Executable);
    }
    let tar = head.get(257..262) == Some(b"ustar".as_slice());
    let found = BEGINNINGS.iter().find(|(beginning, _)| head.starts_with(beginning)).map(|(_, refusal)| *refusal);
    found.or(tar.then_some(TypeRefusal::Archive))
}

/// Does the extension belong to another kind? Unknown endings, as in "Quyết định 12.2026", promise nothing.
fn contradicts(file_name: &str, media_type: MediaType) -> bool {
    const FOREIGN: [&str; 34] = [
        "exe", "com", "bat", "cmd", "msi", "scr", "ps1", "sh", "js", "jar", "apk", "dll", "vbs", "lnk", "html", "htm", "svg", "xhtml",
        "xml", "php", "zip", "rar", "7z", "gz", "tar", "iso", "doc", "xls", "docm", "xlsm", "ppt", "gif", "bmp", "mp4",
    ];
    let Some(extension) = extension(file_name) else { return false };
    let extension = extension.as_str();
    let is_known = FOREIGN.contains(&extension) || MediaType::ALL.iter().any(|kind| kind.extensions().contains(&extension));
    is_known && !media_type.extensions().contains(&extension)
}

#[cfg(test)]
mod tests;
