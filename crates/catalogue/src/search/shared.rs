//! The index everybody searches, replaced as a whole when the words change.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use super::{Document, Hit, Index};
use crate::thesaurus::Thesaurus;

/// Shared by all requests; cheap to clone. A search in progress keeps the index it began with.
#[derive(Debug, Clone)]
pub struct SharedIndex {
    current: Arc<RwLock<Arc<Index>>>,
    documents: Arc<Vec<Document>>,
}

impl SharedIndex {
    /// Builds the first index and keeps the documents for the next.
    #[must_use]
    pub fn new(documents: Vec<Document>, thesaurus: &Thesaurus) -> Self {
        let index = Index::build(documents.iter().cloned(), thesaurus);
        Self { current: Arc::new(RwLock::new(Arc::new(index))), documents: Arc::new(documents) }
    }

    /// The index of this moment.
    #[must_use]
    pub fn current(&self) -> Arc<Index> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Searches the index of this moment.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        self.current().search(query, limit)
    }

    /// The codes of all procedures that can be found.
    #[must_use]
    pub fn codes(&self) -> HashSet<String> {
        self.documents.iter().map(|document| document.code.clone()).collect()
    }

    /// The official name of a procedure that was found.
    #[must_use]
    pub fn name(&self, code: &str) -> Option<&str> {
        self.documents.iter().find(|document| document.code == code).map(|document| document.name.as_str())
    }

    /// Rebuilds with other words; takes a moment, so call it off the request's thread (`spawn_blocking`).
    pub fn replace_words(&self, thesaurus: &Thesaurus) {
        let next = Arc::new(Index::build(self.documents.iter().cloned(), thesaurus));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = next;
    }
}
