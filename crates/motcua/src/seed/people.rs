//! Invented people with the names people have here. Nobody of them exists.

use std::path::Path;

use anyhow::Context as _;
use chrono::{Datelike, Days, NaiveDate};
use dossier::model::{Applicant, Sex};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::chance::Chance;

/// Province part of personal numbers registered in Quảng Ninh.
const BORN_HERE: &str = "022";
/// Kept for fiction: no mobile number begins like this.
const PHONE_PREFIX: &str = "0900";

/// The names to draw from, with how often they are met.
#[derive(Debug)]
pub(super) struct Names {
    surnames: Vec<(String, u64)>,
    middle: [Vec<(String, u64)>; 2],
    given: [Vec<(String, u64)>; 2],
}

#[derive(Deserialize)]
struct SurnameRow {
    surname: String,
    sample_count: u64,
}

#[derive(Deserialize)]
struct MiddleRow {
    middle: String,
    gender: String,
    sample_count: u64,
}

#[derive(Deserialize)]
struct GivenRow {
    given: String,
    gender: String,
    sample_count: u64,
}

/// A person to invent: which sex, and born when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Born {
    pub(super) sex: Sex,
    pub(super) on: NaiveDate,
}

impl Names {
    /// Reads the names of a country pack.
    pub(super) fn read(pack: &Path) -> anyhow::Result<Self> {
        let folder = pack.join("names");
        let surnames = rows::<SurnameRow>(&folder.join("surnames.csv"))?;
        let middle = rows::<MiddleRow>(&folder.join("middle.csv"))?;
        let given = rows::<GivenRow>(&folder.join("given.csv"))?;
        let of = |sex: Sex, gender: &str| gender == "U" || gender == letter(sex);
        Ok(Self {
            surnames: surnames.into_iter().map(|row| (row.surname, row.sample_count)).collect(),
            middle: SEXES
                .map(|sex| middle.iter().filter(|row| of(sex, &row.gender)).map(|row| (row.middle.clone(), row.sample_count)).collect()),
            given: SEXES
                .map(|sex| given.iter().filter(|row| of(sex, &row.gender)).map(|row| (row.given.clone(), row.sample_count)).collect()),
        })
    }

    /// A full name; with `surname`, a child's of that family.
    pub(super) fn name(&self, chance: &Chance, sex: Sex, surname: Option<&str>) -> String {
        let [middle, given] = [&self.middle, &self.given].map(|names| match sex {
            Sex::Male => &names[0],
            Sex::Female => &names[1],
        });
        let surname = surname.or_else(|| chance.weighted(&self.surnames).map(String::as_str)).unwrap_or("Nguyễn");
        let parts = [Some(surname), chance.weighted(middle).map(String::as_str), chance.weighted(given).map(String::as_str)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// An applicant between 20 and 65 years old on `day`, who lives in `commune`.
    pub(super) fn applicant(&self, chance: &Chance, day: NaiveDate, commune: &str) -> Applicant {
        let born = adult(chance, day);
        Applicant {
            name: self.name(chance, born.sex, None),
            personal_number: Some(personal_number(chance, born)),
            born: Some(born.on),
            sex: Some(born.sex),
            address: address(chance, commune),
            phone: format!("{PHONE_PREFIX}{:06}", chance.below(1_000_000)),
            email: String::new(),
            ..Applicant::default()
        }
    }
}

const SEXES: [Sex; 2] = [Sex::Male, Sex::Female];

const fn letter(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "M",
        Sex::Female => "F",
    }
}

/// Somebody between 20 and 65 years old.
pub(super) fn adult(chance: &Chance, day: NaiveDate) -> Born {
    let sex = if chance.percent(50) { Sex::Male } else { Sex::Female };
    Born { sex, on: day - Days::new(chance.between(20 * 365, 65 * 365)) }
}

/// A personal number of the official structure: province, century and sex, year, six digits.
pub(super) fn personal_number(chance: &Chance, born: Born) -> String {
    let century = if born.on.year() >= 2000 { 2 } else { 0 };
    let digit = century + u8::from(matches!(born.sex, Sex::Female));
    format!("{BORN_HERE}{digit}{:02}{:06}", born.on.year().rem_euclid(100), chance.below(1_000_000))
}

/// A place to live in a commune.
pub(super) fn address(chance: &Chance, commune: &str) -> String {
    format!("Tổ {}, khu {}, {commune}, tỉnh Quảng Ninh", chance.between(1, 20), chance.between(1, 12))
}

fn rows<Row: DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<Row>> {
    let mut reader = csv::Reader::from_path(path).with_context(|| format!("cannot read {}", path.display()))?;
    reader.deserialize().collect::<Result<_, _>>().with_context(|| format!("{} is not as expected", path.display()))
}
