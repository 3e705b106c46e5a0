//! Why something of this capability did not happen.

use db::DbError;

use crate::rules::reorganisation::ReorganisationRefusal;

/// A reorganisation that was not done; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ReorganiseError {
    /// It must not be done this way.
    #[error(transparent)]
    Refused(#[from] ReorganisationRefusal),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for ReorganiseError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}
