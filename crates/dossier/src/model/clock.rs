//! The legal clock of one dossier: the facts it was started with and what happened to it. Every due date comes from `kernel::calendar`.

use chrono::{DateTime, Utc};
use kernel::calendar::ClockCase;
use serde::{Deserialize, Serialize};

/// The clock of an accepted dossier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DossierClock {
    /// The facts, from which the due date can be computed and explained again at any time.
    pub case: ClockCase,
    /// Legal basis of the limit, as the procedure names it.
    pub legal_basis: String,
    /// The due date first promised.
    pub original_due: DateTime<Utc>,
    /// The due date in force; nothing while the clock stands still.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<DateTime<Utc>>,
}

/// What the clock says about the answer to an online request that waits for intake.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IntakeClock {
    /// Calendar of the receiving office.
    pub calendar: String,
    /// By when the one-stop shop has to answer.
    pub answer_due: DateTime<Utc>,
}
