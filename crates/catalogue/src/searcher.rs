//! What the pages and the API need of searching.

use kernel::code::ProcedureCode;

use crate::search::{Hit, Index, SharedIndex};

/// Finds procedures by what people call them.
pub trait Searcher: Send + Sync {
    /// Codes of the procedures that answer the query, the best first, at most `limit`; none when nothing answers.
    fn search(&self, query: &str, limit: usize) -> Vec<ProcedureCode>;

    /// Other words that would find something, when the searcher is sure enough to offer them.
    fn suggestion(&self, _query: &str) -> Option<String> {
        None
    }
}

impl Searcher for Index {
    fn search(&self, query: &str, limit: usize) -> Vec<ProcedureCode> {
        codes(Self::search(self, query, limit))
    }
}

impl Searcher for SharedIndex {
    fn search(&self, query: &str, limit: usize) -> Vec<ProcedureCode> {
        codes(Self::search(self, query, limit))
    }
}

fn codes(hits: Vec<Hit>) -> Vec<ProcedureCode> {
    hits.into_iter().filter_map(|hit| hit.code.parse().ok()).collect()
}
