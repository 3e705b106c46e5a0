//! From a limit and a start to a due date.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::error::CalendarError;
use super::timetable::Timetable;
use crate::limit::{Limit, LimitUnit};

/// Half a working day (rules A6: one day is eight hours).
const HALF_DAY_MINUTES: u32 = 4 * 60;

/// Received by then, the day itself still counts (Decree 61/2018 art. 18).
pub(super) const SAME_DAY_UNTIL: NaiveTime = NaiveTime::from_hms_opt(15, 0, 0).expect("15:00 is a time of day");

/// The due date of a limit that starts at `clamped`, a working instant.
pub(super) fn due(table: &Timetable, clamped: NaiveDateTime, limit: Limit) -> Result<NaiveDateTime, CalendarError> {
    let receipt_day = clamped.date();
    match limit.unit() {
        LimitUnit::WorkingDay => after_working_days(table, clamped, limit.amount()),
        LimitUnit::WorkingHour => table.after_working_minutes(clamped, limit.amount()),
        LimitUnit::CalendarDay => table.closing_from(table.plus_days(receipt_day, limit.amount())?),
        LimitUnit::Month => table.closing_from(table.plus_months(receipt_day, limit.amount())?),
        LimitUnit::SameDay if clamped.time() <= SAME_DAY_UNTIL => table.closing(receipt_day),
        LimitUnit::SameDay => table.closing(next_working_day(table, receipt_day)?),
        LimitUnit::Transfer if clamped.time() <= SAME_DAY_UNTIL => table.closing(receipt_day),
        LimitUnit::Transfer => table.opening(next_working_day(table, receipt_day)?),
    }
}

fn next_working_day(table: &Timetable, date: NaiveDate) -> Result<NaiveDate, CalendarError> {
    table.working_day_after(date, 1)
}

fn after_working_days(table: &Timetable, clamped: NaiveDateTime, halves: u32) -> Result<NaiveDateTime, CalendarError> {
    let (days, half) = (halves / 2, halves % 2);
    let after_days = if days == 0 { clamped } else { table.closing(table.working_day_after(clamped.date(), days)?)? };
    if half == 0 { Ok(after_days) } else { table.after_working_minutes(after_days, HALF_DAY_MINUTES) }
}
