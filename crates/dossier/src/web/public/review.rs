//! Step 3, `/nop/{code}/{draft}/kiem-tra`: everything that was typed, where it goes, how the result comes back, and handing in.

use std::sync::Arc;

use access::{Actor, SignedIn};
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use web::clock_view::limit_in_words;
use web::page::{render, render_with};
use web::schema_form::Summary;
use web::{Choice, FieldErrors, Language, Page, PageError, Visitor};

use super::super::shown::{PaperRow, applicant_of, new_window, paper_rows};
use super::refused;
use super::wizard::{Frame, Wizard, office_choices, today};
use crate::asked;
use crate::error::{Refusal, UseCaseError};
use crate::model::ReturnWay;
use crate::ports;
use crate::rules::Promise;
use crate::services::Services;
use crate::store::drafts::DraftContent;
use crate::usecases::Key;
use crate::usecases::submit::{Submit, submit};

/// What this step asks.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    office: String,
    return_way: String,
    agree: String,
    /// Made when the page was drawn: sending it twice hands in once.
    key: String,
    #[serde(rename = "_then")]
    then: String,
}

/// The page.
#[derive(Template)]
#[template(path = "public_review.html")]
pub(super) struct ReviewPage {
    pub(super) frame: Frame,
    pub(super) page: Page,
    pub(super) summaries: Vec<Summary>,
    pub(super) papers: Vec<PaperRow>,
    /// Papers that are asked for and have no file, each with its case.
    pub(super) lacking: Vec<String>,
    pub(super) offices: Vec<Choice>,
    pub(super) ways: Vec<Choice>,
    pub(super) limit: Option<Promise>,
    pub(super) agreed: bool,
    pub(super) key: String,
    pub(super) errors: FieldErrors,
}

impl ReviewPage {
    fn limit_words(&self, promise: &Promise) -> String {
        limit_in_words(self.page.language(), promise.limit)
    }
}

/// Shows everything; what is still missing is asked for in step 1.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(address): Path<(String, String)>,
) -> Result<Response, PageError> {
    let wizard = Wizard::open(&services, &visitor, &actor, &address).await?;
    if !wizard.check(visitor.language).is_empty() {
        return Ok(Redirect::to(&format!("{}?kiem=1", wizard.address())).into_response());
    }
    let content = &wizard.draft.content;
    let typed = Typed {
        office: content.office.clone().unwrap_or_default(),
        return_way: content.return_way.code().to_owned(),
        key: new_window(&*services.ctx.entropy),
        ..Typed::default()
    };
    render(&page(&services, visitor, &wizard, &typed, FieldErrors::none()).await?)
}

/// Hands in.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(address): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let Some(mut wizard) = still_there(Wizard::open(&services, &visitor, &actor, &address).await)? else {
        return Ok(Redirect::to("/ho-so?nop=1").into_response());
    };
    let way = ReturnWay::from_code(&typed.return_way);
    remember(&services, &actor, &mut wizard, &typed, way).await?;
    if typed.then == "later" {
        return Ok(Redirect::to("/ho-so?luu=1").into_response());
    }
    let mut errors = check(&services, &typed, way, visitor.language);
    for name in wizard.files_missing() {
        errors.add("papers", web::t_with(visitor.language, "dossier-public-file-missing", &[("name", name.into())]));
    }
    if !errors.is_empty() {
        return render_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&services, visitor, &wizard, &typed, errors).await?);
    }
    if !wizard.check(visitor.language).is_empty() {
        return Ok(Redirect::to(&format!("{}?kiem=1", wizard.address())).into_response());
    }
    match hand_in(&services, &actor, &wizard, &typed, way.unwrap_or_default()).await {
        Ok(address) => Ok(Redirect::to(&address).into_response()),
        Err(UseCaseError::Refused(refusal)) => {
            let errors = at_field(&refusal, visitor.language);
            render_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&services, visitor, &wizard, &typed, errors).await?)
        }
        Err(failure) => Err(refused::page(failure)),
    }
}

