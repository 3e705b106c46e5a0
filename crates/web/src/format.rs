//! Dates, times, numbers and money as each language writes them (`look.md` §7). Times are office time already.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

use crate::i18n::{Language, Value, t, t_with};

/// "17:00"; in Thai "17:00 น.".
#[must_use]
pub fn time(language: Language, time: NaiveTime) -> String {
    t_with(language, "web-format-time", &[("time", clock(time).into())])
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// "25/11/2026", "25 November 2026", "25 พฤศจิกายน ค.ศ. 2026".
#[must_use]
pub fn date(language: Language, date: NaiveDate) -> String {
    t_with(language, "web-format-date", &parts(language, date))
}

/// Day and month without the year, for tables and timelines: "25/11", "25 Nov", "25 พ.ย.".
#[must_use]
pub fn day_month(language: Language, date: NaiveDate) -> String {
    t_with(language, "web-format-day-month", &parts(language, date))
}

/// "thứ Tư", "Wednesday", "วันพุธ".
#[must_use]
pub fn weekday(language: Language, date: NaiveDate) -> String {
    t(language, &format!("web-weekday-{}", date.weekday().number_from_monday()))
}

/// The weekday as the head of a calendar column: "T4", "Wed", "พ.".
#[must_use]
pub fn weekday_short(language: Language, date: NaiveDate) -> String {
    t(language, &format!("web-weekday-short-{}", date.weekday().number_from_monday()))
}

/// "thứ Tư 25/11/2026", "Wednesday 25 November 2026", "วันพุธที่ 25 พฤศจิกายน ค.ศ. 2026".
#[must_use]
pub fn long_date(language: Language, date: NaiveDate) -> String {
    t_with(language, "web-format-long-date", &parts(language, date))
}

/// "thứ Sáu 27/11", "Fri 27 Nov", "ศ. 27 พ.ย.".
#[must_use]
pub fn weekday_day_month(language: Language, date: NaiveDate) -> String {
    t_with(language, "web-format-weekday-day-month", &parts(language, date))
}

/// "17:00 thứ Sáu 04/12/2026", "17:00, Friday 4 December 2026", "วันศุกร์ที่ 4 ธันวาคม ค.ศ. 2026 เวลา 17:00 น.".
#[must_use]
pub fn date_time(language: Language, moment: NaiveDateTime) -> String {
    t_with(
        language,
        "web-format-date-time",
        &[("date", long_date(language, moment.date()).into()), ("time", time(language, moment.time()).into())],
    )
}

/// "16/11, 08:05", "16 Nov, 08:05", "16 พ.ย. 08:05 น.".
#[must_use]
pub fn short_date_time(language: Language, moment: NaiveDateTime) -> String {
    with_time(language, &day_month(language, moment.date()), moment.time())
}

/// A date that is written already, with the time in short form.
#[must_use]
pub fn with_time(language: Language, date: &str, moment: NaiveTime) -> String {
    let values = [("date", date.into()), ("time", time(language, moment).into())];
    t_with(language, "web-format-short-date-time", &values)
}

/// "17.432", "17,432".
#[must_use]
pub fn number(language: Language, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let grouped = grouped(&digits, group_mark(language));
    if number < 0 { format!("\u{2212}{grouped}") } else { grouped }
}

/// "10.000 đ", "10,000 VND", "10,000 ด่ง"; the space does not break.
#[must_use]
pub fn money(language: Language, dong: i64) -> String {
    t_with(language, "web-format-money", &[("amount", number(language, dong).into())])
}

/// "97,1 %", "97.1%": `per_mille` is in thousandths, so 971 is 97.1 %.
#[must_use]
pub fn percent(language: Language, per_mille: i64) -> String {
    let tenths = per_mille.rem_euclid(10);
    let whole = number(language, per_mille.div_euclid(10));
    t_with(language, "web-format-percent", &[("value", format!("{whole}{}{tenths}", decimal_mark(language)).into())])
}

/// The size of a file: "418 kB", "1,2 MB".
#[must_use]
pub fn size(language: Language, bytes: u64) -> String {
    const MEGA: u64 = 1_000_000;
    if bytes < MEGA {
        return format!("{}\u{a0}kB", bytes.div_ceil(1000).max(1));
    }
    let tenths = bytes / (MEGA / 10);
    format!("{}{}{}\u{a0}MB", tenths / 10, decimal_mark(language), tenths % 10)
}

/// A decimal number in digits ("0.5") as the language writes it ("0,5").
#[must_use]
pub fn decimal_text(language: Language, plain: &str) -> String {
    match plain.split_once('.') {
        Some((whole, fraction)) => format!("{}{}{fraction}", grouped(whole, group_mark(language)), decimal_mark(language)),
        None => grouped(plain, group_mark(language)),
    }
}

fn grouped(digits: &str, mark: char) -> String {
    let count = digits.chars().count();
    let mut text = String::with_capacity(count + count / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (count - index).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

const fn group_mark(language: Language) -> char {
    match language {
        Language::Vi => '.',
        Language::En | Language::Th => ',',
    }
}

const fn decimal_mark(language: Language) -> char {
    match language {
        Language::Vi => ',',
        Language::En | Language::Th => '.',
    }
}

fn parts(language: Language, date: NaiveDate) -> [(&'static str, Value); 8] {
    [
        ("day", date.day().to_string().into()),
        ("day2", format!("{:02}", date.day()).into()),
        ("month2", format!("{:02}", date.month()).into()),
        ("month", t(language, &format!("web-month-{}", date.month())).into()),
        ("month-short", t(language, &format!("web-month-short-{}", date.month())).into()),
        ("year", date.year().to_string().into()),
        ("weekday", weekday(language, date).into()),
        ("weekday-short", weekday_short(language, date).into()),
    ]
}

#[cfg(test)]
mod tests {
    use super::Language::{En, Th, Vi};
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
    }

    #[test]
    fn dates_and_times() {
        let moment = NaiveDate::from_ymd_opt(2026, 12, 4).unwrap().and_hms_opt(17, 0, 0).unwrap();
        for (got, expected) in [
            (date(Vi, day()), "25/11/2026"),
            (date(En, day()), "25 November 2026"),
            (date(Th, day()), "25 พฤศจิกายน ค.ศ. 2026"),
            (weekday(Vi, day()), "thứ Tư"),
            (long_date(Vi, day()), "thứ Tư 25/11/2026"),
            (long_date(En, day()), "Wednesday 25 November 2026"),
            (long_date(Th, day()), "วันพุธที่ 25 พฤศจิกายน ค.ศ. 2026"),
            (date_time(Vi, moment), "17:00 thứ Sáu 04/12/2026"),
            (date_time(En, moment), "17:00, Friday 4 December 2026"),
            (date_time(Th, moment), "วันศุกร์ที่ 4 ธันวาคม ค.ศ. 2026 เวลา 17:00\u{a0}น."),
            (short_date_time(Vi, moment), "04/12, 17:00"),
            (weekday_day_month(Vi, day()), "thứ Tư 25/11"),
        ] {
            assert_eq!(got, expected);
        }
    }

    #[test]
    fn numbers_and_money() {
        for (got, expected) in [
            (number(Vi, 17_432), "17.432"),
            (number(En, -1_234_567), "\u{2212}1,234,567"),
            (number(Vi, 7), "7"),
            (money(Vi, 10_000), "10.000\u{a0}đ"),
            (money(En, 10_000), "10,000\u{a0}VND"),
            (percent(Vi, 971), "97,1\u{a0}%"),
            (percent(En, 1000), "100.0%"),
            (size(Vi, 1), "1\u{a0}kB"),
            (size(Vi, 418_000), "418\u{a0}kB"),
            (size(Vi, 1_250_000), "1,2\u{a0}MB"),
            (size(En, 20_000_000), "20.0\u{a0}MB"),
            (decimal_text(Vi, "0.5"), "0,5"),
        ] {
            assert_eq!(got, expected);
        }
    }
}
