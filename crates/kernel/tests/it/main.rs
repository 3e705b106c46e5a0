//! The legal calendar against worked cases and against its own rules.
#![expect(clippy::unwrap_used, reason = "tests say what they expect by failing")]

mod calendar_rules;
mod deadline_examples;

use kernel::calendar::Calendars;

/// The calendars of the country pack.
fn calendars() -> Calendars {
    let holidays = include_str!("../../../../data/vn/calendars/holidays.csv");
    let weeks = include_str!("../../../../data/vn/calendars/weeks.csv");
    Calendars::from_csv(holidays, weeks).unwrap()
}
