//! Forms and internal processes as they are kept, and which procedure uses which.

use process::Definition;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One version of an e-form.
#[derive(Debug, Clone, PartialEq)]
pub struct FormSource {
    /// Identifier, such as `birth`.
    pub id: String,
    /// Version, counted from 1; the schema carries it as `x-version`.
    pub version: i32,
    /// The form as JSON Schema 2020-12 with the additions of `web::schema_form`.
    pub json: Value,
}

/// One version of an internal process.
#[derive(Debug, Clone)]
pub struct ProcessSource {
    /// Identifier, such as `birth_1.001193`.
    pub id: String,
    /// Version, counted from 1; the definition carries it too.
    pub version: i32,
    /// The compiled process.
    pub definition: Definition,
    /// The step table it was compiled from.
    pub source: String,
}

/// Whose silence a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SilenceSubject {
    /// Of the office that solves, when the limit has passed.
    Decision,
    /// Of an office that was asked for its opinion.
    Consultation,
}

impl SilenceSubject {
    /// Stable code, as stored and as written in the pack.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Consultation => "consultation",
        }
    }
}

/// What silence means by law. Where no rule is written, silence means nothing but lateness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// Is it consent? Otherwise it is refusal.
    pub approves: bool,
    /// The rule, in words.
    pub legal_basis: String,
}

/// What a procedure uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Identifier of its form.
    pub form: String,
    /// Identifier of its process.
    pub process: String,
}
