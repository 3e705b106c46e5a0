//! A window of a one-stop shop.

use chrono::{DateTime, Utc};
use kernel::id::{AccountId, OfficeId, WindowId};

/// A window: what it serves and who sits at it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Identifier.
    pub id: WindowId,
    /// The office.
    pub office: OfficeId,
    /// The number over it.
    pub number: i16,
    /// Codes of the purposes it serves.
    pub purposes: Vec<String>,
    /// Who sits at it, while it is open.
    pub officer: Option<AccountId>,
    /// Since when.
    pub opened_at: Option<DateTime<Utc>>,
}

impl Window {
    /// Does somebody sit at it?
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.officer.is_some()
    }

    /// Does it serve this purpose?
    #[must_use]
    pub fn serves(&self, purpose: &str) -> bool {
        self.purposes.iter().any(|served| served == purpose)
    }
}
