//! Serves the pages of this crate on <http://127.0.0.1:8700/thanh-phan>, for looking at parts while changing them:
//! `/` home, `/toi` home of somebody signed in, `/han-tra` due dates, `/loi/{kind}` error pages, `/to-khai/{form}` electronic forms, `/ban` the desk's frame, `/in` the frame for paper.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Form as Inputs, Router, middleware};
use kernel::calendar::Calendars;
use kernel::clock::SystemClock;
use web::schema_form::{Form, ShownSection, Typed};
use web::{FieldErrors, HomePage, Page, PageError, Section, Side, Site, Visitor};

#[tokio::main]
async fn main() -> Result<(), std::io::Error> {
    let port = std::env::var("PORT").ok().and_then(|text| text.parse().ok()).unwrap_or(8700);
    let router: Router = web::routes()
        .merge(web::deadline_page::router(Arc::new(calendars()?), Arc::new(SystemClock)))
        .route("/", get(async |visitor: Visitor| HomePage::sample(visitor)))
        .route("/trong", get(async |visitor: Visitor| HomePage::new(visitor)))
        .route(
            "/toi",
            get(async |visitor: Visitor| HomePage::new(Visitor { path: visitor.path, ..Visitor::sample_applicant(visitor.language) })),
        )
        .route("/loi/{kind}", get(fail))
        .route("/to-khai/{form}", get(show_form).post(send_form))
        .route("/ban", get(async |visitor: Visitor| frame(visitor, Side::Desk)))
        .route("/in", get(async |visitor: Visitor| web::page::render(&Paper { page: framed(visitor, Side::Desk) })))
        .fallback(web::error::not_found)
        .layer(middleware::from_fn(web::error::pages))
        .layer(Extension(Arc::new(Site::sample())));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, router).await
}

fn calendars() -> Result<Calendars, std::io::Error> {
    let read = |name: &str| std::fs::read_to_string(format!("{}/../../data/vn/calendars/{name}", env!("CARGO_MANIFEST_DIR")));
    Calendars::from_csv(&read("holidays.csv")?, &read("weeks.csv")?).map_err(std::io::Error::other)
}

async fn fail(Path(kind): Path<String>) -> PageError {
    match kind.as_str() {
        "khong-duoc" => PageError::NotAllowed,
        "tu-choi" => PageError::Refused { status: StatusCode::CONFLICT, key: "web-error-conflict-text" },
        "dang-nhap" => PageError::SignInNeeded,
        "het-phien" => PageError::Expired,
        "qua-lon" => PageError::TooLarge,
        "qua-nhieu" => PageError::TooMany { retry_seconds: 90 },
        "hong" => PageError::fault("the example asked for a fault"),
        _ => PageError::NotFound,
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "layout_public.html" %}{% import "components.html" as c %}{% import "schema_form.html" as s %}
{% block main %}<div class="narrow">{{ c::error_summary(errors) }}<h1>{{ page.title }}</h1><form method="post">{{ c::csrf() }}{{ s::sections(sections) }}<div class="buttons">{{ c::button(page.t("web-search-button")) }}</div></form></div>{% endblock %}"#
)]
struct FormPage {
    page: Page,
    errors: FieldErrors,
    sections: Vec<ShownSection>,
}

fn form(key: &str) -> Result<Form, PageError> {
    let path = format!("{}/../../data/vn/forms/{key}.json", env!("CARGO_MANIFEST_DIR"));
    Form::read(&std::fs::read_to_string(path).map_err(|_| PageError::NotFound)?).map_err(PageError::fault)
}

async fn show_form(visitor: Visitor, Path(key): Path<String>) -> Result<Response, PageError> {
    let form = form(&key)?;
    let sections = form.shown(&Typed::default(), &FieldErrors::none(), visitor.language);
    let title = form.title.in_language(visitor.language).to_owned();
    web::page::render(&FormPage {
        page: Page::titled(visitor, Side::Public, Section::Procedures, title),
        errors: FieldErrors::none(),
        sections,
    })
}

async fn send_form(
    visitor: Visitor,
    Path(key): Path<String>,
    Inputs(inputs): Inputs<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let form = form(&key)?;
    let typed = Typed::from_inputs(&form, inputs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let errors = form.check(&typed, visitor.language);
    let sections = form.shown(&typed, &errors, visitor.language);
    let title = form.title.in_language(visitor.language).to_owned();
    let page = Page::titled(visitor, Side::Public, Section::Procedures, title).with_errors(!errors.is_empty());
    web::page::render_with(StatusCode::UNPROCESSABLE_ENTITY, &FormPage { page, errors, sections })
}

#[derive(Template)]
#[template(ext = "html", source = r#"{% extends "layout_desk.html" %}{% block main %}<h1>{{ page.title }}</h1>{% endblock %}"#)]
struct Desk {
    page: Page,
}

#[derive(Template)]
#[template(ext = "html", source = r#"{% extends "layout_print.html" %}{% block main %}<h1>{{ page.title }}</h1>{% endblock %}"#)]
struct Paper {
    page: Page,
}

fn framed(visitor: Visitor, side: Side) -> Page {
    let official = Visitor::sample_official(visitor.language);
    let page = Page::titled(Visitor { path: visitor.path, ..official }, side, Section::Inbox, String::from("Hộp việc"));
    page.as_of(chrono::DateTime::UNIX_EPOCH)
}

fn frame(visitor: Visitor, side: Side) -> Result<Response, PageError> {
    web::page::render(&Desk { page: framed(visitor, side) })
}
