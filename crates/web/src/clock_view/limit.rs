//! Limits in words.

use kernel::limit::{Limit, LimitUnit};

use crate::format;
use crate::i18n::{Language, Value, t, t_with};

/// "7 ngày làm việc", "2,5 ngày làm việc", "trong ngày".
#[must_use]
pub fn limit_in_words(language: Language, limit: Limit) -> String {
    let key = match limit.unit() {
        LimitUnit::WorkingDay => "web-limit-working-days",
        LimitUnit::WorkingHour => "web-limit-working-hours",
        LimitUnit::CalendarDay => "web-limit-calendar-days",
        LimitUnit::Month => "web-limit-months",
        LimitUnit::SameDay => "web-limit-same-day",
        LimitUnit::Transfer => "web-limit-transfer",
    };
    limit.value().map_or_else(|| t(language, key), |value| t_with(language, key, &[("count", amount(language, value))]))
}

/// A number for a message: one that can choose the plural when it is whole, a text when it is not.
pub(super) fn amount(language: Language, value: f64) -> Value {
    let plain = value.to_string();
    plain.parse::<i64>().map_or_else(|_| Value::Text(format::decimal_text(language, &plain)), Value::Number)
}

#[cfg(test)]
mod tests {
    use super::Language::{En, Vi};
    use super::*;

    #[test]
    fn limits_are_said_as_people_say_them() {
        let half = Limit::new(Some(2.5), LimitUnit::WorkingDay).unwrap();
        for (limit, vi, en) in [
            (Limit::whole(7, LimitUnit::WorkingDay), "7 ngày làm việc", "7 working days"),
            (Limit::whole(1, LimitUnit::WorkingDay), "1 ngày làm việc", "1 working day"),
            (half, "2,5 ngày làm việc", "2.5 working days"),
            (Limit::whole(1, LimitUnit::WorkingHour), "1 giờ làm việc", "1 working hour"),
            (Limit::whole(30, LimitUnit::CalendarDay), "30 ngày", "30 days"),
            (Limit::whole(2, LimitUnit::Month), "2 tháng", "2 months"),
            (Limit::whole(0, LimitUnit::SameDay), "trong ngày", "the same day"),
        ] {
            assert_eq!(limit_in_words(Vi, limit), vi);
            assert_eq!(limit_in_words(En, limit), en);
        }
    }
}
