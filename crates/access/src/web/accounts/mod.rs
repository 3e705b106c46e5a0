//! `/quan-tri/tai-khoan`: the accounts of the node, for those who administer them.

pub(super) mod grants;
pub(super) mod list;
pub(super) mod new;
pub(super) mod password;
pub(super) mod show;
pub(super) mod state;

use web::{Choice, Language, PageError, t};

use super::identify::role_label_key;
use crate::model::{AccountKind, AccountRecord, Action, Actor, Login, LoginKind, OfficeTree, Resource, Role};
use crate::rules::scope;

/// Lets those through who may see all accounts; for everybody else there is no such page.
fn sees_accounts(actor: &Actor) -> Result<(), PageError> {
    if scope(actor, Resource::Account, Action::List).all { Ok(()) } else { Err(PageError::NotAllowed) }
}

/// May the actor give and take roles, make and close accounts?
fn may_administer(actor: &Actor) -> bool {
    scope(actor, Resource::Account, Action::Grant).all
}

/// Lets those through who may make and change accounts.
fn administers(actor: &Actor) -> Result<(), PageError> {
    if may_administer(actor) { Ok(()) } else { Err(PageError::NotAllowed) }
}

/// The roles that can be given, with `chosen` chosen. Somebody becomes an applicant by registering.
fn role_choices(language: Language, chosen: Option<Role>) -> Vec<Choice> {
    let given = Role::ALL.iter().filter(|role| **role != Role::Applicant);
    given.map(|role| Choice::new(role.code(), t(language, &role_label_key(*role)), chosen == Some(*role))).collect()
}

/// Every office, with the one whose identifier is `chosen` chosen; first comes none.
fn office_choices(tree: &dyn OfficeTree, none: String, chosen: &str) -> Vec<Choice> {
    let first = Choice::new("", none, chosen.is_empty());
    let offices = tree.choices().into_iter().map(|office| {
        let id = office.id.to_string();
        let is_chosen = id == chosen;
        Choice::new(id, format!("{} {}", office.code, office.name), is_chosen)
    });
    std::iter::once(first).chain(offices).collect()
}

/// What an account signs in with, as administrators see it: the address and number of an applicant are the applicant's.
fn shown_logins(account: &AccountRecord) -> String {
    let shown = |login: &String| if account.kind == AccountKind::Person { masked(login) } else { login.clone() };
    account.logins.iter().map(shown).collect::<Vec<_>>().join(", ")
}

/// The beginning and the end of a login: enough for its owner to recognise it.
fn masked(login: &str) -> String {
    let is_name = login.parse::<Login>().is_ok_and(|login| login.kind() == LoginKind::Name);
    if is_name {
        return login.to_owned();
    }
    let (private, rest) = login.split_once('@').map_or((login, String::new()), |(local, domain)| (local, format!("@{domain}")));
    let length = private.chars().count();
    let shown = |(at, letter): (usize, char)| if at < 2 || (rest.is_empty() && at + 3 >= length) { letter } else { '•' };
    private.chars().enumerate().map(shown).collect::<String>() + &rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_applicants_login_is_hinted_at() {
        for (login, expected) in [("0912345678", "09•••••678"), ("mau@vidu.vn", "ma•@vidu.vn"), ("can_bo.01", "can_bo.01")] {
            assert_eq!(masked(login), expected);
        }
    }
}
