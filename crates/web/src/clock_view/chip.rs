//! The deadline chip: glyph, fill and words say the same thing three times (`look.md` §4).

use chrono::{DateTime, NaiveDateTime, Utc};
use kernel::calendar::{Calendar, CalendarError};

use crate::format;
use crate::i18n::{Language, Value, t, t_with};

/// The seven states of a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChipState {
    /// Two or more working days left.
    OnTime,
    /// The due day is the next working day.
    DueSoon,
    /// Due today.
    Today,
    /// Past due and not returned.
    Late,
    /// The clock stands still.
    Stopped,
    /// Returned in time.
    Done,
    /// Returned late.
    DoneLate,
}

impl ChipState {
    /// Every state, in the order of the table of `look.md`.
    pub const ALL: [Self; 7] = [Self::OnTime, Self::DueSoon, Self::Today, Self::Late, Self::Stopped, Self::Done, Self::DoneLate];

    /// The end of the style class.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self {
            Self::OnTime => "on-time",
            Self::DueSoon => "due-soon",
            Self::Today => "today",
            Self::Late => "late",
            Self::Stopped => "stopped",
            Self::Done => "done",
            Self::DoneLate => "done-late",
        }
    }

    /// The name of the glyph in the sprite.
    #[must_use]
    pub const fn glyph(&self) -> &'static str {
        match self {
            Self::OnTime => "glyph-on-time",
            Self::DueSoon => "glyph-due-soon",
            Self::Today => "glyph-today",
            Self::Late => "glyph-late",
            Self::Stopped => "glyph-stopped",
            Self::Done => "glyph-done",
            Self::DoneLate => "glyph-done-late",
        }
    }
}

/// What a stopped clock waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    /// The applicant owes papers.
    Supplement,
    /// The applicant owes a payment.
    Payment,
}

/// Where a dossier stands against its due date, in office time and in numbers of its calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The present, or the moment of return of a finished dossier.
    pub at: NaiveDateTime,
    /// The current due date.
    pub due: NaiveDateTime,
    /// Working days after the day of `at` up to the due day; negative when the due day lies before.
    pub working_days: i64,
    /// Working minutes between `at` and `due`, whichever comes first; never negative.
    pub working_minutes: i64,
    /// Why the clock stands still, when it does.
    pub stopped: Option<StopReason>,
    /// Whether the result has been returned (then `at` is the moment of return).
    pub returned: bool,
}

/// A chip ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// Which glyph and fill.
    pub state: ChipState,
    /// The words.
    pub words: String,
    /// The second line in lists, such as "còn 6 giờ 20"; may be empty.
    pub note: String,
}

impl Chip {
    /// The chip of a standing. A late dossier that is stopped shows late first.
    #[must_use]
    pub fn of(language: Language, standing: &Standing) -> Self {
        let state = standing.state();
        Self { state, words: capitalised(&standing.words(language, state)), note: standing.note(language, state) }
    }

    /// A chip with other words, for example "Thứ Sáu 27/11" in the inbox.
    #[must_use]
    pub fn with_words(mut self, words: impl Into<String>) -> Self {
        self.words = words.into();
        self
    }
}

impl Standing {
    /// Where an open dossier with the due date `due` stands at `now`.
    ///
    /// # Errors
    /// [`CalendarError::Outside`] when the calendar data does not reach one of the two.
    pub fn new(calendar: &Calendar, due: DateTime<Utc>, now: DateTime<Utc>) -> Result<Self, CalendarError> {
        let (at, local_due) = (calendar.local(now), calendar.local(due));
        Ok(Self {
            at,
            due: local_due,
            working_days: calendar.working_days_between(at.date(), local_due.date())?,
            working_minutes: calendar.working_minutes_between(now, due)?.abs(),
            stopped: None,
            returned: false,
        })
    }

    /// The same with the clock standing still; `due` is then the date that was in force at the stop.
    #[must_use]
    pub const fn stopped(mut self, reason: StopReason) -> Self {
        self.stopped = Some(reason);
        self
    }

    /// The same, returned at the moment it was made for.
    #[must_use]
    pub const fn returned(mut self) -> Self {
        self.returned = true;
        self
    }

    /// Which of the seven states this is.
    #[must_use]
    pub fn state(&self) -> ChipState {
        let past = self.at > self.due;
        match (self.returned, past, self.stopped) {
            (true, true, _) => ChipState::DoneLate,
            (true, false, _) => ChipState::Done,
            (false, true, _) => ChipState::Late,
            (false, false, Some(_)) => ChipState::Stopped,
            (false, false, None) if self.at.date() == self.due.date() => ChipState::Today,
            (false, false, None) if self.working_days <= 1 => ChipState::DueSoon,
            (false, false, None) => ChipState::OnTime,
        }
    }

