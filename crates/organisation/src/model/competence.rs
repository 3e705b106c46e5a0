//! Who receives and who solves a procedure.

use std::fmt;
use std::str::FromStr;

use super::{Office, Validity, coded};

coded! {
    /// A level of government that a procedure names, nearest to the citizen first.
    Level {
        /// Commune, ward, special zone.
        Commune = "commune",
        /// Province or city.
        Province = "province",
        /// Ministry.
        Ministry = "ministry",
        /// A body outside the administration.
        Other = "other",
    }
}

/// Where a rule of competence points: an office by level and function, or nobody in the province.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// The office with this function in the commune where the applicant is.
    Commune(String),
    /// The office with this function at the level of the province.
    Province(String),
    /// The ministry itself.
    Ministry,
    /// A body that is no office of the province: a notary, a vehicle inspection station, the applicant's own unit.
    Elsewhere,
}

/// A text that names no place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is none of commune.<function>, province.<function>, ministry, elsewhere")]
pub struct UnknownPlace(String);

impl FromStr for Place {
    type Err = UnknownPlace;

    fn from_str(text: &str) -> Result<Self, UnknownPlace> {
        match text.split_once('.') {
            Some(("commune", function)) if !function.is_empty() => Ok(Self::Commune(function.to_owned())),
            Some(("province", function)) if !function.is_empty() => Ok(Self::Province(function.to_owned())),
            None if text == "ministry" => Ok(Self::Ministry),
            None if text == "elsewhere" => Ok(Self::Elsewhere),
            _ => Err(UnknownPlace(text.to_owned())),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Commune(function) => write!(formatter, "commune.{function}"),
            Self::Province(function) => write!(formatter, "province.{function}"),
            Self::Ministry => formatter.write_str("ministry"),
            Self::Elsewhere => formatter.write_str("elsewhere"),
        }
    }
}

/// What has to be decided: the facts about a procedure that competence depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Matter<'a> {
    /// Code of the procedure: "1.001193".
    pub procedure: &'a str,
    /// Level-1 code of the agency that issued it: "G15"; empty when the source names none.
    pub agency: &'a str,
    /// Field as the national database names it: "Hộ tịch".
    pub field: &'a str,
    /// The executing agencies as the national database names them; may be empty.
    pub executing: &'a str,
    /// Levels that carry it out.
    pub levels: &'a [Level],
}

/// One dated rule. What it leaves open matches everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompetenceRule {
    /// Place in the file; decides between equals.
    pub ordinal: i32,
    /// One procedure.
    pub procedure: Option<String>,
    /// Procedures of one agency.
    pub agency: Option<String>,
    /// Procedures of one field.
    pub field: Option<String>,
    /// Words among the executing agencies, compared without regard to capitals.
    pub executing: Option<String>,
    /// Procedures carried out at this level.
    pub level: Option<Level>,
    /// Who receives.
    pub receive: Place,
    /// Who solves.
    pub solve: Place,
    /// The days on which the rule holds.
    pub validity: Validity,
    /// The act it rests on.
    pub legal_basis: String,
    /// Where the rule comes from.
    pub source: String,
}

/// The answer to "who is competent?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Competence<'a> {
    /// Offices of the province.
    Offices {
        /// Receives the dossier and hands out the result.
        receive: &'a Office,
        /// Solves it.
        solve: &'a Office,
        /// The rule that says so.
        rule: &'a CompetenceRule,
    },
    /// The ministry itself; its code is that of the matter.
    Ministry {
        /// The rule that says so.
        rule: &'a CompetenceRule,
    },
    /// A body outside the province's administration; the procedure's executing agency names it.
    Elsewhere {
        /// The rule that says so.
        rule: &'a CompetenceRule,
    },
    /// No rule or no office is known for that day and place: nothing is guessed.
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_written_as_they_are_read() {
        for text in ["commune.police", "province.land_registration", "ministry", "elsewhere"] {
            assert_eq!(text.parse::<Place>().unwrap().to_string(), text);
        }
        for text in ["", "commune", "commune.", "ministry.tax", "district.police"] {
            assert_eq!(text.parse::<Place>(), Err(UnknownPlace(text.to_owned())), "{text}");
        }
    }
}
