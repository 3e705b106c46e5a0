//! Who acts, and what they were granted.

use kernel::id::{AccountId, OfficeId};

use super::account::AccountKind;
use super::role::Role;

/// Knows which offices stand below an office. Passed in by the binary: access never reads another crate's tables.
pub trait OfficeTree: Send + Sync {
    /// The office itself and every office and unit below it.
    fn subtree(&self, office: OfficeId) -> Vec<OfficeId>;

    /// The name of the office for the header of the desk. Nothing: not shown.
    fn name(&self, office: OfficeId) -> Option<String> {
        let _ = office;
        None
    }

    /// Every office a role can be given in, in the order to choose from. Nothing: roles with an office cannot be given on a page.
    fn choices(&self) -> Vec<OfficeChoice> {
        Vec::new()
    }
}

/// An office to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeChoice {
    /// Its identifier.
    pub id: OfficeId,
    /// Its code: "H49.36.01".
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A tree in which no office stands below another, for tests and for nodes without offices.
#[derive(Debug, Clone, Copy, Default)]
pub struct Flat;

impl OfficeTree for Flat {
    fn subtree(&self, office: OfficeId) -> Vec<OfficeId> {
        vec![office]
    }
}

/// A role held now, in one office or without an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// What the account is.
    pub role: Role,
    /// Where; nothing for roles that belong to no office (applicant, administrator, auditor).
    pub office: Option<OfficeId>,
    /// The office and everything below it, expanded when the actor was loaded. Empty without an office.
    pub subtree: Vec<OfficeId>,
}

impl Grant {
    /// A grant with its offices looked up in `tree`.
    #[must_use]
    pub fn new(role: Role, office: Option<OfficeId>, tree: &dyn OfficeTree) -> Self {
        Self { role, office, subtree: office.map(|office| tree.subtree(office)).unwrap_or_default() }
    }
}

/// Somebody who is signed in (or holds a token), with the roles valid at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account: AccountId,
    /// Name to show.
    pub name: String,
    /// Person, official or program.
    pub kind: AccountKind,
    /// Language the account asked for (`vi`, `en`, `th`).
    pub language: String,
    /// Roles in force.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// Does the actor hold `role` anywhere?
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// Does the actor work on the inner side of the counter?
    #[must_use]
    pub fn is_official(&self) -> bool {
        self.grants.iter().any(|grant| grant.role != Role::Applicant)
    }

    /// The office shown in the header: that of the first grant that has one.
    #[must_use]
    pub fn office(&self) -> Option<OfficeId> {
        self.grants.iter().find_map(|grant| grant.office)
    }

    /// Offices in which the actor holds `role`, without what lies below them.
    #[must_use]
    pub fn offices_as(&self, role: Role) -> Vec<OfficeId> {
        self.grants.iter().filter(|grant| grant.role == role).filter_map(|grant| grant.office).collect()
    }
}
