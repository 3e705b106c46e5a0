#![no_main]
//! The text of a card's QR code: whatever a scanner sends is a card or a refusal, and a card written down again reads as the same card.

use kernel::card::{CardText, Sex};
use libfuzzer_sys::fuzz_target;

/// Bytes that a card may have (`kernel::card`).
const LONGEST: usize = 2000;

fuzz_target!(|text: &str| {
    let Ok(card) = text.parse::<CardText>() else { return };
    assert!(text.len() <= LONGEST && card.number.reveal().len() == 12);
    for field in [&card.name, &card.address] {
        assert!(!field.is_empty() && field.trim() == field && !field.contains('|') && !field.chars().any(char::is_control), "{field:?}");
        assert_eq!(&kernel::text::nfc(field), field);
    }
    assert!(!format!("{card:?}").contains(card.number.reveal()), "a number in clear");
    let again = written(&card);
    assert_eq!(again.parse().as_ref(), Ok(&card), "{again:?}");
    let later = format!("{again}|what a later card adds\r\n");
    assert!(later.len() > LONGEST || later.parse().as_ref() == Ok(&card), "{later:?}");
});

fn written(card: &CardText) -> String {
    let date = |day: chrono::NaiveDate| day.format("%d%m%Y").to_string();
    let sex = if card.sex == Sex::Male { "Nam" } else { "Nữ" };
    let old_number = card.old_number.as_deref().unwrap_or_default();
    let issued = card.issued.map(date).unwrap_or_default();
    [card.number.reveal(), old_number, &card.name, &date(card.born), sex, &card.address, &issued].join("|")
}
