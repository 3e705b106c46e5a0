//! Who hands a request in, for whom, and who typed it.

use serde::{Deserialize, Serialize};

/// In what capacity somebody hands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// In their own name.
    #[default]
    Own,
    /// For another person, with a written authorisation.
    Authorised,
    /// For a company or another body, as its representative.
    Representative,
}

impl Capacity {
    /// Stable code, also a value of the applicant's form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Authorised => "authorised",
            Self::Representative => "representative",
        }
    }

    /// The capacity with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Own, Self::Authorised, Self::Representative].into_iter().find(|capacity| capacity.code() == code)
    }

    /// In their own name?
    #[must_use]
    pub const fn is_own(&self) -> bool {
        matches!(self, Self::Own)
    }
}

/// Who typed a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TypedBy {
    /// Whoever applies, or acts for them.
    Citizen,
    /// An official.
    Officer,
    /// Somebody who helped: the post office, a volunteer.
    Helper,
}

impl TypedBy {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Officer => "officer",
            Self::Helper => "helper",
        }
    }
}

/// How a request was handed in, without a name: the names stand in its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// In what capacity.
    pub capacity: Capacity,
    /// Who typed it.
    pub typed_by: TypedBy,
    /// The number of the visitor at the counter: "A047".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
}

/// What came by post.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PostItem {
    /// Who sent it, as the envelope says.
    pub sender: String,
    /// Number of the item.
    pub item: String,
    /// The day it was posted.
    pub posted_on: Option<chrono::NaiveDate>,
}
