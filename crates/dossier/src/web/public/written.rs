//! What is typed into an application, kept in its draft exactly as it was typed, and who typed it in which window.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::schema_form::{Form, Typed};

use super::super::shown::declaration_of;
use crate::model::Applicant;
use crate::store::drafts::DraftContent;

/// The inputs of both forms (who applies, and what for) with what tells windows apart.
///
/// A page remembers the revision it was drawn with and a mark of its own. It may write over that revision, and over everything that it alone
/// wrote since: so a page that keeps the draft by itself never stands in its own way, and a second window is noticed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    inputs: BTreeMap<String, String>,
    revision: u32,
    window: String,
    /// The revision on which `window` began to write without anybody else in between.
    since: u32,
}

/// What a page sends back about where it stood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// The revision it was drawn with.
    pub(super) revision: u32,
    /// Its own mark.
    pub(super) window: String,
}

impl Seen {
    /// Reads the two hidden fields; whatever is unreadable counts as the beginning.
    pub(super) fn from_inputs(inputs: &BTreeMap<String, String>) -> Self {
        let text = |name: &str| inputs.get(name).map(String::as_str).unwrap_or_default();
        Self { revision: text("_revision").parse().unwrap_or(0), window: text("_window").chars().take(40).collect() }
    }
}

impl Written {
    /// What stands in a draft.
    pub(super) fn of(content: &DraftContent) -> Self {
        Self::deserialize(&content.declaration).unwrap_or_default()
    }

    /// A first draft with what is known of the person.
    pub(super) fn prefilled(form: &Form, known: &Applicant) -> Self {
        let typed = Typed::from_declaration(form, &declaration_of(known));
        Self { inputs: inputs_of(&typed), ..Self::default() }
    }

    /// May a page that saw `seen` write?
    pub(super) fn accepts(&self, seen: &Seen) -> bool {
        seen.revision == self.revision || (!seen.window.is_empty() && seen.window == self.window && seen.revision >= self.since)
    }

    /// The same with new inputs, written by the page that saw `seen`.
    #[must_use]
    pub(super) fn taking(self, inputs: BTreeMap<String, String>, seen: &Seen) -> Self {
        let same = seen.window == self.window;
        Self {
            inputs: inputs.into_iter().filter(|(name, _)| !name.starts_with('_')).collect(),
            revision: self.revision + 1,
            window: seen.window.clone(),
            since: if same { self.since } else { self.revision },
        }
    }

    /// The next revision of this, written by the page that saw `seen`.
    #[must_use]
    pub(super) fn written_by(self, seen: &Seen) -> Self {
        let inputs = self.inputs.clone();
        self.taking(inputs, seen)
    }

    /// Does what a button inside a form asks for; see [`FormAction`].
    pub(super) fn change(&mut self, form: &Form, change: impl FnOnce(&mut Typed)) {
        let mut typed = self.typed(form);
        for name in typed.inputs().keys() {
            self.inputs.remove(name);
        }
        change(&mut typed);
        self.inputs.extend(typed.inputs().clone());
    }

    /// The number of rewritings so far.
    pub(super) const fn revision(&self) -> u32 {
        self.revision
    }

    /// What was typed into the inputs of `form`.
    pub(super) fn typed(&self, form: &Form) -> Typed {
        Typed::from_inputs(form, self.inputs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// The value to be kept in the draft.
    pub(super) fn into_value(self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

fn inputs_of(typed: &Typed) -> BTreeMap<String, String> {
    serde_json::to_value(typed).ok().and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(revision: u32, window: &str) -> Seen {
        Seen { revision, window: window.to_owned() }
    }

    fn write(written: Written, by: &Seen) -> Written {
        assert!(written.accepts(by), "{by:?} at {}", written.revision);
        written.taking(BTreeMap::from([("_csrf".to_owned(), "x".to_owned()), ("name".to_owned(), "An".to_owned())]), by)
    }

    #[test]
    fn a_window_goes_on_over_what_it_wrote_itself() {
        let page = seen(0, "a");
        let written = write(write(write(Written::default(), &page), &page), &page);
        assert_eq!((written.revision(), written.inputs.len()), (3, 1));
    }

    #[test]
    fn a_second_window_is_noticed_on_both_sides() {
        let (first, second) = (seen(0, "a"), seen(0, "b"));
        let written = write(Written::default(), &first);
        assert!(!written.accepts(&second));
        let reopened = seen(1, "b");
        let written = write(written, &reopened);
        assert!(!written.accepts(&first));
        // The first window comes back to the draft and may write again.
        let written = write(written, &seen(2, "a"));
        assert!(!written.accepts(&reopened) && written.accepts(&seen(2, "a")));
        assert!(!written.accepts(&first), "what the first window saw before the second wrote is gone");
    }

    #[test]
    fn what_is_kept_comes_back() {
        let written = write(Written::default(), &seen(0, "a"));
        let content = DraftContent { declaration: written.clone().into_value(), ..DraftContent::default() };
        assert!(Written::of(&content) == written);
        assert!(Written::of(&DraftContent::default()) == Written::default());
    }

    #[test]
    fn only_what_is_known_of_a_person_is_declared() {
        let person = Applicant { name: "Vũ Thị Mẫu".into(), born: "1994-09-02".parse().ok(), ..Applicant::default() };
        assert_eq!(declaration_of(&person), serde_json::json!({ "name": "Vũ Thị Mẫu", "born": "1994-09-02" }));
    }

    #[test]
    fn marks_that_cannot_be_read_count_as_the_beginning() {
        let inputs = BTreeMap::from([("_revision".to_owned(), "-4".to_owned())]);
        assert_eq!(Seen::from_inputs(&inputs), Seen::default());
    }
}
