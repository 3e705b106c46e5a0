//! The question: what was promised, when, and what happened since. And the answer.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::limit::Limit;

/// How the clock goes on after a supplement. The law leaves room, so the procedure says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupplementRule {
    /// The whole limit is counted anew from the complete papers (Decree 61/2018 art. 19.4).
    #[default]
    Restart,
    /// What was left is counted on.
    Resume,
}

/// Something that touched the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockEvent {
    /// What it was.
    #[serde(flatten)]
    pub kind: ClockEventKind,
    /// When it happened.
    pub at: DateTime<Utc>,
}

/// What can touch the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClockEventKind {
    /// The applicant was asked for papers: the clock stops.
    SupplementRequested,
    /// The papers are complete: the clock starts again.
    SupplementSupplied,
    /// The applicant was sent a payment slip: the clock stops.
    FinancialRequested,
    /// Proof of payment arrived: the clock goes on.
    FinancialFulfilled,
    /// The agency asks for a later date.
    ExtensionRequested {
        /// The date asked for.
        new_due: DateTime<Utc>,
    },
    /// The result is there.
    Finished,
}

impl ClockEvent {
    /// The applicant was asked for papers.
    #[must_use]
    pub const fn supplement_requested(at: DateTime<Utc>) -> Self {
        Self { kind: ClockEventKind::SupplementRequested, at }
    }

    /// The papers are complete.
    #[must_use]
    pub const fn supplement_supplied(at: DateTime<Utc>) -> Self {
        Self { kind: ClockEventKind::SupplementSupplied, at }
    }

    /// The applicant was sent a payment slip.
    #[must_use]
    pub const fn financial_requested(at: DateTime<Utc>) -> Self {
        Self { kind: ClockEventKind::FinancialRequested, at }
    }

    /// Proof of payment arrived.
    #[must_use]
    pub const fn financial_fulfilled(at: DateTime<Utc>) -> Self {
        Self { kind: ClockEventKind::FinancialFulfilled, at }
    }

    /// The agency asks for `new_due`.
    #[must_use]
    pub const fn extension_requested(at: DateTime<Utc>, new_due: DateTime<Utc>) -> Self {
        Self { kind: ClockEventKind::ExtensionRequested { new_due }, at }
    }

    /// The result is there.
    #[must_use]
    pub const fn finished(at: DateTime<Utc>) -> Self {
        Self { kind: ClockEventKind::Finished, at }
    }
}

/// Everything a due date depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockCase {
    /// Calendar of the office that works on it.
    pub calendar: String,
    /// When the request arrived.
    pub received_at: DateTime<Utc>,
    /// What the procedure promises.
    pub limit: Limit,
    /// How the clock goes on after a supplement.
    #[serde(default)]
    pub supplement_rule: SupplementRule,
    /// What happened since, in time order.
    #[serde(default)]
    pub events: Vec<ClockEvent>,
}

/// Whether time is running out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// It is.
    Running,
    /// It is the applicant's turn.
    Stopped,
}

/// How a finished dossier stood (rules A15).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// On a day before the due day.
    Early,
    /// On the due day, in time.
    OnTime,
    /// After the due instant, or stopped only after it.
    Late,
}

/// What the calendar says about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockAnswer {
    /// First working instant at or after the arrival.
    pub clamped: DateTime<Utc>,
    /// Its day in office time, which is never counted.
    pub receipt_day: NaiveDate,
    /// The due date first promised.
    pub initial_due: DateTime<Utc>,
    /// The due date in force; nothing while the clock stands still.
    pub due: Option<DateTime<Utc>>,
    /// Whether the clock runs.
    pub clock: ClockState,
    /// Working minutes left at each stop after which the clock resumes.
    pub remaining_minutes: Vec<u32>,
    /// The due date in force when the first extension was asked for.
    pub original_due: Option<DateTime<Utc>>,
    /// Whether each extension was accepted.
    pub extensions_accepted: Vec<bool>,
    /// How it ended, once it has.
    pub outcome: Option<Outcome>,
}
