//! The internal processes of running dossiers, read once from the catalogue. A running dossier stays on the version it began with.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use catalogue::ProcessSource;
use process::Definition;
use sqlx::PgConnection;

use crate::error::UseCaseError;

/// Definitions by `id@version`. A version never changes, so what was read once is kept.
#[derive(Debug, Clone, Default)]
pub struct Processes {
    known: Arc<RwLock<HashMap<String, Arc<Definition>>>>,
}

impl Processes {
    /// The process a dossier names, if it has been read before.
    pub(crate) fn known(&self, name: &str) -> Option<Arc<Definition>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).get(name).map(Arc::clone)
    }

    /// Reads the process a dossier names.
    pub(crate) async fn read(&self, conn: &mut PgConnection, name: &str) -> Result<Arc<Definition>, UseCaseError> {
        let unknown = || UseCaseError::Process(format!("no process called {name}"));
        let (id, version) = name.rsplit_once('@').ok_or_else(unknown)?;
        let version = version.parse().map_err(|_| unknown())?;
        let source = catalogue::api::process_version(conn, id, version).await?.ok_or_else(unknown)?;
        Ok(self.keep(source))
    }

    fn keep(&self, source: ProcessSource) -> Arc<Definition> {
        let (name, definition) = (name_of(&source), Arc::new(source.definition));
        self.known.write().unwrap_or_else(PoisonError::into_inner).insert(name, Arc::clone(&definition));
        definition
    }
}

/// How a dossier remembers a process.
pub(crate) fn name_of(source: &ProcessSource) -> String {
    format!("{}@{}", source.id, source.version)
}
