//! The words of a running node, and the index that is rebuilt when they change.

use std::collections::HashSet;

use db::{Context, DbError};

use super::model::{Thesaurus, Word};
use super::store;
use crate::search::SharedIndex;

/// What pages and use cases of the thesaurus need; cheap to clone.
#[derive(Clone, Debug)]
pub struct Dictionary {
    pub(super) ctx: Context,
    pub(crate) index: SharedIndex,
}

impl Dictionary {
    /// The dictionary of a node whose procedures are searched with `index`.
    #[must_use]
    pub fn new(ctx: Context, index: SharedIndex) -> Self {
        Self { ctx, index }
    }

    /// Reads all words and rebuilds the index with them, so that they work at once: at the start, after a change, after loading a pack.
    /// On a node without any words in its database the index keeps those it was built with.
    ///
    /// # Errors
    /// [`DbError`]; the index stays what it was.
    pub async fn refresh(&self) -> Result<(), DbError> {
        let mut connection = self.ctx.pool.acquire().await?;
        let words = store::all(&mut connection).await?;
        drop(connection);
        if words.is_empty() {
            return Ok(());
        }
        let index = self.index.clone();
        // Building takes a moment of computing: other requests go on meanwhile.
        let built = tokio::task::spawn_blocking(move || index.replace_words(&merged(words))).await;
        if let Err(failure) = built {
            tracing::error!(%failure, "the search index could not be rebuilt");
        }
        Ok(())
    }

    /// Rebuilds the index after other procedures were laid over the pack's.
    pub(crate) async fn rebuild(&self) -> Result<(), DbError> {
        let index = self.index.clone();
        if let Err(failure) = tokio::task::spawn_blocking(move || index.rebuild()).await {
            tracing::error!(%failure, "the search index could not be rebuilt");
        }
        Ok(())
    }
}

/// An administrator's word takes the place of the pack's words of the same term.
fn merged(words: Vec<Word>) -> Thesaurus {
    let own: HashSet<String> = words.iter().filter(|word| word.by_administrator).map(|word| word.entry.term.to_lowercase()).collect();
    let kept = words.into_iter().filter(|word| word.by_administrator || !own.contains(&word.entry.term.to_lowercase()));
    Thesaurus { entries: kept.map(|word| word.entry).collect() }
}
