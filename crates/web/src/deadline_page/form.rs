//! What was typed into the form of `/han-tra`, and the case it makes.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use kernel::calendar::{Calendar, CalendarError, Calendars, ClockCase, ClockEvent, SupplementRule};
use kernel::limit::{Limit, LimitError, LimitUnit};
use serde::Deserialize;

use crate::form::{FieldErrors, TypedDate};
use crate::i18n::{Language, Value, t, t_with};
use crate::{format, language_switch};

/// The inputs exactly as typed. An empty `unit` means that nothing was sent yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(super) struct Typed {
    pub(super) received_day: String,
    pub(super) received_month: String,
    pub(super) received_year: String,
    pub(super) received_time: String,
    pub(super) value: String,
    pub(super) unit: String,
    pub(super) calendar: String,
    pub(super) asked_day: String,
    pub(super) asked_month: String,
    pub(super) asked_year: String,
    pub(super) asked_time: String,
    pub(super) supplied_day: String,
    pub(super) supplied_month: String,
    pub(super) supplied_year: String,
    pub(super) supplied_time: String,
    pub(super) rule: String,
}

/// The three moments of the form; the name is that of the date, the time has `-time` behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    Received,
    Asked,
    Supplied,
}

impl Moment {
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Asked => "asked",
            Self::Supplied => "supplied",
        }
    }

    const fn time_field(self) -> &'static str {
        match self {
            Self::Received => "received-time",
            Self::Asked => "asked-time",
            Self::Supplied => "supplied-time",
        }
    }
}

impl Typed {
    /// A fresh form: received now, at an office with standard hours.
    pub(super) fn fresh(now: NaiveDateTime) -> Self {
        Self {
            received_day: now.format("%-d").to_string(),
            received_month: now.format("%-m").to_string(),
            received_year: now.format("%Y").to_string(),
            received_time: now.format("%H:%M").to_string(),
            unit: LimitUnit::WorkingDay.code().to_owned(),
            calendar: "standard".to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn was_sent(&self) -> bool {
        !self.unit.is_empty()
    }

    /// The date of a moment as typed, with the faulty parts named when `faulty`.
    pub(super) fn date(&self, moment: Moment, faulty: bool) -> TypedDate {
        let (day, month, year) = match moment {
            Moment::Received => (&self.received_day, &self.received_month, &self.received_year),
            Moment::Asked => (&self.asked_day, &self.asked_month, &self.asked_year),
            Moment::Supplied => (&self.supplied_day, &self.supplied_month, &self.supplied_year),
        };
        let faulty = if faulty { "day month year".to_owned() } else { String::new() };
        TypedDate { day: day.clone(), month: month.clone(), year: year.clone(), faulty }
    }

    pub(super) fn time(&self, moment: Moment) -> &str {
        match moment {
            Moment::Received => &self.received_time,
            Moment::Asked => &self.asked_time,
            Moment::Supplied => &self.supplied_time,
        }
    }

    /// The case that was typed and its calendar.
    ///
    /// # Errors
    /// Every message at its field, in the order of the form.
    pub(super) fn case<'a>(&self, calendars: &'a Calendars, language: Language) -> Result<(&'a Calendar, ClockCase), FieldErrors> {
        let mut reader = Reader { typed: self, language, errors: FieldErrors::none() };
        let received = reader.moment(Moment::Received);
        let limit = reader.limit();
        let calendar = calendars.get(&self.calendar);
        if calendar.is_none() {
            reader.at("calendar", "web-deadline-error-calendar", &[]);
        }
        let (asked, supplied) = reader.supplement();
        if let (true, Some(received), Some(limit), Some(calendar)) = (reader.errors.is_empty(), received, limit, calendar) {
            let events = [
                asked.map(|at| ClockEvent::supplement_requested(calendar.instant(at))),
                supplied.map(|at| ClockEvent::supplement_supplied(calendar.instant(at))),
            ];
            let case = ClockCase {
                calendar: self.calendar.clone(),
                received_at: calendar.instant(received),
                limit,
                supplement_rule: if self.rule == "resume" { SupplementRule::Resume } else { SupplementRule::Restart },
                events: events.into_iter().flatten().collect(),
            };
            return Ok((calendar, case));
        }
        Err(reader.errors)
    }

    /// What the calendar has against the case, said at the field it concerns.
    pub(super) fn refused(error: &CalendarError, language: Language) -> FieldErrors {
        let mut errors = FieldErrors::none();
        match error {
            CalendarError::Outside { first, last, .. } => {
                let values = [("first", format::date(language, *first).into()), ("last", format::date(language, *last).into())];
                errors.add(Moment::Received.field(), t_with(language, "web-deadline-error-outside", &values));
            }
            CalendarError::Order { position: 0 } => errors.add(Moment::Asked.field(), t(language, "web-deadline-error-asked-before")),
            CalendarError::Order { .. } => errors.add(Moment::Supplied.field(), t(language, "web-deadline-error-supplied-before")),
        }
        errors
    }

    /// The address of this very question.
    pub(super) fn address(&self) -> String {
        let pairs = [
            ("received-day", &self.received_day),
            ("received-month", &self.received_month),
            ("received-year", &self.received_year),
            ("received-time", &self.received_time),
            ("value", &self.value),
            ("unit", &self.unit),
            ("calendar", &self.calendar),
            ("asked-day", &self.asked_day),
            ("asked-month", &self.asked_month),
            ("asked-year", &self.asked_year),
            ("asked-time", &self.asked_time),
            ("supplied-day", &self.supplied_day),
            ("supplied-month", &self.supplied_month),
            ("supplied-year", &self.supplied_year),
            ("supplied-time", &self.supplied_time),
            ("rule", &self.rule),
        ];
        let filled = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> = filled.map(|(name, value)| format!("{name}={}", language_switch::escape(value))).collect();
        format!("/han-tra?{}", query.join("&"))
    }
}

/// Reads typed inputs and keeps what is wrong with them.
struct Reader<'a> {
    typed: &'a Typed,
    language: Language,
    errors: FieldErrors,
}

