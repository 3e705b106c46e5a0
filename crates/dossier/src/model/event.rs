//! What can happen to a dossier. Each event is the data of one journal entry; the aggregate is the fold of them.

use chrono::{DateTime, Utc};
use kernel::code::DossierCode;
use kernel::id::{AccountId, ContentId, TaskId};
use process::Instance;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Consultation, Decision, DossierClock, Extension, IntakeClock, Opening, PaymentRequest, StopRequest, Supplement, Task};

/// The process after a step: its instance and the work that opened and closed with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The instance after the step.
    pub instance: Instance,
    /// Work that began.
    pub opened: Vec<Task>,
    /// Work that ended.
    pub closed: Vec<TaskId>,
}

/// Why a request was turned away at intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// The conditions of the procedure are not met (form 03).
    NotEligible,
    /// Another agency is competent; the applicant is pointed to it.
    WrongAgency,
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The request is granted.
    Approved,
    /// The request is refused after appraisal, inside the limit, with reasons (form 03).
    Refused,
}

impl Outcome {
    /// Stable code, also the tail of its message key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }
}

/// How the result reaches the applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnWay {
    /// At the counter.
    #[default]
    Counter,
    /// As an electronic document in the applicant's account.
    Online,
    /// By public post.
    Post,
}

impl ReturnWay {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Counter, Self::Online, Self::Post];

    /// Stable code, also the tail of its message key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Online => "online",
            Self::Post => "post",
        }
    }

    /// The way with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Handed in online; the one-stop shop owes an answer.
    Submitted {
        /// What was handed in and to whom.
        opening: Box<Opening>,
        /// By when the one-stop shop has to answer.
        intake: IntakeClock,
        /// The intake work.
        task: Task,
    },
    /// Accepted: a code was handed out, the clock runs, the internal process has begun.
    Received {
        /// Present when the dossier begins here, at a counter or from the post.
        opening: Option<Box<Opening>>,
        /// The code.
        code: DossierCode,
        /// The clock with its first due date.
        clock: Box<DossierClock>,
        /// The first step of the process.
        step: Step,
        /// By when papers must be at the solving office (Decree 61/2018 art. 18); nothing when the request came without paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        transfer_due: Option<DateTime<Utc>>,
    },
    /// The solving office has the papers that came over the counter or by post.
    Transferred,
    /// Turned away at intake.
    NotAccepted {
        /// Why, in kind.
        kind: RefusalKind,
        /// Why, in words for the applicant.
        reason: String,
        /// The rule it rests on.
        legal_basis: String,
        /// The agency that is competent, when this one is not.
        pointer: Option<String>,
    },
    /// The applicant was asked to complete the dossier; the clock stands still.
    SupplementRequested {
        /// What is missing.
        supplement: Supplement,
        /// The stopped clock, once the dossier was received.
        clock: Option<Box<DossierClock>>,
    },
    /// The applicant completed the dossier.
    Supplemented {
        /// The new version of the content.
        content: ContentId,
        /// SHA-256 of it, in hexadecimal.
        content_sha256: String,
        /// The clock, running again, once the dossier was received.
        clock: Option<Box<DossierClock>>,
        /// By when the one-stop shop has to answer, before the dossier was received.
        intake: Option<IntakeClock>,
    },
    /// An officer took a task.
    TaskClaimed {
        /// The task.
        task: TaskId,
        /// Who took it.
        holder: AccountId,
        /// Until when it is theirs.
        lease_until: DateTime<Utc>,
    },
    /// An officer gave a task back.
    TaskReleased {
        /// The task.
        task: TaskId,
    },
    /// A step was done.
    TaskCompleted {
        /// The task.
        task: TaskId,
        /// Key of the step.
        key: String,
        /// The answer.
        outcome: String,
        /// The officer's words for the next one.
        note: String,
        /// The process after it.
        step: Step,
    },
    /// A step was sent back to an earlier one.
    TaskSentBack {
        /// The task.
        task: TaskId,
        /// Key of the step.
        key: String,
        /// Why.
        reason: String,
        /// The process after it.
        step: Step,
    },
    /// The competent head decided.
    Decided {
        /// The task that was the decision.
        task: TaskId,
        /// The decision.
        decision: Box<Decision>,
        /// The finished clock.
        clock: Box<DossierClock>,
        /// The finished process.
        step: Step,
    },
    /// The result was handed over.
    Returned {
        /// How.
        way: ReturnWay,
        /// To whom, as written down by the officer.
        receiver: String,
    },
    /// The applicant owes a payment; the clock stands still.
    PaymentRequested {
        /// What is owed.
        payment: PaymentRequest,
        /// The stopped clock.
        clock: Box<DossierClock>,
    },
    /// Proof of payment is there; the clock goes on to the second appointment.
    PaymentFulfilled {
        /// What proved it.
        proof: String,
        /// The clock, running again.
        clock: Box<DossierClock>,
    },
    /// The agency will be late: apology with a new date.
    Extended {
        /// The apology.
        extension: Extension,
        /// The clock with the new date, when it was asked in time; with the old one otherwise.
        clock: Box<DossierClock>,
    },
    /// The applicant wishes the received dossier to be stopped.
    StopAsked {
        /// The wish.
        stop: StopRequest,
    },
    /// The applicant thought better of it.
    StopTakenBack,
    /// The one-stop shop stopped the dossier at the applicant's wish (form 05).
    Stopped {
        /// Words of the shop for the applicant.
        note: String,
    },
    /// A wrongly received declaration was put right by an officer; both versions stay.
    Corrected {
        /// The new version of the content.
        content: ContentId,
        /// SHA-256 of it, in hexadecimal.
        content_sha256: String,
        /// Why.
        reason: String,
        /// Names of what was changed; the values stand in the two versions.
        fields: Vec<String>,
    },
    /// An officer's words for the colleagues; no applicant sees them.
    Noted {
        /// The words.
        note: String,
    },
    /// The head gave a task to an officer.
    TaskAssigned {
        /// The task.
        task: TaskId,
        /// Whose it is now.
        holder: AccountId,
        /// Why, when the head said so.
        reason: String,
    },
    /// Another office was asked for its opinion.
    ConsultationAsked {
        /// The question.
        consultation: Consultation,
        /// The work it makes there.
        work: Task,
    },
    /// The other office answered.
    ConsultationAnswered {
        /// Its work.
        task: TaskId,
        /// The answer.
        answer: String,
    },
    /// The other office's time passed in silence.
    ConsultationLapsed {
        /// Its work.
        task: TaskId,
        /// The rule that takes silence for consent; empty where no rule says so.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        silence_basis: String,
    },
    /// The limit passed in silence, and the law says what silence means.
    Deemed {
        /// What silence means here, with its paper.
        decision: Box<Decision>,
        /// The finished clock.
        clock: Box<DossierClock>,
        /// The ended process.
        step: Step,
        /// The rule.
        legal_basis: String,
    },
    /// The applicant took the request back before it was received.
    Withdrawn {
        /// Why, when the applicant said so.
        reason: String,
    },
}

