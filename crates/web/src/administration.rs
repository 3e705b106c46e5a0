//! The home page of administration `/quan-tri`, and how changes by administrators are told on every page about them.
//!
//! The program builds an [`AdministrationPage`] for each visit and gives it what waits for a decision and what was changed last.

use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};

use crate::i18n::{Language, t};
use crate::page::{self, Page, Section};
use crate::visitor::Visitor;

/// One change as history pages tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// When.
    pub at: DateTime<Utc>,
    /// Who; the program itself has a name too.
    pub who: String,
    /// What was done.
    pub what: String,
    /// What it was done to; may be empty.
    pub about: String,
    /// The act or the reason; may be empty.
    pub why: String,
}

/// Something that waits for a decision: a draft, or a version that is published and not yet in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Where it is decided.
    pub address: String,
    /// Its name.
    pub name: String,
    /// What it is: "Bản nháp thủ tục".
    pub kind: String,
    /// Who worked on it last.
    pub who: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What can be administered: message key, address, icon.
const AREAS: [(&str, &str, &str); 9] = [
    ("procedures", "/quan-tri/thu-tuc", "file-text"),
    ("forms", "/quan-tri/bieu-mau", "pencil-line"),
    ("processes", "/quan-tri/quy-trinh", "menu"),
    ("templates", "/quan-tri/mau-ket-qua", "file-text"),
    ("series", "/quan-tri/so-van-ban", "database"),
    ("calendars", "/quan-tri/lich", "calendar"),
    ("notices", "/quan-tri/thong-bao", "message-square"),
    ("accounts", "/quan-tri/tai-khoan", "user"),
    ("words", "/quan-tri/tu-dien", "search"),
];

/// One area in the words of the page.
#[derive(Debug, Clone)]
struct Area {
    title: String,
    text: String,
    address: &'static str,
    icon: &'static str,
}

/// The home page of administration.
#[derive(Debug, Template)]
#[template(path = "administration.html")]
pub struct AdministrationPage {
    page: Page,
    areas: Vec<Area>,
    waiting: Vec<Waiting>,
    changes: Vec<HistoryLine>,
}

impl AdministrationPage {
    /// The page with what waits and what was changed, newest first.
    #[must_use]
    pub fn new(visitor: Visitor, waiting: Vec<Waiting>, changes: Vec<HistoryLine>) -> Self {
        let page = Page::desk(visitor, Section::Administration, "administration-title");
        let area = |(key, address, icon): (&str, &'static str, &'static str)| Area {
            title: page.t(&format!("administration-area-{key}")),
            text: page.t(&format!("administration-area-{key}-text")),
            address,
            icon,
        };
        Self { areas: AREAS.into_iter().map(area).collect(), waiting, changes, page }
    }
}

impl IntoResponse for AdministrationPage {
    fn into_response(self) -> Response {
        page::render(&self).into_response()
    }
}

/// Kinds of journal entries that have words of their own.
const KNOWN: [&str; 24] = [
    "template.published",
    "form.published",
    "procedure.published",
    "procedure.withdrawn",
    "procedure.publication_undone",
    "procedure.withdrawal_undone",
    "process.published",
    "process.publication_undone",
    "process.bound",
    "calendar.changed",
    "calendar.change_undone",
    "organisation.reorganised",
    "organisation.pack_loaded",
    "catalogue.pack_loaded",
    "word.added",
    "word.changed",
    "word.removed",
    "word.restored",
    "account.registered",
    "account.password_reset",
    "account.closed",
    "account.reopened",
    "role.granted",
    "role.revoked",
];

/// What a journal entry of this kind says was done, in words.
#[must_use]
pub fn what_happened(language: Language, kind: &str) -> String {
    let words = if KNOWN.contains(&kind) { kind.replace(['.', '_'], "-") } else { "something-else".to_owned() };
    t(language, &format!("administration-did-{words}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_change_has_words_in_every_language() {
        for language in Language::ALL {
            for kind in KNOWN {
                let words = what_happened(language, kind);
                assert!(!words.starts_with("administration-"), "{kind} {words}");
            }
            assert!(!what_happened(language, "moon.landed").contains("moon"));
        }
    }

    #[test]
    fn the_page_renders_empty_and_full() {
        let at: DateTime<Utc> = "2026-11-25T02:10:00Z".parse().unwrap();
        let line = HistoryLine { at, who: "Lan".into(), what: "Ban hành".into(), about: "1.001193".into(), why: "12/QĐ-UBND".into() };
        let waiting =
            Waiting { address: "/quan-tri/thu-tuc/1.001193".into(), name: "Khai sinh".into(), kind: "Nháp".into(), who: "Lan".into(), at };
        for language in Language::ALL {
            let full =
                AdministrationPage::new(Visitor::sample_official(language), vec![waiting.clone()], vec![line.clone()]).render().unwrap();
            assert!(full.contains("12/QĐ-UBND") && full.contains("Khai sinh") && !full.contains("administration-"), "{full}");
            let empty = AdministrationPage::new(Visitor::sample_official(language), vec![], vec![]).render().unwrap();
            assert!(empty.contains("/quan-tri/lich") && !empty.contains("administration-"));
        }
    }
}
