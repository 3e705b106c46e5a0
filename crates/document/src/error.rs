//! Refusals of each use case, and failures.

use axum::http::StatusCode;
use db::DbError;

use crate::paper::PdfError;
use crate::sniff::TypeRefusal;

/// Why a file was not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreRefusal {
    /// It has more bytes than are accepted.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Its content is not accepted.
    Type(TypeRefusal),
    /// The connection broke before all of it had arrived.
    Interrupted,
    /// The idempotency key was used for another file.
    KeyReused,
    /// The idempotency key is empty or longer than 200 bytes.
    KeyUnusable,
}

impl StoreRefusal {
    /// Stable machine code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "file_too_large",
            Self::Type(refusal) => refusal.code(),
            Self::Interrupted => "upload_interrupted",
            Self::KeyReused => "idempotency_key_reused",
            Self::KeyUnusable => "idempotency_key_unusable",
        }
    }

    /// Key of the message for people; `document-file-too-large` takes `limit`.
    #[must_use]
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "document-file-too-large",
            Self::Type(refusal) => refusal.message_key(),
            Self::Interrupted => "document-file-interrupted",
            Self::KeyReused => "document-key-reused",
            Self::KeyUnusable => "document-key-unusable",
        }
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Type(refusal) => type_status(refusal),
            Self::Interrupted | Self::KeyUnusable => StatusCode::BAD_REQUEST,
            Self::KeyReused => StatusCode::CONFLICT,
        }
    }
}

/// 415 for a kind of file that is never accepted, 422 for one that could be accepted after a correction.
const fn type_status(refusal: TypeRefusal) -> StatusCode {
    match refusal {
        TypeRefusal::Empty | TypeRefusal::Damaged | TypeRefusal::PasswordProtected | TypeRefusal::Contradiction => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        TypeRefusal::Executable
        | TypeRefusal::Markup
        | TypeRefusal::Archive
        | TypeRefusal::Bomb
        | TypeRefusal::Polyglot
        | TypeRefusal::Unknown => StatusCode::UNSUPPORTED_MEDIA_TYPE,
    }
}

/// A file could not be stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It is not accepted; tell the person.
    #[error("the file is refused: {}", .0.code())]
    Refused(StoreRefusal),
    /// The store of files failed.
    #[error("the store of files failed")]
    Files(#[from] FilesError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<StoreRefusal> for StoreError {
    fn from(refusal: StoreRefusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<TypeRefusal> for StoreError {
    fn from(refusal: TypeRefusal) -> Self {
        Self::Refused(StoreRefusal::Type(refusal))
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Files(FilesError::Disk(error))
    }
}

/// A document could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// There is none, or this person may not know of it.
    #[error("no such document")]
    NotFound,
    /// The store of files failed, or the object behind a document is gone.
    #[error("the store of files failed")]
    Files(#[from] FilesError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The store of files failed. For the log only.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// Of the object store.
    #[error(transparent)]
    Objects(#[from] object_store::Error),
    /// Of the disk below it.
    #[error(transparent)]
    Disk(#[from] std::io::Error),
}

/// A result could not be issued, printed or revoked.
#[derive(Debug, thiserror::Error)]
pub enum ResultError {
    /// There is no such result.
    #[error("no such result")]
    NotFound,
    /// It was taken back already.
    #[error("the result was revoked already")]
    AlreadyRevoked,
    /// Its paper could not be printed.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// Its file could not be stored.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl ResultError {
    /// Stable machine code of a refusal; none for failures.
    #[must_use]
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::NotFound => Some("result_not_found"),
            Self::AlreadyRevoked => Some("result_already_revoked"),
            _ => None,
        }
    }
}
