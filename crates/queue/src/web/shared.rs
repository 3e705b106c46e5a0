//! What the pages share: refusals as pages, names, choices.

use axum::http::StatusCode;
use chrono::NaiveDate;
use organisation::Office;
use web::{Choice, Language, PageError, t};

use crate::error::{QueueError, Refusal};
use crate::node::Queue;
use crate::usecases::look::Line;

/// The page for what no form can show.
pub(super) fn failed(error: QueueError) -> PageError {
    match error {
        QueueError::Refused(Refusal::NotFound | Refusal::NotAllowed) => PageError::NotFound,
        QueueError::Refused(refusal) => PageError::Refused { status: StatusCode::CONFLICT, key: refusal.key() },
        failure => PageError::fault(failure),
    }
}

/// The words of a refusal for the form it belongs to; everything else goes to [`failed`].
pub(super) fn words(error: QueueError, language: Language) -> Result<String, PageError> {
    match error {
        QueueError::Refused(refusal) if !matches!(refusal, Refusal::NotFound | Refusal::NotAllowed) => Ok(t(language, refusal.key())),
        other => Err(failed(other)),
    }
}

/// The name of an office.
pub(super) fn name_of(office: &Office, language: Language) -> String {
    if language == Language::Vi || office.name_en.is_empty() { office.name.clone() } else { office.name_en.clone() }
}

/// The name of a purpose; of one the pack no longer knows, its code.
pub(super) fn purpose_name(queue: &Queue, code: &str, day: NaiveDate, language: Language) -> String {
    queue.facts().purpose(code, day).map_or_else(|| code.to_owned(), |purpose| purpose.name(language).to_owned())
}

/// The name of a reason to go first.
pub(super) fn priority_name(queue: &Queue, code: &str, day: NaiveDate, language: Language) -> String {
    queue.facts().priority(code, day).map_or_else(|| code.to_owned(), |priority| priority.name(language).to_owned())
}

/// The purposes a line serves.
pub(super) fn purposes(queue: &Queue, line: &Line, language: Language, chosen: &str) -> Vec<Choice> {
    let served = queue.facts().purposes(line.day).filter(|purpose| line.serves(&purpose.code));
    served.map(|purpose| Choice::new(&purpose.code, purpose.name(language), purpose.code == chosen)).collect()
}

/// The reasons to go first, with the act each rests on; the first choice is that none applies.
pub(super) fn priorities(queue: &Queue, day: NaiveDate, language: Language, chosen: &str) -> Vec<Choice> {
    let none = Choice::new("", t(language, "queue-priority-none"), chosen.is_empty());
    let each = queue.facts().priorities(day).map(|priority| {
        Choice::new(&priority.code, priority.name(language), priority.code == chosen).with_hint(priority.legal_basis.as_str())
    });
    std::iter::once(none).chain(each).collect()
}

/// A text that may be empty.
pub(super) fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A count for messages.
pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