    fn words(&self, language: Language, state: ChipState) -> String {
        let time = || ("time", Value::from(format::time(language, self.due.time())));
        let days = self.working_days.abs();
        let count = [("count", Value::from(days))];
        match state {
            ChipState::OnTime => t_with(language, "web-chip-days-left", &count),
            ChipState::DueSoon if self.at.date().succ_opt() == Some(self.due.date()) => t_with(language, "web-chip-tomorrow", &[time()]),
            ChipState::DueSoon => {
                let day = format::weekday_day_month(language, self.due.date());
                t_with(language, "web-chip-next-day", &[("day", day.into()), time()])
            }
            ChipState::Today => t_with(language, "web-chip-today", &[time()]),
            ChipState::Late if days == 0 && self.working_minutes == 0 => t(language, "web-chip-late-just"),
            ChipState::Late if days == 0 => {
                t_with(language, "web-chip-late-time", &[("time", working_time(language, self.working_minutes).into())])
            }
            ChipState::Late => t_with(language, "web-chip-late-days", &count),
            ChipState::Stopped => self.stop_words(language),
            ChipState::Done if days == 0 => t(language, "web-chip-done-on-day"),
            ChipState::Done => t_with(language, "web-chip-done-early", &count),
            ChipState::DoneLate if days == 0 => {
                t_with(language, "web-chip-done-late-time", &[("time", working_time(language, self.working_minutes).into())])
            }
            ChipState::DoneLate => t_with(language, "web-chip-done-late-days", &count),
        }
    }

    fn stop_words(&self, language: Language) -> String {
        match self.stopped {
            Some(StopReason::Payment) => t(language, "web-chip-stopped-payment"),
            _ => t(language, "web-chip-stopped-supplement"),
        }
    }

    fn note(&self, language: Language, state: ChipState) -> String {
        match state {
            ChipState::Today => {
                t_with(language, "web-chip-note-time-left", &[("time", working_time(language, self.working_minutes).into())])
            }
            ChipState::OnTime | ChipState::DueSoon => {
                t_with(language, "web-chip-note-days-left", &[("count", Value::from(self.working_days.max(1)))])
            }
            ChipState::Late => format::short_date_time(language, self.due),
            _ => String::new(),
        }
    }
}

/// A chip stands alone, so its first letter is a capital even when it begins with a weekday.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Working time under a day in words: "6 giờ 20", "30 phút".
#[must_use]
pub fn working_time(language: Language, minutes: i64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let values = [("hours", Value::from(hours)), ("minutes", Value::from(rest))];
    match (hours, rest) {
        (0, _) => t_with(language, "web-chip-minutes", &values),
        (_, 0) => t_with(language, "web-chip-hours", &values),
        _ => t_with(language, "web-chip-hours-minutes", &values),
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{En, Th, Vi};
    use super::*;
    use chrono::NaiveDate;

    fn moment(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
    }

    fn standing(due_day: u32, working_days: i64, working_minutes: i64) -> Standing {
        Standing { at: moment(25, 9, 10), due: moment(due_day, 17, 0), working_days, working_minutes, stopped: None, returned: false }
    }

    fn check(standing: Standing, state: ChipState, words: [&str; 3]) {
        assert_eq!(standing.state(), state, "{standing:?}");
        for (language, expected) in [Vi, En, Th].into_iter().zip(words) {
            assert_eq!(Chip::of(language, &standing).words, expected);
        }
    }

    #[test]
    fn the_seven_states_in_three_languages() {
        check(standing(30, 3, 1500), ChipState::OnTime, ["Còn 3 ngày", "3 days left", "เหลือ 3 วัน"]);
        check(standing(26, 1, 900), ChipState::DueSoon, ["Mai 17:00", "Tomorrow 17:00", "พรุ่งนี้ 17:00\u{a0}น."]);
        check(standing(25, 0, 380), ChipState::Today, ["Hôm nay 17:00", "Today 17:00", "วันนี้ 17:00\u{a0}น."]);
        check(standing(23, -2, 900), ChipState::Late, ["Trễ 2 ngày", "2 days late", "ช้า 2 วัน"]);
        let stopped = Standing { stopped: Some(StopReason::Supplement), ..standing(30, 3, 1500) };
        check(stopped, ChipState::Stopped, ["Dừng, chờ bổ sung", "Stopped, waiting for you", "หยุดนับ รอเอกสาร"]);
        let early = Standing { returned: true, ..standing(27, 2, 900) };
        check(early, ChipState::Done, ["Trả sớm 2 ngày", "2 days early", "เสร็จก่อน 2 วัน"]);
        let late = Standing { returned: true, ..standing(24, -1, 500) };
        check(late, ChipState::DoneLate, ["Trả trễ 1 ngày", "1 day late", "ช้าไป 1 วัน"]);
    }

    #[test]
    fn a_late_dossier_that_is_stopped_shows_late() {
        let both = Standing { stopped: Some(StopReason::Payment), ..standing(23, -2, 900) };
        assert_eq!(both.state(), ChipState::Late);
    }

    #[test]
    fn under_a_day_the_chip_counts_hours_and_minutes() {
        let just_late = Standing { at: moment(25, 17, 30), ..standing(25, 0, 30) };
        assert_eq!(Chip::of(Vi, &just_late).words, "Trễ 30 phút");
        assert_eq!(Chip::of(Vi, &standing(25, 0, 380)).note, "còn 6 giờ 20");
        assert_eq!(working_time(En, 120), "2 hours");
    }

    #[test]
    fn overdue_before_any_working_time_has_passed() {
        let saturday = Standing { at: moment(28, 9, 0), due: moment(27, 17, 0), ..standing(27, 0, 0) };
        assert_eq!(Chip::of(Vi, &saturday).words, "Vừa quá hạn");
    }

    #[test]
    fn a_weekend_between_is_not_tomorrow() {
        let monday = Standing { at: moment(27, 9, 0), due: moment(30, 17, 0), ..standing(30, 1, 900) };
        assert_eq!(Chip::of(Vi, &monday).words, "Thứ Hai 30/11, 17:00");
    }
}
