//! Portable documents: whole, not encrypted, signed or not.

use std::io::{Read, Seek};

use super::content::{Content, SniffError, contains};
use super::{Recognised, TypeRefusal};
use crate::model::MediaType;

#[derive(Default)]
struct Marks {
    encrypted: bool,
    byte_range: bool,
    signature: bool,
}

impl Marks {
    /// Names in a PDF begin with a slash; only what follows one is compared.
    fn look(&mut self, piece: &[u8]) {
        let mut rest = piece;
        while let Some(slash) = rest.iter().position(|byte| *byte == b'/') {
            rest = rest.get(slash + 1..).unwrap_or_default();
            self.encrypted |= rest.strip_prefix(b"Encrypt").is_some_and(refers);
            self.byte_range |= rest.starts_with(b"ByteRange");
            self.signature |= [b"adbe.pkcs7".as_slice(), b"ETSI.CAdES", b"ETSI.RFC3161"].iter().any(|filter| rest.starts_with(filter));
        }
    }
}

/// `/Encrypt` counts when an object or a dictionary follows, not as a word of some other name.
fn refers(after: &[u8]) -> bool {
    after.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'<')
        && after.first().is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'<')
}

pub(super) fn inspect<R: Read + Seek>(content: &mut Content<R>) -> Result<Recognised, SniffError> {
    let tail = content.tail(2048)?;
    if super::archive::ends_as_archive(&content.tail(super::archive::LONGEST_END)?) {
        return Err(TypeRefusal::Polyglot.into());
    }
    if !contains(&tail, b"%%EOF") {
        return Err(TypeRefusal::Damaged.into());
    }
    let mut marks = Marks::default();
    content.pass(|_, piece| marks.look(piece))?;
    if marks.encrypted {
        return Err(TypeRefusal::PasswordProtected.into());
    }
    Ok(Recognised { media_type: MediaType::Pdf, is_signed: marks.byte_range && marks.signature })
}
