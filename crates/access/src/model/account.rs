//! Accounts and the profile kept apart from them.

use std::fmt;
use std::str::FromStr;

use kernel::id::AccountId;
use serde::{Deserialize, Serialize};

/// A stored word that names no kind of account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no kind of account called {0:?}")]
pub struct UnknownKind(pub String);

/// Who stands behind an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// A citizen, or somebody acting for a company.
    Person,
    /// Somebody who works for an office.
    Official,
    /// A program: signs in with tokens only.
    Service,
}

impl AccountKind {
    /// Stable word, as stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Official => "official",
            Self::Service => "service",
        }
    }
}

impl FromStr for AccountKind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        [Self::Person, Self::Official, Self::Service]
            .into_iter()
            .find(|kind| kind.code() == word)
            .ok_or_else(|| UnknownKind(word.to_owned()))
    }
}

/// An account as other parts may know it: never the password hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its identifier.
    pub id: AccountId,
    /// Name to show.
    pub name: String,
    /// Who stands behind it.
    pub kind: AccountKind,
    /// Language chosen: `vi`, `en` or `th`.
    pub language: String,
}

/// What a person told about themselves. Kept in a table of its own so that nothing that lists accounts can carry it along.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// Personal number of 12 digits, when given.
    pub personal_number: Option<String>,
    /// Telephone number, digits only.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

impl Profile {
    /// The personal number as a page may show it: only the last three digits can be read.
    #[must_use]
    pub fn masked_number(&self) -> Option<String> {
        let number = self.personal_number.as_ref()?;
        let hidden = number.chars().count().saturating_sub(3);
        Some(number.chars().enumerate().map(|(at, digit)| if at < hidden { '•' } else { digit }).collect())
    }
}

impl fmt::Debug for Profile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Profile(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_hides_what_it_holds() {
        let profile = Profile { personal_number: Some("022194000417".into()), phone: Some("0912345678".into()), email: None };
        assert_eq!(profile.masked_number().as_deref(), Some("•••••••••417"));
        assert!(!format!("{profile:?}").contains("0912"));
    }

    #[test]
    fn kinds_read_back() {
        for kind in [AccountKind::Person, AccountKind::Official, AccountKind::Service] {
            assert_eq!(kind.code().parse(), Ok(kind));
        }
        assert_eq!("robot".parse::<AccountKind>(), Err(UnknownKind("robot".into())));
    }
}
