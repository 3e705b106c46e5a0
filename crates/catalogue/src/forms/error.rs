//! Why a form was not changed.

use db::DbError;
use web::schema_form::FormError;

/// Why a change of a form was refused.
#[derive(Debug, thiserror::Error)]
pub enum FormRefusal {
    /// There is no such form or draft, or the actor may not change forms.
    #[error("there is no such form")]
    NotFound,
    /// Somebody else, or another window, changed the draft since it was read.
    #[error("the draft was changed meanwhile")]
    Changed,
    /// There is nothing to undo or to do again.
    #[error("nothing to go back to")]
    NoStep,
    /// A form with this name is there already.
    #[error("there is such a form already")]
    Taken,
    /// An input is wrong.
    #[error("{field}: {key}")]
    Wrong {
        /// The input at fault.
        field: &'static str,
        /// Message key; its placeable is `name`.
        key: &'static str,
        /// What it is about.
        name: String,
    },
    /// The form would not work after this.
    #[error(transparent)]
    Form(#[from] FormError),
    /// The database failed.
    #[error(transparent)]
    Failure(#[from] DbError),
}

impl From<sqlx::Error> for FormRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Failure(error.into())
    }
}

impl FormRefusal {
    /// An input that is wrong.
    pub(super) fn wrong(field: &'static str, key: &'static str, name: impl Into<String>) -> Self {
        Self::Wrong { field, key, name: name.into() }
    }
}
