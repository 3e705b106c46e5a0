//! Refusals and failures. A refusal is an answer the person can do something about; a failure goes to the log.

use db::DbError;
use thiserror::Error;
use web::{Language, t_with};

use crate::model::FoldError;

/// Why a use case said no. The table in [`Refusal::entry`] is the contract: code, HTTP status; the message key is `dossier-refusal-<code>`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// There is no such dossier, or the person may not know that there is.
    #[error("no such dossier")]
    NotFound,
    /// The person may see the dossier but not do this to it.
    #[error("not allowed")]
    NotAllowed,
    /// There is no such open task, or the person may not see it.
    #[error("no such task")]
    TaskNotFound,
    /// Somebody changed the dossier since it was looked at.
    #[error("the dossier is at version {current}, the change was made on version {expected}")]
    VersionConflict {
        /// The version the person saw.
        expected: i32,
        /// The version it is at.
        current: i32,
    },
    /// The legal state does not allow it.
    #[error("a dossier that is {state} does not allow this")]
    WrongState {
        /// Code of the state.
        state: &'static str,
    },
    /// A supplement may be asked for once only.
    #[error("a supplement was asked for already")]
    SupplementAlreadyAsked,
    /// A later date was asked for already.
    #[error("a later date was asked for already")]
    AlreadyExtended,
    /// The applicant has asked to stop already.
    #[error("the applicant has asked to stop already")]
    StopAlreadyAsked,
    /// The applicant has not asked to stop.
    #[error("the applicant has not asked to stop")]
    StopNotAsked,
    /// The applicant has asked to stop: that is answered before anything is decided.
    #[error("the applicant's wish to stop waits for an answer")]
    StopWaiting,
    /// The office was asked already, or is the one that solves.
    #[error("the office was asked already, or is the one that solves")]
    AlreadyConsulted,
    /// The office has one of that name.
    #[error("the office has one of that name")]
    NameTaken,
    /// There are as many as there may be.
    #[error("there are {limit} already")]
    TooMany {
        /// The most there may be.
        limit: usize,
    },
    /// Nothing would be different.
    #[error("nothing would be different")]
    NothingChanged,
    /// The official may not do this work.
    #[error("the official may not do this work")]
    NotTheirWork,
    /// Something required was left empty.
    #[error("{field} is required")]
    Missing {
        /// The field, by its name in the command.
        field: &'static str,
    },
    /// Something is longer than it may be.
    #[error("{field} is longer than {limit} characters")]
    TooLong {
        /// The field, by its name in the command.
        field: &'static str,
        /// The most characters it may have.
        limit: usize,
    },
    /// Something was filled in a form that cannot be right.
    #[error("{field} has the wrong form")]
    WrongForm {
        /// The field, by its name in the command.
        field: &'static str,
    },
    /// Another officer holds the task.
    #[error("the task is held by another officer")]
    HeldByAnother,
    /// The officer does not hold the task.
    #[error("the task is not held by this officer")]
    NotHeld,
    /// The step does not know this answer.
    #[error("the step has no outcome {0}")]
    UnknownOutcome(String),
    /// There is no earlier step to send back to.
    #[error("there is no earlier step")]
    NoEarlierStep,
    /// The decision must be taken by deciding, not by completing a task.
    #[error("this step is the decision")]
    DecisionStep,
    /// Something is left to be done before the result may be handed over.
    #[error("the internal process is not over")]
    WorkOpen,
    /// No office of this node is competent for the procedure, or no rule says which.
    #[error("no office is known to solve this procedure")]
    NoCompetentOffice,
    /// This step is not the decision.
    #[error("this step is not the decision")]
    NotDecisionStep,
    /// The procedure is unknown or not in force that day.
    #[error("no procedure {0} is in force")]
    UnknownProcedure(String),
    /// The office is unknown or closed.
    #[error("no such office")]
    UnknownOffice,
    /// The procedure names no usable limit; the officer has to state one.
    #[error("the procedure names no usable limit")]
    LimitUnknown,
    /// The calendar data does not reach far enough.
    #[error("the calendar does not reach that date")]
    OutsideCalendar,
    /// The same idempotency key was used for something else.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// A document is unknown, or belongs to somebody else.
    #[error("no such document")]
    UnknownDocument,
    /// There is no such draft, or it belongs to somebody else.
    #[error("no such draft")]
    DraftNotFound,
    /// The draft was changed in another window.
    #[error("the draft was changed elsewhere")]
    DraftConflict,
    /// The applicant has no account in which a message could be read.
    #[error("the applicant has no account")]
    ApplicantWithoutAccount,
    /// The declaration has errors; pages show them at their fields.
    #[error("the declaration has {0} errors")]
    DeclarationInvalid(usize),
}

