//! `/nop/{code}`: begin an application, or go on with one.

use std::sync::Arc;

use access::{Actor, SignedIn};
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use chrono::{DateTime, Utc};
use kernel::code::ProcedureCode;
use serde::Deserialize;
use web::page::{render, render_with};
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor};

use super::super::shown::applicant_of;
use super::refused;
use super::wizard::{code_of, forms, office_choices, today};
use super::written::Written;
use crate::asked;
use crate::error::UseCaseError;
use crate::model::Applicant;
use crate::services::Services;
use crate::store::drafts::{Draft, DraftContent};
use crate::usecases::draft;

/// Remembers the one-stop shop somebody chose last.
const OFFICE_COOKIE: &str = "one_stop";

/// The choice of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    office: String,
}

/// A draft to go on with.
struct Unfinished {
    address: String,
    saved_at: DateTime<Utc>,
}

/// The page.
#[derive(Template)]
#[template(path = "public_begin.html")]
struct BeginPage {
    page: Page,
    code: ProcedureCode,
    procedure_name: String,
    unfinished: Vec<Unfinished>,
    offices: Vec<Choice>,
    errors: FieldErrors,
}

/// Shows the drafts that are open and the choice of the place.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let remembered = cookies.get(OFFICE_COOKIE).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    render(&begin_page(&services, visitor, &actor, &code_of(&code)?, &remembered, FieldErrors::none()).await?)
}

/// Begins a draft at the chosen place.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    cookies: CookieJar,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let code = code_of(&code)?;
    let is_one_stop = services.directory().office_by_code(&typed.office).is_some_and(organisation::Office::is_one_stop);
    if !is_one_stop {
        let mut errors = FieldErrors::none();
        errors.add("office", web::t(visitor.language, "dossier-public-office-missing"));
        let page = begin_page(&services, visitor, &actor, &code, "", errors).await?;
        return render_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let content = first_content(&services, &visitor, &actor, &code, typed.office.clone()).await?;
    let draft = draft::begin_draft(&services, &actor, &code, content).await.map_err(refused::page)?;
    let remembered = Cookie::build((OFFICE_COOKIE, typed.office)).path("/nop").http_only(true).same_site(SameSite::Lax).permanent();
    Ok((cookies.add(remembered), Redirect::to(&format!("/nop/{code}/{}", draft.id))).into_response())
}

async fn begin_page(
    services: &Services,
    visitor: Visitor,
    actor: &Actor,
    code: &ProcedureCode,
    office: &str,
    errors: FieldErrors,
) -> Result<BeginPage, PageError> {
    let procedure_name = name_of(services, code).await?;
    let drafts = draft::drafts_of(services, actor).await.map_err(refused::page)?;
    let of_this = |draft: &Draft| draft.procedure == code.as_str();
    let unfinished = |draft: Draft| Unfinished { address: format!("/nop/{code}/{}", draft.id), saved_at: draft.saved_at };
    Ok(BeginPage {
        code: code.clone(),
        procedure_name,
        unfinished: drafts.into_iter().filter(of_this).map(unfinished).collect(),
        offices: office_choices(&services.directory(), visitor.language, office),
        page: Page::public(visitor, Section::Procedures, "dossier-public-begin-title").with_errors(!errors.is_empty()),
        errors,
    })
}

/// The name of a procedure in force now.
pub(super) async fn name_of(services: &Services, code: &ProcedureCode) -> Result<String, PageError> {
    Ok(asked::find(services, code, services.ctx.now()).await.map_err(refused::page)?.procedure.name.clone())
}

/// The first content of a draft: what the person told about themselves when registering.
async fn first_content(
    services: &Services,
    visitor: &Visitor,
    actor: &Actor,
    code: &ProcedureCode,
    office: String,
) -> Result<DraftContent, PageError> {
    let (who, _) = forms(services, code, today(visitor, services)).await?;
    let written = Written::prefilled(&who, &known(services, actor).await.map_err(refused::page)?);
    let applicant = applicant_of(&who, &written.typed(&who));
    Ok(DraftContent { applicant, declaration: written.into_value(), office: Some(office), ..DraftContent::default() })
}

/// What the profile knows about the person.
pub(super) async fn known(services: &Services, actor: &Actor) -> Result<Applicant, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let profile = access::api::profile(&mut conn, actor.account).await?.unwrap_or_default();
    Ok(Applicant {
        name: actor.name.clone(),
        personal_number: profile.personal_number,
        phone: profile.phone.unwrap_or_default(),
        email: profile.email.unwrap_or_default(),
        ..Applicant::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::Language;

    #[test]
    fn the_page_offers_to_go_on_before_it_offers_to_begin() {
        for language in Language::ALL {
            let unfinished = vec![Unfinished { address: "/nop/1.001193/7".to_owned(), saved_at: DateTime::UNIX_EPOCH }];
            let page = BeginPage {
                page: Page::public(Visitor::sample_applicant(language), Section::Procedures, "dossier-public-begin-title"),
                code: "1.001193".parse().unwrap(),
                procedure_name: "Đăng ký khai sinh".to_owned(),
                unfinished,
                offices: vec![Choice::new("H49.36.01", "Trung tâm phường Hồng Gai", false)],
                errors: FieldErrors::none(),
            };
            let html = page.render().unwrap();
            let (draft, office) = (html.find("/nop/1.001193/7").unwrap(), html.find("name=\"office\"").unwrap());
            assert!(draft < office && !html.contains("dossier-public-"), "{html}");
        }
    }
}
