//! The clock of a dossier in words and pictures: the deadline chip, and the explanation of a due date with its calendar.
//!
//! No due date is computed here: everything comes from `kernel::calendar`, this module only finds the words and marks the days.

mod calendar_table;
mod chip;
mod explained;
mod limit;
mod story;

pub use calendar_table::{CalendarDay, CalendarHead, CalendarTable, LegendEntry, MonthRow};
pub use chip::{Chip, ChipState, Standing, StopReason, working_time};
pub use kernel::calendar::DayMark;
pub use limit::limit_in_words;
pub use story::{Reason, ReasonKind, Story};
