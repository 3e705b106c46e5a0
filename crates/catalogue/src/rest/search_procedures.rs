//! `GET /api/v1/procedures`: procedures in short, found by words or listed by code, page by page. Public.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::code::ProcedureCode;
use kernel::limit::Limit;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::problem::ProblemField;
use web::{Language, Problem, Visitor, t};

use crate::model::{Channel, Entry, Filter, GovernmentLevel, Overview};
use crate::node::Catalogue;
use crate::searcher::Searcher;

use super::answer::tagged;

/// Procedures of a page when nothing is asked for.
const USUAL: usize = 20;
/// Most procedures of a page.
const MOST: usize = 100;
/// Most procedures one query finds.
const FOUND: usize = 200;
/// Longest query, in characters.
const LONGEST: usize = 200;

/// Which procedures, and which page of them. Read as text, so that a wrong value gets an answer that names its field.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct Asked {
    /// Everyday words, an official name or a code, with or without diacritics; at most 200 characters. Answers come best first.
    #[param(example = "khai sinh", max_length = 200)]
    q: Option<String>,
    /// Field of state management, by its name or as it stands in addresses.
    #[param(example = "ho-tich")]
    field: Option<String>,
    /// Tier of government that solves it.
    #[param(value_type = Option<GovernmentLevel>)]
    level: Option<String>,
    /// `next` of the page before.
    #[param(pattern = r"^[0-9]\.[0-9]{6}$", example = "1.001193")]
    cursor: Option<String>,
    /// Procedures of a page, 1 to 100; 20 when it is missing.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    limit: Option<String>,
}

/// A procedure in short.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProcedureItem {
    /// National code.
    #[schema(value_type = String, example = "1.004222")]
    pub code: ProcedureCode,
    /// Version in force.
    pub version: i32,
    /// Official name in Vietnamese.
    pub name: String,
    /// Field of state management.
    pub field: String,
    /// Name of the agency that owns it.
    pub agency: String,
    /// Tiers that solve it.
    pub levels: Vec<GovernmentLevel>,
    /// Ways of applying.
    pub channels: Vec<Channel>,
    /// The limit, when the source leaves no doubt about it.
    #[schema(value_type = Option<Object>, example = json!({"value": 7, "unit": "working_day"}))]
    pub limit: Option<Limit>,
}

/// One page of procedures.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedurePage {
    /// The procedures: the best answer first when `q` was given, else by code.
    pub items: Vec<ProcedureItem>,
    /// The `cursor` of the next page; null on the last.
    pub next: Option<String>,
}

/// Finds procedures in force today.
#[utoipa::path(
    get, path = "/api/v1/procedures", operation_id = "searchProcedures", tag = "catalogue", params(Asked),
    responses(
        (status = 200, description = "A page of procedures", body = ProcedurePage, headers(("ETag" = String))),
        (status = 304, description = "The page is the one named in If-None-Match"),
        (status = 400, description = "The query cannot be read", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A parameter is wrong", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(catalogue): State<Catalogue>,
    visitor: Visitor,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    let language = visitor.language;
    let Query(asked) = asked.map_err(|rejection| Problem::from_key(language, rejection.status(), "bad_query", "catalogue-api-query"))?;
    let overview = catalogue.overview();
    let wanted = Wanted::read(&asked, &overview).map_err(|wrong| Problem::unprocessable(language, wrong.fields(language)))?;
    Ok(tagged(&headers, language, &page_of(&overview, &wanted, catalogue.searcher())))
}

/// What was asked for, once every field could be read.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    query: Option<String>,
    filter: Filter,
    after: Option<ProcedureCode>,
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
            message: t(language, &format!("catalogue-api-{name}")),
            remedy: String::new(),
        };
        self.0.into_iter().map(field).collect()
    }
}

