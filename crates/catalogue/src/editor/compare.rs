//! Two versions side by side: only what differs.

use ::web::{Language, t};

use super::section::{SECTIONS, in_lines, label};
use crate::model::Procedure;

/// One part of the record that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The part, in words.
    pub part: String,
    /// Address word of its section, to go there and correct it.
    pub section: &'static str,
    /// Lines that only the old version has.
    pub removed: Vec<String>,
    /// Lines that only the new version has.
    pub added: Vec<String>,
    /// How many lines both have.
    pub kept: usize,
}

/// What is different in `new`; without an old version everything is.
#[must_use]
pub fn differences(old: Option<&Procedure>, new: &Procedure, language: Language) -> Vec<Difference> {
    let mut found = Vec::new();
    for section in &SECTIONS {
        for part in section.parts {
            let before = old.map(|old| in_lines(part, old, language)).unwrap_or_default();
            let after = in_lines(part, new, language);
            if before != after {
                let part = t(language, &format!("editor-{}", label(part)));
                found.push(difference(part, section.slug, before, after));
            }
        }
    }
    found
}

/// Lines are the same when their words are; of equal lines as many are kept as both sides have. Where only the order differs, all lines are shown.
fn difference(part: String, section: &'static str, before: Vec<String>, after: Vec<String>) -> Difference {
    let mut rest = after.clone();
    let mut removed = Vec::new();
    for line in &before {
        match rest.iter().position(|other| other == line) {
            Some(place) => drop(rest.remove(place)),
            None => removed.push(line.clone()),
        }
    }
    let kept = before.len().saturating_sub(removed.len());
    if removed.is_empty() && rest.is_empty() {
        return Difference { part, section, removed: before, added: after, kept: 0 };
    }
    Difference { part, section, removed, added: rest, kept }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn only_what_differs_is_shown() {
        let old = sample::procedure();
        assert!(differences(Some(&old), &old, Language::Vi).is_empty());
        let mut new = old.clone();
        new.steps = "Bước 1\nBước 2\nBước 3".into();
        new.channels[0].limit_text = "05 ngày làm việc".into();
        new.channels[0].limit = kernel::limit::Limit::new(Some(5.0), kernel::limit::LimitUnit::WorkingDay).ok();
        let found = differences(Some(&old), &new, Language::Vi);
        let parts: Vec<&str> = found.iter().map(|difference| difference.section).collect();
        assert_eq!(parts, ["cach-nop", "cac-buoc"]);
        assert_eq!((found[1].removed.len(), found[1].added.as_slice(), found[1].kept), (0, &["Bước 3".to_owned()][..], 2));
        assert!(found[0].removed[0].contains('7') && found[0].added[0].contains('5'), "{found:?}");
    }

    #[test]
    fn another_order_is_a_difference_and_without_an_old_version_all_is_new() {
        let old = sample::procedure();
        let new = Procedure { steps: "Bước 2\nBước 1".into(), ..old.clone() };
        let found = differences(Some(&old), &new, Language::Vi);
        assert_eq!((found[0].removed.len(), found[0].added.len()), (2, 2));
        assert!(differences(None, &old, Language::Vi).iter().all(|difference| difference.removed.is_empty()));
    }
}
