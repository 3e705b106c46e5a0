//! Labels an office puts on dossiers, and the filters its people keep.

use kernel::id::{AccountId, FilterId, LabelId, OfficeId};
use serde::Serialize;

/// The colour of a label. Each is drawn with a shape of its own, so that nobody has to tell colours apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelColour {
    /// Jade, a disc.
    #[default]
    Jade,
    /// Indigo, a square.
    Indigo,
    /// Ochre, a triangle.
    Ochre,
    /// Red, a diamond.
    Red,
    /// Grey, a ring.
    Grey,
    /// Ink, a bar.
    Ink,
}

impl LabelColour {
    /// Every colour.
    pub const ALL: [Self; 6] = [Self::Jade, Self::Indigo, Self::Ochre, Self::Red, Self::Grey, Self::Ink];

    /// Stable code, as stored; also the tail of its style and its message.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jade => "jade",
            Self::Indigo => "indigo",
            Self::Ochre => "ochre",
            Self::Red => "red",
            Self::Grey => "grey",
            Self::Ink => "ink",
        }
    }

    /// The colour with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.code() == code)
    }
}

/// A label of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Identifier.
    pub id: LabelId,
    /// Whose it is; only this office sees it.
    pub office: OfficeId,
    /// Its name, as the office wrote it.
    pub name: String,
    /// Its colour and shape.
    pub colour: LabelColour,
}

/// A filter of the inbox that somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFilter {
    /// Identifier.
    pub id: FilterId,
    /// The office of who made it.
    pub office: OfficeId,
    /// Who made it.
    pub account: AccountId,
    /// Everybody in the office has it.
    pub shared: bool,
    /// Its name.
    pub name: String,
    /// As it stands in the address of the inbox.
    pub query: String,
}
