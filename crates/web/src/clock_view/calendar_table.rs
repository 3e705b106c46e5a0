//! The days from receipt to due date as weeks from Monday to Sunday.

use chrono::{Datelike, Days, NaiveDate};
use kernel::calendar::DayMark;

use crate::format;
use crate::i18n::{Language, Value, t, t_with};

/// The end of the style class of a mark.
const fn class(mark: &DayMark) -> &'static str {
    match mark {
        DayMark::Plain => "plain",
        DayMark::HandedIn | DayMark::Received => "received",
        DayMark::Counted(_) => "counted",
        DayMark::Dropped(_) => "dropped",
        DayMark::Stopped => "stopped",
        DayMark::Off(_) => "off",
        DayMark::Due(_) => "due",
    }
}

fn word(mark: &DayMark, language: Language) -> String {
    match mark {
        DayMark::Counted(number) | DayMark::Dropped(number) | DayMark::Due(Some(number)) => number.to_string(),
        DayMark::HandedIn => t(language, "web-calendar-handed-in"),
        DayMark::Received => t(language, "web-calendar-received"),
        DayMark::Stopped => t(language, "web-calendar-stopped"),
        DayMark::Off(name) if !name.is_empty() => t(language, "web-calendar-holiday"),
        DayMark::Plain | DayMark::Off(_) | DayMark::Due(None) => String::new(),
    }
}

/// What a screen reader adds: colour and hatching say it to the others.
fn spoken_mark(mark: &DayMark, language: Language) -> String {
    match mark {
        DayMark::Plain | DayMark::HandedIn | DayMark::Received | DayMark::Stopped => String::new(),
        DayMark::Counted(_) => t(language, "web-calendar-legend-counted"),
        DayMark::Dropped(_) => t(language, "web-calendar-legend-dropped"),
        DayMark::Off(name) if name.is_empty() => t(language, "web-calendar-legend-off"),
        DayMark::Off(name) => name.clone(),
        DayMark::Due(_) => t(language, "web-calendar-legend-due"),
    }
}

/// One cell; a cell without a number is outside the span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDay {
    /// Day of the month, with the month on its first day: "1/12".
    pub number: String,
    /// The count or the word below it.
    pub word: String,
    /// What screen readers say in addition.
    pub spoken: String,
    /// End of the style class.
    pub class: &'static str,
    /// Whether the number is struck through.
    pub dropped: bool,
    /// Whether it is today.
    pub today: bool,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarHead {
    /// "T2".
    pub short: String,
    /// "thứ Hai".
    pub name: String,
}

/// One entry of the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendEntry {
    /// End of the style class of the swatch.
    pub class: &'static str,
    /// Words.
    pub label: String,
}

/// One month of a long span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthRow {
    /// "tháng 11/2026".
    pub name: String,
    /// Days counted.
    pub counted: usize,
    /// Weekends and holidays.
    pub off: usize,
    /// Days on which the clock stood still.
    pub stopped: usize,
    /// Days of the month that lie in the span.
    pub days: usize,
}

/// More days than this are shown month by month: six weeks fill a phone.
const LONGEST_BY_DAY: usize = 45;

/// The calendar of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarTable {
    /// Caption of the table.
    pub caption: String,
    /// Seven heads from Monday.
    pub heads: Vec<CalendarHead>,
    /// Weeks of seven cells; none when the span is too long to be read day by day.
    pub weeks: Vec<Vec<CalendarDay>>,
    /// Instead of the weeks: what the days of each month were.
    pub months: Vec<MonthRow>,
    /// With the months: each holiday with its date.
    pub holidays: Vec<String>,
    /// Only the marks that occur.
    pub legend: Vec<LegendEntry>,
}

impl CalendarTable {
    /// The table of `days` (consecutive, in order), with a ring round `today` when it is among them.
    #[must_use]
    pub fn new(language: Language, days: &[(NaiveDate, DayMark)], today: NaiveDate) -> Self {
        if days.len() > LONGEST_BY_DAY {
            return Self::by_month(language, days);
        }
        Self {
            caption: t(language, "web-calendar-caption"),
            heads: heads(language),
            weeks: weeks(language, days, today),
            months: Vec::new(),
            holidays: Vec::new(),
            legend: legend(language, days, today),
        }
    }

    fn by_month(language: Language, days: &[(NaiveDate, DayMark)]) -> Self {
        let months = days.chunk_by(|(one, _), (next, _)| one.month() == next.month()).filter_map(|month| MonthRow::new(language, month));
        let named = |(date, mark): &(NaiveDate, DayMark)| match mark {
            DayMark::Off(name) if !name.is_empty() => Some(format!("{} {name}", format::date(language, *date))),
            _ => None,
        };
        Self {
            caption: t(language, "web-calendar-months-caption"),
            heads: Vec::new(),
            weeks: Vec::new(),
            months: months.collect(),
            holidays: days.iter().filter_map(named).collect(),
            legend: Vec::new(),
        }
    }
}

impl CalendarTable {
    /// Whether the clock stood still in any of the months.
    #[must_use]
    pub fn has_stops(&self) -> bool {
        self.months.iter().any(|month| month.stopped > 0)
    }
}

impl MonthRow {
    fn new(language: Language, days: &[(NaiveDate, DayMark)]) -> Option<Self> {
        let (first, _) = days.first()?;
        let count = |wanted: &[&str]| days.iter().filter(|(_, mark)| wanted.contains(&class(mark))).count();
        let values = [("month", t(language, &format!("web-month-{}", first.month())).into()), ("year", first.year().to_string().into())];
        Some(Self {
            name: t_with(language, "web-calendar-month", &values),
            counted: count(&["counted", "due"]),
            off: count(&["off"]),
            stopped: count(&["stopped"]),
            days: days.len(),
        })
    }
}

