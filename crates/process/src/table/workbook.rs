//! From the first sheet of an Excel workbook to rows of clean text, in memory that the file cannot choose.
//!
//! A few kilobytes of workbook may unpack to gigabytes, name a cell in the last row of the last column, or repeat one long text in every
//! cell. So everything that is unpacked or copied is paid for from one [`Budget`], and cells beyond the reach of a step table are passed over.

mod sheet;
mod xml;

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::read::Record;
use super::{RowError, RowErrorCode};
use xml::{Piece, walk};

/// A workbook beyond this size is no step table.
const MOST_BYTES: usize = 8 << 20;
/// Bytes that may be unpacked and copied.
const MOST_UNPACKED: usize = 64 << 20;

/// Bytes that may still be held.
struct Budget(usize);

impl Budget {
    /// Pays for `bytes`; nothing when there is not enough left.
    fn pay(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.checked_sub(bytes)?;
        Some(())
    }
}

pub(super) fn excel(bytes: &[u8]) -> Result<Vec<Record>, RowError> {
    let found = if bytes.len() > MOST_BYTES { None } else { records(bytes) };
    found.ok_or_else(|| RowError::new(1, None, RowErrorCode::Workbook, ""))
}

fn records(bytes: &[u8]) -> Option<Vec<Record>> {
    let mut budget = Budget(MOST_UNPACKED);
    let mut container = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let identifier = first_sheet(&part(&mut container, "xl/workbook.xml", &mut budget)?)?;
    let path = path_of(&part(&mut container, "xl/_rels/workbook.xml.rels", &mut budget)?, &identifier)?;
    let has_texts = container.index_for_name(SHARED_TEXTS).is_some();
    let texts = if has_texts { sheet::shared_texts(&part(&mut container, SHARED_TEXTS, &mut budget)?, &mut budget)? } else { Vec::new() };
    let sheet = part(&mut container, &path, &mut budget)?;
    sheet::records(&sheet, &texts, &mut budget)
}

/// Texts that cells name by number.
const SHARED_TEXTS: &str = "xl/sharedStrings.xml";

/// A part as text. What a container says about the sizes of its parts is not believed.
fn part(container: &mut ZipArchive<Cursor<&[u8]>>, name: &str, budget: &mut Budget) -> Option<String> {
    let mut bytes = Vec::new();
    let most = u64::try_from(budget.0).ok()?;
    container.by_name(name).ok()?.take(most.saturating_add(1)).read_to_end(&mut bytes).ok()?;
    budget.pay(bytes.len())?;
    String::from_utf8(bytes).ok()
}

/// What the workbook calls its first sheet.
fn first_sheet(workbook: &str) -> Option<String> {
    let mut identifier = None;
    walk(workbook, |piece| {
        if let Piece::Opens("sheet", attributes) = piece
            && identifier.is_none()
        {
            identifier = attributes.get("id");
        }
        Some(())
    })?;
    identifier
}

/// The part that belongs to an identifier.
fn path_of(relations: &str, identifier: &str) -> Option<String> {
    let mut path = None;
    walk(relations, |piece| {
        if let Piece::Opens("Relationship", attributes) = piece
            && attributes.get("Id").as_deref() == Some(identifier)
        {
            path = attributes.get("Target");
        }
        Some(())
    })?;
    path.map(|path| path.strip_prefix('/').map_or_else(|| format!("xl/{path}"), str::to_owned))
}
