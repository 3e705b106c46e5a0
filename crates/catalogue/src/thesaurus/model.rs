//! Entries of the thesaurus and their kinds.

use std::fmt;
use std::str::FromStr;

use kernel::code::ProcedureCode;
use kernel::id::ContentId;
use serde::{Deserialize, Serialize};

/// Why a word stands in the thesaurus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// "GPLX" for "giấy phép lái xe".
    Abbreviation,
    /// What people say instead of the law's words: "sổ đỏ".
    Everyday,
    /// English.
    English,
    /// Thai.
    Thai,
    /// Another or a wrong spelling.
    Spelling,
    /// The name before a law changed it: "chứng minh nhân dân".
    OldName,
    /// Words that say nothing about what is sought: "làm sao để".
    Filler,
    /// A fixed expression whose single words must not answer for it: "giấy phép lao động".
    Phrase,
}

impl Kind {
    /// Every kind, in the order lists show them.
    pub const ALL: [Self; 8] =
        [Self::Abbreviation, Self::Everyday, Self::English, Self::Thai, Self::Spelling, Self::OldName, Self::Filler, Self::Phrase];

    /// The code in data and addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Abbreviation => "abbreviation",
            Self::Everyday => "everyday",
            Self::English => "english",
            Self::Thai => "thai",
            Self::Spelling => "spelling",
            Self::OldName => "old_name",
            Self::Filler => "filler",
            Self::Phrase => "phrase",
        }
    }

    /// Whether entries of this kind lead somewhere; fillers and fixed expressions stand alone.
    #[must_use]
    pub fn expands(self) -> bool {
        !matches!(self, Self::Filler | Self::Phrase)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A text that names no kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a kind of thesaurus entry: {0}")]
pub struct UnknownKind(String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| UnknownKind(text.to_owned()))
    }
}

/// Where a term leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expansion {
    /// Nowhere (fillers, fixed expressions).
    Nothing,
    /// To the same search in the law's words.
    Words(String),
    /// Straight to procedures, the likeliest first.
    Codes(Vec<ProcedureCode>),
}

impl Expansion {
    /// Reads `=1.001193 =2.000986` or words.
    ///
    /// # Errors
    /// The part that looks like a code and is none.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::Nothing);
        }
        if !text.starts_with('=') {
            return Ok(Self::Words(text.to_owned()));
        }
        let code = |part: &str| part.strip_prefix('=').and_then(|code| code.parse().ok()).ok_or_else(|| part.to_owned());
        text.split_whitespace().map(code).collect::<Result<_, _>>().map(Self::Codes)
    }
}

impl fmt::Display for Expansion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Words(words) => formatter.write_str(words),
            Self::Codes(codes) => {
                let parts: Vec<String> = codes.iter().map(|code| format!("={}", code.as_str())).collect();
                formatter.write_str(&parts.join(" "))
            }
        }
    }
}

/// One line of the thesaurus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What people type.
    pub term: String,
    /// Why it is here.
    pub kind: Kind,
    /// Where it leads.
    pub expansion: Expansion,
    /// Remark for whoever edits the list.
    pub note: String,
    /// Where it comes from.
    pub source: String,
}

/// All entries search works with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thesaurus {
    /// In the order of the pack, then of addition.
    pub entries: Vec<Entry>,
}

/// An entry as the database keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its identifier.
    pub id: ContentId,
    /// What it says.
    pub entry: Entry,
    /// Administrators' words may be changed; those of the pack are replaced with the pack.
    pub by_administrator: bool,
}