fn heads(language: Language) -> Vec<CalendarHead> {
    // Any Monday serves: 6 January 2025 is one.
    let monday = NaiveDate::from_ymd_opt(2025, 1, 6).unwrap_or_default();
    (0..7)
        .map(|offset| monday + Days::new(offset))
        .map(|day| CalendarHead { short: format::weekday_short(language, day), name: format::weekday(language, day) })
        .collect()
}

fn weeks(language: Language, days: &[(NaiveDate, DayMark)], today: NaiveDate) -> Vec<Vec<CalendarDay>> {
    let lead = days.first().map_or(0, |(first, _)| first.weekday().num_days_from_monday());
    let mut cells: Vec<CalendarDay> = (0..lead).map(|_| outside()).collect();
    cells.extend(days.iter().map(|(date, mark)| cell(language, *date, mark, today)));
    while !cells.len().is_multiple_of(7) {
        cells.push(outside());
    }
    cells.chunks(7).map(<[CalendarDay]>::to_vec).collect()
}

const fn outside() -> CalendarDay {
    CalendarDay { number: String::new(), word: String::new(), spoken: String::new(), class: "plain", dropped: false, today: false }
}

fn cell(language: Language, date: NaiveDate, mark: &DayMark, today: NaiveDate) -> CalendarDay {
    let number = match (date.day(), mark) {
        (1, _) | (_, DayMark::Due(_)) => {
            let values = [("day", Value::from(date.day().to_string())), ("month", Value::from(date.month().to_string()))];
            t_with(language, "web-calendar-day-month", &values)
        }
        (day, _) => day.to_string(),
    };
    CalendarDay {
        number,
        word: word(mark, language),
        spoken: spoken(language, mark, date == today),
        class: class(mark),
        dropped: matches!(mark, DayMark::Dropped(_)),
        today: date == today,
    }
}

fn spoken(language: Language, mark: &DayMark, today: bool) -> String {
    let mark = spoken_mark(mark, language);
    match (today, mark.is_empty()) {
        (false, _) => mark,
        (true, true) => t(language, "web-calendar-legend-today"),
        (true, false) => format!("{mark}, {}", t(language, "web-calendar-legend-today")),
    }
}

fn legend(language: Language, days: &[(NaiveDate, DayMark)], today: NaiveDate) -> Vec<LegendEntry> {
    let known = [
        ("counted", "web-calendar-legend-counted"),
        ("dropped", "web-calendar-legend-dropped"),
        ("stopped", "web-calendar-legend-stopped"),
        ("off", "web-calendar-legend-off"),
        ("due", "web-calendar-legend-due"),
    ];
    let mut entries: Vec<LegendEntry> = known
        .into_iter()
        .filter(|(known, _)| days.iter().any(|(_, mark)| class(mark) == *known))
        .map(|(class, key)| LegendEntry { class, label: t(language, key) })
        .collect();
    if days.iter().any(|(date, _)| *date == today) {
        entries.push(LegendEntry { class: "today", label: t(language, "web-calendar-legend-today") });
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn november(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    #[test]
    fn weeks_begin_on_monday_and_are_full() {
        let days: Vec<_> = (20..=30).map(|day| (november(day), DayMark::Counted(day - 19))).collect();
        let table = CalendarTable::new(Language::Vi, &days, november(25));
        assert_eq!(table.weeks.len(), 3);
        assert!(table.weeks.iter().all(|week| week.len() == 7));
        let (first, today) = (&table.weeks[0][4], &table.weeks[1][2]);
        assert_eq!((first.number.as_str(), first.word.as_str()), ("20", "1"));
        assert!(today.today && !first.today);
        assert_eq!(table.weeks[0][3].number, "");
        assert_eq!(table.legend.iter().map(|entry| entry.class).collect::<Vec<_>>(), ["counted", "today"]);
    }

    #[test]
    fn the_first_of_a_month_and_the_due_day_name_the_month() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let days = [(day, DayMark::Counted(6)), (day + Days::new(1), DayMark::Due(Some(7)))];
        let table = CalendarTable::new(Language::Vi, &days, day);
        let numbers: Vec<&str> = table.weeks[0].iter().map(|day| day.number.as_str()).filter(|number| !number.is_empty()).collect();
        assert_eq!(numbers, ["1/12", "2/12"]);
    }

    #[test]
    fn a_long_span_is_told_by_months() {
        let start = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let days: Vec<_> = (0..60)
            .map(|offset| start + Days::new(offset))
            .map(|day| match (day.month(), day.weekday().number_from_monday()) {
                (1, _) if day.day() == 1 => (day, DayMark::Off("Tết Dương lịch".to_owned())),
                (_, 6 | 7) => (day, DayMark::Off(String::new())),
                _ => (day, DayMark::Counted(1)),
            })
            .collect();
        let table = CalendarTable::new(Language::Vi, &days, start);
        assert!(table.weeks.is_empty());
        let told: Vec<_> = table.months.iter().map(|month| (month.name.as_str(), month.counted, month.off, month.days)).collect();
        assert_eq!(told, [("tháng 11/2026", 7, 4, 11), ("tháng 12/2026", 23, 8, 31), ("tháng 1/2027", 11, 7, 18)]);
        assert_eq!(table.holidays, ["01/01/2027 Tết Dương lịch"]);
    }
}
