//! `/ban/tiep-nhan`: somebody stands at the counter. One form: who, what, with which papers; the due date is known before it is promised.

mod page;
mod sent;
mod visit;

use std::sync::Arc;

use access::{Actor, Official, Role};
use axum::extract::{Multipart, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::id::{DossierId, OfficeId};
use serde::Deserialize;
use web::page::{render, render_with};
use web::{FieldErrors, PageError, Visitor};

use self::page::{CounterPage, DonePage};
use self::sent::{Sent, Wish};
use self::visit::Visit;
use super::super::public::uploads;
use super::super::shown::new_window;
use super::shared::failed;
use crate::error::{Refusal, UseCaseError};
use crate::services::Services;
use crate::usecases::read;
use crate::usecases::receive::{keep_at_counter, receive_at_counter};
use crate::usecases::settle::settle_at_once;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The dossier that was just received.
    moi: Option<DossierId>,
    /// Dossiers of the same visitor, received before; the person of the last is taken over.
    khach: String,
    /// Not at the counter but by post.
    kenh: String,
}

/// Shows the empty form, or what was just received.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    if let Some(id) = asked.moi {
        let view = read::open(&services, &actor, id).await.map_err(failed)?;
        return render(&DonePage::new(&services, visitor, view, &asked.khach));
    }
    let office = office_of(&services, &actor).map_err(failed)?;
    let sent = Sent::empty(new_window(&*services.ctx.entropy)).with("khach", &asked.khach).with("kenh", &asked.kenh);
    let visit = Visit::load(&services, &actor, &sent).await.map_err(failed)?;
    let sent = visit.with_person(&services, sent).await.map_err(failed)?;
    let page = CounterPage::load(&services, visitor, (office, visit), &sent, FieldErrors::none()).await.map_err(failed)?;
    render(&page)
}

/// Reads the card, finds the procedure and reckons the date; or receives.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    form: Multipart,
) -> Result<Response, PageError> {
    let office = office_of(&services, &actor).map_err(failed)?;
    let uploads::Sent { texts, files, mut errors } = uploads::Sent::read(&services, &actor, visitor.language, form).await?;
    let mut sent = Sent::of(texts, files);
    if let Some(wish) = sent.wish().filter(|_| errors.is_empty()) {
        match carry_out(&services, &actor, (wish, office), &sent, &mut errors, visitor.language).await {
            Ok(Some(id)) => return Ok(Redirect::to(&next(wish, id, &sent)).into_response()),
            Ok(None) => {}
            Err(UseCaseError::Refused(refusal)) => errors.add(sent::input(&refusal), refusal.words(visitor.language)),
            Err(failure) => return Err(failed(failure)),
        }
    } else {
        sent.read_card(&services, &mut errors, visitor.language).await.map_err(failed)?;
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let visit = Visit::load(&services, &actor, &sent).await.map_err(failed)?;
    let page = CounterPage::load(&services, visitor, (office, visit), &sent, errors).await.map_err(failed)?;
    render_with(status, &page)
}

/// Where the officer goes on: with the slip, or with what is missing.
fn next(wish: Wish, id: DossierId, sent: &Sent) -> String {
    match wish {
        Wish::Receive | Wish::Settle => {
            let visit: Vec<String> = sent.visit().into_iter().chain([id]).map(|id| id.to_string()).collect();
            format!("/ban/tiep-nhan?moi={id}&khach={}", visit.join(","))
        }
        Wish::Keep => format!("/ban/ho-so/{id}"),
    }
}

/// Receives or keeps when everything is filled rightly; otherwise says what is not.
async fn carry_out(
    services: &Services,
    actor: &Actor,
    (wish, office): (Wish, OfficeId),
    sent: &Sent,
    errors: &mut FieldErrors,
    language: web::Language,
) -> Result<Option<DossierId>, UseCaseError> {
    let command = sent.command(services, (wish, office), errors, language).await?;
    let Some(command) = command.filter(|_| errors.is_empty()) else { return Ok(None) };
    let changed = match wish {
        Wish::Receive => receive_at_counter(services, actor, command).await?,
        Wish::Keep => keep_at_counter(services, actor, command).await?,
        Wish::Settle => settle_at_once(services, actor, command, sent.text("signer")).await?,
    };
    Ok(Some(changed.dossier.id))
}

/// The one-stop shop the officer receives for.
fn office_of(services: &Services, actor: &Actor) -> Result<OfficeId, UseCaseError> {
    let directory = services.directory();
    let receives = |role| matches!(role, Role::IntakeOfficer | Role::OneStopHead);
    let mut offices = actor.grants.iter().filter(|grant| receives(grant.role)).filter_map(|grant| grant.office);
    let office = offices.find(|office| directory.office(*office).is_some_and(organisation::Office::is_one_stop));
    Ok(office.ok_or(Refusal::NotAllowed)?)
}
