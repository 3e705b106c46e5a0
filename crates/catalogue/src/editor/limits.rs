//! Limits in words and limits that can be counted: one is read from the other, and where both are given they must agree.

use kernel::limit::{Limit, LimitUnit};
use kernel::text::fold;

/// Words of units, folded; the longer ones first, so that "ngày làm việc" is not read as "ngày".
const UNITS: [(&str, LimitUnit); 11] = [
    ("ngay lam viec", LimitUnit::WorkingDay),
    ("ngay cong", LimitUnit::WorkingDay),
    ("working days", LimitUnit::WorkingDay),
    ("working day", LimitUnit::WorkingDay),
    ("gio lam viec", LimitUnit::WorkingHour),
    ("working hours", LimitUnit::WorkingHour),
    ("gio", LimitUnit::WorkingHour),
    ("thang", LimitUnit::Month),
    ("ngay", LimitUnit::CalendarDay),
    ("days", LimitUnit::CalendarDay),
    ("months", LimitUnit::Month),
];

/// Words that stand for the same day.
const SAME_DAY: [&str; 4] = ["trong ngay", "ngay trong ngay", "trong ngay lam viec", "the same day"];

/// The limit that words say, when they say one and nothing else: "07 ngày làm việc", "2,5 ngày làm việc", "trong ngày". Anything longer is left to
/// people.
pub(super) fn in_words(words: &str) -> Option<Limit> {
    let folded = fold(words);
    let text = folded.trim().trim_end_matches('.').trim_start_matches("khong qua ").trim_start_matches("toi da ");
    if SAME_DAY.contains(&text) {
        return Limit::new(None, LimitUnit::SameDay).ok();
    }
    let (number, unit) = text.split_once(' ')?;
    let unit = UNITS.iter().find(|(name, _)| *name == unit.trim()).map(|(_, unit)| *unit)?;
    Limit::new(Some(number_of(number)?), unit).ok()
}

/// A number as people type it: `7`, `07`, `2,5`, `2.5`.
pub(super) fn number_of(text: &str) -> Option<f64> {
    let plain = text.trim().replace(',', ".");
    let well_formed = !plain.is_empty() && plain.len() <= 8 && plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    well_formed.then(|| plain.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_read_and_others_left() {
        let half = Limit::new(Some(2.5), LimitUnit::WorkingDay).ok();
        for (words, expected) in [
            ("07 ngày làm việc", Some(Limit::whole(7, LimitUnit::WorkingDay))),
            ("Không quá 7 ngày làm việc.", Some(Limit::whole(7, LimitUnit::WorkingDay))),
            ("2,5 ngày làm việc", half),
            ("30 ngày", Some(Limit::whole(30, LimitUnit::CalendarDay))),
            ("2 tháng", Some(Limit::whole(2, LimitUnit::Month))),
            ("4 giờ", Some(Limit::whole(4, LimitUnit::WorkingHour))),
            ("Trong ngày", Some(Limit::whole(0, LimitUnit::SameDay))),
            ("7 ngày làm việc kể từ ngày nhận đủ hồ sơ", None),
            ("0 ngày", None),
            ("bảy ngày", None),
            ("1e9 ngày", None),
            ("", None),
        ] {
            assert_eq!(in_words(words), expected, "{words}");
        }
    }
}
