//! Asking for what is missing.

use chrono::{DateTime, Utc};
use kernel::id::AccountId;
use serde::{Deserialize, Serialize};

/// When a supplement was asked for: before the dossier was received or while it was in work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupplementStage {
    /// By the one-stop shop, before receipt.
    Intake,
    /// By the solving office, inside the limit of the law (Decree 61/2018 art. 19.4).
    Appraisal,
}

/// What of the dossier is meant, so that the applicant sees exactly that field or paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum About {
    /// Something the form and the list of papers do not name.
    #[default]
    Other,
    /// A field of the declaration.
    Field {
        /// Its name in the form.
        name: String,
    },
    /// A paper, by the name it was asked for or handed in under.
    Paper {
        /// Its name.
        name: String,
    },
}

impl About {
    /// Is there nothing to point at?
    #[must_use]
    pub const fn is_other(&self) -> bool {
        matches!(self, Self::Other)
    }
}

/// One missing or wrong thing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SupplementItem {
    /// What of the dossier is meant.
    #[serde(default, skip_serializing_if = "About::is_other")]
    pub about: About,
    /// The paper or field that is meant.
    pub subject: String,
    /// What is wrong with it and what would be right.
    pub reason: String,
}

/// A request for completion (form 02): once, with reasons, complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// When in the life of the dossier.
    pub stage: SupplementStage,
    /// Everything that is missing.
    pub items: Vec<SupplementItem>,
    /// The rule it rests on.
    pub legal_basis: String,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Who asked.
    pub asked_by: AccountId,
    /// The exception of the law that allows to ask again; a second request without one is refused, and each counts against the office.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exception: String,
    /// Asked during appraisal later than three working days after receipt (Decree 61/2018 art. 19.4).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
    /// When the applicant answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplied_at: Option<DateTime<Utc>>,
}
