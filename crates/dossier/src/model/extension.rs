//! A later date and the apology that comes with it.

use chrono::{DateTime, Utc};
use kernel::id::AccountId;
use serde::{Deserialize, Serialize};

/// Apology with a new date (form 04; rules A9): once, with the reason, signed by the head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Why the result is late, in words for the applicant.
    pub reason: String,
    /// The date that was promised before.
    pub previous_due: DateTime<Utc>,
    /// The date that is promised now.
    pub new_due: DateTime<Utc>,
    /// Asked later than the working day before the date in force. The applicant is told the new date all the same, but the limit in force
    /// does not move and the dossier stays late.
    pub late: bool,
    /// When it was signed.
    pub asked_at: DateTime<Utc>,
    /// The head who signed.
    pub signed_by: AccountId,
}
