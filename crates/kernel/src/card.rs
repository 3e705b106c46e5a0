//! The text of the QR code on a chip identity card (`contracts.md` §5.3). It is not signed: a convenience for typing, no proof of identity.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::code::PersonalNumber;
use crate::text::nfc;

/// Sex as printed on the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// "Nam".
    Male,
    /// "Nữ".
    Female,
}

impl Sex {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }
}

/// What the card says about its holder.
#[derive(Clone, PartialEq, Eq)]
pub struct CardText {
    /// Personal identification number.
    pub number: PersonalNumber,
    /// Number of the old nine-digit card, if there was one.
    pub old_number: Option<String>,
    /// Full name.
    pub name: String,
    /// Date of birth.
    pub born: NaiveDate,
    /// Sex.
    pub sex: Sex,
    /// Permanent address.
    pub address: String,
    /// Date of issue; cards without it exist.
    pub issued: Option<NaiveDate>,
}

/// A card is a person's whole identity, old number included: logs show the masked number alone.
impl fmt::Debug for CardText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CardText({}, …)", self.number)
    }
}

/// Why a text is not a card's. The names of the fields are those of [`CardText`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// Not seven fields between vertical bars.
    #[error("a card has seven fields separated by |")]
    Fields,
    /// Longer than any card.
    #[error("the text is longer than any card's")]
    Length,
    /// One field is not what it should be.
    #[error("the field {0} of the card cannot be read")]
    Field(&'static str),
}

const FIELDS: usize = 7;
const LONGEST: usize = 2000;

impl FromStr for CardText {
    type Err = CardError;

    fn from_str(text: &str) -> Result<Self, CardError> {
        // Composing can lengthen a text, and what was read must be short enough to be written down again.
        let text = nfc(short(text)?);
        let text = short(&text)?;
        let fields: Vec<&str> = text.trim().split('|').map(str::trim).collect();
        // The 2024 card may append fields; what is known comes first.
        let Some([number, old_number, name, born, sex, address, issued]) = fields.first_chunk::<FIELDS>() else {
            return Err(CardError::Fields);
        };
        Ok(Self {
            number: number.parse().map_err(|_| CardError::Field("number"))?,
            old_number: old_card_number(old_number)?,
            name: filled(name).ok_or(CardError::Field("name"))?,
            born: date(born).ok_or(CardError::Field("born"))?,
            sex: sex_of(sex)?,
            address: filled(address).ok_or(CardError::Field("address"))?,
            issued: if issued.is_empty() { None } else { Some(date(issued).ok_or(CardError::Field("issued"))?) },
        })
    }
}

fn short(text: &str) -> Result<&str, CardError> {
    if text.len() > LONGEST { Err(CardError::Length) } else { Ok(text) }
}

fn old_card_number(text: &str) -> Result<Option<String>, CardError> {
    match text {
        "" => Ok(None),
        digits if matches!(digits.len(), 9 | 12) && digits.bytes().all(|byte| byte.is_ascii_digit()) => Ok(Some(digits.to_owned())),
        _ => Err(CardError::Field("old_number")),
    }
}

fn filled(text: &str) -> Option<String> {
    let sound = !text.is_empty() && !text.chars().any(char::is_control);
    sound.then(|| text.to_owned())
}

fn date(text: &str) -> Option<NaiveDate> {
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { NaiveDate::parse_from_str(text, "%d%m%Y").ok() } else { None }
}

fn sex_of(text: &str) -> Result<Sex, CardError> {
    match text.to_lowercase().as_str() {
        "nam" => Ok(Sex::Male),
        "nữ" => Ok(Sex::Female),
        _ => Err(CardError::Field("sex")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = "022190001234|100123456|Nguyễn Thị Hoa|05031990|Nữ|Tổ 5, khu 2, Bãi Cháy, Quảng Ninh|12082021";

    #[test]
    fn a_card_is_read() {
        let card: CardText = CARD.parse().unwrap();
        assert_eq!(card.number.reveal(), "022190001234");
        assert_eq!(
            (card.name.as_str(), card.sex, card.born),
            ("Nguyễn Thị Hoa", Sex::Female, NaiveDate::from_ymd_opt(1990, 3, 5).unwrap())
        );
        assert_eq!((card.old_number.as_deref(), card.issued), (Some("100123456"), NaiveDate::from_ymd_opt(2021, 8, 12)));
    }

    #[test]
    fn more_fields_decomposed_letters_and_line_ends_do_no_harm() {
        let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(CARD).collect();
        let card: CardText = format!("{decomposed}|Nguyễn Văn A|Trần Thị B\r\n").parse().unwrap();
        assert_eq!(card.name, "Nguyễn Thị Hoa");
    }

    #[test]
    fn a_log_line_does_not_show_a_holder() {
        let card: CardText = CARD.replace("100123456", "022190001234").parse().unwrap();
        assert_eq!(format!("{card:?}"), "CardText(022••••••234, …)");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let swap = |from: &str, to: &str| CARD.replacen(from, to, 1);
        let cases = [
            (String::new(), CardError::Fields),
            ("a|b|c".to_owned(), CardError::Fields),
            ("|".repeat(3000), CardError::Length),
            (swap("Bãi Cháy", &"\u{958}".repeat(600)), CardError::Length),
            (swap("022190001234", "02219000123"), CardError::Field("number")),
            (swap("100123456", "12ab"), CardError::Field("old_number")),
            (swap("Nguyễn Thị Hoa", ""), CardError::Field("name")),
            (swap("05031990", "31021990"), CardError::Field("born")),
            (swap("Nữ", "X"), CardError::Field("sex")),
            (swap("12082021", "1208"), CardError::Field("issued")),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<CardText>(), Err(expected), "{text}");
        }
    }
}
