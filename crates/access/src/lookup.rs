//! Who asks. People's sessions are looked up anew for every request; those who ask at the same moment share one query. Programs ask many times
//! a second: what a token opens is remembered for a second, unless this program changes rights meanwhile.

use std::sync::Arc;

use chrono::Duration;
use db::{Context, DbError, Recent, Together};

use crate::model::{Actor, OfficeTree};
use crate::session::seen_after;
use crate::store::actors::{self, Live};

/// SHA-256 of a secret.
type Hash = [u8; 32];

/// How long it is remembered what a token opens: a change of rights by another program is seen after this at the latest.
const REMEMBERED: Duration = Duration::seconds(1);

/// Most tokens remembered; a node that is asked by more begins anew.
const MOST_REMEMBERED: usize = 10_000;

/// The lookups of a running node.
#[derive(Debug, Clone)]
pub(crate) struct Lookups {
    ctx: Context,
    remembered: Arc<Recent<Hash, Actor>>,
    tokens: Together<Hash, Result<Option<Actor>, DbError>>,
    sessions: Together<Hash, Result<Option<Live>, DbError>>,
}

impl Lookups {
    /// Lookups in the database of `ctx`.
    pub(crate) fn new(ctx: &Context, tree: &Arc<dyn OfficeTree>) -> Self {
        let apart = ctx.clone().apart(1);
        let (for_tokens, for_sessions) = ((apart.clone(), Arc::clone(tree)), (apart, Arc::clone(tree)));
        Self {
            ctx: ctx.clone(),
            remembered: Arc::new(Recent::new(REMEMBERED, MOST_REMEMBERED)),
            tokens: Together::new(1, move |hashes| tokens(for_tokens.clone(), hashes)),
            sessions: Together::new(1, move |hashes| sessions(for_sessions.clone(), hashes)),
        }
    }

    /// The actor behind the live token with this hash.
    pub(crate) async fn token(&self, hash: Hash) -> Result<Option<Actor>, DbError> {
        let now = self.ctx.now();
        if let Some(actor) = self.remembered.get(&hash, now) {
            return Ok(Some(Actor::clone(&actor)));
        }
        let asking = self.remembered.asking(now);
        let found = self.tokens.ask(hash).await??;
        if let Some(actor) = &found {
            self.remembered.keep(hash, asking, Arc::new(actor.clone()));
        }
        Ok(found)
    }

    /// Rights have changed: what was remembered counts no longer.
    pub(crate) fn forget(&self) {
        self.remembered.forget();
    }

    /// The live session with this hash.
    pub(crate) async fn session(&self, hash: Hash) -> Result<Option<Live>, DbError> {
        self.sessions.ask(hash).await?
    }
}

type Surroundings = (Context, Arc<dyn OfficeTree>);

async fn tokens((ctx, tree): Surroundings, hashes: Vec<Hash>) -> Vec<Result<Option<Actor>, DbError>> {
    let found = async {
        let mut conn = ctx.pool.acquire().await?;
        actors::by_tokens(&mut conn, &*tree, &bytes(&hashes), ctx.now()).await
    };
    each(hashes.len(), found.await)
}

async fn sessions((ctx, tree): Surroundings, hashes: Vec<Hash>) -> Vec<Result<Option<Live>, DbError>> {
    let found = async {
        let (mut conn, now) = (ctx.pool.acquire().await?, ctx.now());
        actors::by_sessions(&mut conn, &*tree, &bytes(&hashes), now, seen_after(now)).await
    };
    each(hashes.len(), found.await)
}

fn bytes(hashes: &[Hash]) -> Vec<Vec<u8>> {
    hashes.iter().map(|hash| hash.to_vec()).collect()
}

/// An answer for each who asked. A failure belongs to the first, who asked alone on a quiet node; the others are told that there was one.
fn each<Found>(asked: usize, found: Result<Vec<Option<Found>>, DbError>) -> Vec<Result<Option<Found>, DbError>> {
    match found {
        Ok(found) => found.into_iter().map(Ok).collect(),
        Err(error) => std::iter::once(Err(error)).chain((1..asked).map(|_| Err(DbError::Unanswered))).collect(),
    }
}
