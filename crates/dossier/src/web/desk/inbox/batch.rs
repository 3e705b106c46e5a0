//! `POST /ban/hop-viec/loat`: the same done to what is ticked, and a page that says what was done and what not.

use std::sync::Arc;

use access::{Actor, Official};
use askama::Template;
use axum::extract::{Form, State};
use axum::response::Response;
use kernel::id::TaskId;
use web::page::render_with;
use web::{Page, PageError, Section, Visitor};

use super::super::shared::{failed, status};
use crate::error::{Refusal, UseCaseError};
use crate::services::Services;
use crate::usecases::batch::{Batch, Done, batch};
use crate::usecases::label::Labelling;

/// A form in which a name may stand several times.
struct Sent(Vec<(String, String)>);

impl Sent {
    fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    fn chosen(&self) -> Vec<TaskId> {
        self.0.iter().filter(|(name, _)| name == "muc").filter_map(|(_, id)| id.parse().ok()).collect()
    }

    /// What is to be done. Whoever is given the work, and which label, has to be named.
    fn batch(&self) -> Result<Batch, Refusal> {
        let label = || self.text("label").parse().map_err(|_| Refusal::Missing { field: "label" });
        Ok(match self.text("_action") {
            "take" => Batch::Take,
            "back" => Batch::GiveBack,
            "arrived" => Batch::Arrived,
            "give" => Batch::Give(self.text("holder").parse().map_err(|_| Refusal::Missing { field: "holder" })?),
            "label" => Batch::Label(label()?, Labelling::Put),
            "unlabel" => Batch::Label(label()?, Labelling::Take),
            _ => return Err(Refusal::WrongForm { field: "_action" }),
        })
    }
}

/// One line of the answer.
struct Line {
    /// The dossier, when it may be seen.
    address: String,
    name: String,
    code: String,
    applicant: String,
    /// Why it was not done; empty when it was.
    why: String,
}

#[derive(Template)]
#[template(path = "desk_many.html")]
struct BatchPage {
    page: Page,
    /// What was done, in words.
    what: String,
    /// What stopped everything, in words.
    top: String,
    done: Vec<Line>,
    left: Vec<Line>,
    back: String,
}

/// Does it and shows what became of it.
pub(in crate::web::desk) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let sent = Sent(pairs);
    let page = Page::desk(visitor, Section::Inbox, "dossier-many-title");
    let answer = match sent.batch() {
        Ok(what) => carry_out(&services, &actor, &sent, what).await,
        Err(refusal) => Err(refusal.into()),
    };
    let back = format!("/ban/hop-viec?{}", sent.text("query"));
    let (done, top, code) = match answer {
        Ok(done) => (done, String::new(), axum::http::StatusCode::OK),
        Err(UseCaseError::Refused(refusal)) => (Vec::new(), words(&page, &refusal), status(&refusal)),
        Err(failure) => return Err(failed(failure)),
    };
    let (left, done): (Vec<Done>, Vec<Done>) = done.into_iter().partition(|one| one.refusal.is_some());
    let lines = |list: Vec<Done>| list.into_iter().map(|one| line(&page, one)).collect();
    let (done, left) = (lines(done), lines(left));
    let what = page.t(&format!("dossier-many-did-{}", action(&sent)));
    render_with(code, &BatchPage { what, top, done, left, back, page })
}

async fn carry_out(services: &Services, actor: &Actor, sent: &Sent, what: Batch) -> Result<Vec<Done>, UseCaseError> {
    batch(services, actor, &sent.chosen(), what).await
}

/// The action as the tail of its message.
fn action(sent: &Sent) -> &'static str {
    ["take", "back", "arrived", "give", "label", "unlabel"].into_iter().find(|code| *code == sent.text("_action")).unwrap_or("take")
}

/// A refusal of everything: what to do, in words of the list.
fn words(page: &Page, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Missing { field: field @ ("chosen" | "holder" | "label") } => page.t(&format!("dossier-many-missing-{field}")),
        other => other.words(page.language()),
    }
}

fn line(page: &Page, done: Done) -> Line {
    let why = done.refusal.map(|refusal| refusal.words(page.language())).unwrap_or_default();
    match done.row {
        Some(row) => Line {
            address: format!("/ban/ho-so/{}?viec={}", row.dossier, row.id),
            name: row.procedure_name,
            code: row.code.unwrap_or_else(|| page.t("dossier-desk-no-code")),
            applicant: row.applicant_name,
            why,
        },
        None => Line { address: String::new(), name: page.t("dossier-many-gone"), code: String::new(), applicant: String::new(), why },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Sent {
        Sent(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn an_action_names_what_it_needs() {
        for (pairs, expected) in [
            (vec![("_action", "take")], Ok(Batch::Take)),
            (vec![("_action", "give"), ("holder", "")], Err(Refusal::Missing { field: "holder" })),
            (vec![("_action", "label"), ("label", "x")], Err(Refusal::Missing { field: "label" })),
            (vec![("_action", "burn")], Err(Refusal::WrongForm { field: "_action" })),
            (vec![], Err(Refusal::WrongForm { field: "_action" })),
        ] {
            assert_eq!(sent(&pairs).batch(), expected, "{pairs:?}");
        }
    }

    #[test]
    fn what_is_no_work_is_not_chosen() {
        let id = "0193a5e0-0000-7000-8000-000000000001";
        assert_eq!(sent(&[("muc", id), ("muc", "x"), ("other", id)]).chosen().len(), 1);
    }
}
