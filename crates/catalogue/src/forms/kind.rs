//! The kinds of fields an administrator chooses from, and the words of the schema that make them.

use serde_json::{Value, json};

/// The kinds of fields an administrator chooses from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindOfField {
    /// One line.
    Line,
    /// Several lines.
    Paragraph,
    /// One of several.
    Choice,
    /// Yes or no.
    YesNo,
    /// A box that may be ticked.
    Tick,
    /// A box that must be ticked.
    MustTick,
    /// A date.
    Date,
    /// A whole number.
    Number,
    /// A number with a fraction.
    Decimal,
    /// Whole đồng.
    Money,
    /// An address.
    Address,
    /// A personal number.
    PersonalNumber,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A file.
    File,
    /// Rows that repeat.
    Rows,
}

impl KindOfField {
    /// Every kind, in the order of the list.
    pub const ALL: [Self; 16] = [
        Self::Line,
        Self::Paragraph,
        Self::Choice,
        Self::YesNo,
        Self::Tick,
        Self::MustTick,
        Self::Date,
        Self::Number,
        Self::Decimal,
        Self::Money,
        Self::Address,
        Self::PersonalNumber,
        Self::Phone,
        Self::Email,
        Self::File,
        Self::Rows,
    ];

    /// Its word in inputs and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Paragraph => "paragraph",
            Self::Choice => "choice",
            Self::YesNo => "yes-no",
            Self::Tick => "tick",
            Self::MustTick => "must-tick",
            Self::Date => "date",
            Self::Number => "number",
            Self::Decimal => "decimal",
            Self::Money => "money",
            Self::Address => "address",
            Self::PersonalNumber => "personal-number",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::File => "file",
            Self::Rows => "rows",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The kind of a field that is written.
    #[must_use]
    pub fn of(property: &Value) -> Self {
        let word = |name: &str| property.get(name).and_then(Value::as_str).unwrap_or_default();
        match (word("x-kind"), word("type"), word("format")) {
            ("address", ..) => Self::Address,
            ("money", ..) => Self::Money,
            ("yes-no", ..) => Self::YesNo,
            ("file", ..) => Self::File,
            (_, "array", _) => Self::Rows,
            _ if property.get("x-options").is_some() => Self::Choice,
            (_, _, "date") => Self::Date,
            (_, _, "personal-number") => Self::PersonalNumber,
            (_, _, "phone") => Self::Phone,
            (_, _, "email") => Self::Email,
            (_, "boolean", _) if property.get("const").is_some() => Self::MustTick,
            (_, "boolean", _) => Self::Tick,
            (_, "integer", _) => Self::Number,
            (_, "number", _) => Self::Decimal,
            _ if property.get("x-lines").is_some() => Self::Paragraph,
            _ => Self::Line,
        }
    }

    /// The words of the schema that make this kind.
    pub(super) fn schema(self) -> Value {
        match self {
            Self::Line | Self::Choice => json!({ "type": "string" }),
            Self::Paragraph => json!({ "type": "string", "x-lines": 4 }),
            Self::YesNo => json!({ "type": "boolean", "x-kind": "yes-no" }),
            Self::Tick => json!({ "type": "boolean" }),
            Self::MustTick => json!({ "type": "boolean", "const": true }),
            Self::Date => json!({ "type": "string", "format": "date" }),
            Self::Number => json!({ "type": "integer" }),
            Self::Decimal => json!({ "type": "number" }),
            Self::Money => json!({ "type": "integer", "x-kind": "money" }),
            Self::Address => json!({ "type": "object", "x-kind": "address" }),
            Self::PersonalNumber => json!({ "type": "string", "format": "personal-number" }),
            Self::Phone => json!({ "type": "string", "format": "phone" }),
            Self::Email => json!({ "type": "string", "format": "email" }),
            Self::File => json!({ "type": "string", "x-kind": "file" }),
            Self::Rows => json!({ "type": "array" }),
        }
    }

    pub(super) const fn is_text(self) -> bool {
        matches!(self, Self::Line | Self::Paragraph)
    }

    pub(super) const fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Decimal | Self::Money)
    }
}
