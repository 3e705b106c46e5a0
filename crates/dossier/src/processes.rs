//! The internal processes a node knows, compiled once. A running dossier stays on the version it began with.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::code::ProcedureCode;
use process::{Definition, Flaw};

/// Key of the process every procedure falls back to.
const GENERAL: &str = "general";

/// Compiled processes by `key@version`, and which one a new dossier of a procedure begins with.
#[derive(Debug, Clone, Default)]
pub struct Processes {
    definitions: HashMap<String, Arc<Definition>>,
    current: HashMap<String, String>,
}

impl Processes {
    /// Compiles stored drafts. Of each key the highest version is the one new dossiers begin with.
    ///
    /// # Errors
    /// The key of the first draft that does not compile, with its flaws.
    pub fn compile(drafts: impl IntoIterator<Item = process::Draft>) -> Result<Self, (String, Vec<Flaw>)> {
        let mut known = Self::default();
        let mut versions: HashMap<String, u32> = HashMap::new();
        for draft in drafts {
            let (key, version) = (draft.key.to_string(), draft.version);
            let definition = Definition::compile(draft).map_err(|flaws| (key.clone(), flaws))?;
            let name = format!("{key}@{version}");
            known.definitions.insert(name.clone(), Arc::new(definition));
            if versions.get(&key).is_none_or(|known| *known <= version) {
                versions.insert(key.clone(), version);
                known.current.insert(key, name);
            }
        }
        Ok(known)
    }

    /// The process a new dossier of this procedure begins with.
    #[must_use]
    pub fn key_for(&self, procedure: &ProcedureCode) -> &str {
        self.current.get(procedure.as_str()).or_else(|| self.current.get(GENERAL)).map_or(GENERAL, String::as_str)
    }

    /// The process with this key and version.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Arc<Definition>> {
        self.definitions.get(key)
    }
}
