//! How offices come and go.

use chrono::NaiveDate;
use kernel::id::OfficeId;
use serde::Serialize;

use super::coded;

coded! {
    /// What a reorganisation does to an office.
    Operation {
        /// A new office.
        Establish = "establish",
        /// One office goes into another that lives on.
        Merge = "merge",
        /// Several offices become one new office.
        Consolidate = "consolidate",
        /// One office becomes several.
        Split = "split",
        /// An office moves to a lower rank.
        Demote = "demote",
        /// Another name.
        Rename = "rename",
        /// An office goes under another office.
        Transfer = "transfer",
        /// An office ends; others take over its work.
        Dissolve = "dissolve",
    }
}

impl Operation {
    /// May the same office live on under its code and identifier, in a new version?
    #[must_use]
    pub const fn continues(self) -> bool {
        matches!(self, Self::Demote | Self::Rename | Self::Transfer)
    }
}

/// One office took over from another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfficeSuccession {
    /// The office that ended.
    pub predecessor: OfficeId,
    /// The office that took over.
    pub successor: OfficeId,
    /// The first day of the new order.
    pub effective_on: NaiveDate,
    /// What was done.
    pub operation: Operation,
    /// The act it rests on.
    pub legal_basis: String,
}