impl Refusal {
    /// Stable code and HTTP status.
    #[must_use]
    pub const fn entry(&self) -> (&'static str, u16) {
        match self {
            Self::NotFound => ("not_found", 404),
            Self::NotAllowed => ("not_allowed", 403),
            Self::TaskNotFound => ("task_not_found", 404),
            Self::VersionConflict { .. } => ("version_conflict", 412),
            Self::WrongState { .. } => ("wrong_state", 409),
            Self::SupplementAlreadyAsked => ("supplement_already_asked", 409),
            Self::AlreadyExtended => ("already_extended", 409),
            Self::StopAlreadyAsked => ("stop_already_asked", 409),
            Self::StopNotAsked => ("stop_not_asked", 409),
            Self::StopWaiting => ("stop_waiting", 409),
            Self::AlreadyConsulted => ("already_consulted", 409),
            Self::NameTaken => ("name_taken", 409),
            Self::TooMany { .. } => ("too_many", 409),
            Self::NothingChanged => ("nothing_changed", 422),
            Self::NotTheirWork => ("not_their_work", 422),
            Self::Missing { .. } => ("missing", 422),
            Self::TooLong { .. } => ("too_long", 422),
            Self::WrongForm { .. } => ("wrong_form", 422),
            Self::HeldByAnother => ("held_by_another", 409),
            Self::NotHeld => ("not_held", 409),
            Self::UnknownOutcome(_) => ("unknown_outcome", 422),
            Self::NoEarlierStep => ("no_earlier_step", 409),
            Self::DecisionStep => ("decision_step", 409),
            Self::WorkOpen => ("work_open", 409),
            Self::NoCompetentOffice => ("no_competent_office", 422),
            Self::NotDecisionStep => ("not_decision_step", 409),
            Self::UnknownProcedure(_) => ("unknown_procedure", 422),
            Self::UnknownOffice => ("unknown_office", 422),
            Self::LimitUnknown => ("limit_unknown", 422),
            Self::OutsideCalendar => ("outside_calendar", 422),
            Self::KeyReused => ("key_reused", 422),
            Self::UnknownDocument => ("unknown_document", 422),
            Self::DraftNotFound => ("draft_not_found", 404),
            Self::DraftConflict => ("draft_conflict", 409),
            Self::ApplicantWithoutAccount => ("applicant_without_account", 409),
            Self::DeclarationInvalid(_) => ("declaration_invalid", 422),
        }
    }

    /// Its words for people: the message `dossier-refusal-<code>`.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let limit = match self {
            Self::TooLong { limit, .. } | Self::TooMany { limit } => *limit,
            _ => 0,
        };
        t_with(language, &format!("dossier-refusal-{}", self.code().replace('_', "-")), &[("limit", limit.into())])
    }

    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.entry().0
    }

    /// The field of the command that is meant, if one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::Missing { field } | Self::TooLong { field, .. } | Self::WrongForm { field } => Some(field),
            Self::UnknownProcedure(_) => Some("procedure"),
            Self::UnknownOffice => Some("office"),
            Self::LimitUnknown => Some("limit"),
            Self::UnknownDocument => Some("documents"),
            Self::UnknownOutcome(_) => Some("outcome"),
            Self::AlreadyConsulted => Some("consult"),
            Self::NotTheirWork => Some("holder"),
            Self::NameTaken => Some("name"),
            _ => None,
        }
    }
}

/// What stops a use case.
#[derive(Debug, Error)]
pub enum UseCaseError {
    /// An answer for the person.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database failed, or holds what it should not.
    #[error("the database failed")]
    Database(#[from] DbError),
    /// The journal of a dossier does not fold.
    #[error("the journal of a dossier does not fold")]
    Fold(#[from] FoldError),
    /// The internal process refused a step that the rules allow.
    #[error("the process of the dossier failed: {0}")]
    Process(String),
    /// The calendar failed on facts that were checked before.
    #[error("the calendar failed: {0}")]
    Calendar(String),
    /// A form of the catalogue cannot be read.
    #[error("a form cannot be read: {0}")]
    Form(String),
    /// A paper could not be made or stored.
    #[error("a paper could not be made: {0}")]
    Paper(String),
}

impl From<sqlx::Error> for UseCaseError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(DbError::from(error))
    }
}

/// Requires text: trimmed, in NFC, not empty, not longer than `limit` characters.
///
/// # Errors
/// [`Refusal::Missing`] or [`Refusal::TooLong`], naming the field.
pub(crate) fn required(field: &'static str, text: &str, limit: usize) -> Result<String, Refusal> {
    let text = optional(field, text, limit)?;
    if text.is_empty() { Err(Refusal::Missing { field }) } else { Ok(text) }
}

/// Takes text that may be empty: trimmed, in NFC, not longer than `limit` characters.
///
/// # Errors
/// [`Refusal::TooLong`], naming the field.
pub(crate) fn optional(field: &'static str, text: &str, limit: usize) -> Result<String, Refusal> {
    let text = kernel::text::nfc(text.trim());
    if text.chars().count() > limit { Err(Refusal::TooLong { field, limit }) } else { Ok(text) }
}
