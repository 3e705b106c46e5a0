//! The index everybody searches, replaced as a whole when the words change.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use super::{Document, Hit, Index};
use crate::thesaurus::Thesaurus;

/// Shared by all requests; cheap to clone. A search in progress keeps the index it began with.
#[derive(Debug, Clone)]
pub struct SharedIndex {
    current: Arc<RwLock<Arc<Index>>>,
    /// What the pack's files say.
    pack: Arc<Vec<Document>>,
    /// The same with what administrators have published in its place.
    documents: Arc<RwLock<Arc<Vec<Document>>>>,
    words: Arc<RwLock<Thesaurus>>,
}

impl SharedIndex {
    /// Builds the first index and keeps the documents for the next.
    #[must_use]
    pub fn new(documents: Vec<Document>, thesaurus: &Thesaurus) -> Self {
        let index = Index::build(documents.iter().cloned(), thesaurus);
        let documents = Arc::new(documents);
        Self {
            current: Arc::new(RwLock::new(Arc::new(index))),
            pack: Arc::clone(&documents),
            documents: Arc::new(RwLock::new(documents)),
            words: Arc::new(RwLock::new(thesaurus.clone())),
        }
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
        self.documents().iter().map(|document| document.code.clone()).collect()
    }

    fn documents(&self) -> Arc<Vec<Document>> {
        Arc::clone(&self.documents.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The official name of a procedure that was found.
    #[must_use]
    pub fn name(&self, code: &str) -> Option<String> {
        self.documents().iter().find(|document| document.code == code).map(|document| document.name.clone())
    }

    /// Puts `published` in the place of the pack's procedures with these codes, and says whether anything is different now; then
    /// [`SharedIndex::rebuild`] is due.
    pub(crate) fn overlay(&self, codes: &[String], published: Vec<Document>) -> bool {
        let kept = self.pack.iter().filter(|document| !codes.contains(&document.code)).cloned();
        let next: Vec<Document> = kept.chain(published).collect();
        let mut documents = self.documents.write().unwrap_or_else(PoisonError::into_inner);
        let is_new = **documents != next;
        if is_new {
            *documents = Arc::new(next);
        }
        is_new
    }

    /// Rebuilds with other words; takes a moment, so call it off the request's thread (`spawn_blocking`).
    pub fn replace_words(&self, thesaurus: &Thesaurus) {
        thesaurus.clone_into(&mut self.words.write().unwrap_or_else(PoisonError::into_inner));
        self.rebuild();
    }

    /// Rebuilds from the procedures and words of this moment; takes as long.
    pub(crate) fn rebuild(&self) {
        let words = self.words.read().unwrap_or_else(PoisonError::into_inner).clone();
        let next = Arc::new(Index::build(self.documents().iter().cloned(), &words));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = next;
    }
}
