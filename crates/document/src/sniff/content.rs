//! Bounded reading of a file: pieces at an offset, and one pass over everything.

use std::io::{self, Read, Seek, SeekFrom};

use super::TypeRefusal;

/// A file was refused, or could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum SniffError {
    /// It is not accepted.
    #[error("the file is refused: {}", .0.code())]
    Refused(TypeRefusal),
    /// Reading it failed.
    #[error("the file cannot be read")]
    Read(#[from] io::Error),
}

impl From<TypeRefusal> for SniffError {
    fn from(refusal: TypeRefusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Bytes looked at to recognise a beginning.
const HEAD: usize = 4096;
/// Bytes read at a time in a pass.
const PIECE: usize = 64 * 1024;
/// Bytes of one piece that the next one repeats, so that no pattern is missed at the seam.
pub(super) const OVERLAP: usize = 64;

/// A file to look into.
pub(super) struct Content<R> {
    reader: R,
    length: u64,
}

impl<R: Read + Seek> Content<R> {
    pub(super) fn new(mut reader: R) -> io::Result<Self> {
        let length = reader.seek(SeekFrom::End(0))?;
        Ok(Self { reader, length })
    }

    /// Bytes in the file.
    pub(super) const fn length(&self) -> u64 {
        self.length
    }

    /// The beginning.
    pub(super) fn head(&mut self) -> io::Result<Vec<u8>> {
        self.at(0, HEAD)
    }

    /// The last `count` bytes, fewer when the file is shorter.
    pub(super) fn tail(&mut self, count: usize) -> io::Result<Vec<u8>> {
        let start = self.length.saturating_sub(u64::try_from(count).unwrap_or(u64::MAX));
        self.at(start, count)
    }

    /// Up to `count` bytes from `offset`; fewer at the end, none beyond it.
    pub(super) fn at(&mut self, offset: u64, count: usize) -> io::Result<Vec<u8>> {
        if offset >= self.length {
            return Ok(Vec::new());
        }
        self.reader.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::with_capacity(count.min(PIECE));
        self.reader.by_ref().take(u64::try_from(count).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Shows the whole file to `look` in pieces that overlap, with the offset of each.
    pub(super) fn pass(&mut self, mut look: impl FnMut(u64, &[u8])) -> io::Result<()> {
        let step = u64::try_from(PIECE - OVERLAP).unwrap_or(u64::MAX);
        let mut offset = 0;
        while offset < self.length {
            let piece = self.at(offset, PIECE)?;
            look(offset, &piece);
            offset += step;
        }
        Ok(())
    }
}

/// Is `needle` in `hay`?
pub(super) fn contains(hay: &[u8], needle: &[u8]) -> bool {
    position(hay, needle).is_some()
}

/// Where `needle` first stands in `hay`.
pub(super) fn position(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len().max(1)).position(|window| window == needle)
}
