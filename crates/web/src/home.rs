//! The home page `/`: the question and the search box beside the open door, the look-up by code, last month's record, and situations of life.
//!
//! The program builds a [`HomePage`] for each visit and gives it the figures it has; what is not known is not shown.

use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};

use crate::components::Link;
use crate::form::Choice;
use crate::format;
use crate::i18n::{Value, t};
use crate::language_switch::escape;
use crate::page::{self, Page, Section};
use crate::visitor::Visitor;

/// The record of one month, over all offices of the node. Each figure is defined in `docs/glossary.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthFigures {
    /// Any day of the month.
    pub month: NaiveDate,
    /// Dossiers returned in the month.
    pub returned: i64,
    /// Of these, returned after their due date.
    pub late: i64,
}

impl MonthFigures {
    /// Share of the returned dossiers that were returned on their day or before, in thousandths, rounded down; nothing when none was returned.
    #[must_use]
    pub fn on_time_per_mille(&self) -> Option<i64> {
        (self.returned > 0).then(|| (self.returned - self.late) * 1000 / self.returned)
    }
}

/// A counter where people are received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearbyCounter {
    /// Full name; never shortened.
    pub name: String,
    /// Street address; may be empty.
    pub address: String,
    /// Until when it is open today; nothing when it is closed now.
    pub open_until: Option<NaiveTime>,
    /// Its code, for the addresses of its numbers and appointments.
    pub code: String,
    /// How many wait there and about how many minutes, where numbers are drawn.
    pub line: Option<NearbyLine>,
}

/// The line at a counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NearbyLine {
    /// How many wait.
    pub waiting: i64,
    /// About how many minutes somebody who came now would wait; nothing while no window is open.
    pub minutes: Option<i64>,
}

/// A situation of life and the procedures that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Situation {
    icon: &'static str,
    key: &'static str,
}

impl Situation {
    fn title_key(&self) -> String {
        format!("web-home-life-{}", self.key)
    }

    fn text_key(&self) -> String {
        format!("web-home-life-{}-text", self.key)
    }

    /// The search that answers the situation: the words are those of the visitor's language, which the thesaurus knows.
    fn address(&self, page: &Page) -> String {
        search_address(&page.t(&format!("web-home-life-{}-query", self.key)))
    }
}

const SITUATIONS: [Situation; 9] = [
    Situation { icon: "baby", key: "child" },
    Situation { icon: "heart", key: "family" },
    Situation { icon: "house", key: "home" },
    Situation { icon: "id-card", key: "papers" },
    Situation { icon: "map", key: "land" },
    Situation { icon: "car", key: "driving" },
    Situation { icon: "store", key: "business" },
    Situation { icon: "briefcase", key: "work" },
    Situation { icon: "flower", key: "death" },
];

/// Message keys of the searches offered under the box; their words are the query.
const OFTEN: [&str; 5] =
    ["web-home-often-birth", "web-home-often-residence", "web-home-often-licence", "web-home-often-copies", "web-home-often-single"];

/// The home page.
#[derive(Debug, Template)]
#[template(path = "home.html")]
pub struct HomePage {
    page: Page,
    often: Vec<Link>,
    figures: Option<MonthFigures>,
    procedures: Option<i64>,
    counters: Vec<NearbyCounter>,
    units: Vec<Choice>,
    as_of: Option<DateTime<Utc>>,
}

impl HomePage {
    /// The page without any figure.
    #[must_use]
    pub fn new(visitor: Visitor) -> Self {
        let page = Page::public(visitor, Section::None, "web-home-title");
        let often = OFTEN.iter().map(|key| Link::new(search_address(&page.t(key)), page.t(key))).collect();
        Self { page, often, figures: None, procedures: None, counters: Vec::new(), units: Vec::new(), as_of: None }
    }

    /// With the record of a month.
    #[must_use]
    pub const fn with_figures(mut self, figures: MonthFigures) -> Self {
        self.figures = Some(figures);
        self
    }

    /// With the number of procedures in the catalogue.
    #[must_use]
    pub const fn with_procedures(mut self, count: i64) -> Self {
        self.procedures = Some(count);
        self
    }

