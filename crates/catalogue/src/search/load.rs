//! The index of a country pack.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::document::{Document, PackRow};
use super::index::Index;
use crate::thesaurus::{self, Thesaurus};

/// Why a pack could not be read for searching.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A file or folder that cannot be read.
    #[error("cannot read {path}")]
    File {
        /// Where it was looked for.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A line of a procedure file that is not what search needs.
    #[error("{path}:{line}")]
    Line {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
}

impl Index {
    /// Reads `procedures/*.jsonl` and `thesaurus.csv` of the pack in `folder`.
    ///
    /// # Errors
    /// A file that is missing or not in the format of the pack.
    pub fn from_pack(folder: &Path) -> Result<Self, LoadError> {
        Ok(Self::build(documents(&folder.join("procedures"))?, &thesaurus(folder)?))
    }
}

/// The words of the pack; rows that are wrong are left out, `motcua pack check` names them.
///
/// # Errors
/// The file cannot be read.
pub fn thesaurus(folder: &Path) -> Result<Thesaurus, LoadError> {
    Ok(thesaurus::parse(&read(&folder.join(thesaurus::FILE))?, None).0)
}

/// The procedures of all `*.jsonl` files in `folder`, file by file in the order of their names.
///
/// # Errors
/// A file that is missing or holds a line that is no procedure.
pub fn documents(folder: &Path) -> Result<Vec<Document>, LoadError> {
    let failed = |source| LoadError::File { path: folder.to_owned(), source };
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(failed)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        all.extend(of_file(&path)?);
    }
    Ok(all)
}

fn of_file(path: &Path) -> Result<Vec<Document>, LoadError> {
    let text = read(path)?;
    let mut found = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let row: PackRow = serde_json::from_str(line).map_err(|source| LoadError::Line { path: path.to_owned(), line: number, source })?;
        found.extend(row.document());
    }
    Ok(found)
}

fn read(path: &Path) -> Result<String, LoadError> {
    fs::read_to_string(path).map_err(|source| LoadError::File { path: path.to_owned(), source })
}
