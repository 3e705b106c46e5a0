//! `/thanh-phan`: every part in every state. A page that looks different from this one is wrong.

use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

use super::{Link, Progress, RulerDay, Stage, Step, Stock, Tab};
use crate::clock_view::{CalendarTable, Chip, DayMark, Reason, ReasonKind, Standing, StopReason, Story};
use crate::error::PageError;
use crate::form::{Choice, FieldErrors, TypedDate};
use crate::i18n::{Language, t};
use crate::page::{self, Page, Section};
use crate::schema_form::ShownSection;
use crate::visitor::Visitor;

pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/thanh-phan", get(show))
}

async fn show(visitor: Visitor) -> Result<Response, PageError> {
    page::render(&GalleryPage::sample(visitor))
}

/// A row of the chip table: the same standing in three languages.
struct ChipRow {
    when_key: &'static str,
    chips: Vec<(&'static str, Chip)>,
}

/// A row of the inbox.
struct InboxRow {
    id: &'static str,
    chosen: bool,
    chip: Chip,
    code: &'static str,
    applicant: &'static str,
    holder: &'static str,
    initials: &'static str,
}

/// The same panel in each language.
struct Offer {
    language: Language,
}

impl Offer {
    fn t(&self, key: &str) -> String {
        t(self.language, key)
    }

    fn due(&self) -> String {
        crate::format::date_time(self.language, at(day(12, 4), 17, 0))
    }

    fn fee(&self) -> String {
        crate::format::money(self.language, 10_000)
    }
}

/// The components page; it has sample values only.
#[derive(Template)]
#[template(path = "gallery.html")]
pub(crate) struct GalleryPage {
    page: Page,
    paints: Vec<(&'static str, &'static str)>,
    chip_rows: Vec<ChipRow>,
    grey: Vec<Chip>,
    states: [&'static str; 10],
    errors: FieldErrors,
    date: TypedDate,
    places: Vec<Choice>,
    ways: Vec<Choice>,
    notices: Vec<Choice>,
    purposes: Vec<Choice>,
    crumbs: Vec<Link>,
    tabs: Vec<Tab>,
    stages: Vec<Stage>,
    steps: Vec<Step>,
    story: Story,
    ruler: Vec<RulerDay>,
    long: CalendarTable,
    stock: Stock,
    inbox: Vec<InboxRow>,
    offers: Vec<Offer>,
    form: Vec<ShownSection>,
}

impl GalleryPage {
    pub(crate) fn sample(visitor: Visitor) -> Self {
        let page = Page::public(visitor, Section::None, "web-components-title");
        let language = page.language();
        Self {
            paints: paints(),
            chip_rows: chip_rows(),
            grey: standings().iter().take(5).map(|(_, standing)| Chip::of(language, standing)).collect(),
            states: STATES,
            errors: errors(language),
            date: TypedDate { day: "31".to_owned(), month: "11".to_owned(), year: "2026".to_owned(), faulty: "day".to_owned() },
            places: vec![Choice::new("22", "Phường Hồng Gai", true), Choice::new("23", "Phường Hạ Long", false)],
            ways: choices(language, &["web-components-at-counter", "web-components-by-post"]),
            notices: choices(language, &["web-components-by-message", "web-components-by-mail"]),
            purposes: choices(language, &["web-components-purpose-1", "web-components-purpose-2", "web-components-purpose-3"]),
            crumbs: vec![Link::new("/thu-tuc", page.t("web-nav-procedures")), Link::new("/thu-tuc", page.t("web-components-topic"))],
            tabs: tabs(&page),
            stages: stages(&page),
            steps: steps(&page),
            story: story(&page),
            ruler: ruler(),
            long: long_span(language),
            stock: Stock {
                opening: 214,
                received: 1386,
                early: 1042,
                on_day: 251,
                late: 38,
                closed: 0,
                within: 241,
                stopped: 16,
                overdue: 12,
                address: "/thanh-phan".to_owned(),
            },
            inbox: inbox(language),
            offers: Language::ALL.into_iter().map(|language| Offer { language }).collect(),
            form: super::sample_form::sections(language).unwrap_or_default(),
            page,
        }
    }
}

const STATES: [&str; 10] = [
    "new",
    "received",
    "not_accepted",
    "in_process",
    "supplement_requested",
    "financial_requested",
    "withdrawn",
    "stopped",
    "decided",
    "returned",
];

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
}

fn at(date: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
    date.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default())
}

fn paints() -> Vec<(&'static str, &'static str)> {
    vec![
        ("jade-900", "#0A3D36"),
        ("jade-700", "#0B5A4F"),
        ("jade-400", "#4A9584"),
        ("jade-100", "#DDECE6"),
        ("jade-50", "#EFF6F3"),
        ("gold-400", "#F6B73C"),
        ("gold-300", "#FFD166"),
        ("ochre-700", "#7A4B00"),
        ("son-700", "#A3201D"),
        ("cham-700", "#34417F"),
        ("ink", "#1A211F"),
        ("ink-2", "#4F5B57"),
        ("ink-3", "#56625E"),
        ("sand-300", "#D8D3C6"),
        ("sand-100", "#F2EDE0"),
        ("paper", "#FCFBF7"),
    ]
}

