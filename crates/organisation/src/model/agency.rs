//! Agencies with a code of level 1.

use super::Validity;

/// A ministry, a provincial committee or another agency with a code of level 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Code of Decision 20/2020: "G15", "H49".
    pub code: String,
    /// Name in Vietnamese.
    pub name: String,
    /// The days on which the code is in use.
    pub validity: Validity,
    /// Code that took over, once this one was closed.
    pub successor: Option<String>,
}
