//! Fees as lines of text: `10.000 VND | mỗi bản`, `50 USD`, `| do tỉnh quy định`.

use ::web::{Language, format};

use crate::model::Fee;

/// A line as it is typed and shown.
pub(super) fn line(fee: &Fee) -> String {
    let amount = match (fee.amount, fee.currency.as_deref()) {
        (Some(amount), Some(currency)) => format!("{} {currency}", format::number(Language::Vi, amount)),
        _ => String::new(),
    };
    match (amount.is_empty(), fee.note.is_empty()) {
        (_, true) => amount,
        (true, false) => format!("| {}", fee.note),
        (false, false) => format!("{amount} | {}", fee.note),
    }
}

/// Reads a line.
///
/// # Errors
/// The part that is no amount.
pub(super) fn read(line: &str) -> Result<Fee, String> {
    let (amount, note) = line.split_once('|').unwrap_or((line, ""));
    let (amount, note) = (amount.trim(), note.trim().to_owned());
    if amount.is_empty() {
        return if note.is_empty() { Err(line.to_owned()) } else { Ok(Fee { amount: None, currency: None, note }) };
    }
    let (number, currency) = match amount.rsplit_once(' ') {
        Some((number, "đ" | "VND" | "đồng")) => (number, "VND"),
        Some((number, "USD")) => (number, "USD"),
        None => (amount, "VND"),
        Some(_) => return Err(amount.to_owned()),
    };
    let digits: String = number.chars().filter(|letter| !matches!(letter, '.' | ' ' | '\u{a0}')).collect();
    let is_amount = (1..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let value = is_amount.then(|| digits.parse().ok()).flatten().ok_or_else(|| amount.to_owned())?;
    Ok(Fee { amount: Some(value), currency: Some(currency.to_owned()), note })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_back_and_what_is_no_amount_is_named() {
        for text in ["10.000 VND | mỗi bản", "50 USD", "| do tỉnh quy định", "0 VND"] {
            assert_eq!(read(text).map(|fee| line(&fee)).as_deref(), Ok(text));
        }
        assert_eq!(read("10000").unwrap().amount, Some(10_000));
        assert_eq!(read("20.000 đ").unwrap().currency.as_deref(), Some("VND"));
        for wrong in ["mười nghìn", "-5 VND", "10 EUR", "|", "99999999999999999 VND", "1,5 VND"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
