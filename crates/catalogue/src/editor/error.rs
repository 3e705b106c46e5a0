//! Why a change of a procedure was not made.

use ::web::PageError;
use axum::http::StatusCode;
use chrono::NaiveDate;
use db::DbError;

use super::exchange::ImportFlaw;

/// Why a change of a procedure was refused.
#[derive(Debug, thiserror::Error)]
pub enum EditRefusal {
    /// There is no such procedure, draft or version, or the actor may not know of it.
    #[error("there is no such procedure, draft or version")]
    NotFound,
    /// There is already a draft, or already a procedure with this code.
    #[error("there is one already")]
    Exists,
    /// Somebody saved the draft meanwhile.
    #[error("the draft was saved meanwhile; its revision is {revision}")]
    Stale {
        /// The revision that is stored.
        revision: i32,
    },
    /// Parts that the law requires are missing: message keys.
    #[error("what the law requires is missing: {0:?}")]
    Incomplete(Vec<&'static str>),
    /// No act is named.
    #[error("no act is named")]
    NoAct,
    /// The day lies in the past, or before the version in force begins.
    #[error("the day must be {earliest} or later")]
    Day {
        /// The first day that is possible.
        earliest: NaiveDate,
    },
    /// A published version waits for its day; it is undone first.
    #[error("version {version} waits for its day")]
    Scheduled {
        /// The version that waits.
        version: i32,
    },
    /// People have applied under the version.
    #[error("people have applied under the version")]
    Used,
    /// Lines of an imported file that are wrong; nothing was taken.
    #[error("{} lines are wrong", .0.len())]
    Import(Vec<ImportFlaw>),
    /// The database failed.
    #[error(transparent)]
    Failure(#[from] DbError),
}

impl From<sqlx::Error> for EditRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Failure(error.into())
    }
}

impl EditRefusal {
    /// The message that says why.
    pub(crate) const fn key(&self) -> &'static str {
        match self {
            Self::NotFound | Self::Failure(_) | Self::Import(_) => "editor-refused",
            Self::Exists => "editor-exists",
            Self::Stale { .. } => "editor-stale",
            Self::Incomplete(_) => "editor-incomplete",
            Self::NoAct => "editor-act-missing",
            Self::Day { .. } => "editor-day-past",
            Self::Scheduled { .. } => "editor-scheduled",
            Self::Used => "editor-used",
        }
    }
}

impl From<EditRefusal> for PageError {
    fn from(refusal: EditRefusal) -> Self {
        match refusal {
            EditRefusal::NotFound => Self::NotFound,
            EditRefusal::Failure(failure) => Self::fault(failure),
            other => Self::Refused { status: StatusCode::CONFLICT, key: other.key() },
        }
    }
}
