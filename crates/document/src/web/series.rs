//! `/quan-tri/so-van-ban`: number series of results: how they are written, and where those of an office stand.

use std::collections::BTreeMap;

use access::{Actor, SignedIn};
use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Datelike;
use kernel::id::OfficeId;
use serde::Deserialize;
use web::page::{render, render_with};
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor};

use crate::node::Documents;
use crate::series::{self, Pattern, SeriesPattern, SeriesRefusal, Standing};

const ADDRESS: &str = "/quan-tri/so-van-ban";

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The series whose history is shown.
    so: String,
    /// The office whose numbers are shown.
    co_quan: String,
    /// Present after a change.
    xong: Option<String>,
}

/// What was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    viec: String,
    symbol: String,
    pattern: String,
    name: String,
    office: String,
    next: String,
}

struct Line {
    symbol: String,
    name: String,
    pattern: String,
    example: String,
}

#[derive(Template)]
#[template(path = "document/series.html")]
struct SeriesPage {
    page: Page,
    lines: Vec<Line>,
    versions: Vec<SeriesPattern>,
    people: BTreeMap<kernel::id::AccountId, String>,
    typed: Sent,
    errors: FieldErrors,
    done: bool,
    may_edit: bool,
    offices: Vec<Choice>,
    office: String,
    standings: Vec<Standing>,
    year: i32,
}

impl SeriesPage {
    fn who(&self, version: &SeriesPattern) -> &str {
        version.changed_by.and_then(|account| self.people.get(&account)).map_or("", String::as_str)
    }
}

/// Shows the series.
pub(super) async fn get(
    State(documents): State<Documents>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    render(&load(&documents, visitor, &actor, &asked, Sent::default(), FieldErrors::none()).await?)
}

/// Changes a series: its pattern, its last change, where it goes on.
pub(super) async fn post(
    State(documents): State<Documents>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let ctx = &documents.ctx;
    let year = visitor.site.local(ctx.now()).year();
    let outcome = match sent.viec.as_str() {
        "doi" => series::change(ctx, &actor, &sent.symbol, &sent.pattern, &sent.name).await,
        "hoan-tac" => series::undo(ctx, &actor, &sent.symbol).await,
        "tiep" => match (sent.office.parse::<OfficeId>(), sent.next.trim().parse::<i32>()) {
            (Ok(office), Ok(next)) => series::skip_to(ctx, &actor, (office, &sent.symbol, year), next).await,
            _ => Err(SeriesRefusal::Backwards),
        },
        _ => return Err(PageError::NotFound),
    };
    let asked = Asked { so: sent.symbol.trim().to_owned(), co_quan: sent.office.clone(), xong: None };
    let refusal = match outcome {
        Ok(()) => {
            let symbol = web::language_switch::escape(&asked.so);
            return Ok(Redirect::to(&format!("{ADDRESS}?so={symbol}&co_quan={}&xong", asked.co_quan)).into_response());
        }
        Err(refusal) => refusal,
    };
    let mut errors = FieldErrors::none();
    let (field, message) = at_field(&visitor, refusal)?;
    errors.add(field, message);
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &load(&documents, visitor, &actor, &asked, sent, errors).await?)
}

/// The field a refusal belongs to, and its words.
fn at_field(visitor: &Visitor, refusal: SeriesRefusal) -> Result<(&'static str, String), PageError> {
    let word = |key: &str| web::t(visitor.language, key);
    Ok(match refusal {
        SeriesRefusal::NotFound => return Err(PageError::NotAllowed),
        SeriesRefusal::Symbol => ("symbol", word("document-series-symbol-wrong")),
        SeriesRefusal::Name => ("name", word("document-series-name-wrong")),
        SeriesRefusal::Pattern(flaw) => ("pattern", word(&format!("document-series-pattern-{}", flaw.code()))),
        SeriesRefusal::Alike(other) => ("pattern", web::t_with(visitor.language, "document-series-alike", &[("symbol", other.into())])),
        SeriesRefusal::InUse => ("symbol", word("document-series-in-use")),
        SeriesRefusal::Backwards => ("next", word("document-series-backwards")),
        SeriesRefusal::Db(error) => return Err(PageError::fault(error)),
    })
}

async fn load(
    documents: &Documents,
    visitor: Visitor,
    actor: &Actor,
    asked: &Asked,
    typed: Sent,
    errors: FieldErrors,
) -> Result<SeriesPage, PageError> {
    let refused = |_: SeriesRefusal| PageError::NotAllowed;
    let found = series::list(&documents.ctx, actor).await.map_err(refused)?;
    let versions = series::history(&documents.ctx, actor, &asked.so).await.map_err(refused)?;
    let page = Page::desk(visitor, Section::Administration, "document-series").with_errors(!errors.is_empty());
    let year = page.local(documents.ctx.now()).year();
    let offices = documents.offices.as_ref().map(crate::node::Offices::choices).unwrap_or_default();
    let office = asked.co_quan.parse::<OfficeId>().ok();
    let standings = match office {
        Some(office) => series::next_numbers(&documents.ctx, actor, office, year).await.map_err(refused)?,
        None => Vec::new(),
    };
    let people: Vec<_> = versions.iter().filter_map(|version| version.changed_by).collect();
    let mut conn = documents.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let people = access::api::names(&mut conn, &people).await.map_err(PageError::fault)?;
    drop(conn);
    let line = |one: &SeriesPattern| Line {
        example: one.pattern.parse().map(|pattern: Pattern| pattern.number(7, year)).unwrap_or_default(),
        symbol: one.symbol.clone(),
        name: one.name.clone(),
        pattern: one.pattern.clone(),
    };
    let typed = if errors.is_empty() { newest(&versions) } else { typed };
    Ok(SeriesPage {
        lines: found.iter().map(line).collect(),
        may_edit: access::may(actor, access::Resource::Template, access::Action::Edit, &access::Facts::default()),
        offices: offices.into_iter().map(|one| Choice::new(one.id.to_string(), one.name, Some(one.id) == office)).collect(),
        office: office.map(|office| office.to_string()).unwrap_or_default(),
        done: asked.xong.is_some(),
        versions,
        people,
        typed,
        errors,
        standings,
        year,
        page,
    })
}

/// The form as the series is written now.
fn newest(versions: &[SeriesPattern]) -> Sent {
    let fill = |version: &SeriesPattern| Sent {
        symbol: version.symbol.clone(),
        pattern: version.pattern.clone(),
        name: version.name.clone(),
        ..Sent::default()
    };
    versions.first().map(fill).unwrap_or_default()
}
