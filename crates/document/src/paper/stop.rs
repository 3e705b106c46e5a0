//! Form 05: the notice that a dossier is no longer worked on because its applicant asked for it.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Applicant, Head, Paper, PaperKind, Signature};

/// Form 05: the end of the work at the applicant's own wish (Decree 118/2025 art. 21, Circular 03/2025 art. 7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopNotice {
    /// The legal head.
    pub head: Head,
    /// The dossier code.
    pub code: String,
    /// Address behind the QR code: the public look-up of this dossier.
    pub lookup_url: String,
    /// Who applied.
    pub applicant: Applicant,
    /// Name of the procedure.
    pub procedure: String,
    /// When the dossier was received.
    pub received_at: NaiveDateTime,
    /// The date that was promised; none when the law sets no limit.
    pub due: Option<NaiveDateTime>,
    /// When the work ended, office time.
    pub stopped_at: NaiveDateTime,
    /// Why the applicant asked for it, in their words; none when they gave no reason.
    pub reason: Option<String>,
    /// Papers to be given back: originals that were handed in.
    pub returned_papers: Vec<String>,
    /// Telephone to ask.
    pub contact_phone: Option<String>,
    /// The officer who checked that nothing had been decided yet.
    pub officer: Signature,
}

impl Paper for StopNotice {
    const TEMPLATE: PaperKind = PaperKind::Stop;

    fn qr_address(&self) -> Option<&str> {
        Some(&self.lookup_url)
    }

    fn day(&self) -> NaiveDate {
        self.head.date
    }
}
