//! The draft was changed in another window: what differs, and both ways on.

use std::collections::BTreeMap;

use askama::Template;
use serde_json::Value;
use web::schema_form::{Form, SummaryRow, Typed};
use web::{Language, Page, Section, Side, Visitor};

use super::wizard::Wizard;
use super::written::Seen;

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) label: String,
    /// What was typed in this window; empty when nothing was.
    pub(super) here: String,
    /// What is saved; empty when nothing is.
    pub(super) saved: String,
}

/// The page.
#[derive(Template)]
#[template(path = "public_conflict.html")]
pub(super) struct ConflictPage {
    page: Page,
    address: String,
    saved_at: chrono::DateTime<chrono::Utc>,
    differences: Vec<Difference>,
    /// What was typed here, to be sent again.
    inputs: BTreeMap<String, String>,
    seen: Seen,
}

impl ConflictPage {
    /// The page for what `inputs` would have overwritten.
    pub(super) fn new(wizard: &Wizard, visitor: Visitor, inputs: BTreeMap<String, String>, window: String) -> Self {
        let title = web::t(visitor.language, "dossier-public-conflict-title");
        let differences = differences(wizard, &inputs, visitor.language);
        Self {
            page: Page::titled(visitor, Side::Public, Section::Procedures, title),
            address: wizard.address(),
            saved_at: wizard.draft.saved_at,
            differences,
            inputs: inputs.into_iter().filter(|(name, _)| !name.starts_with('_')).collect(),
            seen: Seen { revision: wizard.written().revision(), window },
        }
    }
}

fn differences(wizard: &Wizard, inputs: &BTreeMap<String, String>, language: Language) -> Vec<Difference> {
    let (saved_who, saved_typed) = wizard.typed();
    let here = |form: &Form| Typed::from_inputs(form, inputs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let mut found = between(&wizard.who, &here(&wizard.who), &saved_who, language);
    found.extend(between(&wizard.form, &here(&wizard.form), &saved_typed, language));
    found
}

/// The fields of `form` in which two versions differ, in words.
pub(super) fn between(form: &Form, here: &Typed, saved: &Typed, language: Language) -> Vec<Difference> {
    let (here, saved) = (in_words(form, &here.declaration(form), language), in_words(form, &saved.declaration(form), language));
    let beside = |rows: &[SummaryRow], key: &str| rows.iter().find(|row| row.key == key).map(|row| row.value.clone()).unwrap_or_default();
    let only_saved = saved.iter().filter(|row| here.iter().all(|other| other.key != row.key));
    let difference = |row: &SummaryRow| {
        let (here, saved) = (beside(&here, &row.key), beside(&saved, &row.key));
        (here != saved).then(|| Difference { label: row.label.clone(), here, saved })
    };
    here.iter().chain(only_saved).filter_map(difference).collect()
}

fn in_words(form: &Form, declaration: &Value, language: Language) -> Vec<SummaryRow> {
    form.summary(declaration, language).into_iter().flat_map(|section| section.rows).collect()
}
