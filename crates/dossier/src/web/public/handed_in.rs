//! The confirmation right after handing in: what happens next, and by when the office must answer.

use askama::Template;
use chrono::{DateTime, Utc};
use web::{Page, Section, Visitor};

use super::super::shown::office_name;
use crate::model::Dossier;
use crate::services::Services;

/// The page.
#[derive(Template)]
#[template(path = "public_handed_in.html")]
pub(super) struct HandedInPage {
    pub(super) page: Page,
    pub(super) dossier: Dossier,
    pub(super) office_name: String,
    pub(super) answer_due: Option<DateTime<Utc>>,
}

impl HandedInPage {
    pub(super) fn new(services: &Services, visitor: Visitor, dossier: Dossier) -> Self {
        let language = visitor.language;
        let directory = services.directory();
        Self {
            page: Page::public(visitor, Section::Track, "dossier-public-handed-in-title"),
            office_name: office_name(&directory, dossier.opening.receiving_office, language),
            answer_due: dossier.intake.as_ref().map(|intake| intake.answer_due),
            dossier,
        }
    }

    /// How the result comes, as it was chosen.
    fn way_key(&self) -> String {
        format!("dossier-public-way-{}-hint", self.dossier.opening.return_way.code())
    }
}
