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
    /// Issued, signed and in force.
    Valid,
    /// Taken back by its office.
    Revoked,
}

/// A row of the register of results.
#[derive(Debug, Clone, PartialEq)]
pub struct IssuedResult {
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
    /// Year of the number.
    pub year: i32,
    /// The number in its series.
    pub number: i32,
    /// The number with its symbol, such as `1207/QĐ-UBND`.
    pub full_number: String,
    /// The date it bears.
    pub issued_on: NaiveDate,
    /// The dossier it answers.
    pub dossier: DossierId,
    /// The code of that dossier.
    pub dossier_code: String,
    /// Name of the procedure.
    pub procedure: String,
    /// The person it is about, masked for the public.
    pub holder_masked: String,
    /// Name of the signer.
    pub signer_name: String,
    /// Function of the signer.
    pub signer_title: String,
    /// When it was numbered.
    pub issued_at: DateTime<Utc>,
    /// The file, once made.
    pub document: Option<DocumentId>,
    /// Its hash, once made.
    pub sha256: Option<Digest>,
    /// The node's signature over the hash, once made.
    pub seal: Option<Vec<u8>>,
    /// Name of the key that signed.
    pub seal_key: Option<String>,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
    /// What it prints; the same values print the same bytes.
    pub paper: ResultPaper,
}

impl IssuedResult {
    /// Whether it may be relied on.
    #[must_use]
    pub const fn state(&self) -> ResultState {
        match (self.revoked_at, self.sha256) {
            (Some(_), _) => ResultState::Revoked,
            (None, Some(_)) => ResultState::Valid,
            (None, None) => ResultState::Preparing,
        }
    }
}

/// A name the public may see: the given name, and of all before it the initial. Whoever holds the paper can compare; nobody else learns who it is.
#[must_use]
pub fn mask_name(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let before = words.len().saturating_sub(1);
    let masked = words.iter().enumerate().map(|(position, word)| {
        let initial = word.chars().next().map(|sign| format!("{sign}."));
        if position < before { initial.unwrap_or_default() } else { (*word).to_owned() }
    });
    masked.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_masked_to_initials_and_given_name() {
        let cases = [("Vũ Thị Minh Ngọc", "V. T. M. Ngọc"), ("Ngọc", "Ngọc"), ("  Đỗ   Lữ ", "Đ. Lữ"), ("", "")];
        for (name, expected) in cases {
            assert_eq!(mask_name(name), expected);
        }
    }
}