    /// With counters, nearest first, as they are at `as_of`, and the communes to choose another place from.
    #[must_use]
    pub fn with_counters(mut self, counters: Vec<NearbyCounter>, units: Vec<Choice>, as_of: DateTime<Utc>) -> Self {
        self.counters = counters;
        self.units = units;
        self.as_of = Some(as_of);
        self
    }

    /// The page with every part filled, for the test that renders all templates and for looking at it.
    #[must_use]
    pub fn sample(visitor: Visitor) -> Self {
        let month = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap_or_default();
        let counter = |name: &str, address: &str, open: bool| NearbyCounter {
            name: name.to_owned(),
            address: address.to_owned(),
            open_until: NaiveTime::from_hms_opt(17, 0, 0).filter(|_| open),
            code: "H49.36.01".to_owned(),
            line: open.then_some(NearbyLine { waiting: 7, minutes: Some(20) }),
        };
        let units = vec![Choice::new("06685", "Phường Hồng Gai", true), Choice::new("06649", "Phường Bãi Cháy", false)];
        let now = month.and_hms_opt(2, 10, 0).unwrap_or_default().and_utc();
        Self::new(visitor).with_figures(MonthFigures { month, returned: 17_432, late: 506 }).with_procedures(2_849).with_counters(
            vec![
                counter("Trung tâm Phục vụ hành chính công phường Hồng Gai", "27 phố Bến Đoan", true),
                counter("Trung tâm Phục vụ hành chính công phường Hạ Long", "Khu 4, đường 25 tháng 4", true),
                counter("Trung tâm Phục vụ hành chính công tỉnh Quảng Ninh", "Đường 30 tháng 10", false),
            ],
            units,
            now,
        )
    }

    fn situations(&self) -> &'static [Situation] {
        &SITUATIONS
    }

    /// "Tháng 10 ở Quảng Ninh".
    fn figures_title(&self, figures: &MonthFigures) -> String {
        let month = t(self.page.language(), &format!("web-month-{}", figures.month.month()));
        let values = [
            ("month", Value::from(month)),
            ("place", Value::from(&self.page.site().node_name)),
            ("year", Value::from(figures.month.year().to_string())),
        ];
        self.page.t_with("web-home-figures-title", &values)
    }

    fn on_time(&self, figures: &MonthFigures) -> Option<String> {
        figures.on_time_per_mille().map(|share| format::percent(self.page.language(), share))
    }

    fn line(&self, line: &NearbyLine) -> String {
        let count = ("count", Value::from(line.waiting));
        match line.minutes {
            Some(minutes) => self.page.t_with("web-home-counter-line", &[count, ("minutes", minutes.into())]),
            None => self.page.t_with("web-home-counter-waiting", &[count]),
        }
    }

    fn open_until(&self, counter: &NearbyCounter) -> String {
        counter.open_until.map_or_else(
            || self.page.t("web-home-counter-closed"),
            |until| self.page.t1("web-home-counter-open", "time", format::time(self.page.language(), until)),
        )
    }
}

impl IntoResponse for HomePage {
    fn into_response(self) -> Response {
        page::render(&self).into_response()
    }
}

fn search_address(words: &str) -> String {
    format!("/tim?q={}", escape(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Language, has};

    #[test]
    fn the_share_is_of_the_returned_and_rounded_down() {
        let month = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
        for (returned, late, expected) in [(17_432, 506, Some(970)), (1000, 0, Some(1000)), (3, 1, Some(666)), (0, 0, None)] {
            assert_eq!(MonthFigures { month, returned, late }.on_time_per_mille(), expected);
        }
    }

    #[test]
    fn every_situation_has_its_words_and_its_search() {
        for language in Language::ALL {
            for situation in SITUATIONS {
                let query = format!("web-home-life-{}-query", situation.key);
                for key in [situation.title_key(), situation.text_key(), query] {
                    assert!(has(language, &key), "{key} {}", language.code());
                }
            }
        }
    }

    #[test]
    fn a_page_without_figures_shows_none() {
        let html = HomePage::new(Visitor::sample(Language::Vi)).render().unwrap();
        assert!(!html.contains("figures-row"), "figures are shown only when they are known");
        assert!(html.contains("action=\"/tra-cuu\""));
    }
}
