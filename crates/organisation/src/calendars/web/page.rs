//! The page of the calendar.

use ::web::administration::{HistoryLine, what_happened};
use ::web::{Choice, FieldErrors, Language, Page, PageError, Section, Sent, Visitor, t};
use access::api;
use askama::Template;
use chrono::{Datelike, Days, NaiveDate};
use kernel::calendar::Calendar;

use super::{DAY_ROWS, DAYS};
use crate::calendars::change::read;
use crate::calendars::usecases::{can_undo, subject};
use crate::calendars::{CalendarBook, DayKind, Effect, WeekRow, store};

/// What a request wants to see.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) year: Option<i32>,
    pub(super) calendar: String,
    pub(super) done: String,
    pub(super) typed: Option<Sent>,
    pub(super) errors: FieldErrors,
    pub(super) effect: Option<Effect>,
    pub(super) is_week: bool,
}

/// One day of a month; nothing before the first.
struct Day {
    number: String,
    class: &'static str,
    /// Said to screen readers: holiday, worked, name.
    spoken: String,
}

struct Month {
    name: String,
    weeks: Vec<Vec<Option<Day>>>,
}

struct SpecialLine {
    date: NaiveDate,
    name: String,
    kind: String,
    is_certain: bool,
}

struct DayRow {
    date: String,
    name: String,
    kinds: Vec<Choice>,
    row: usize,
}

struct WeekLine {
    day: &'static str,
    name: String,
    hours: String,
    counts: bool,
}

struct ChangeLine {
    number: i32,
    act: String,
    what: String,
    can_undo: bool,
    is_undone: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "organisation/calendar.html")]
pub(super) struct CalendarPage {
    page: Page,
    year: i32,
    previous: String,
    next: String,
    calendar: String,
    calendars: Vec<Choice>,
    months: Vec<Month>,
    heads: Vec<String>,
    special: Vec<SpecialLine>,
    days: Vec<DayRow>,
    week: Vec<WeekLine>,
    zone: String,
    act: String,
    errors: FieldErrors,
    effect: Vec<String>,
    is_week: bool,
    changes: Vec<ChangeLine>,
    history: Vec<HistoryLine>,
    may_edit: bool,
    done: String,
}

impl CalendarPage {
    fn row_number(&self, day: &DayRow) -> i64 {
        i64::try_from(day.row).unwrap_or_default().saturating_add(1)
    }

    fn field(&self, name: &str, day: &DayRow) -> &'static str {
        const DATES: [&str; DAY_ROWS] = ["date-0", "date-1", "date-2", "date-3", "date-4", "date-5"];
        const NAMES: [&str; DAY_ROWS] = ["name-0", "name-1", "name-2", "name-3", "name-4", "name-5"];
        let fields = if name == "date" { DATES } else { NAMES };
        fields.get(day.row).copied().unwrap_or_default()
    }

    fn hours(&self, line: &WeekLine) -> &'static str {
        const HOURS: [&str; 8] = [
            "hours-monday",
            "hours-tuesday",
            "hours-wednesday",
            "hours-thursday",
            "hours-friday",
            "hours-saturday",
            "hours-sunday",
            "hours-swap",
        ];
        DAYS.iter().position(|day| *day == line.day).and_then(|place| HOURS.get(place)).copied().unwrap_or_default()
    }
}

pub(super) async fn page(book: &CalendarBook, visitor: Visitor, may_edit: bool, shown: Shown) -> Result<CalendarPage, PageError> {
    let page = Page::desk(visitor, Section::Administration, "calendar-title").with_errors(!shown.errors.is_empty());
    let language = page.language();
    let mut connection = book.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let changes = store::all(&mut connection, book.ctx.node.as_str()).await.map_err(PageError::fault)?;
    let entries = journal::of_subject(&mut connection, subject(book.ctx.node.as_str())).await.map_err(PageError::fault)?;
    let people: Vec<_> = entries.iter().filter_map(|entry| entry.actor).collect();
    let names = api::names(&mut connection, &people).await.map_err(PageError::fault)?;
    drop(connection);
    let ids = book.shared.ids();
    let id = ids.iter().find(|id| **id == shown.calendar).or_else(|| ids.iter().find(|id| **id == "standard")).or_else(|| ids.first());
    let id = (*id.ok_or(PageError::NotFound)?).to_owned();
    let calendar = book.shared.get(&id).ok_or(PageError::NotFound)?;
    let (first, last) = calendar.span();
    let year = shown.year.unwrap_or_else(|| book.today().year()).clamp(first.year(), last.year());
    let typed = shown.typed.unwrap_or_default();
    let rows: Vec<WeekRow> = read::<WeekRow>(&book.files(&changes).1).into_iter().filter(|row| row.calendar == id).collect();
    let address = |year: i32| format!("/quan-tri/lich?nam={year}&lich={id}");
    let line = |entry: &journal::Entry| HistoryLine {
        at: entry.at,
        who: entry.actor.and_then(|actor| names.get(&actor).cloned()).unwrap_or_default(),
        what: what_happened(language, &entry.kind),
        about: entry.data.get("name").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned(),
        why: entry.data.get("act").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned(),
    };
    Ok(CalendarPage {
        previous: if year > first.year() { address(year - 1) } else { String::new() },
        next: if year < last.year() { address(year + 1) } else { String::new() },
        calendars: ids.iter().map(|known| Choice::new(*known, calendar_name(language, known), *known == id)).collect(),
        months: (1..=12).filter_map(|month| month_of(calendar, year, month, &page)).collect(),
        heads: DAYS.iter().take(7).map(|day| t(language, &format!("calendar-short-{day}"))).collect(),
        special: special(calendar, year, language),
        days: (0..DAY_ROWS).map(|row| day_row(&typed, row, language)).collect(),
        week: DAYS.iter().map(|day| week_line(day, &rows, &typed, shown.is_week, language)).collect(),
        zone: rows.first().map(|row| row.zone.clone()).unwrap_or_default(),
        act: typed.text("act").to_owned(),
        effect: shown.effect.map(|effect| sentences(&effect, &page)).unwrap_or_default(),
        is_week: shown.is_week,
        changes: changes.iter().rev().map(|change| change_line(book, change, &page)).collect(),
        history: entries.iter().rev().map(line).collect(),
        errors: shown.errors,
        done: match shown.done.as_str() {
            "luu" => page.t("calendar-done"),
            "hoan-tac" => page.t("calendar-done-undone"),
            _ => String::new(),
        },
        may_edit,
        calendar: id,
        year,
        page,
    })
}

