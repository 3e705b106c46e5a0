//! `/dang-ky`.

use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use web::page::{render, render_with};
use web::{FieldErrors, Language, Page, PageError, Section, Visitor, t, t_with};

use super::sign_in::{Client, retry_after, too_many, with_return};
use crate::error::{FieldProblem, RegisterRefusal};
use crate::node::Access;
use crate::usecases::register::{Register, register};

/// Where to go after registering and signing in.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    ve: String,
}

/// What was typed. The password is never shown again.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    phone: String,
    email: String,
    personal_number: String,
    password: String,
    ve: String,
}

/// The page.
#[derive(Template)]
#[template(path = "access/register.html")]
pub(super) struct RegisterPage {
    page: Page,
    typed: Typed,
    errors: FieldErrors,
    sign_in_address: String,
}

impl RegisterPage {
    pub(super) fn new(visitor: Visitor, typed: Typed, errors: FieldErrors) -> Self {
        let page = Page::public(visitor, Section::None, "access-register-title").with_errors(!errors.is_empty());
        let sign_in_address = with_return("/dang-nhap", &typed.ve);
        Self { page, typed, errors, sign_in_address }
    }
}

/// Shows the form.
pub(super) async fn get(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    render(&RegisterPage::new(visitor, Typed { ve: asked.ve, ..Typed::default() }, FieldErrors::none()))
}

/// Registers, and leads to the sign-in page: the same answer whether or not the login was free.
pub(super) async fn post(
    State(access): State<Access>,
    visitor: Visitor,
    Client(client): Client,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let command = Register {
        name: typed.name.clone(),
        phone: typed.phone.clone(),
        email: typed.email.clone(),
        personal_number: typed.personal_number.clone(),
        password: typed.password.clone(),
        language: visitor.language.code().to_owned(),
    };
    match register(&access, &command, client).await {
        Ok(()) => Ok(Redirect::to(&after(&typed.ve)).into_response()),
        Err(refusal) => refused(visitor, typed, refusal),
    }
}

fn after(back: &str) -> String {
    let address = with_return("/dang-nhap", back);
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}moi=1")
}

fn refused(visitor: Visitor, typed: Typed, refusal: RegisterRefusal) -> Result<Response, PageError> {
    let mut errors = FieldErrors::none();
    match refusal {
        RegisterRefusal::Fields(problems) => {
            for problem in problems {
                let (field, message) = words(visitor.language, problem);
                errors.add(field, message);
            }
            render_with(StatusCode::UNPROCESSABLE_ENTITY, &RegisterPage::new(visitor, typed, errors))
        }
        RegisterRefusal::TooMany(wait) => {
            errors.add("name", too_many(&visitor, "access-too-many-registrations", wait));
            let page = render_with(StatusCode::TOO_MANY_REQUESTS, &RegisterPage::new(visitor, typed, errors))?;
            Ok(retry_after(page, wait))
        }
        RegisterRefusal::Failure(failure) => Err(failure.into()),
    }
}

/// The field and the sentence of a problem.
fn words(language: Language, problem: FieldProblem) -> (&'static str, String) {
    let (field, key) = match problem {
        FieldProblem::NameMissing => ("name", "access-name-missing"),
        FieldProblem::NameTooLong => ("name", "access-name-too-long"),
        FieldProblem::ContactMissing => ("phone", "access-contact-missing"),
        FieldProblem::PhoneUnreadable => ("phone", "access-phone-unreadable"),
        FieldProblem::EmailUnreadable => ("email", "access-email-unreadable"),
        FieldProblem::NumberWrong(digits) => {
            let digits = i64::try_from(digits).unwrap_or(i64::MAX);
            return ("personal_number", t_with(language, "access-number-wrong", &[("digits", digits.into())]));
        }
        FieldProblem::Password(weakness) => ("password", weakness.key()),
    };
    (field, t(language, key))
}