impl Event {
    /// Kind of the journal entry.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Submitted { .. } => "dossier.submitted",
            Self::Received { .. } => "dossier.received",
            Self::NotAccepted { .. } => "dossier.not_accepted",
            Self::SupplementRequested { .. } => "dossier.supplement_requested",
            Self::Supplemented { .. } => "dossier.supplemented",
            Self::TaskClaimed { .. } => "dossier.task_claimed",
            Self::TaskReleased { .. } => "dossier.task_released",
            Self::TaskCompleted { .. } => "dossier.task_completed",
            Self::TaskSentBack { .. } => "dossier.task_sent_back",
            Self::Transferred => "dossier.transferred",
            Self::PaymentRequested { .. } => "dossier.payment_requested",
            Self::PaymentFulfilled { .. } => "dossier.payment_fulfilled",
            Self::Extended { .. } => "dossier.extended",
            Self::StopAsked { .. } => "dossier.stop_asked",
            Self::StopTakenBack => "dossier.stop_taken_back",
            Self::Stopped { .. } => "dossier.stopped",
            Self::Corrected { .. } => "dossier.corrected",
            Self::Noted { .. } => "dossier.noted",
            Self::TaskAssigned { .. } => "dossier.task_assigned",
            Self::ConsultationAsked { .. } => "dossier.consultation_asked",
            Self::ConsultationAnswered { .. } => "dossier.consultation_answered",
            Self::ConsultationLapsed { .. } => "dossier.consultation_lapsed",
            Self::Deemed { .. } => "dossier.deemed",
            Self::Decided { .. } => "dossier.decided",
            Self::Returned { .. } => "dossier.returned",
            Self::Withdrawn { .. } => "dossier.withdrawn",
        }
    }
}

/// A result paper that belongs to a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultPaper {
    /// The entry in the register of results; its file follows from it.
    pub result: Uuid,
    /// Its number, as printed.
    pub number: String,
    /// Identifier of the public verification page.
    pub verification: String,
}
