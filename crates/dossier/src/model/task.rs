//! Work that waits for somebody.

use chrono::{DateTime, Utc};
use kernel::id::{AccountId, OfficeId, TaskId};
use serde::{Deserialize, Serialize};

/// One open piece of work on a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Identifier.
    pub id: TaskId,
    /// Key of the step in the process, or `intake` or `return` for the one-stop shop's own work.
    pub key: String,
    /// Name of the step, as the office wrote it in its internal procedure.
    pub name: String,
    /// The office that has to do it.
    pub office: OfficeId,
    /// Code of the role that may do it.
    pub role: String,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When the step should be done, by the internal procedure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    /// Who has claimed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<AccountId>,
    /// Until when the claim holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lease_until: Option<DateTime<Utc>>,
    /// Answers the step can have.
    pub outcomes: Vec<String>,
}

impl Task {
    /// Intake of a request that came online.
    pub const INTAKE: &'static str = "intake";
    /// Handing the result over.
    pub const RETURN: &'static str = "return";
    /// Giving an opinion to the office that solves.
    pub const CONSULTATION: &'static str = "consultation";

    /// Is it a step of the internal process, and not the one-stop shop's own work or another office's opinion?
    #[must_use]
    pub fn is_process_step(&self) -> bool {
        ![Self::INTAKE, Self::RETURN, Self::CONSULTATION].contains(&self.key.as_str())
    }

    /// Who holds the task at `now`: a lease that has run out holds nothing.
    #[must_use]
    pub fn held_by(&self, now: DateTime<Utc>) -> Option<AccountId> {
        self.holder.filter(|_| self.lease_until.is_none_or(|until| now < until))
    }
}