/// The name of a calendar that has one; else what the table calls it.
fn calendar_name(language: Language, id: &str) -> String {
    match id {
        "standard" => t(language, "calendar-standard"),
        other => other.replace('_', " "),
    }
}

fn month_of(calendar: &Calendar, year: i32, month: u32, page: &Page) -> Option<Month> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let mut cells: Vec<Option<Day>> = (0..first.weekday().num_days_from_monday()).map(|_| None).collect();
    let days = std::iter::successors(Some(first), |day| day.checked_add_days(Days::new(1))).take_while(|day| day.month() == month);
    cells.extend(days.map(|date| Some(day_of(calendar, date, page))));
    while !cells.len().is_multiple_of(7) {
        cells.push(None);
    }
    let mut weeks = Vec::new();
    let mut cells = cells.into_iter().peekable();
    while cells.peek().is_some() {
        weeks.push(cells.by_ref().take(7).collect());
    }
    Some(Month { name: page.t1("calendar-month", "month", i64::from(month)), weeks })
}

fn day_of(calendar: &Calendar, date: NaiveDate, page: &Page) -> Day {
    let special = calendar.special_day(date);
    let works = calendar.is_working_day(date).unwrap_or(false);
    let (class, spoken) = match special {
        Some(day) if day.worked => ("counted", page.t1("calendar-spoken-worked", "name", day.name.as_str())),
        Some(day) => ("off holiday", page.t1("calendar-spoken-off", "name", day.name.as_str())),
        None if works => ("plain", String::new()),
        None => ("off", page.t("calendar-spoken-weekend")),
    };
    Day { number: date.day().to_string(), class, spoken }
}

fn special(calendar: &Calendar, year: i32, language: Language) -> Vec<SpecialLine> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1);
    let days = std::iter::successors(first, |day| day.checked_add_days(Days::new(1))).take_while(|day| day.year() == year);
    let line = |date: NaiveDate| {
        let day = calendar.special_day(date)?;
        let kind = if day.worked { "swap-working-day" } else { "holiday" };
        Some(SpecialLine { date, name: day.name.clone(), kind: t(language, &format!("calendar-kind-{kind}")), is_certain: day.announced })
    };
    days.filter_map(line).collect()
}

fn day_row(typed: &Sent, row: usize, language: Language) -> DayRow {
    let chosen = typed.text(&format!("kind-{row}"));
    let choice = |kind: DayKind| {
        Choice::new(kind.code(), t(language, &format!("calendar-kind-{}", kind.code().replace('_', "-"))), kind.code() == chosen)
    };
    DayRow {
        date: typed.text(&format!("date-{row}")).to_owned(),
        name: typed.text(&format!("name-{row}")).to_owned(),
        kinds: DayKind::ALL.into_iter().map(choice).collect(),
        row,
    }
}

fn week_line(day: &'static str, rows: &[WeekRow], typed: &Sent, is_typed: bool, language: Language) -> WeekLine {
    let own: Vec<&WeekRow> = rows.iter().filter(|row| row.day == day).collect();
    let hours: Vec<String> = own.iter().map(|row| format!("{}-{}", row.opens, row.closes)).collect();
    WeekLine {
        name: t(language, &format!("calendar-day-{day}")),
        hours: if is_typed { typed.text(&format!("hours-{day}")).to_owned() } else { hours.join(", ") },
        counts: if is_typed { typed.has(&format!("counts-{day}")) } else { own.iter().any(|row| row.working_day == "yes") },
        day,
    }
}

/// What a change would mean, in sentences.
fn sentences(effect: &Effect, page: &Page) -> Vec<String> {
    let mut said: Vec<String> = effect
        .moved
        .iter()
        .map(|(days, count)| {
            let key = if *days > 0 { "calendar-effect-later" } else { "calendar-effect-earlier" };
            page.t2(key, "count", *count, "days", days.abs())
        })
        .collect();
    if said.is_empty() {
        said.push(page.t1("calendar-effect-none", "count", effect.looked_at));
    }
    if effect.is_cut {
        said.push(page.t1("calendar-effect-cut", "count", effect.looked_at));
    }
    said
}

fn change_line(book: &CalendarBook, change: &store::Stored, page: &Page) -> ChangeLine {
    let days = change.content.days.iter().map(|day| {
        let kind = page.t(&format!("calendar-kind-{}", day.kind.code().replace('_', "-")));
        format!("{} {kind} {}", page.date(day.date), day.name)
    });
    let weeks =
        change.content.weeks.first().map(|row| page.t1("calendar-change-week", "name", calendar_name(page.language(), &row.calendar)));
    ChangeLine {
        number: change.number,
        act: change.act.clone(),
        what: days.chain(weeks).collect::<Vec<_>>().join("; "),
        can_undo: can_undo(book, change),
        is_undone: change.undone_at.is_some(),
    }
}
