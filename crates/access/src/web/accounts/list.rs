//! `GET /quan-tri/tai-khoan`.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use kernel::id::AccountId;
use serde::Deserialize;
use web::language_switch::escape;
use web::page::render;
use web::{Choice, Page, PageError, Section, Visitor, t};

use super::{may_administer, office_choices, role_choices, sees_accounts, shown_logins};
use crate::model::{AccountCursor, AccountFilter, AccountKind, AccountRecord, GrantRecord, OfficeTree, one_line};
use crate::node::Access;
use crate::usecases::list_accounts::{AccountPage, list_accounts};
use crate::web::SignedIn;
use crate::web::identify::role_label_key;

/// What the address of the page carries. A word that stands for nothing is as if it were not there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    q: String,
    kind: String,
    role: String,
    office: String,
    state: String,
    sau_ten: String,
    sau: String,
}

impl Asked {
    fn filter(&self) -> AccountFilter {
        AccountFilter {
            kind: self.kind.parse().unwrap_or(AccountKind::Official),
            words: one_line(&self.q),
            role: self.role.parse().ok(),
            office: self.office.parse().ok(),
            closed: self.state == "closed",
        }
    }

    fn cursor(&self) -> Option<AccountCursor> {
        let id: AccountId = self.sau.parse().ok()?;
        Some(AccountCursor { name: one_line(&self.sau_ten), id })
    }

    /// The address of the page after `cursor`, with the same filter.
    fn next(&self, cursor: &AccountCursor) -> String {
        let filter = [("q", &self.q), ("kind", &self.kind), ("role", &self.role), ("office", &self.office), ("state", &self.state)];
        let kept = filter.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={}&", escape(value)));
        format!("/quan-tri/tai-khoan?{}sau_ten={}&sau={}", kept.collect::<String>(), escape(&cursor.name), cursor.id)
    }
}

/// One account in the words of the page.
struct Line {
    address: String,
    name: String,
    logins: String,
    roles: Vec<String>,
    is_closed: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "access/accounts.html")]
struct AccountsPage {
    page: Page,
    words: String,
    kinds: Vec<Choice>,
    roles: Vec<Choice>,
    offices: Vec<Choice>,
    states: Vec<Choice>,
    lines: Vec<Line>,
    next: String,
    may_create: bool,
}

/// Lists the accounts that the filter asks for.
pub(in crate::web) async fn get(
    State(access): State<Access>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    sees_accounts(&actor)?;
    let filter = asked.filter();
    let found = list_accounts(&access, &actor, &filter, asked.cursor().as_ref()).await?;
    render(&page(&access, visitor, (&asked, &filter), &found, may_administer(&actor)))
}

fn page(
    access: &Access,
    visitor: Visitor,
    (asked, filter): (&Asked, &AccountFilter),
    found: &AccountPage,
    may_create: bool,
) -> AccountsPage {
    let language = visitor.language;
    let any = |key: &str, chosen: bool| Choice::new("", t(language, key), chosen);
    let kind = |kind: AccountKind| Choice::new(kind.code(), t(language, &format!("access-kind-{}", kind.code())), kind == filter.kind);
    let state = |code: &str, closed: bool| Choice::new(code, t(language, &format!("access-state-{code}")), filter.closed == closed);
    let page = Page::desk(visitor, Section::Administration, "access-accounts-title");
    AccountsPage {
        words: filter.words.clone(),
        kinds: [AccountKind::Official, AccountKind::Service, AccountKind::Person].map(kind).into(),
        roles: std::iter::once(any("access-any-role", filter.role.is_none())).chain(role_choices(language, filter.role)).collect(),
        offices: office_choices(&*access.tree, page.t("access-any-office"), &asked.office),
        states: vec![state("open", false), state("closed", true)],
        lines: found.accounts.iter().map(|account| line(&page, &*access.tree, account)).collect(),
        next: found.next.as_ref().map(|cursor| asked.next(cursor)).unwrap_or_default(),
        may_create,
        page,
    }
}

fn line(page: &Page, tree: &dyn OfficeTree, account: &AccountRecord) -> Line {
    let role = |grant: &GrantRecord| {
        let role = page.t(&role_label_key(grant.role));
        grant.office.and_then(|office| tree.name(office)).map_or(role.clone(), |office| format!("{role}, {office}"))
    };
    Line {
        address: format!("/quan-tri/tai-khoan/{}", account.id),
        name: account.name.clone(),
        logins: shown_logins(account),
        roles: account.grants.iter().map(role).collect(),
        is_closed: account.closed_at.is_some(),
    }
}
