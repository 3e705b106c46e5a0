//! What an applicant declares: who applies, the form, the papers. Kept version by version beside the dossier, never in the journal.

use chrono::NaiveDate;
use kernel::card::Sex;
use kernel::id::{ContentId, DocumentId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{Capacity, PostItem};

/// The person (or the body, by its representative) in whose name the request is made.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Applicant {
    /// Full name.
    pub name: String,
    /// Personal number of 12 digits, when there is one. Secret in logs.
    pub personal_number: Option<String>,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Address as declared or read from the card.
    pub address: String,
    /// Telephone number for news about the dossier.
    pub phone: String,
    /// E-mail address for news about the dossier.
    pub email: String,
    /// In what capacity it is handed in.
    #[serde(default, skip_serializing_if = "Capacity::is_own")]
    pub capacity: Capacity,
    /// Tax number of the company or body that applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_number: Option<String>,
    /// Name of whoever hands in, when that is not the applicant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub submitter_name: String,
    /// Their personal number. Secret in logs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitter_number: Option<String>,
    /// Their telephone number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub submitter_phone: String,
    /// Their position in the body that applies.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub submitter_position: String,
    /// Number and day of the paper that authorises them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub authority: String,
    /// Who typed for the applicant, when somebody helped.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub helper: String,
    /// What came by post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<PostItem>,
}

impl std::fmt::Debug for Applicant {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Applicant(…)")
    }
}

/// In what form a paper was handed in; numbers of the national format (contracts §1.6, `LoaiBan`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperForm {
    /// Original.
    Original,
    /// Copy.
    Copy,
    /// Electronic file.
    #[default]
    Electronic,
    /// Shown, not kept.
    Shown,
}

impl PaperForm {
    /// Stable code, also the tail of its message key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Copy => "copy",
            Self::Electronic => "electronic",
            Self::Shown => "shown",
        }
    }
}

/// One paper of the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Name of the component of the procedure it answers, or the applicant's own words for another paper.
    pub name: String,
    /// In what form it was handed in.
    pub form: PaperForm,
    /// How many.
    pub copies: u16,
    /// The stored file, when there is one.
    pub document: Option<DocumentId>,
    /// Name of the file, for showing.
    pub file_name: Option<String>,
}

/// One version of everything declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Identifier of this version.
    pub id: ContentId,
    /// Who applies.
    pub applicant: Applicant,
    /// The filled form, as its JSON Schema describes it.
    pub declaration: Value,
    /// The papers.
    pub papers: Vec<Paper>,
}

impl Content {
    /// SHA-256 over the canonical JSON of the content: what the journal keeps of it.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let canonical = serde_json::json!([self.applicant, self.declaration, self.papers]);
        Sha256::digest(canonical.to_string().as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_line_never_shows_the_applicant() {
        let applicant = Applicant { name: "Vũ Thị Mẫu".into(), personal_number: Some("022194000417".into()), ..Applicant::default() };
        assert!(!format!("{applicant:?}").contains("022194"));
    }
}