impl Wanted {
    fn read(asked: &Asked, overview: &Overview) -> Result<Self, Wrong> {
        let mut wrong = Vec::new();
        let short = |text: &str| (text.chars().count() <= LONGEST).then(|| kernel::text::nfc(text.trim()));
        let query = parsed(asked.q.as_deref(), short, "q", &mut wrong).filter(|query| !query.is_empty());
        let slug = |text: &str| overview.field(text).map(|field| field.slug.clone());
        let field = parsed(asked.field.as_deref(), slug, "field", &mut wrong);
        let level = parsed(asked.level.as_deref(), GovernmentLevel::from_code, "level", &mut wrong);
        let after = parsed(asked.cursor.as_deref(), |text| text.parse().ok(), "cursor", &mut wrong);
        let number = |text: &str| text.parse().ok().filter(|limit| (1..=MOST).contains(limit));
        let limit = parsed(asked.limit.as_deref(), number, "limit", &mut wrong).unwrap_or(USUAL);
        if wrong.is_empty() { Ok(Self { query, filter: Filter { field, level }, after, limit }) } else { Err(Wrong(wrong)) }
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

fn page_of(overview: &Overview, wanted: &Wanted, searcher: &dyn Searcher) -> ProcedurePage {
    let after = wanted.after.as_ref().map(ProcedureCode::as_str);
    let mut rest: Box<dyn Iterator<Item = &Entry>> = match &wanted.query {
        Some(query) => {
            let found = searcher.search(query, FOUND);
            let start =
                after.map_or(0, |after| found.iter().position(|code| code.as_str() == after).map_or(found.len(), |place| place + 1));
            Box::new(found.into_iter().skip(start).filter_map(|code| overview.entry(code.as_str())))
        }
        None => {
            let start = after.map_or(0, |after| overview.entries().partition_point(|entry| entry.code.as_str() <= after));
            Box::new(overview.entries().iter().skip(start))
        }
    };
    let mut rest = rest.by_ref().filter(|entry| wanted.filter.holds(entry));
    let items: Vec<ProcedureItem> = rest.by_ref().take(wanted.limit).map(item).collect();
    let has_more = rest.next().is_some();
    let next = if has_more { items.last().map(|item| item.code.as_str().to_owned()) } else { None };
    ProcedurePage { items, next }
}

fn item(entry: &Entry) -> ProcedureItem {
    ProcedureItem {
        code: entry.code.clone(),
        version: entry.version,
        name: entry.name.clone(),
        field: entry.field.clone(),
        agency: entry.agency.clone(),
        levels: entry.levels.clone(),
        channels: entry.channels.clone(),
        limit: entry.limit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn check(asked: Asked, expected: Result<(Option<&str>, usize), Vec<&'static str>>) {
        let found = Wanted::read(&asked, &sample::overview(4));
        let found = found.as_ref().map(|wanted| (wanted.query.as_deref(), wanted.limit)).map_err(|wrong| wrong.0.clone());
        assert_eq!(found, expected, "{asked:?}");
    }

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn parameters_are_read_or_named() {
        check(Asked::default(), Ok((None, USUAL)));
        check(Asked { q: text("  "), ..Asked::default() }, Ok((None, USUAL)));
        check(Asked { q: text(" khai sinh "), limit: text("100"), ..Asked::default() }, Ok((Some("khai sinh"), 100)));
        check(Asked { field: text("Hộ tịch"), level: text("commune"), cursor: text("1.001193"), ..Asked::default() }, Ok((None, USUAL)));
        check(
            Asked { q: Some("a".repeat(201)), field: text("moon"), level: text("moon"), cursor: text("'--"), limit: text("0") },
            Err(vec!["q", "field", "level", "cursor", "limit"]),
        );
    }

    /// Finds everything, the last first.
    struct Backwards(Vec<ProcedureCode>);

    impl Searcher for Backwards {
        fn search(&self, _query: &str, limit: usize) -> Vec<ProcedureCode> {
            self.0.iter().rev().take(limit).cloned().collect()
        }
    }

    #[test]
    fn pages_follow_each_other_in_the_order_of_the_list() {
        let overview = sample::overview(5);
        let searcher = Backwards(overview.entries().iter().map(|entry| entry.code.clone()).collect());
        for (query, expected) in [
            (None, ["1.000000 1.000001", "1.000002 1.000003", "1.000004"]),
            (Some("x"), ["1.000004 1.000003", "1.000002 1.000001", "1.000000"]),
        ] {
            let mut after = None;
            for words in expected {
                let wanted = Wanted { query: query.map(str::to_owned), filter: Filter::default(), after, limit: 2 };
                let page = page_of(&overview, &wanted, &searcher);
                let codes: Vec<&str> = page.items.iter().map(|item| item.code.as_str()).collect();
                assert_eq!(codes.join(" "), words, "{query:?}");
                after = page.next.map(|next| next.parse().unwrap());
            }
            assert_eq!(after, None, "{query:?}");
        }
    }
}
