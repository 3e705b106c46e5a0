//! `/thu-tuc`: all procedures, by field and by tier.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use web::page::render;
use web::{Page, PageError, Section, Visitor};

use crate::model::{Field, Filter, GovernmentLevel, Overview};
use crate::node::Catalogue;

use super::shown::{Row, count, level_name};

/// Procedures of a page.
const PER_PAGE: usize = 25;

/// What the address of the page carries. What cannot be read narrows nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Slug of a field.
    #[serde(rename = "linh-vuc")]
    field: String,
    /// Code of a tier.
    #[serde(rename = "cap")]
    level: String,
    /// Number of the page, from 1.
    #[serde(rename = "trang")]
    page: String,
}

/// One tier to narrow to.
struct LevelLink {
    label: String,
    address: String,
    count: i64,
    current: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/browse.html")]
pub(super) struct BrowsePage {
    page: Page,
    fields: Vec<Field>,
    field: Option<Field>,
    level: Option<GovernmentLevel>,
    levels: Vec<LevelLink>,
    rows: Vec<Row>,
    total: usize,
    number: usize,
}

impl BrowsePage {
    fn new(visitor: Visitor, asked: &Asked, overview: &Overview) -> Self {
        let language = visitor.language;
        let field = overview.field(&asked.field).cloned();
        let level = GovernmentLevel::from_code(&asked.level);
        let filter = Filter { field: field.as_ref().map(|field| field.slug.clone()), level };
        let found: Vec<_> = overview.list(&filter).collect();
        let total = found.len();
        let last = total.div_ceil(PER_PAGE).max(1);
        let number = asked.page.parse().unwrap_or(1).clamp(1, last);
        let rows = found.into_iter().skip((number - 1) * PER_PAGE).take(PER_PAGE).map(|entry| Row::of(entry, language)).collect();
        let page = Page::public(visitor, Section::Procedures, "catalogue-browse-title");
        let counts = overview.level_counts(filter.field.as_deref()).into_iter();
        let levels = counts.filter(|(_, count)| *count > 0).map(|(one, number)| LevelLink {
            label: level_name(one, language),
            address: address(filter.field.as_deref(), Some(one), 1),
            count: count(number),
            current: level == Some(one),
        });
        Self { levels: levels.collect(), fields: overview.fields().to_vec(), page, field, level, rows, total, number }
    }

    fn is_narrowed(&self) -> bool {
        self.field.is_some() || self.level.is_some()
    }

    fn count(&self) -> i64 {
        count(self.total)
    }

    fn slug(&self) -> &str {
        self.field.as_ref().map(|field| field.slug.as_str()).unwrap_or_default()
    }

    fn level_code(&self) -> &'static str {
        self.level.map(GovernmentLevel::code).unwrap_or_default()
    }

    /// The same list for every tier.
    fn every_level(&self) -> String {
        address(self.field.as_ref().map(|field| field.slug.as_str()), None, 1)
    }

    fn previous(&self) -> String {
        if self.number > 1 { self.turned(self.number - 1) } else { String::new() }
    }

    fn next(&self) -> String {
        if self.number * PER_PAGE < self.total { self.turned(self.number + 1) } else { String::new() }
    }

    fn turned(&self, number: usize) -> String {
        address(self.field.as_ref().map(|field| field.slug.as_str()), self.level, number)
    }

    /// "26–50 / 2.849".
    fn shown(&self) -> String {
        let first = (self.number - 1) * PER_PAGE + 1;
        let last = (first + self.rows.len()).saturating_sub(1);
        format!("{}–{} / {}", self.page.number(count(first)), self.page.number(count(last)), self.page.number(self.count()))
    }

    fn field_address(&self, field: &Field) -> String {
        address(Some(&field.slug), self.level, 1)
    }

    fn field_count(&self, field: &Field) -> String {
        self.page.number(count(field.count))
    }
}

/// The address of a page of the list.
fn address(field: Option<&str>, level: Option<GovernmentLevel>, number: usize) -> String {
    let parts = [
        field.map(|field| format!("linh-vuc={field}")),
        level.map(|level| format!("cap={}", level.code())),
        (number > 1).then(|| format!("trang={number}")),
    ];
    let query = parts.into_iter().flatten().collect::<Vec<_>>().join("&");
    if query.is_empty() { "/thu-tuc".to_owned() } else { format!("/thu-tuc?{query}") }
}

/// Shows a page of the list.
pub(super) async fn get(State(catalogue): State<Catalogue>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    render(&BrowsePage::new(visitor, &asked, &catalogue.overview()))
}

#[cfg(test)]
mod tests {
    use web::Language;

    use super::*;
    use crate::sample;

    #[test]
    fn the_page_renders_in_every_language_and_state() {
        let overview = sample::overview(60);
        for language in Language::ALL {
            for (field, level, page, words) in [
                ("", "", "", "1–25 / 60"),
                ("", "", "3", "51–60 / 60"),
                ("", "", "99", "51–60 / 60"),
                ("", "moon", "x", "1–25 / 60"),
                ("ho-tich", "commune", "", "1–25 / 30"),
                ("Hộ tịch", "", "2", "26–30 / 30"),
            ] {
                let asked = Asked { field: field.to_owned(), level: level.to_owned(), page: page.to_owned() };
                let html = BrowsePage::new(Visitor::sample(language), &asked, &overview).render().unwrap();
                assert!(html.contains(words) && !html.contains("catalogue-"), "{language:?} {asked:?}: {html}");
            }
        }
    }

    #[test]
    fn addresses_carry_only_what_is_asked() {
        for (field, level, number, expected) in [
            (None, None, 1, "/thu-tuc"),
            (Some("ho-tich"), None, 1, "/thu-tuc?linh-vuc=ho-tich"),
            (Some("ho-tich"), Some(GovernmentLevel::Commune), 2, "/thu-tuc?linh-vuc=ho-tich&cap=commune&trang=2"),
        ] {
            assert_eq!(address(field, level, number), expected);
        }
    }
}
