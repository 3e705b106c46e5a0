//! Codes that people read, type and scan: nodes, agencies, procedures, dossiers, persons.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// Why a text is not such a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CodeError {
    /// The text is empty.
    #[error("the code is empty")]
    Empty,
    /// The text is longer than the code may be.
    #[error("the code is longer than {0} characters")]
    TooLong(usize),
    /// The text does not have the form of the code.
    #[error("the code does not have the form {0}")]
    Form(&'static str),
    /// The date inside the code does not exist.
    #[error("the date inside the code does not exist")]
    Date,
}

macro_rules! text_code {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

fn is_level_one(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|letter| ('A'..='Y').contains(&letter))
        && text.len() == 3
        && characters.all(|digit| digit.is_ascii_digit())
}

/// The agency a node belongs to: a level-1 code such as `H49` (Decision 20/2020/QĐ-TTg).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeCode(String);

impl NodeCode {
    /// The text of the code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for NodeCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        if is_level_one(text) { Ok(Self(text.to_owned())) } else { Err(CodeError::Form("H49")) }
    }
}

text_code!(NodeCode);

/// An agency or office, kept in the order of Decision 20/2020: highest level first, `H49.12.03`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgencyCode(String);

impl AgencyCode {
    /// Most characters of a code (Decision 20/2020).
    pub const LONGEST: usize = 35;

    /// The text of the code, highest level first.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level-1 part, such as `H49`.
    #[must_use]
    pub fn node(&self) -> NodeCode {
        NodeCode(self.0.split('.').next().unwrap_or_default().to_owned())
    }

    /// The code in the order of 2016 (`000.00.19.H26`), when it has one: at most four levels of digits of the widths 2, 2 and 3, none of them
    /// only zeros. A narrower group would be filled up with zeros and read back as another agency's.
    #[must_use]
    pub fn in_old_order(&self) -> Option<String> {
        let mut groups = self.0.split('.');
        let level_one = groups.next()?;
        let mut padded = Vec::new();
        for width in [2, 2, 3] {
            let Some(group) = groups.next() else {
                padded.push("0".repeat(width));
                continue;
            };
            let fits = group.len() == width && group.bytes().all(|byte| byte.is_ascii_digit()) && group.bytes().any(|byte| byte != b'0');
            if !fits {
                return None;
            }
            padded.push(group.to_owned());
        }
        padded.reverse();
        groups.next().is_none().then(|| format!("{}.{level_one}", padded.join(".")))
    }
}

impl FromStr for AgencyCode {
    type Err = CodeError;

    /// Takes either order: `H26.19` or `000.00.19.H26`.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        const FORM: CodeError = CodeError::Form("H49.12 or 000.00.12.H49");
        if text.is_empty() {
            return Err(CodeError::Empty);
        }
        if text.len() > Self::LONGEST {
            return Err(CodeError::TooLong(Self::LONGEST));
        }
        let mut groups: Vec<&str> = text.split('.').collect();
        if groups.last().is_some_and(|group| is_level_one(group)) && !groups.first().is_some_and(|group| is_level_one(group)) {
            groups.reverse();
            groups.retain(|group| group.is_empty() || !group.bytes().all(|byte| byte == b'0'));
        }
        let allowed = |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        if groups.first().is_some_and(|group| is_level_one(group)) && groups.iter().all(allowed) {
            Ok(Self(groups.join(".")))
        } else {
            Err(FORM)
        }
    }
}

text_code!(AgencyCode);

/// A procedure of the national list, `1.001193`. Suffixes of the publishing agency are dropped: the eight characters are compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcedureCode(String);

impl ProcedureCode {
    /// The eight characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProcedureCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        const FORM: CodeError = CodeError::Form("1.001193");
        let (base, suffix) = text.split_at_checked(8).ok_or(FORM)?;
        let well_formed = base.bytes().enumerate().all(|(place, byte)| if place == 1 { byte == b'.' } else { byte.is_ascii_digit() });
        let suffix_fits = suffix.is_empty()
            || (suffix.starts_with('.') && suffix.len() <= 40 && suffix.bytes().all(|byte| byte == b'.' || byte.is_ascii_alphanumeric()));
        if well_formed && suffix_fits { Ok(Self(base.to_owned())) } else { Err(FORM) }
    }
}

text_code!(ProcedureCode);

/// The code of a dossier: office, day of receipt, ordinal of the day (`H49.12-261124-0007`; Decree 61/2018, Circular 01/2018 art. 19).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DossierCode(String);

impl DossierCode {
    /// Most characters of a code, foreign ones included.
    pub const LONGEST: usize = 60;

