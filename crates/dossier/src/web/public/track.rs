//! `/tra-cuu`: how far a dossier has come, for anybody who knows its code. Code and degree of completion only (Decree 61/2018 art. 16).

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::code::DossierCode;
use serde::Deserialize;
use web::components::{Progress, Stage as Shown};
use web::page::{render, render_with};
use web::{FieldErrors, Page, PageError, Section, Visitor};

use super::super::typed_code;
use super::refused;
use crate::error::{Refusal, UseCaseError};
use crate::model::Stage;
use crate::services::Services;
use crate::usecases::read;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The code as it was typed.
    code: String,
}

/// What is known of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    /// Nothing was asked yet, or the code cannot be read.
    None,
    /// No dossier of this node has the code.
    Unknown(String),
    /// How far it has come.
    Found(String, Stage),
}

/// The page.
#[derive(Template)]
#[template(path = "public_track.html")]
struct TrackPage {
    page: Page,
    typed: String,
    errors: FieldErrors,
    answer: Answer,
}

impl TrackPage {
    fn new(visitor: Visitor, typed: String, answer: Answer) -> Self {
        let language = visitor.language;
        let mut errors = FieldErrors::none();
        if !typed.is_empty() && answer == Answer::None {
            errors.add("code", web::t(language, "dossier-public-track-unreadable"));
        }
        let page = Page::public(visitor, Section::Track, "dossier-public-track-title").with_errors(!errors.is_empty());
        Self { page, typed, errors, answer }
    }

    fn stages(&self, stage: &Stage) -> Vec<Shown> {
        let labels = ["handed-in", "received", "in-work", "result"];
        let reached = usize::from(stage.quarters());
        let all_done = *stage == Stage::Closed;
        let state = |number: usize| match number.cmp(&reached) {
            std::cmp::Ordering::Less => Progress::Done,
            std::cmp::Ordering::Equal if all_done => Progress::Done,
            std::cmp::Ordering::Equal => Progress::Now,
            std::cmp::Ordering::Greater => Progress::Next,
        };
        let label = |name: &str| self.page.t(&format!("dossier-public-stage-{name}"));
        labels.iter().enumerate().map(|(at, name)| Shown { label: label(name), note: String::new(), state: state(at + 1) }).collect()
    }

    fn says(&self, stage: &Stage) -> String {
        self.page.t(&format!("dossier-public-track-{}", stage.code().replace('_', "-")))
    }
}

/// Shows the form, and the answer when a code was asked for. The address can be shared.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let typed = asked.code.trim().chars().take(100).collect::<String>();
    let answer = match typed_code::read(&typed) {
        Some(code) => look_up(&services, &code).await?,
        None => Answer::None,
    };
    let status = match &answer {
        Answer::None if !typed.is_empty() => StatusCode::UNPROCESSABLE_ENTITY,
        Answer::Unknown(_) => StatusCode::NOT_FOUND,
        _ => return render(&TrackPage::new(visitor, typed, answer)),
    };
    render_with(status, &TrackPage::new(visitor, typed, answer))
}

async fn look_up(services: &Services, code: &DossierCode) -> Result<Answer, PageError> {
    match read::track(services, code).await {
        Ok(stage) => Ok(Answer::Found(code.to_string(), stage)),
        Err(UseCaseError::Refused(Refusal::NotFound)) => Ok(Answer::Unknown(code.to_string())),
        Err(failure) => Err(refused::page(failure)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::Language;

    #[test]
    fn the_page_tells_the_degree_only_and_in_every_language() {
        for language in Language::ALL {
            for stage in [Stage::HandedIn, Stage::Received, Stage::InWork, Stage::ResultReady, Stage::Closed] {
                let answer = Answer::Found("H49.36.01-261124-0007".to_owned(), stage);
                let html = TrackPage::new(Visitor::sample(language), "x".to_owned(), answer).render().unwrap();
                assert!(html.contains("H49.36.01-261124-0007") && !html.contains("dossier-public-"), "{html}");
            }
            for (typed, answer) in [("", Answer::None), ("khai sinh", Answer::None), ("x", Answer::Unknown("H49-261124-0001".to_owned()))] {
                let html = TrackPage::new(Visitor::sample(language), typed.to_owned(), answer).render().unwrap();
                assert!(!html.contains("dossier-public-"), "{html}");
            }
        }
    }

    #[test]
    fn the_stage_where_it_stands_is_marked() {
        let page = TrackPage::new(Visitor::sample(Language::Vi), String::new(), Answer::None);
        let states = |stage| page.stages(&stage).iter().map(|shown| shown.state.class()).collect::<Vec<_>>();
        assert_eq!(states(Stage::Received), ["done", "now", "next", "next"]);
        assert_eq!(states(Stage::ResultReady), ["done", "done", "done", "now"]);
        assert_eq!(states(Stage::Closed), ["done"; 4]);
    }
}
