//! `GET /api/v1/offices`: who is there, page by page. Public: whom people turn to is no secret.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use kernel::code::AgencyCode;
use kernel::id::OfficeId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::{IntoParams, OpenApi, ToSchema};
use web::problem::ProblemField;
use web::{Language, Problem, Visitor, t};

use crate::model::{CodeStatus, Directory, Office, OfficeCertainty, OfficeKind, Tier};
use crate::node::Organisation;

/// Offices of a page when nothing is asked for.
const USUAL: usize = 50;
/// Most offices of a page.
const MOST: usize = 200;

/// The operations of this capability, for the document at `/api/openapi.json`.
#[derive(Debug, OpenApi)]
#[openapi(paths(get), components(schemas(OfficePage, OfficeItem)))]
pub struct ApiDoc;

/// Which offices, and which page of them. Read as text, so that a wrong value gets an answer that names its field.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct Asked {
    /// Code of an administrative unit: 2 digits for a province, 5 for a commune.
    #[param(example = "06685")]
    unit: Option<String>,
    /// Tier of government: `province`, `district` or `commune`.
    #[param(value_type = Option<Tier>)]
    level: Option<String>,
    /// Kind of office; `centre` gives the one-stop centres.
    #[param(value_type = Option<OfficeKind>)]
    kind: Option<String>,
    /// `next` of the page before.
    #[param(pattern = r"^[A-Y][0-9]{2}(\.[0-9A-Z]+)*$", max_length = 35, example = "H49.31")]
    cursor: Option<String>,
    /// Offices of a page, 1 to 200; 50 when it is missing.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

/// An office as the API shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OfficeItem {
    /// Identifier: the same after every load of the pack.
    #[schema(value_type = String, format = Uuid)]
    pub id: OfficeId,
    /// Code in the order of Decision 20/2020.
    #[schema(value_type = String, example = "H49.36.01")]
    pub code: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// What kind of office.
    pub kind: OfficeKind,
    /// What it does, as rules of competence name it.
    #[schema(example = "centre")]
    pub function: String,
    /// Tier of government.
    pub level: Tier,
    /// Code of its administrative unit.
    #[schema(example = "06685")]
    pub unit: String,
    /// Name of its administrative unit.
    pub unit_name: String,
    /// The office it stands under.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub parent: Option<OfficeId>,
    /// Street address; absent when no source names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Name of the working calendar it keeps.
    #[schema(example = "standard")]
    pub calendar: String,
    /// Where its code comes from.
    pub code_status: CodeStatus,
    /// How sure it is that it exists under this name.
    pub certainty: OfficeCertainty,
    /// Since when it has been as shown.
    pub valid_from: NaiveDate,
    /// The act it rests on.
    pub legal_basis: String,
}

/// One page of offices, ordered by code.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficePage {
    /// The offices.
    pub items: Vec<OfficeItem>,
    /// The `cursor` of the next page; null on the last.
    pub next: Option<String>,
}

