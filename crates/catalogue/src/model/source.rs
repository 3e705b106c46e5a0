//! Forms and internal processes as they are kept, and which procedure uses which.

use process::Definition;
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

/// What a procedure uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Identifier of its form.
    pub form: String,
    /// Identifier of its process.
    pub process: String,
}
