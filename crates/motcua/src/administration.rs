//! `/quan-tri`: the home page of administration, from what every capability tells.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Action, Actor, Resource, SignedIn, scope};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use catalogue::api::WaitingRule;
use kernel::id::AccountId;
use serde_json::Value;
use web::administration::{AdministrationPage, HistoryLine, Waiting, what_happened};
use web::{Language, PageError, Visitor, t, t_with};

use crate::node::Node;

/// Changes that are shown.
const CHANGES: u8 = 20;

/// Shows what can be administered, what waits and what was done last. For those who administer nothing and audit nothing there is no such page.
pub(crate) async fn get(State(node): State<Arc<Node>>, visitor: Visitor, SignedIn(actor): SignedIn) -> Result<Response, PageError> {
    sees_administration(&actor)?;
    let (waiting, changes) = read(&node, visitor.language).await.map_err(|error| PageError::Fault(error.into()))?;
    Ok(AdministrationPage::new(visitor, waiting, changes).into_response())
}

fn sees_administration(actor: &Actor) -> Result<(), PageError> {
    if scope(actor, Resource::Draft, Action::List).all { Ok(()) } else { Err(PageError::NotAllowed) }
}

async fn read(node: &Node, language: Language) -> anyhow::Result<(Vec<Waiting>, Vec<HistoryLine>)> {
    let mut conn = node.ctx.pool.acquire().await?;
    let waiting = catalogue::api::waiting(&mut conn, node.today()?).await?;
    let changes = journal::of_administration(&mut conn, CHANGES).await?;
    let subjects = changes.iter().filter(|entry| entry.subject_kind == "account").map(|entry| AccountId::from_uuid(entry.subject));
    let people: Vec<AccountId> = changes
        .iter()
        .filter_map(|entry| entry.actor)
        .chain(waiting.iter().filter_map(|one| one.saved.map(|(_, by)| by)))
        .chain(subjects)
        .collect();
    let names = access::api::names(&mut conn, &people).await?;
    let shown = waiting.iter().map(|one| waiting_line(node, one, &names, language)).collect();
    Ok((shown, changes.iter().map(|entry| change_line(entry, &names, language)).collect()))
}

fn waiting_line(node: &Node, one: &WaitingRule, names: &BTreeMap<AccountId, String>, language: Language) -> Waiting {
    let area = if one.kind.ends_with("process") { "quy-trinh" } else { "thu-tuc" };
    let day = one.from.map(|day| web::format::date(language, day)).unwrap_or_default();
    Waiting {
        address: format!("/quan-tri/{area}/{}", one.code),
        name: if one.name.is_empty() { one.code.clone() } else { one.name.clone() },
        kind: t_with(language, &format!("administration-waiting-{}", one.kind), &[("day", day.into())]),
        who: one.saved.and_then(|(_, by)| names.get(&by).cloned()).unwrap_or_default(),
        at: one.saved.map_or_else(|| node.ctx.now(), |(at, _)| at),
    }
}

fn change_line(entry: &journal::Entry, names: &BTreeMap<AccountId, String>, language: Language) -> HistoryLine {
    let text = |field: &str| entry.data.get(field).and_then(Value::as_str).unwrap_or_default();
    let subject = names.get(&AccountId::from_uuid(entry.subject)).filter(|_| entry.subject_kind == "account").cloned();
    let about = subject.unwrap_or_else(|| {
        [text("name"), text("term"), text("code")].into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
    });
    let who = entry.actor.map(|actor| names.get(&actor).cloned().unwrap_or_default());
    HistoryLine {
        at: entry.at,
        who: who.unwrap_or_else(|| t(language, "administration-program")),
        what: what_happened(language, &entry.kind),
        about,
        why: [text("act"), text("legal_basis")].into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned(),
    }
}
