//! A dossier begins. Those that begin at the same moment are written in one transaction.

use std::sync::Arc;

use access::Actor;
use chrono::NaiveDate;
use db::{Context, DbError, Together};
use kernel::id::{AccountId, EntryId};

use super::change::counted_day;
use super::{Changed, Key};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Content, Dossier, Event};
use crate::services::Services;
use crate::store::beginnings::{FirstEntry, NewDossier, NotWritten, Texts};
use crate::tally::Change;
use crate::{store, tally};

/// How many rounds of beginnings are written at the same time.
const LANES: u8 = 2;

/// A dossier that begins now.
pub(super) struct Begun {
    pub(super) dossier: Dossier,
    pub(super) event: Event,
    pub(super) content: Content,
}

/// A dossier with everything that is written when it begins.
#[derive(Debug)]
struct Beginning {
    dossier: Dossier,
    texts: Texts,
    entry: FirstEntry,
    content: Content,
    key: Option<Key>,
    actor: AccountId,
    day: NaiveDate,
    changes: Vec<Change>,
}

/// Was it written? Not when its key was used already.
type Outcome = Result<bool, UseCaseError>;

/// The writer of dossiers that begin; one per running node.
#[derive(Debug, Clone)]
pub struct Beginnings(Together<Arc<Beginning>, Outcome>);

impl Beginnings {
    /// Writes in `ctx`.
    #[must_use]
    pub fn new(ctx: Context) -> Self {
        let ctx = ctx.apart(LANES.into());
        Self(Together::new(LANES.into(), move |begun| write_or_each_alone(ctx.clone(), begun)))
    }
}

/// Writes a new dossier with its content and its key. When the key was used already, gives what that request made; so does a request that
/// would be refused now and was granted the first time.
pub(super) async fn begin(
    services: &Services,
    actor: &Actor,
    key: Option<Key>,
    decided: Result<Begun, UseCaseError>,
) -> Result<Changed, UseCaseError> {
    match decided {
        Ok(begun) => write_once(services, actor, key, begun).await,
        Err(UseCaseError::Refused(refusal)) => replay(services, actor, key.as_ref()).await?.ok_or_else(|| refusal.into()),
        Err(failure) => Err(failure),
    }
}

async fn write_once(services: &Services, actor: &Actor, key: Option<Key>, begun: Begun) -> Result<Changed, UseCaseError> {
    let Begun { dossier, event, content } = begun;
    let office = dossier.opening.receiving_office;
    let calendar = services.calendar_of(office)?;
    let (day, changes) = (counted_day(&dossier, calendar), tally::changes(None, &dossier, calendar));
    let (texts, facts) = (Texts::of(&dossier, &content)?, store::json_text(&event)?);
    let entry = FirstEntry { id: EntryId::new(services.ctx.clock.as_ref(), services.ctx.entropy.as_ref()), kind: event.kind(), facts };
    let beginning = Arc::new(Beginning { dossier, texts, entry, content, key: key.clone(), actor: actor.account, day, changes });
    if services.beginnings.0.ask(Arc::clone(&beginning)).await?? {
        return Ok(Changed { dossier: beginning.dossier.clone(), replayed: false });
    }
    if let (Some(code), Some(office)) = (&beginning.dossier.code, services.directory().office(office)) {
        services.codes.give_back(&office.code, tally::local_day(calendar, beginning.dossier.submitted_at), code);
    }
    replay(services, actor, key.as_ref()).await?.ok_or_else(|| Refusal::KeyReused.into())
}

/// What an earlier request with the same key made.
async fn replay(services: &Services, actor: &Actor, key: Option<&Key>) -> Result<Option<Changed>, UseCaseError> {
    let Some(key) = key else { return Ok(None) };
    let mut conn = services.ctx.pool.acquire().await?;
    let Some(id) = key.earlier(services, &mut conn, actor.account).await? else { return Ok(None) };
    let found = store::dossiers::find(&mut conn, &services.ctx.node, id).await?.ok_or(Refusal::NotFound)?;
    Ok(Some(Changed { dossier: found.dossier, replayed: true }))
}

/// When the database refuses one of them, each is tried alone, so that nobody fails for another's sake. Nothing of the first try is left:
/// it was refused as a whole.
async fn write_or_each_alone(ctx: Context, begun: Vec<Arc<Beginning>>) -> Vec<Outcome> {
    match write(&ctx, &begun).await {
        Ok(()) => begun.iter().map(|_| Ok(true)).collect(),
        Err(refused) if begun.len() == 1 => vec![alone(Err(refused))],
        Err(NotWritten::Failed(error)) if !error.nothing_was_done() => {
            tracing::warn!("{} dossiers that begin: {error:?}", begun.len());
            begun.iter().map(|_| Err(DbError::Unanswered.into())).collect()
        }
        Err(_) => {
            let mut outcomes = Vec::with_capacity(begun.len());
            for one in begun {
                outcomes.push(alone(write(&ctx, &[one]).await));
            }
            outcomes
        }
    }
}

fn alone(written: Result<(), NotWritten>) -> Outcome {
    match written {
        Ok(()) => Ok(true),
        Err(NotWritten::KeyUsed) => Ok(false),
        Err(NotWritten::Failed(error)) => Err(error.into()),
    }
}

/// Writes all of them or none: one statement, which is its own transaction.
async fn write(ctx: &Context, begun: &[Arc<Beginning>]) -> Result<(), NotWritten> {
    let rows: Vec<NewDossier<'_>> = begun.iter().map(|one| one.new_dossier()).collect();
    let mut conn = ctx.pool.acquire().await.map_err(DbError::from)?;
    store::beginnings::insert(&mut conn, &ctx.node, &rows).await
}

impl Beginning {
    fn new_dossier(&self) -> NewDossier<'_> {
        let key = self.key.as_ref().map(Key::kept);
        let Self { dossier, texts, content, actor, entry, day, changes, .. } = self;
        NewDossier { dossier, content, made_by: *actor, key, texts, entry, day: *day, changes }
    }
}
