//! Asking another office for its opinion (Decree 61/2018 art. 19.5; rules A12).

use chrono::{DateTime, Utc};
use kernel::id::{AccountId, OfficeId, TaskId};
use serde::{Deserialize, Serialize};

/// How a consultation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationState {
    /// The other office has not answered yet.
    Waiting,
    /// It answered.
    Answered,
    /// Its time passed in silence; the head of the one-stop shop sees it.
    Silent,
    /// The dossier ended before the answer.
    Dropped,
}

impl ConsultationState {
    /// Stable code, also the tail of its message key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Answered => "answered",
            Self::Silent => "silent",
            Self::Dropped => "dropped",
        }
    }
}

/// One question to one office, with a time to answer. The clock of the dossier runs on meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// The work it opened at the other office.
    pub task: TaskId,
    /// Who is asked.
    pub office: OfficeId,
    /// What is asked.
    pub question: String,
    /// By when the answer is wanted.
    pub due_at: DateTime<Utc>,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// Who asked.
    pub asked_by: AccountId,
    /// How it stands.
    pub state: ConsultationState,
    /// The answer, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// The rule that takes its silence for consent; empty where no rule says so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub silence_basis: String,
    /// When it was answered, or its time passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime<Utc>>,
}
