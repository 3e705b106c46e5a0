//! What search knows of a procedure.

use serde::Deserialize;

use crate::model::{GovernmentLevel, Procedure};

/// A procedure as search sees it; whoever keeps procedures fills it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Procedure code, e.g. `1.001193`.
    pub code: String,
    /// Official name.
    pub name: String,
    /// Field of state management ("Hộ tịch").
    pub field: String,
    /// Agency that owns the procedure.
    pub agency: String,
    /// Long text: conditions, steps.
    pub text: String,
    /// Results and other short texts that name what the procedure gives.
    pub keywords: String,
    /// Whether ordinary people meet it, at the commune or as an essential service.
    pub everyday: bool,
}

impl Document {
    /// What search knows of a procedure that was published on the node.
    #[must_use]
    pub fn of(procedure: &Procedure) -> Self {
        let results: Vec<&str> = procedure.results.iter().map(|result| result.name.as_str()).collect();
        Self {
            code: procedure.code.as_str().to_owned(),
            name: procedure.name.clone(),
            field: procedure.field.clone(),
            agency: procedure.agency.clone(),
            text: procedure.conditions.clone(),
            keywords: results.join(". "),
            everyday: procedure.levels.contains(&GovernmentLevel::Commune),
        }
    }
}

/// One line of `procedures/*.jsonl`; what search does not need is skipped.
#[derive(Debug, Deserialize)]
pub(crate) struct PackRow {
    code: String,
    name: String,
    #[serde(default)]
    field: Option<String>,
    #[serde(default)]
    agency: Option<String>,
    #[serde(default, alias = "levels")]
    level: Level,
    #[serde(default)]
    results: Vec<NamedResult>,
    #[serde(default)]
    conditions: Option<String>,
    #[serde(default)]
    quality_flags: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Level {
    One(String),
    Many(Vec<String>),
    Unknown(serde::de::IgnoredAny),
}

impl Default for Level {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl Level {
    fn is_commune(&self) -> bool {
        match self {
            Self::One(level) => level.contains("commune"),
            Self::Many(levels) => levels.iter().any(|level| level == "commune"),
            Self::Unknown(_) => false,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum NamedResult {
    Text(String),
    Object {
        #[serde(default)]
        name: String,
    },
}

impl PackRow {
    /// The document, or `None` when the pack marks the name as known to be wrong: nobody should find it by that name.
    pub(crate) fn document(self) -> Option<Document> {
        if self.quality_flags.iter().any(|flag| flag == "name_doubtful" || flag == "wrong_name") {
            return None;
        }
        let everyday = self.level.is_commune();
        let results: Vec<String> = self.results.into_iter().map(NamedResult::text).collect();
        Some(Document {
            code: self.code,
            name: self.name,
            field: self.field.unwrap_or_default(),
            agency: self.agency.unwrap_or_default(),
            text: self.conditions.unwrap_or_default(),
            keywords: results.join(". "),
            everyday,
        })
    }
}

impl NamedResult {
    fn text(self) -> String {
        match self {
            Self::Text(text) | Self::Object { name: text } => text,
        }
    }
}
