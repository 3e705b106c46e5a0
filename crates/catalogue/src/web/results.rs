//! `/tim?q=`: what answers a query, and the ways on when nothing does.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use web::page::render;
use web::{Page, PageError, Section, Visitor};

use crate::model::Overview;
use crate::node::Catalogue;
use crate::searcher::Searcher;

use super::shown::{Row, count, escape, query_of};

/// Most procedures shown.
const MOST: usize = 30;
/// Most pairs of words offered when the whole query finds nothing.
const MOST_WORDS: usize = 3;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// What was typed.
    q: String,
}

/// Other words that do find something.
struct OtherWords {
    words: String,
    address: String,
}

impl OtherWords {
    fn new(words: String) -> Self {
        Self { address: format!("/tim?q={}", escape(&words)), words }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/results.html")]
pub(super) struct ResultsPage {
    page: Page,
    query: String,
    rows: Vec<Row>,
    suggestion: Option<OtherWords>,
    others: Vec<OtherWords>,
    procedures: i64,
    agencies: i64,
}

impl ResultsPage {
    fn new(visitor: Visitor, query: String, overview: &Overview, searcher: &dyn Searcher) -> Self {
        let language = visitor.language;
        let rows = found(&query, overview, searcher).into_iter().map(|entry| Row::of(entry, language)).collect::<Vec<_>>();
        let suggestion = searcher.suggestion(&query).map(OtherWords::new);
        // Words that find as much as a page holds say too little to help.
        let helps = |words: &String| (1..MOST).contains(&found(words, overview, searcher).len());
        let others = if rows.is_empty() { parts(&query).filter(helps).take(MOST_WORDS).map(OtherWords::new).collect() } else { vec![] };
        Self {
            page: Page::public(visitor, Section::Procedures, "catalogue-results-title"),
            query,
            rows,
            suggestion,
            others,
            procedures: count(overview.entries().len()),
            agencies: count(overview.agencies().len()),
        }
    }

    fn count(&self) -> i64 {
        count(self.rows.len())
    }
}

fn found<'a>(query: &str, overview: &'a Overview, searcher: &dyn Searcher) -> Vec<&'a crate::model::Entry> {
    if query.is_empty() {
        return Vec::new();
    }
    searcher.search(query, MOST).iter().filter_map(|code| overview.entry(code.as_str())).collect()
}

/// Pairs of neighbouring words: with one word less or more they may be what the law calls it.
fn parts(query: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = query.split_whitespace().take(12).collect();
    let pairs = if words.len() > 2 { words.windows(2).map(|pair| pair.join(" ")).collect() } else { Vec::new() };
    pairs.into_iter()
}

/// Shows what answers `?q=`.
pub(super) async fn get(State(catalogue): State<Catalogue>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    render(&ResultsPage::new(visitor, query_of(&asked.q), &catalogue.overview(), catalogue.searcher()))
}

#[cfg(test)]
mod tests {
    use kernel::code::ProcedureCode;
    use web::Language;

    use super::*;
    use crate::sample;

    /// Finds the first procedures for "khai sinh", and offers it for one word more.
    struct Fixed;

    impl Searcher for Fixed {
        fn search(&self, query: &str, limit: usize) -> Vec<ProcedureCode> {
            let codes = if query == "khai sinh" { &["1.000000", "1.000001"][..] } else { &[] };
            codes.iter().take(limit).map(|code| code.parse().unwrap()).collect()
        }

        fn suggestion(&self, query: &str) -> Option<String> {
            (query == "khia sinh").then(|| "khai sinh".to_owned())
        }
    }

    #[test]
    fn the_page_renders_in_every_language_and_state() {
        let overview = sample::overview(4);
        for language in Language::ALL {
            for (query, present, absent) in [
                ("khai sinh", "/thu-tuc/1.000001", "door-closed"),
                ("khia sinh", "/tim?q=khai%20sinh", "/thu-tuc/1.000001"),
                ("trẻ khai sinh", "/tim?q=khai%20sinh", "/thu-tuc/1.000001"),
                ("\"><script>", "&#34;&#62;&#60;script&#62;", "\"><script>"),
                ("", "/thu-tuc", "door-closed"),
            ] {
                let html = ResultsPage::new(Visitor::sample(language), query.to_owned(), &overview, &Fixed).render().unwrap();
                assert!(html.contains(present) && !html.contains(absent) && !html.contains("catalogue-"), "{language:?} {query}: {html}");
            }
        }
    }
}
