//! What the officers' pages share: refusals as pages, names, and the chip of open work.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use kernel::calendar::Calendar;
use web::clock_view::{Chip, Standing, StopReason};
use web::{Language, PageError, t};

use crate::error::{Refusal, UseCaseError};
use crate::model::Task;

/// The page for what no form can show.
pub(super) fn failed(error: UseCaseError) -> PageError {
    match error {
        UseCaseError::Refused(refusal) => match status(&refusal) {
            StatusCode::NOT_FOUND | StatusCode::FORBIDDEN => PageError::NotFound,
            status => PageError::Refused { status, key: "dossier-desk-refused" },
        },
        failure => PageError::fault(failure),
    }
}

/// The HTTP status of a refusal.
pub(super) fn status(refusal: &Refusal) -> StatusCode {
    StatusCode::from_u16(refusal.entry().1).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY)
}

/// The name of a step; the one-stop shop's own steps have words of their own.
pub(super) fn step_name(language: Language, key: &str, name: &str) -> String {
    match key {
        Task::INTAKE => t(language, "dossier-step-intake"),
        Task::RETURN => t(language, "dossier-step-return"),
        _ => name.to_owned(),
    }
}

/// The letters in a badge: those of the last two names.
pub(super) fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.len().saturating_sub(2);
    words.iter().skip(last).filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

/// The chip of open work that is due at `due`; a standing clock has no due date.
pub(super) fn work_chip(language: Language, calendar: &Calendar, due: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<Chip> {
    let standing = Standing::new(calendar, due.unwrap_or(now), now).ok()?;
    let standing = if due.is_none() { standing.stopped(StopReason::Supplement) } else { standing };
    Some(Chip::of(language, &standing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_shows_the_last_two_names() {
        for (name, expected) in [("Hoàng Văn Khải", "VK"), ("Lê Hải Yến", "HY"), ("Ấn", "Ấ"), ("", ""), ("đỗ đức", "ĐĐ")]
        {
            assert_eq!(initials(name), expected);
        }
    }
}
