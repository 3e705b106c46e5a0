//! A result that was issued, as its register keeps it.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::{DocumentId, DossierId, OfficeId};
use uuid::Uuid;

use super::{Digest, PublicId};
use crate::paper::ResultPaper;

/// Whether a result may be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultState {
    /// Numbered and decided; its file is being made.
    Preparing,
    /// Issued and in force.
    Valid,
    /// Taken back by its office.
    Revoked,
}

/// A row of the register of results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredResult {
    /// Its identifier, also the subject of its journal.
    pub id: Uuid,
    /// What people type to verify it.
    pub public_id: PublicId,
    /// The issuing office.
    pub office: OfficeId,
    /// Name of the issuing office when it was issued.
    pub office_name: String,
    /// Kind of document by its name, such as "Quyết định".
    pub title: String,
    /// The symbol of its series, such as `QĐ-UBND`.
    pub symbol: String,
    /// Year of the number.
    pub year: i32,
    /// The number in its series, from 1 in every year.
    pub number: i32,
    /// The date it bears.
    pub issued_on: NaiveDate,
    /// The dossier it answers.
    pub dossier: DossierId,
    /// Name of the procedure.
    pub procedure: String,
    /// Function of the signer.
    pub signer_title: String,
    /// When it was numbered.
    pub issued_at: DateTime<Utc>,
    /// The file, once made.
    pub document: Option<DocumentId>,
    /// Its hash, once made.
    pub sha256: Option<Digest>,
    /// Until when it counts; nothing when it has no end.
    pub valid_until: Option<NaiveDate>,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
    /// What it prints; the same values print the same bytes.
    pub paper: ResultPaper,
}

impl RegisteredResult {
    /// Whether it may be relied on.
    #[must_use]
    pub const fn state(&self) -> ResultState {
        match (self.revoked_at, self.sha256) {
            (Some(_), _) => ResultState::Revoked,
            (None, Some(_)) => ResultState::Valid,
            (None, None) => ResultState::Preparing,
        }
    }

    /// The number as the paper bears it, written by the pattern its series had when it was given.
    #[must_use]
    pub fn full_number(&self) -> String {
        self.paper.head.number.clone()
    }
}