/// Lists the offices in force today.
#[utoipa::path(
    get, path = "/api/v1/offices", operation_id = "listOffices", tag = "organisation", params(Asked),
    responses(
        (status = 200, description = "A page of offices, ordered by code", body = OfficePage, headers(("ETag" = String))),
        (status = 304, description = "The page is the one named in If-None-Match"),
        (status = 400, description = "The query cannot be read", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A parameter is wrong", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(organisation): State<Organisation>,
    visitor: Visitor,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(asked) =
        asked.map_err(|rejection| Problem::from_key(visitor.language, rejection.status(), "bad_query", "organisation-api-query"))?;
    let filter = Filter::read(&asked).map_err(|wrong| Problem::unprocessable(visitor.language, wrong.fields(visitor.language)))?;
    let page = page_of(&organisation.directory(), &filter);
    let bytes = serde_json::to_vec(&page).map_err(|error| Problem::fault(visitor.language, error))?;
    Ok(tagged(&headers, bytes))
}

/// What was asked for, once every field could be read.
#[derive(Debug, PartialEq, Eq)]
struct Filter {
    unit: Option<String>,
    level: Option<Tier>,
    kind: Option<OfficeKind>,
    after: String,
    limit: usize,
}

/// Names of the fields that cannot be read.
#[derive(Debug, PartialEq, Eq)]
struct Wrong(Vec<&'static str>);

impl Wrong {
    fn fields(self, language: Language) -> Vec<ProblemField> {
        let field = |name: &str| ProblemField {
            field: name.to_owned(),
            code: "unknown_value".to_owned(),
            message: t(language, &format!("organisation-api-{name}")),
            remedy: String::new(),
        };
        self.0.into_iter().map(field).collect()
    }
}

impl Filter {
    fn read(asked: &Asked) -> Result<Self, Wrong> {
        let mut wrong = Vec::new();
        let level = parsed(asked.level.as_deref(), Tier::parse, "level", &mut wrong);
        let kind = parsed(asked.kind.as_deref(), OfficeKind::parse, "kind", &mut wrong);
        let code = |text: &str| text.parse::<AgencyCode>().ok().map(|_| text.to_owned());
        let after = parsed(asked.cursor.as_deref(), code, "cursor", &mut wrong).unwrap_or_default();
        let number = |text: &str| text.parse().ok().filter(|limit| (1..=MOST).contains(limit));
        let limit = parsed(asked.limit.as_deref(), number, "limit", &mut wrong).unwrap_or(USUAL);
        if wrong.is_empty() { Ok(Self { unit: asked.unit.clone(), level, kind, after, limit }) } else { Err(Wrong(wrong)) }
    }

    fn holds(&self, office: &Office) -> bool {
        self.unit.as_ref().is_none_or(|unit| *unit == office.unit)
            && self.level.is_none_or(|level| level == office.level())
            && self.kind.is_none_or(|kind| kind == office.kind)
    }
}

/// The value of a parameter; nothing when it is missing. One that cannot be read is noted under `name`.
fn parsed<T>(text: Option<&str>, read: impl Fn(&str) -> Option<T>, name: &'static str, wrong: &mut Vec<&'static str>) -> Option<T> {
    let text = text?;
    let value = read(text);
    if value.is_none() {
        wrong.push(name);
    }
    value
}

fn page_of(directory: &Directory, filter: &Filter) -> OfficePage {
    let offices = directory.offices();
    let start = offices.partition_point(|office| office.code.as_str() <= filter.after.as_str());
    let mut rest = offices.iter().skip(start).filter(|office| filter.holds(office));
    let items: Vec<OfficeItem> = rest.by_ref().take(filter.limit).map(|office| item(directory, office)).collect();
    let has_more = rest.next().is_some();
    let next = if has_more { items.last().map(|item| item.code.clone()) } else { None };
    OfficePage { items, next }
}

fn item(directory: &Directory, office: &Office) -> OfficeItem {
    OfficeItem {
        id: office.id,
        code: office.code.to_string(),
        name: office.name.clone(),
        name_en: office.name_en.clone(),
        kind: office.kind,
        function: office.function.clone(),
        level: office.level(),
        unit: office.unit.clone(),
        unit_name: directory.area(&office.unit).map(|area| area.full_name.clone()).unwrap_or_default(),
        parent: office.parent,
        address: office.address.clone(),
        calendar: office.calendar.clone(),
        code_status: office.code_status,
        certainty: office.certainty,
        valid_from: office.validity.from,
        legal_basis: office.legal_basis.clone(),
    }
}

/// The page with its tag, or 304 when the caller has it already.
fn tagged(headers: &HeaderMap, bytes: Vec<u8>) -> Response {
    let digest: String = Sha256::digest(&bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{digest}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_known = known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag);
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { json(bytes) };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    response
}

fn json(bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(asked: Asked, expected: Result<(Option<Tier>, &str, usize), Vec<&'static str>>) {
        let found = Filter::read(&asked);
        let found = found.as_ref().map(|filter| (filter.level, filter.after.as_str(), filter.limit)).map_err(|wrong| wrong.0.clone());
        assert_eq!(found, expected, "{asked:?}");
    }

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn the_document_names_the_words_that_are_sent() {
        let document = serde_json::to_value(ApiDoc::openapi()).unwrap();
        let named = |name: &str| document["components"]["schemas"][name]["enum"].clone();
        assert_eq!(named("Tier"), serde_json::to_value(Tier::ALL).unwrap());
        assert_eq!(named("OfficeKind"), serde_json::to_value(OfficeKind::ALL).unwrap());
        assert_eq!(named("CodeStatus"), serde_json::to_value(CodeStatus::ALL).unwrap());
        assert_eq!(named("OfficeCertainty"), serde_json::to_value(OfficeCertainty::ALL).unwrap());
    }

    #[test]
    fn parameters_are_read_or_named() {
        check(Asked::default(), Ok((None, "", USUAL)));
        check(Asked { level: text("commune"), limit: text("200"), ..Asked::default() }, Ok((Some(Tier::Commune), "", 200)));
        check(Asked { cursor: text("H49.31"), ..Asked::default() }, Ok((None, "H49.31", USUAL)));
        check(Asked { level: text("village"), limit: text("0"), ..Asked::default() }, Err(vec!["level", "limit"]));
        check(
            Asked { kind: text("castle"), cursor: text("'--"), limit: text("201"), ..Asked::default() },
            Err(vec!["kind", "cursor", "limit"]),
        );
    }
}
