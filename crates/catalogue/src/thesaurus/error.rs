//! Why a word was not taken.

use db::DbError;

/// Why a change of the thesaurus was refused.
#[derive(Debug, thiserror::Error)]
pub enum WordRefusal {
    /// There is no such word, or the actor may not change words.
    #[error("there is no such word")]
    NotFound,
    /// Words of the pack are changed in the pack; an administrator's word of the same term takes precedence over them.
    #[error("a word of the pack")]
    FromPack,
    /// The entry breaks a rule of the table.
    #[error("{column}: {problem}")]
    Wrong {
        /// Field at fault: `term`, `kind` or `expansion`.
        column: &'static str,
        /// What is wrong, for the log.
        problem: String,
    },
    /// An administrator has already entered this term with this kind.
    #[error("there is such a word already")]
    Taken,
    /// The database failed.
    #[error(transparent)]
    Failure(#[from] DbError),
}

impl From<sqlx::Error> for WordRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Failure(error.into())
    }
}
