//! What a procedure must say before it is published (Decree 63/2010/NĐ-CP art. 8), and when it may begin.

use chrono::NaiveDate;

use super::error::EditRefusal;
use super::model::VersionInShort;
use crate::model::Procedure;

/// Message keys of what is missing: name, steps, way of applying, papers, limit, who may apply, who carries it out, result.
pub(super) fn missing(procedure: &Procedure) -> Vec<&'static str> {
    let said = |way: &crate::model::Submission| way.limit.is_some() || !way.limit_text.trim().is_empty();
    let parts = [
        (procedure.name.trim().is_empty(), "editor-missing-name"),
        (procedure.field.trim().is_empty(), "editor-missing-field"),
        (procedure.levels.is_empty(), "editor-missing-levels"),
        (procedure.subjects.is_empty(), "editor-missing-subjects"),
        (procedure.channels.is_empty(), "editor-missing-ways"),
        (!procedure.channels.iter().all(said), "editor-missing-limit"),
        (procedure.documents.is_empty(), "editor-missing-papers"),
        (procedure.steps.trim().is_empty(), "editor-missing-steps"),
        (procedure.executing_agency.trim().is_empty(), "editor-missing-executing"),
        (procedure.results.is_empty(), "editor-missing-results"),
        (procedure.legal_bases.is_empty(), "editor-missing-legal-bases"),
    ];
    parts.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, key)| key).collect()
}

/// May the next version begin, or the procedure end, on `day`?
///
/// # Errors
/// [`EditRefusal::Scheduled`] while a published version waits for its day, [`EditRefusal::Day`] for a day of the past.
pub(super) fn may_change_on(day: NaiveDate, today: NaiveDate, versions: &[VersionInShort]) -> Result<(), EditRefusal> {
    if let Some(waiting) = versions.iter().find(|version| version.is_ahead(today)) {
        return Err(EditRefusal::Scheduled { version: waiting.version });
    }
    if day < today { Err(EditRefusal::Day { earliest: today }) } else { Ok(()) }
}

/// The last thing done to a procedure that can be undone here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Undoable {
    /// The publication of this version.
    Publication(VersionInShort),
    /// The withdrawal with this version as the last one: until its day is over.
    Withdrawal(VersionInShort),
}

/// What can be undone: the newest version when an administrator published it, or the withdrawal of the procedure.
pub(super) fn undoable(versions: &[VersionInShort], today: NaiveDate) -> Option<Undoable> {
    let newest = versions.iter().filter(|version| !version.undone).max_by_key(|version| version.version)?;
    if !newest.withdrawn_by.is_empty() {
        return newest.valid_to.is_some_and(|end| end >= today).then(|| Undoable::Withdrawal(newest.clone()));
    }
    (newest.by_administrator && newest.valid_to.is_none()).then(|| Undoable::Publication(newest.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn version(number: i32, from: &str, to: Option<&str>, by_administrator: bool) -> VersionInShort {
        VersionInShort {
            version: number,
            name: "x".into(),
            valid_from: day(from),
            valid_to: to.map(day),
            by_administrator,
            published_by: String::new(),
            withdrawn_by: String::new(),
            undone: false,
        }
    }

    #[test]
    fn what_the_law_requires_is_named() {
        let mut empty = sample::procedure();
        empty.name = " ".into();
        empty.channels.clear();
        let keys = missing(&empty);
        assert!(keys.contains(&"editor-missing-name") && keys.contains(&"editor-missing-ways"), "{keys:?}");
        assert!(!keys.contains(&"editor-missing-limit"), "without ways there is no limit to miss");
    }

    #[test]
    fn nothing_changes_in_the_past_or_over_a_waiting_version() {
        let today = day("2026-11-25");
        let holds = version(1, "2025-07-01", None, false);
        assert!(may_change_on(today, today, std::slice::from_ref(&holds)).is_ok());
        assert!(matches!(may_change_on(day("2026-11-24"), today, std::slice::from_ref(&holds)), Err(EditRefusal::Day { .. })));
        let waiting = [version(1, "2025-07-01", Some("2027-01-01"), false), version(2, "2027-01-01", None, true)];
        assert!(matches!(may_change_on(today, today, &waiting), Err(EditRefusal::Scheduled { version: 2 })));
        let mut undone = waiting.clone();
        undone[1].undone = true;
        assert!(may_change_on(today, today, &undone).is_ok());
    }

    #[test]
    fn only_the_last_act_of_an_administrator_is_undone() {
        let pack = version(1, "2025-07-01", None, false);
        let today = day("2026-11-25");
        assert_eq!(undoable(std::slice::from_ref(&pack), today), None);
        let own = version(2, "2026-11-25", None, true);
        assert_eq!(undoable(&[pack.clone(), own.clone()], today), Some(Undoable::Publication(own)));
        let ended = VersionInShort { withdrawn_by: "1/QĐ".into(), valid_to: Some(day("2027-01-01")), ..pack };
        assert_eq!(undoable(std::slice::from_ref(&ended), today), Some(Undoable::Withdrawal(ended.clone())));
        assert_eq!(undoable(&[ended], day("2027-01-02")), None, "its day is over");
    }
}