impl Reader<'_> {
    fn at(&mut self, field: &str, key: &str, values: &[(&str, Value)]) {
        self.errors.add(field, t_with(self.language, key, values));
    }

    fn moment(&mut self, moment: Moment) -> Option<NaiveDateTime> {
        let date = self.date(moment);
        let time = self.time(moment);
        Some(date?.and_time(time?))
    }

    fn date(&mut self, moment: Moment) -> Option<NaiveDate> {
        let typed = self.typed.date(moment, false);
        if typed == TypedDate::default() {
            self.at(moment.field(), "web-deadline-error-date-missing", &[]);
            return None;
        }
        let date = date_of(&typed);
        if date.is_none() {
            let parts = [&typed.day, &typed.month, &typed.year].map(|part| part.trim());
            let found = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
            self.at(moment.field(), "web-deadline-error-date", &[("found", found.into())]);
        }
        date
    }

    fn time(&mut self, moment: Moment) -> Option<NaiveTime> {
        let typed = self.typed.time(moment).trim();
        let time = time_of(typed);
        if time.is_none() {
            let key = if typed.is_empty() { "web-deadline-error-time-missing" } else { "web-deadline-error-time" };
            self.at(moment.time_field(), key, &[("found", typed.into())]);
        }
        time
    }

    fn limit(&mut self) -> Option<Limit> {
        let Some(unit) = LimitUnit::from_code(&self.typed.unit) else {
            self.at("unit", "web-deadline-error-unit", &[]);
            return None;
        };
        let typed = self.typed.value.trim();
        let number = typed.replace(',', ".").parse::<f64>().ok();
        if number.is_none() && !typed.is_empty() && !unit.stands_alone() {
            self.at("value", "web-deadline-error-value", &[("found", typed.into())]);
            return None;
        }
        match Limit::new(number, unit) {
            Ok(limit) => Some(limit),
            Err(error) => {
                let key = match error {
                    LimitError::Missing => "web-deadline-error-value-missing",
                    LimitError::Range => "web-deadline-error-value-range",
                    LimitError::Fraction => "web-deadline-error-value-fraction",
                };
                self.at("value", key, &[("found", typed.into())]);
                None
            }
        }
    }

    /// When papers were asked for and complete; both may be left empty, the second alone may not be filled.
    fn supplement(&mut self) -> (Option<NaiveDateTime>, Option<NaiveDateTime>) {
        let filled = |moment| self.typed.date(moment, false) != TypedDate::default() || !self.typed.time(moment).trim().is_empty();
        let (was_asked, was_supplied) = (filled(Moment::Asked), filled(Moment::Supplied));
        let asked = if was_asked || was_supplied { self.moment(Moment::Asked) } else { None };
        let supplied = if was_supplied { self.moment(Moment::Supplied) } else { None };
        (asked, supplied)
    }
}

fn date_of(typed: &TypedDate) -> Option<NaiveDate> {
    let year = typed.year.trim().parse::<i32>().ok().filter(|year| (1900..=2200).contains(year))?;
    NaiveDate::from_ymd_opt(year, typed.month.trim().parse().ok()?, typed.day.trim().parse().ok()?)
}

/// "8:30", "08:30", "8h30", "8 giờ 30", "8h".
fn time_of(typed: &str) -> Option<NaiveTime> {
    let plain = typed.to_lowercase().replace("giờ", ":").replace(['h', '.'], ":").replace(char::is_whitespace, "");
    let (hour, minute) = plain.split_once(':')?;
    let minute = if minute.is_empty() { "0" } else { minute.trim_end_matches("phút") };
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// The present in office time, for a fresh form.
pub(super) fn office_now(calendars: &Calendars, now: DateTime<Utc>) -> Option<NaiveDateTime> {
    let calendar = calendars.get("standard").or_else(|| calendars.ids().first().and_then(|id| calendars.get(id)));
    calendar.map(|calendar| calendar.local(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (typed, expected) in [
            ("8:30", Some((8, 30))),
            ("08:30", Some((8, 30))),
            ("8h30", Some((8, 30))),
            ("16 giờ 05", Some((16, 5))),
            ("8h", Some((8, 0))),
            ("8.30", Some((8, 30))),
            ("24:00", None),
            ("sáng", None),
            ("", None),
        ] {
            assert_eq!(time_of(typed), expected.and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0)), "{typed}");
        }
    }
}
