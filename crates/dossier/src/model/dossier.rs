//! The aggregate and its fold.

use chrono::{DateTime, Utc};
use kernel::code::{DossierCode, ProcedureCode};
use kernel::id::{AccountId, ContentId, DossierId, OfficeId, TaskId};
use process::Instance;
use serde::{Deserialize, Serialize};

use super::event::ResultPaper;
use super::{
    Channel, Consultation, DossierClock, Extension, IntakeClock, Outcome, PaymentRequest, ReturnWay, State, StopRequest, Submission,
    Supplement, Task,
};

/// What a dossier begins with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opening {
    /// The procedure asked for.
    pub procedure: ProcedureCode,
    /// The version of the procedure in force that day; the dossier keeps it to its end.
    pub procedure_version: i32,
    /// The name of the procedure that day.
    pub procedure_name: String,
    /// The internal process and its version.
    pub process: String,
    /// How the request came in.
    pub channel: Channel,
    /// The one-stop shop that receives and hands back.
    pub receiving_office: OfficeId,
    /// The office that solves.
    pub solving_office: OfficeId,
    /// The applicant's account, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applicant: Option<AccountId>,
    /// First version of the content.
    pub content: ContentId,
    /// SHA-256 of it, in hexadecimal.
    pub content_sha256: String,
    /// How the applicant wants the result.
    pub return_way: ReturnWay,
    /// In what capacity it was handed in and who typed it; not known of dossiers from before this was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submission: Option<Submission>,
}

/// A decision and its paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Granted or refused.
    pub outcome: Outcome,
    /// Reasons; required for a refusal.
    pub reason: String,
    /// Who decided; nobody when the law takes silence for a decision.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: DateTime<Utc>,
    /// `early`, `on_time` or `late`, against the due date in force; always `late` after a second supplement request.
    pub timeliness: String,
    /// The result paper.
    pub paper: ResultPaper,
}

/// The way of papers from the one-stop shop to the office that solves (Decree 61/2018 art. 18): the same day, or at the next opening when the
/// request came after 15:00.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// By when.
    pub due: DateTime<Utc>,
    /// When the solving office had them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_at: Option<DateTime<Utc>>,
}

/// A dossier. Equal, at every moment, to the fold of its journal entries (invariant 2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    /// Identifier.
    pub id: DossierId,
    /// Number of events so far; every write names the version it was decided on.
    pub version: i32,
    /// Legal state.
    pub state: State,
    /// Code, once received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<DossierCode>,
    /// What it began with.
    pub opening: Opening,
    /// The one office that owns it now.
    pub owner_office: OfficeId,
    /// Current version of the content.
    pub content: ContentId,
    /// When it was handed in.
    pub submitted_at: DateTime<Utc>,
    /// When it was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<DateTime<Utc>>,
    /// By when the one-stop shop has to answer, before receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intake: Option<IntakeClock>,
    /// The legal clock, since receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<DossierClock>,
    /// The internal process, since receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub process: Option<Instance>,
    /// Open work.
    pub tasks: Vec<Task>,
    /// By when papers must be at the solving office, and when they were; nothing when the request came without paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<Transfer>,
    /// The last supplement request, if there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplement: Option<Supplement>,
    /// Supplement requests before the last: more than one in all only by an exception of the law.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier_supplements: Vec<Supplement>,
    /// Payments the applicant was told of, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<PaymentRequest>,
    /// The apology with a new date, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
    /// The applicant's wish to stop, while it waits and once it was followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<StopRequest>,
    /// Opinions that were asked of other offices, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consultations: Vec<Consultation>,
    /// Offices beside the receiving and the solving one that have or had work on it: who worked on a dossier may open it later.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helpers: Vec<OfficeId>,
    /// The decision, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// When it was closed for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
}

impl Dossier {
    /// The open task with this identifier.
    #[must_use]
    pub fn task(&self, id: TaskId) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// Does the legal clock (or the wait for intake) stand still?
    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        matches!(self.state, State::SupplementRequested | State::FinancialRequested)
    }

    /// The instant by which somebody has to act, if the clock runs.
    #[must_use]
    pub fn due(&self) -> Option<DateTime<Utc>> {
        if self.is_stopped() {
            return None;
        }
        match &self.clock {
            Some(clock) => clock.due,
            None => self.intake.as_ref().map(|intake| intake.answer_due),
        }
    }

    /// Offices that take part: they received it, solve it, own it, have or had work on it.
    #[must_use]
    pub fn offices(&self) -> Vec<OfficeId> {
        let mut offices = vec![self.opening.receiving_office, self.owner_office];
        if self.received_at.is_some() {
            offices.push(self.opening.solving_office);
        }
        offices.extend(&self.helpers);
        offices.sort_unstable();
        offices.dedup();
        offices
    }

    /// Offices that may act on it now: they receive, solve or own it, or have a step of the internal process.
    #[must_use]
    pub fn acting_offices(&self) -> Vec<OfficeId> {
        let mut offices = vec![self.opening.receiving_office, self.owner_office];
        if self.received_at.is_some() {
            offices.push(self.opening.solving_office);
        }
        offices.extend(self.tasks.iter().filter(|task| task.is_process_step()).map(|task| task.office));
        offices
    }

    /// How many times the applicant was asked to complete the dossier.
    #[must_use]
    pub fn supplements_asked(&self) -> usize {
        self.earlier_supplements.len() + usize::from(self.supplement.is_some())
    }

    /// The payment the applicant owes now.
    #[must_use]
    pub fn open_payment(&self) -> Option<&PaymentRequest> {
        self.payments.last().filter(|_| self.state == State::FinancialRequested)
    }

    /// The applicant's wish to stop that nobody has followed yet.
    #[must_use]
    pub fn waiting_stop(&self) -> Option<&StopRequest> {
        self.stop.as_ref().filter(|_| self.closed_at.is_none())
    }

    /// The consultation behind a piece of work.
    #[must_use]
    pub fn consultation(&self, task: TaskId) -> Option<&Consultation> {
        self.consultations.iter().find(|consultation| consultation.task == task)
    }
}