/// The answer to handing in may have been lost: the draft is gone then, and the dossier stands in the list.
fn still_there(opened: Result<Wizard, PageError>) -> Result<Option<Wizard>, PageError> {
    match opened {
        Ok(wizard) => Ok(Some(wizard)),
        Err(PageError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn remember(services: &Services, actor: &Actor, wizard: &mut Wizard, typed: &Typed, way: Option<ReturnWay>) -> Result<(), PageError> {
    let before = wizard.draft.content.clone();
    let office = Some(typed.office.clone()).filter(|code| !code.is_empty()).or_else(|| before.office.clone());
    let content = DraftContent { office, return_way: way.unwrap_or(before.return_way), ..before };
    if content == wizard.draft.content { Ok(()) } else { wizard.save(services, actor, content).await }
}

fn check(services: &Services, typed: &Typed, way: Option<ReturnWay>, language: Language) -> FieldErrors {
    let known = services.directory().office_by_code(&typed.office).is_some_and(organisation::Office::is_one_stop);
    let mut errors = FieldErrors::none();
    for (wrong, field, key) in [
        (!known, "office", "dossier-public-office-missing"),
        (way.is_none(), "return_way", "dossier-public-way-missing"),
        (typed.agree != "yes", "agree", "dossier-public-agree-missing"),
    ] {
        if wrong {
            errors.add(field, web::t(language, key));
        }
    }
    errors
}

/// A refusal at the field of this page that it is about.
fn at_field(refusal: &Refusal, language: Language) -> FieldErrors {
    let field = match refusal {
        Refusal::UnknownOffice | Refusal::NoCompetentOffice => "office",
        _ => "agree",
    };
    let mut errors = FieldErrors::none();
    errors.add(field, refusal.words(language));
    errors
}

/// Hands in and gives the address of the confirmation.
async fn hand_in(services: &Services, actor: &Actor, wizard: &Wizard, typed: &Typed, way: ReturnWay) -> Result<String, UseCaseError> {
    let office = services.directory().office_by_code(&typed.office).map(|office| office.id).ok_or(Refusal::UnknownOffice)?;
    let (who, answers) = wizard.typed();
    let applicant = applicant_of(&wizard.who, &who);
    let declaration = answers.declaration(&wizard.form);
    let papers = wizard.draft.content.papers.clone();
    let key = Key::new(&typed.key, "submitDossier", &(wizard.draft.id, office, &applicant, &declaration, &papers, way))?;
    let command = Submit {
        procedure: wizard.code.clone(),
        office,
        applicant,
        declaration,
        papers,
        return_way: way,
        draft: Some(wizard.draft.id),
        key: Some(key),
    };
    let changed = submit(services, actor, command).await?;
    Ok(format!("/ho-so/{}?moi=1", changed.dossier.id))
}

async fn page(services: &Services, visitor: Visitor, wizard: &Wizard, typed: &Typed, errors: FieldErrors) -> Result<ReviewPage, PageError> {
    let language = visitor.language;
    let papers = paper_rows(services, language, &wizard.draft.content.papers).await.map_err(refused::page)?;
    let wanted = wizard.papers_asked(services, today(&visitor, services)).await?;
    let frame = wizard.frame(visitor, 3);
    Ok(ReviewPage {
        page: frame.page.clone().with_errors(!errors.is_empty()),
        summaries: summaries(wizard, language),
        lacking: lacking(&wanted, &papers),
        offices: office_choices(&services.directory(), language, &typed.office),
        ways: ways(language, &typed.return_way),
        limit: limit(services, wizard).await.map_err(refused::page)?,
        agreed: typed.agree == "yes",
        key: typed.key.clone(),
        papers,
        frame,
        errors,
    })
}

fn summaries(wizard: &Wizard, language: Language) -> Vec<Summary> {
    let (who, typed) = wizard.typed();
    let mut all = wizard.who.summary(&who.declaration(&wizard.who), language);
    all.extend(wizard.form.summary(&typed.declaration(&wizard.form), language));
    all
}

pub(super) fn lacking(wanted: &[ports::AskedPaper], given: &[PaperRow]) -> Vec<String> {
    let lacks = |paper: &&ports::AskedPaper| given.iter().all(|row| row.name != paper.name);
    wanted.iter().filter(lacks).map(|paper| paper.name.clone()).collect()
}

pub(super) fn ways(language: Language, chosen: &str) -> Vec<Choice> {
    let choice = |way: ReturnWay| {
        let code = way.code();
        Choice::new(code, web::t(language, &format!("dossier-public-way-{code}")), code == chosen)
            .with_hint(web::t(language, &format!("dossier-public-way-{code}-hint")))
    };
    ReturnWay::ALL.into_iter().map(choice).collect()
}

/// What the procedure promises, if the law's words make a limit.
async fn limit(services: &Services, wizard: &Wizard) -> Result<Option<Promise>, UseCaseError> {
    Ok(asked::find(services, &wizard.code, services.ctx.now()).await?.promise.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_stand_at_the_field_they_are_about() {
        for (refusal, field) in [
            (Refusal::NoCompetentOffice, "office"),
            (Refusal::UnknownOffice, "office"),
            (Refusal::KeyReused, "agree"),
            (Refusal::UnknownDocument, "agree"),
        ] {
            assert!(!at_field(&refusal, Language::Vi).of(field).is_empty(), "{refusal:?}");
        }
    }

    #[test]
    fn papers_without_a_file_are_named() {
        let paper =
            |name: &str| ports::AskedPaper { case: String::new(), name: name.into(), form_name: String::new(), originals: 1, copies: 0 };
        let given = PaperRow {
            name: "b".into(),
            kind: String::new(),
            file_name: String::new(),
            size: String::new(),
            address: String::new(),
            index: 0,
        };
        assert_eq!(lacking(&[paper("a"), paper("b")], &[given]), ["a"]);
    }
}
