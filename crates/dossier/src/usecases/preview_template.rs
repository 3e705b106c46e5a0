//! A template of a result, filled for looking at it: with a real dossier as far as the looker may see it, else with the names of its places.

use access::{Action, Actor, Facts, Resource};
use document::NewResult;
use document::paper::{ResultPaper, Signer};
use document::templates::{self, Fields, Template};
use kernel::code::DossierCode;
use kernel::id::{AccountId, DossierId};
use sqlx::PgConnection;

use super::read;
use super::result_words::{Occasion, fields, plain, written};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Applicant, Content, Dossier, Outcome};
use crate::services::{Services, may};
use crate::store::dossiers;
use crate::tally::local_day;

/// The paper as `template` would write it, marked as a draft. Nothing is written.
///
/// # Errors
/// `not_found` for those who may not see templates, and when there is no such dossier for them.
pub async fn preview_template(
    services: &Services,
    actor: &Actor,
    template: &Template,
    code: Option<&DossierCode>,
) -> Result<ResultPaper, UseCaseError> {
    if !access::may(actor, Resource::Template, Action::View, &Facts::default()) {
        return Err(Refusal::NotFound.into());
    }
    let mut filled = placeholders(template);
    let base = match code {
        Some(code) => real(services, actor, code, &mut filled).await?,
        None => invented(services, actor)?,
    };
    let new = written(services, base, template, &filled);
    let mut conn = services.ctx.pool.acquire().await?;
    document::draft_paper(&mut conn, &services.ctx, &new).await.map_err(|error| UseCaseError::Paper(error.to_string()))
}

/// Every place with its own name as value, so that the looker sees where what will stand.
fn placeholders(template: &Template) -> Fields {
    templates::places(template).into_iter().map(|place| (place.clone(), format!("[{place}]"))).collect()
}

/// The values of a real dossier. What was declared is opened for those who may see it only, and that look is noted.
async fn real(services: &Services, actor: &Actor, code: &DossierCode, filled: &mut Fields) -> Result<NewResult, UseCaseError> {
    let id = read::find_by_code(services, actor, code).await?;
    let (dossier, content) = seen(services, actor, id).await?;
    let mut conn = services.ctx.pool.acquire().await?;
    let declared = content.is_some();
    let content = content.unwrap_or_else(|| nobody(&dossier));
    let occasion = Occasion {
        signer: None,
        actor: Some(actor),
        dossier: &dossier,
        content: &content,
        outcome: Outcome::Approved,
        reason: "",
        now: services.ctx.now(),
    };
    let base = plain(services, &occasion)?;
    let values = values(services, &mut conn, &occasion, &base).await?;
    filled.extend(values.into_iter().filter(|(place, value)| !value.is_empty() && (declared || !is_personal(place))));
    Ok(base)
}

async fn values(services: &Services, conn: &mut PgConnection, occasion: &Occasion<'_>, base: &NewResult) -> Result<Fields, UseCaseError> {
    fields(services, conn, occasion, base).await
}

fn is_personal(place: &str) -> bool {
    place.starts_with("nguoi_nop.") || place.starts_with("to_khai.")
}

async fn seen(services: &Services, actor: &Actor, id: DossierId) -> Result<(Dossier, Option<Content>), UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let found = dossiers::find(&mut conn, &services.ctx.node, id).await?.ok_or(Refusal::NotFound)?.dossier;
    drop(conn);
    if may(actor, Action::ViewContent, &found) {
        let view = read::open(services, actor, id).await?;
        return Ok((view.dossier, view.content));
    }
    Ok((found, None))
}

fn nobody(dossier: &Dossier) -> Content {
    Content { id: dossier.content, applicant: Applicant::default(), declaration: serde_json::Value::Null, papers: Vec::new() }
}

/// A paper of no dossier, by the office of the looker or the first of the node.
fn invented(services: &Services, actor: &Actor) -> Result<NewResult, UseCaseError> {
    let directory = services.directory();
    let office = actor.office().and_then(|office| directory.office(office)).or_else(|| directory.offices().first());
    let office = office.ok_or(Refusal::UnknownOffice)?;
    let calendar = services.calendar_of(office.id)?;
    let place = directory.area(&office.unit).map(|area| crate::papers::place_name(&area.full_name).to_owned()).unwrap_or_default();
    Ok(NewResult {
        office: office.id,
        actor: Some(AccountId::from_uuid(actor.account.uuid())),
        dossier: DossierId::from_uuid(uuid::Uuid::nil()),
        dossier_code: "[ho_so.ma]".to_owned(),
        procedure: "[thu_tuc.ten]".to_owned(),
        symbol: String::new(),
        title: String::new(),
        subject: String::new(),
        authority: "[co_quan.cap_tren]".to_owned(),
        unit: "[co_quan.ten]".to_owned(),
        place,
        issued_on: local_day(calendar, services.ctx.now()),
        bases: Vec::new(),
        facts: Vec::new(),
        articles: Vec::new(),
        recipients: Vec::new(),
        signer: Signer { on_behalf: None, title: String::new(), name: "[nguoi_ky]".to_owned(), signed_at: None },
        layout: templates::Layout::Decision,
        valid_until: None,
        site: services.site.clone(),
    })
}