    /// The code with this ordinal of `office` on `day`: four digits at least, more when the day needs them.
    #[must_use]
    pub fn issue(office: &AgencyCode, day: NaiveDate, ordinal: u32) -> Self {
        Self(format!("{office}-{}-{ordinal:04}", day.format("%y%m%d")))
    }

    /// The text of the code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DossierCode {
    type Err = CodeError;

    /// Reads from the right, because the office part varies; a foreign code keeps its text unchanged.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        const FORM: CodeError = CodeError::Form("H49.12-261124-0007");
        if text.is_empty() {
            return Err(CodeError::Empty);
        }
        if text.len() > Self::LONGEST {
            return Err(CodeError::TooLong(Self::LONGEST));
        }
        let mut parts = text.rsplitn(3, '-');
        let (ordinal, day, office) = (parts.next().ok_or(FORM)?, parts.next().ok_or(FORM)?, parts.next().ok_or(FORM)?);
        let digits =
            |part: &str, least: usize, most: usize| (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(ordinal, 4, 9) || !(digits(day, 6, 6) || digits(day, 8, 8)) {
            return Err(FORM);
        }
        office.parse::<AgencyCode>().map_err(|_| FORM)?;
        let full = if day.len() == 6 { format!("20{day}") } else { day.to_owned() };
        NaiveDate::parse_from_str(&full, "%Y%m%d").map_err(|_| CodeError::Date)?;
        Ok(Self(text.to_owned()))
    }
}

text_code!(DossierCode);

/// A personal number of 12 digits (Decree 137/2015): place of birth registration, century and sex, year of birth, six random digits.
///
/// Shown masked wherever it is printed by accident; [`PersonalNumber::reveal`] gives it in full.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonalNumber(String);

impl PersonalNumber {
    /// The number in full. For storing, for the person, and for an official whose look is journaled.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonalNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (head, tail) = (self.0.get(..3).unwrap_or_default(), self.0.get(9..).unwrap_or_default());
        write!(formatter, "{head}••••••{tail}")
    }
}

impl fmt::Debug for PersonalNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PersonalNumber({self})")
    }
}

impl FromStr for PersonalNumber {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(CodeError::Form("012345678901"))
        }
    }
}

impl Serialize for PersonalNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PersonalNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agency_codes_are_read_in_either_order() {
        let cases = [("H26.19", "H26.19"), ("000.00.19.H26", "H26.19"), ("000.00.00.H22", "H22"), ("H15.50.05.13", "H15.50.05.13")];
        for (text, expected) in cases {
            assert_eq!(text.parse::<AgencyCode>().unwrap().as_str(), expected, "{text}");
        }
        for wrong in ["", "26.19", "H26..19", "h26", "H2", "H26.19 ", &"H26.1".repeat(9)] {
            assert!(wrong.parse::<AgencyCode>().is_err(), "{wrong}");
        }
        assert_eq!("H26.19".parse::<AgencyCode>().unwrap().in_old_order().unwrap(), "000.00.19.H26");
        assert_eq!("H26.19.03.001".parse::<AgencyCode>().unwrap().in_old_order().unwrap(), "001.03.19.H26");
        for without in ["H49.6.01", "H49.00.01", "H49.120", "H49.12.03.01", "H49.12.03.001.02"] {
            assert_eq!(without.parse::<AgencyCode>().unwrap().in_old_order(), None, "{without}");
        }
    }

    #[test]
    fn dossier_codes_are_issued_and_read() {
        let office: AgencyCode = "H49.12".parse().unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        assert_eq!(DossierCode::issue(&office, day, 7).as_str(), "H49.12-261124-0007");
        assert_eq!(DossierCode::issue(&office, day, 12345).as_str(), "H49.12-261124-12345");
        for good in ["000.00.01.H26-260930-0012", "H15.50.05.13-250101-0001", "G09.20-20250101-0000001"] {
            assert_eq!(good.parse::<DossierCode>().unwrap().as_str(), good);
        }
        for wrong in ["", "H49.12-261124", "H49.12-261324-0007", "H49.12-261124-007", "x-261124-0007"] {
            assert!(wrong.parse::<DossierCode>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn procedure_codes_are_compared_on_eight_characters() {
        for text in ["1.001193", "1.001193.000.00.00.H49", "1.001193.01"] {
            assert_eq!(text.parse::<ProcedureCode>().unwrap().as_str(), "1.001193");
        }
        for wrong in ["", "1,001193", "1.00119", "1.0011930", "đ.001193"] {
            assert!(wrong.parse::<ProcedureCode>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_personal_number_is_never_printed_in_full() {
        let number: PersonalNumber = "022194000417".parse().unwrap();
        assert_eq!(number.to_string(), "022••••••417");
        assert!(!format!("{number:?}").contains("194000"));
        assert_eq!(number.reveal(), "022194000417");
    }
}
