//! Documents, their kinds and their numbers.

mod media_type;
mod public_id;
mod result;

use chrono::{DateTime, Utc};
use kernel::id::{AccountId, DocumentId, OfficeId};

pub use media_type::MediaType;
pub use public_id::{PublicId, PublicIdError};
pub use result::{RegisteredResult, ResultState};

/// SHA-256 of a file's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest of stored bytes; none unless there are 32 of them.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

/// Why a file is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// A paper an applicant hands in.
    Component,
    /// A paper that officials made while working: an opinion, a minute, a letter.
    Working,
    /// The result, or a part of it.
    Result,
}

impl Purpose {
    /// The stored code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Component => "component",
            Self::Working => "working",
            Self::Result => "result",
        }
    }

    /// The purpose with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Component, Self::Working, Self::Result].into_iter().find(|purpose| purpose.code() == code)
    }
}

/// A stored file as the rest of the house knows it. The same bytes uploaded twice are two documents over one stored object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its identifier.
    pub id: DocumentId,
    /// SHA-256 of the content.
    pub sha256: Digest,
    /// Bytes.
    pub size: u64,
    /// What the content is, by the content itself.
    pub media_type: MediaType,
    /// True for a PDF that carries an electronic signature. Says nothing about its validity.
    pub is_signed: bool,
    /// Cleaned name, NFC.
    pub file_name: String,
    /// Who uploaded it; none for what the program made itself.
    pub owner: Option<AccountId>,
    /// The office on whose behalf it was stored, if any.
    pub office: Option<OfficeId>,
    /// Why it is kept.
    pub purpose: Purpose,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
    /// Key of the object in the store, `sha256/ab/cd/<hex>`.
    pub storage_key: String,
}

/// What a caller says about a file to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDocument {
    /// The name as it came; it is cleaned.
    pub file_name: String,
    /// Who uploads; none for the program itself.
    pub owner: Option<AccountId>,
    /// The office on whose behalf, if any.
    pub office: Option<OfficeId>,
    /// Why it is kept.
    pub purpose: Purpose,
}

/// What other capabilities may know of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentInfo {
    /// Its identifier.
    pub id: DocumentId,
    /// Who uploaded it; none for what the program made itself.
    pub owner: Option<AccountId>,
    /// Cleaned name, NFC.
    pub name: String,
    /// What the content is, by the content itself.
    pub media_type: MediaType,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the content.
    pub sha256: Digest,
}

impl From<Document> for DocumentInfo {
    fn from(document: Document) -> Self {
        Self {
            id: document.id,
            owner: document.owner,
            name: document.file_name,
            media_type: document.media_type,
            size: document.size,
            sha256: document.sha256,
        }
    }
}
