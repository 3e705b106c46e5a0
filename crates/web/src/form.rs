//! What forms carry back to the page: the messages at the fields and the choices on offer.

/// A field and what is wrong with it, in the visitor's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the field, which is also the `id` that the summary links to.
    pub field: String,
    /// What to do and what was found; never "invalid".
    pub message: String,
}

/// Every message of a form that came back, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// No errors: the form is shown for the first time.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Adds a message at a field.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldError { field: field.into(), message: message.into() });
    }

    /// The message at `field`; empty when there is none, as the field macros expect it.
    #[must_use]
    pub fn of(&self, field: &str) -> &str {
        self.0.iter().find(|error| error.field == field).map_or("", |error| error.message.as_str())
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many messages there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The messages in order.
    #[must_use]
    pub fn list(&self) -> &[FieldError] {
        &self.0
    }
}

impl FromIterator<FieldError> for FieldErrors {
    fn from_iter<I: IntoIterator<Item = FieldError>>(errors: I) -> Self {
        Self(errors.into_iter().collect())
    }
}

/// One option of a select, a group of radios or a group of boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What people read.
    pub label: String,
    /// A second line, possibly empty.
    pub hint: String,
    /// Whether it is chosen now.
    pub chosen: bool,
}

impl Choice {
    /// An option without a second line.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new(), chosen }
    }

    /// The same option with a second line.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// A date as three typed texts, so that what was typed survives every error.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedDate {
    /// Day as typed.
    pub day: String,
    /// Month as typed.
    pub month: String,
    /// Year as typed.
    pub year: String,
    /// The parts at fault: any of `day`, `month`, `year`, in one text; empty when none.
    pub faulty: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_without_error_has_an_empty_message() {
        let mut errors = FieldErrors::none();
        assert!(errors.is_empty());
        errors.add("street", "Nhập số nhà");
        assert_eq!((errors.of("street"), errors.of("ward"), errors.count()), ("Nhập số nhà", "", 1));
    }
}