/// The seven standings of the table in `look.md` §4, on Wednesday 25 November 2026 at 09:10.
fn standings() -> [(&'static str, Standing); 7] {
    let now = at(day(11, 25), 9, 10);
    let open = Standing { at: now, due: at(day(12, 2), 17, 0), working_days: 5, working_minutes: 2_780, stopped: None, returned: false };
    let due =
        |date: NaiveDate, working_days: i64, working_minutes: i64| Standing { due: at(date, 17, 0), working_days, working_minutes, ..open };
    [
        ("web-components-when-on-time", open),
        ("web-components-when-due-soon", due(day(11, 26), 1, 860)),
        ("web-components-when-today", due(day(11, 25), 0, 380)),
        ("web-components-when-late", due(day(11, 23), -2, 1_000)),
        ("web-components-when-stopped", Standing { stopped: Some(StopReason::Supplement), ..open }),
        ("web-components-when-done", Standing { returned: true, ..due(day(11, 27), 2, 1_000) }),
        ("web-components-when-done-late", Standing { returned: true, ..due(day(11, 24), -1, 500) }),
    ]
}

fn chip_rows() -> Vec<ChipRow> {
    standings()
        .into_iter()
        .map(|(when_key, standing)| ChipRow {
            when_key,
            chips: Language::ALL.into_iter().map(|language| (language.code(), Chip::of(language, &standing))).collect(),
        })
        .collect()
}

fn errors(language: Language) -> FieldErrors {
    let mut errors = FieldErrors::none();
    errors.add("personal-number", t(language, "web-components-number-error"));
    errors.add("moved", t(language, "web-components-date-error"));
    errors
}

fn choices(language: Language, keys: &[&str]) -> Vec<Choice> {
    keys.iter().enumerate().map(|(index, key)| Choice::new(*key, t(language, key), index == 0)).collect()
}

fn tabs(page: &Page) -> Vec<Tab> {
    let tab =
        |key: &str, count: i64, current: bool| Tab { label: page.t(key), address: "/thanh-phan".to_owned(), count: Some(count), current };
    vec![tab("web-components-tab-mine", 6, false), tab("web-components-tab-team", 17, true), tab("web-components-tab-stopped", 2, false)]
}

fn stages(page: &Page) -> Vec<Stage> {
    let short = |date: NaiveDate, hour, minute| crate::format::short_date_time(page.language(), at(date, hour, minute));
    let stage = |key: &str, note: String, state: Progress| Stage { label: page.t(key), note, state };
    vec![
        stage("web-components-stage-sent", short(day(11, 13), 20, 14), Progress::Done),
        stage("web-components-stage-received", short(day(11, 16), 8, 5), Progress::Done),
        stage("web-components-stage-work", "Công an phường Hồng Gai".to_owned(), Progress::Now),
        stage("web-components-stage-result", short(day(12, 2), 17, 0), Progress::Next),
    ]
}

fn steps(page: &Page) -> Vec<Step> {
    let step = |key: &str, state: Progress| Step { label: page.t(key), address: "/thanh-phan".to_owned(), state };
    vec![
        step("web-components-step-person", Progress::Done),
        step("web-components-step-place", Progress::Now),
        step("web-components-step-papers", Progress::Next),
    ]
}

fn story(page: &Page) -> Story {
    let reason = |key: &str, basis_key: &str, kind: ReasonKind| Reason { kind, sentence: page.t(key), basis: page.t(basis_key) };
    let holiday = DayMark::Off(page.t("web-components-holiday"));
    let weekend = || DayMark::Off(String::new());
    let marks = [
        DayMark::Received,
        DayMark::Dropped(1),
        DayMark::Stopped,
        DayMark::Counted(1),
        DayMark::Counted(2),
        weekend(),
        weekend(),
        DayMark::Counted(3),
        holiday,
        DayMark::Due(Some(4)),
    ];
    let days: Vec<(NaiveDate, DayMark)> = day(11, 16).iter_days().zip(marks).collect();
    Story {
        title: page.t("web-components-story-title"),
        reasons: vec![
            reason("web-components-story-1", "web-components-story-1-basis", ReasonKind::Plain),
            reason("web-components-story-2", "web-components-story-2-basis", ReasonKind::Stopped),
            reason("web-components-story-3", "web-components-story-3-basis", ReasonKind::Due),
        ],
        calendar: CalendarTable::new(page.language(), &days, day(11, 16) + Days::new(4)),
    }
}

/// Sixty days from 16 November 2026: too many to be read one by one.
fn long_span(language: Language) -> CalendarTable {
    let start = day(11, 16);
    let mark = |date: NaiveDate| if date.weekday().num_days_from_monday() < 5 { DayMark::Counted(1) } else { DayMark::Off(String::new()) };
    let days: Vec<(NaiveDate, DayMark)> = start.iter_days().take(60).map(|date| (date, mark(date))).collect();
    CalendarTable::new(language, &days, start)
}

fn ruler() -> Vec<RulerDay> {
    let entry = |label: &str, kind| RulerDay { label: label.to_owned(), kind };
    vec![entry("19", "past"), entry("20", "today"), entry("23", "next"), entry("25", "next")]
}

fn inbox(language: Language) -> Vec<InboxRow> {
    let [on_time, soon, today, late, stopped, ..] = standings().map(|(_, standing)| Chip::of(language, &standing));
    let row = |id, chosen, chip, code, applicant, initials, holder| InboxRow { id, chosen, chip, code, applicant, holder, initials };
    vec![
        row("1", true, late, "H49.58-261118-0031", "Phạm Gia Huy", "TL", "Đặng Thùy Lan"),
        row("2", false, today, "H49.58-261123-0014", "Ngô Thị Lan Phương", "VK", ""),
        row("3", false, soon, "H49.58-261120-0017", "Hà Quang Vinh", "", ""),
        row("4", false, stopped, "H49.58-261113-0041", "Mạc Văn Thắng", "DT", "Bùi Đức Thịnh"),
        row("5", false, on_time, "H49.58-261116-0027", "Vũ Thị Minh Ngọc", "VK", ""),
    ]
}
