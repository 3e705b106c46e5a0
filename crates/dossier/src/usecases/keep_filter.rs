//! Filters of the inbox that people keep, for themselves or for everybody in the office.

use access::{Action, Actor, Facts, Resource};
use journal::NewEntry;
use kernel::id::FilterId;
use serde_json::json;
use sqlx::PgConnection;

use super::label::desks;
use crate::error::{Refusal, UseCaseError, optional, required};
use crate::model::SavedFilter;
use crate::services::Services;
use crate::store::filters;

/// Longest name, in characters.
const LONGEST_NAME: usize = 60;
/// Longest address, in characters: one with every box ticked is shorter.
const LONGEST_QUERY: usize = 4000;
/// Most filters one person keeps.
const MOST: usize = 20;

/// A filter to keep.
#[derive(Debug, Clone)]
pub struct KeepFilter {
    /// The one to change; a new one without.
    pub id: Option<FilterId>,
    /// Its name.
    pub name: String,
    /// For everybody in the office.
    pub shared: bool,
    /// As it stands in the address of the inbox; nothing leaves that of a known filter as it is.
    pub query: Option<String>,
}

/// The filters the actor keeps, then those the actor's offices share.
///
/// # Errors
/// When the database fails.
pub async fn filters(services: &Services, actor: &Actor) -> Result<Vec<SavedFilter>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(filters::of(&mut conn, &services.ctx.node, actor.account, &desks(actor)).await?)
}

/// May the actor change it or throw it away? Who made it may, and who heads the office it is shared in.
#[must_use]
pub fn may_change(actor: &Actor, filter: &SavedFilter) -> bool {
    let head = Facts { owner: None, assignee: None, office: Some(filter.office) };
    filter.account == actor.account || (filter.shared && access::may(actor, Resource::Task, Action::Assign, &head))
}

/// Keeps a filter.
///
/// # Errors
/// `missing`, `too_long`, `too_many`; `not_found` for one the actor may not see, `not_allowed` for one of a colleague; `not_allowed` without
/// an office.
pub async fn keep(services: &Services, actor: &Actor, command: KeepFilter) -> Result<FilterId, UseCaseError> {
    let name = required("name", &command.name, LONGEST_NAME)?;
    let query = command.query.as_deref().map(|query| optional("query", query, LONGEST_QUERY)).transpose()?;
    let office = *desks(actor).first().ok_or(Refusal::NotAllowed)?;
    let mut tx = services.ctx.begin().await?;
    let filter = match command.id {
        Some(id) => {
            let before = changeable(services, &mut tx, actor, id).await?;
            SavedFilter { name, shared: command.shared, query: query.unwrap_or(before.query.clone()), ..before }
        }
        None => {
            let known = filters::of(&mut tx, &services.ctx.node, actor.account, &[]).await?;
            if known.len() >= MOST {
                return Err(Refusal::TooMany { limit: MOST }.into());
            }
            let id = FilterId::new(&*services.ctx.clock, &*services.ctx.entropy);
            SavedFilter { id, office, account: actor.account, shared: command.shared, name, query: query.unwrap_or_default() }
        }
    };
    filters::save(&mut tx, &services.ctx.node, &filter, services.ctx.now()).await?;
    write(services, &mut tx, actor, &filter, "dossier.filter_kept").await?;
    tx.commit().await?;
    Ok(filter.id)
}

/// Throws a filter away.
///
/// # Errors
/// `not_found` for one the actor may not see, `not_allowed` for one of a colleague.
pub async fn throw_away(services: &Services, actor: &Actor, id: FilterId) -> Result<(), UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let filter = changeable(services, &mut tx, actor, id).await?;
    filters::delete(&mut tx, &services.ctx.node, id).await?;
    write(services, &mut tx, actor, &filter, "dossier.filter_thrown_away").await?;
    tx.commit().await?;
    Ok(())
}

async fn changeable(services: &Services, conn: &mut PgConnection, actor: &Actor, id: FilterId) -> Result<SavedFilter, UseCaseError> {
    let known = filters::of(conn, &services.ctx.node, actor.account, &desks(actor)).await?;
    let filter = known.into_iter().find(|filter| filter.id == id).ok_or(Refusal::NotFound)?;
    if may_change(actor, &filter) { Ok(filter) } else { Err(Refusal::NotAllowed.into()) }
}

/// The journal names the filter, not what it looks for: that may be a person's name.
async fn write(services: &Services, conn: &mut PgConnection, actor: &Actor, filter: &SavedFilter, kind: &str) -> Result<(), UseCaseError> {
    let (office, actor) = (Some(filter.office), Some(actor.account));
    let data = json!({ "shared": filter.shared });
    journal::append(conn, &services.ctx, NewEntry { office, actor, kind, subject_kind: "filter", subject: filter.id.uuid(), data }).await?;
    Ok(())
}
