//! Writing, publishing and withdrawing templates; finding the one that answers a dossier.

use access::{Action, Actor, Facts, Resource};
use chrono::NaiveDate;
use db::{Context, DbError};
use journal::NewEntry;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::check::{Flaw, check};
use super::model::{Origin, Outcome, Published, Step, Template};
use super::store;

/// Most steps kept of one draft.
const STEPS: i32 = 500;

/// Why a template was not saved or published.
#[derive(Debug, thiserror::Error)]
pub enum TemplateRefusal {
    /// There is none, or the person may not know of it.
    #[error("no such template")]
    NotFound,
    /// It has flaws.
    #[error("the template has {} flaws", .0.len())]
    Flaws(Vec<Flaw>),
    /// Another template answers one of its procedures.
    #[error("{code} answers procedure {procedure}")]
    Rival {
        /// The other template.
        code: String,
        /// The procedure.
        procedure: String,
    },
    /// There is nothing to publish or to take back.
    #[error("there is no unpublished change")]
    NoDraft,
    /// The code is taken by another template.
    #[error("the code is taken")]
    Taken,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for TemplateRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

fn authorise(actor: &Actor, action: Action) -> Result<(), TemplateRefusal> {
    let may = access::may(actor, Resource::Template, action, &Facts::default());
    if may { Ok(()) } else { Err(TemplateRefusal::NotFound) }
}

/// The template that answers a procedure with this outcome on `day`; nothing when no template does.
///
/// # Errors
/// [`DbError`].
pub async fn in_force(
    conn: &mut PgConnection,
    ctx: &Context,
    procedure: &str,
    outcome: Outcome,
    day: NaiveDate,
) -> Result<Option<Published>, DbError> {
    store::for_procedure(conn, ctx.node.as_str(), procedure, outcome, day).await
}

/// The newest version of every template, and what is being written.
///
/// # Errors
/// [`TemplateRefusal::NotFound`] for those who may not see templates.
pub async fn list(ctx: &Context, actor: &Actor) -> Result<(Vec<Published>, Vec<Template>), TemplateRefusal> {
    authorise(actor, Action::List)?;
    let mut conn = ctx.pool.acquire().await?;
    Ok((store::newest(&mut conn, ctx.node.as_str()).await?, store::drafted(&mut conn, ctx.node.as_str()).await?))
}

/// The versions of a template, the newest first.
///
/// # Errors
/// [`TemplateRefusal::NotFound`] for those who may not see templates.
pub async fn history(ctx: &Context, actor: &Actor, code: &str) -> Result<Vec<Published>, TemplateRefusal> {
    authorise(actor, Action::View)?;
    Ok(store::versions(&mut *ctx.pool.acquire().await?, ctx.node.as_str(), code).await?)
}

/// The steps of what is being written, oldest first.
///
/// # Errors
/// [`TemplateRefusal::NotFound`] for those who may not see templates.
pub async fn steps(ctx: &Context, actor: &Actor, code: &str) -> Result<Vec<Step>, TemplateRefusal> {
    authorise(actor, Action::View)?;
    Ok(store::steps(&mut *ctx.pool.acquire().await?, ctx.node.as_str(), code).await?)
}

/// What a template says now: its last step, else its newest version.
///
/// # Errors
/// [`TemplateRefusal::NotFound`].
pub async fn current(ctx: &Context, actor: &Actor, code: &str) -> Result<Template, TemplateRefusal> {
    if let Some(step) = steps(ctx, actor, code).await?.pop() {
        return Ok(step.template);
    }
    let versions = history(ctx, actor, code).await?;
    versions.into_iter().next().map(|version| version.template).ok_or(TemplateRefusal::NotFound)
}

/// Saves a change as the next step. `fresh` demands that no template has this code yet.
///
/// # Errors
/// [`TemplateRefusal::Flaws`], [`TemplateRefusal::Taken`].
pub async fn save(ctx: &Context, actor: &Actor, template: Template, fresh: bool) -> Result<(), TemplateRefusal> {
    authorise(actor, Action::Edit)?;
    let flaws = check(&template);
    if !flaws.is_empty() {
        return Err(TemplateRefusal::Flaws(flaws));
    }
    let mut tx = ctx.begin().await?;
    store::lock(&mut tx, ctx.node.as_str(), &template.code).await?;
    let steps = store::steps(&mut tx, ctx.node.as_str(), &template.code).await?;
    let versions = store::versions(&mut tx, ctx.node.as_str(), &template.code).await?;
    if fresh && !(steps.is_empty() && versions.is_empty()) {
        return Err(TemplateRefusal::Taken);
    }
    let last = steps.last().map(|step| &step.template).or_else(|| versions.first().map(|version| &version.template));
    if last == Some(&template) {
        return Ok(());
    }
    let step = Step { step: steps.len().try_into().unwrap_or(STEPS) + 1, template, saved_at: ctx.now(), saved_by: actor.account };
    if step.step > STEPS {
        // Nobody takes back five hundred changes one by one: the oldest one makes room.
        store::drop_steps(&mut tx, ctx.node.as_str(), &step.template.code, STEPS).await?;
    }
    let step = Step { step: step.step.min(STEPS), ..step };
    store::add_step(&mut tx, ctx.node.as_str(), &step).await?;
    note(&mut tx, ctx, actor, ("template.saved", &step.template.code), json!({ "step": step.step })).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes back the last saved change.
///
/// # Errors
/// [`TemplateRefusal::NoDraft`].
pub async fn undo(ctx: &Context, actor: &Actor, code: &str) -> Result<(), TemplateRefusal> {
    authorise(actor, Action::Edit)?;
    let mut tx = ctx.begin().await?;
    store::lock(&mut tx, ctx.node.as_str(), code).await?;
    let last = store::steps(&mut tx, ctx.node.as_str(), code).await?.pop().ok_or(TemplateRefusal::NoDraft)?;
    store::drop_steps(&mut tx, ctx.node.as_str(), code, last.step).await?;
    note(&mut tx, ctx, actor, ("template.undone", code), json!({ "step": last.step })).await?;
    tx.commit().await?;
    Ok(())
}

/// Brings an earlier version back as the next step; nothing is published by it.
///
/// # Errors
/// [`TemplateRefusal::NotFound`] when there is no such version.
pub async fn restore(ctx: &Context, actor: &Actor, code: &str, version: i32) -> Result<(), TemplateRefusal> {
    let versions = history(ctx, actor, code).await?;
    let earlier = versions.into_iter().find(|one| one.version == version).ok_or(TemplateRefusal::NotFound)?;
    save(ctx, actor, earlier.template, false).await
}

/// Publishes the last step: from `day` on results are written with it. Results issued before stay as they are.
///
/// # Errors
/// [`TemplateRefusal::NoDraft`], [`TemplateRefusal::Rival`], [`TemplateRefusal::Flaws`].
pub async fn publish(ctx: &Context, actor: &Actor, code: &str, day: NaiveDate) -> Result<i32, TemplateRefusal> {
    authorise(actor, Action::Edit)?;
    let mut tx = ctx.begin().await?;
    store::lock(&mut tx, ctx.node.as_str(), code).await?;
    let last = store::steps(&mut tx, ctx.node.as_str(), code).await?.pop().ok_or(TemplateRefusal::NoDraft)?;
    let version = write(&mut tx, ctx, last.template, (day, Origin::Office, Some(actor))).await?;
    store::drop_steps(&mut tx, ctx.node.as_str(), code, 1).await?;
    note(&mut tx, ctx, actor, ("template.published", code), json!({ "version": version, "from": day })).await?;
    tx.commit().await?;
    Ok(version)
}

/// Writes the next version in the caller's transaction.
pub(super) async fn write(
    conn: &mut PgConnection,
    ctx: &Context,
    template: Template,
    (day, origin, actor): (NaiveDate, Origin, Option<&Actor>),
) -> Result<i32, TemplateRefusal> {
    let flaws = check(&template);
    if !flaws.is_empty() {
        return Err(TemplateRefusal::Flaws(flaws));
    }
    if let Some((code, procedure)) = store::rival(conn, ctx.node.as_str(), &template, day).await? {
        return Err(TemplateRefusal::Rival { code, procedure });
    }
    let version = store::versions(conn, ctx.node.as_str(), &template.code).await?.first().map_or(0, |newest| newest.version) + 1;
    let published_by = actor.map(|actor| actor.account);
    let new = Published { template, version, valid_from: day, valid_to: None, origin, published_at: ctx.now(), published_by };
    store::insert(conn, ctx.node.as_str(), &new).await?;
    Ok(version)
}

/// Ends the use of a template from `day` on.
///
/// # Errors
/// [`TemplateRefusal::NotFound`] when none is in use.
pub async fn withdraw(ctx: &Context, actor: &Actor, code: &str, day: NaiveDate) -> Result<(), TemplateRefusal> {
    authorise(actor, Action::Edit)?;
    let mut tx = ctx.begin().await?;
    store::lock(&mut tx, ctx.node.as_str(), code).await?;
    if store::end(&mut tx, ctx.node.as_str(), code, day).await? == 0 {
        return Err(TemplateRefusal::NotFound);
    }
    note(&mut tx, ctx, actor, ("template.withdrawn", code), json!({ "from": day })).await?;
    tx.commit().await?;
    Ok(())
}

async fn note(
    conn: &mut PgConnection,
    ctx: &Context,
    actor: &Actor,
    (kind, code): (&'static str, &str),
    mut data: serde_json::Value,
) -> Result<(), DbError> {
    if let Some(facts) = data.as_object_mut() {
        facts.insert("code".to_owned(), code.into());
    }
    let subject = subject_of(ctx.node.as_str(), code);
    let entry = NewEntry { office: None, actor: Some(actor.account), kind, subject_kind: "template", subject, data };
    journal::append(conn, ctx, entry).await?;
    Ok(())
}

/// The subject of a template in the journal: made from its code, so that it never changes.
pub(crate) fn subject_of(node: &str, code: &str) -> Uuid {
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest(format!("template:{node}:{code}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(hash.get(..16).unwrap_or(&[0; 16]));
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
