//! What can go wrong when people are told.

use db::DbError;
use web::PageError;

/// A failure; a visitor sees only its number.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    /// Storage failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Accounts could not be read or written.
    #[error(transparent)]
    Access(#[from] access::error::Failure),
    /// The settings of a channel make no sense; the text names the setting.
    #[error("{0}")]
    Settings(String),
}

impl From<sqlx::Error> for NoticeError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<NoticeError> for PageError {
    fn from(error: NoticeError) -> Self {
        Self::fault(error)
    }
}
