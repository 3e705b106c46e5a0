//! `POST /ban/ho-so/{id}`: one form field says what is done, the others with what.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Actor, Official};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::id::DossierId;
use web::page::render_with;
use web::{FieldErrors, PageError, Visitor, t, t_with};

use super::super::shared::{failed, status};
use super::other;
use super::sent::Sent;
use super::show::{Said, load};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Outcome, RefusalKind, ReturnWay};
use crate::services::Services;
use crate::usecases::ask_supplement::{AskSupplement, ask_supplement};
use crate::usecases::assign::{Assign, assign};
use crate::usecases::complete::{Complete, complete};
use crate::usecases::consult::answer;
use crate::usecases::decide::{Decide, decide};
use crate::usecases::hand_over::{HandOver, hand_over};
use crate::usecases::receive::{ReceiveOnline, receive_online};
use crate::usecases::supply::{Supply, supply};
use crate::usecases::turn_away::{TurnAway, turn_away};
use crate::usecases::{Changed, claim, send_back};

/// Does what the form says and shows the dossier again; after a refusal with what was typed.
pub(in crate::web::desk) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Path(id): Path<String>,
    Form(texts): Form<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let dossier: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    let sent = Sent { dossier, texts };
    let refusal = match act(&services, &actor, &sent).await {
        Ok(_) => return Ok(Redirect::to(&format!("/ban/ho-so/{dossier}")).into_response()),
        Err(UseCaseError::Refused(Refusal::NotFound)) => return Err(PageError::NotFound),
        Err(UseCaseError::Refused(refusal)) => refusal,
        Err(failure) => return Err(failed(failure)),
    };
    let words = refusal.words(visitor.language);
    let mut said = Said { texts: BTreeMap::new(), errors: FieldErrors::none(), top: String::new() };
    match sent.input(&refusal) {
        Some((input, label)) => {
            let field = t(visitor.language, label);
            said.errors.add(input, t_with(visitor.language, "dossier-work-at", &[("field", field.into()), ("words", words.into())]));
        }
        None => said.top = words,
    }
    said.texts = sent.texts;
    let mut page = load(&services, visitor, &actor, dossier, said).await?;
    if let Refusal::VersionConflict { expected, .. } = refusal {
        page.tell_what_happened_since(expected);
    }
    render_with(status(&refusal), &page)
}

async fn act(services: &Services, actor: &Actor, sent: &Sent) -> Result<Changed, UseCaseError> {
    match sent.raw("_action") {
        "accept" => {
            let command = ReceiveOnline { dossier: sent.dossier, version: sent.version()?, limit: sent.limit()? };
            receive_online(services, actor, command).await
        }
        "refuse" => away(services, actor, sent, RefusalKind::NotEligible).await,
        "wrong" => away(services, actor, sent, RefusalKind::WrongAgency).await,
        "ask" => {
            let (items, legal_basis, exception) = (sent.items(), sent.text("basis"), sent.text("exception"));
            let command = AskSupplement { dossier: sent.dossier, version: sent.version()?, items, legal_basis, exception };
            ask_supplement(services, actor, command).await
        }
        "supply" => {
            let papers = sent.papers();
            supply(services, actor, Supply { dossier: sent.dossier, version: sent.version()?, declaration: None, papers }).await
        }
        "hand" => {
            let way = ReturnWay::from_code(&sent.text("way")).ok_or(Refusal::Missing { field: "way" })?;
            let command = HandOver { dossier: sent.dossier, version: sent.version()?, way, receiver: sent.text("receiver") };
            hand_over(services, actor, command).await
        }
        action if sent.raw("_task").is_empty() => other::act(services, actor, sent, action).await,
        _ => on_task(services, actor, sent).await,
    }
}

async fn away(services: &Services, actor: &Actor, sent: &Sent, kind: RefusalKind) -> Result<Changed, UseCaseError> {
    let command = TurnAway {
        dossier: sent.dossier,
        version: sent.version()?,
        kind,
        reason: sent.text("reason"),
        legal_basis: sent.text("basis"),
        pointer: sent.text("pointer"),
    };
    turn_away(services, actor, command).await
}

async fn on_task(services: &Services, actor: &Actor, sent: &Sent) -> Result<Changed, UseCaseError> {
    let (task, version) = (sent.task()?, sent.version()?);
    match sent.raw("_action") {
        "claim" => claim::claim(services, actor, task).await,
        "release" => claim::release(services, actor, task).await,
        "complete" => {
            let (outcome, note, variables) = (sent.text("outcome"), sent.text("note"), sent.variables());
            complete(services, actor, Complete { task, version, outcome, note, variables }).await
        }
        "answer" => answer(services, actor, (task, version), &sent.text("answer")).await,
        "assign" => assign(services, actor, Assign { task, version, holder: sent.holder()?, reason: sent.text("reason") }).await,
        "back" => send_back::send_back(services, actor, task, version, &sent.text("reason")).await,
        "decide" => {
            let outcome = match sent.text("outcome").as_str() {
                "approved" => Outcome::Approved,
                "refused" => Outcome::Refused,
                _ => return Err(Refusal::Missing { field: "outcome" }.into()),
            };
            decide(services, actor, Decide { task, version, outcome, reason: sent.text("reason") }).await
        }
        _ => Err(Refusal::WrongForm { field: "version" }.into()),
    }
}
