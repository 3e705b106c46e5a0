//! `/quan-tri/mau-ket-qua`: templates of results, for those who administer them.

mod edit;
mod files;
mod list;

use axum::http::StatusCode;
use web::{Language, PageError, t_with};

use crate::templates::{Flaw, TemplateRefusal};

pub(super) use edit::{get, get_new, post, post_new, step};
pub(super) use files::{export, import};
pub(super) use list::list;

/// Address of the list.
const ADDRESS: &str = "/quan-tri/mau-ket-qua";

impl From<TemplateRefusal> for PageError {
    fn from(refusal: TemplateRefusal) -> Self {
        let refused = |key| Self::Refused { status: StatusCode::CONFLICT, key };
        match refusal {
            TemplateRefusal::NotFound => Self::NotAllowed,
            TemplateRefusal::NoDraft => refused("document-template-no-draft"),
            TemplateRefusal::Taken => refused("document-template-taken"),
            TemplateRefusal::Rival { .. } => refused("document-template-rival-short"),
            TemplateRefusal::Flaws(_) => Self::Refused { status: StatusCode::UNPROCESSABLE_ENTITY, key: "document-template-flawed" },
            TemplateRefusal::Db(error) => Self::fault(error),
        }
    }
}

/// What is wrong, in words.
fn words(language: Language, flaw: &Flaw) -> String {
    t_with(language, &format!("document-template-flaw-{}", flaw.problem), &[("found", flaw.found.as_str().into())])
}
