//! The administrative units that addresses choose from: those of today, and what older ones are today.

use std::collections::HashMap;

use kernel::text::fold;

use crate::i18n::Language;

/// A province or commune of today.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Code of the statistics office.
    pub code: String,
    /// Code of its province; of a province, its own.
    pub province: String,
    /// Name with its kind: "Phường Hồng Gai".
    pub name: String,
    /// Name in Latin letters without marks: "Hong Gai Ward".
    pub name_en: String,
    /// Units that went into it, each with what it belonged to: "Phường Hồng Hải, Thành phố Hạ Long, Tỉnh Quảng Ninh".
    pub former: Vec<String>,
}

impl Place {
    /// The name in `language`.
    #[must_use]
    pub fn name_in(&self, language: Language) -> &str {
        if language == Language::Vi || self.name_en.is_empty() { &self.name } else { &self.name_en }
    }
}

/// All units of one day, found by code, by province, and by the names of the units that went into them.
#[derive(Debug, Clone, Default)]
pub struct Places {
    all: Vec<Place>,
    by_code: HashMap<String, usize>,
    communes: HashMap<String, Vec<usize>>,
    /// Folded name of an old unit without its kind → the unit it is in, and the whole folded old name.
    renamed: HashMap<String, Vec<(usize, String)>>,
}

/// Kinds before names of units, folded; longest first.
const KINDS: [&str; 11] = [
    "thanh pho truc thuoc trung uong ",
    "thanh pho ",
    "thi tran ",
    "dac khu ",
    "phuong ",
    "thi xa ",
    "huyen ",
    "quan ",
    "tinh ",
    "xa ",
    "tp ",
];

impl Places {
    /// The units, in the order in which lists show them.
    #[must_use]
    pub fn new(all: Vec<Place>) -> Self {
        let mut places = Self { by_code: HashMap::new(), communes: HashMap::new(), renamed: HashMap::new(), all: Vec::new() };
        for (at, place) in all.iter().enumerate() {
            places.by_code.insert(place.code.clone(), at);
            if place.code != place.province {
                places.communes.entry(place.province.clone()).or_default().push(at);
            }
            for old in place.former.iter().chain([&place.name]) {
                let whole = fold(old);
                let first = bare(whole.split(',').next().unwrap_or_default()).to_owned();
                places.renamed.entry(first).or_default().push((at, whole));
            }
        }
        places.all = all;
        places
    }

    /// The provinces.
    pub fn provinces(&self) -> impl Iterator<Item = &Place> {
        self.all.iter().filter(|place| place.code == place.province)
    }

    /// The communes of a province.
    pub fn communes(&self, province: &str) -> impl Iterator<Item = &Place> {
        self.communes.get(province).into_iter().flatten().filter_map(|at| self.all.get(*at))
    }

    /// The unit with this code.
    #[must_use]
    pub fn place(&self, code: &str) -> Option<&Place> {
        self.by_code.get(code).and_then(|at| self.all.get(*at))
    }

    /// Is `commune` a commune of `province`?
    #[must_use]
    pub fn belongs(&self, commune: &str, province: &str) -> bool {
        self.place(commune).is_some_and(|place| place.province == province && place.code != province)
    }

    /// The communes of today that an old name may mean: "Hồng Hải", "phường Hồng Hải, Hạ Long". Further parts and the province narrow it.
    #[must_use]
    pub fn once_called(&self, old_name: &str, province: &str) -> Vec<&Place> {
        let typed = fold(old_name);
        let mut parts = typed.split(',').map(|part| bare(part.trim()));
        let first = parts.next().unwrap_or_default();
        let rest: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        let fits = |(at, whole): &&(usize, String)| {
            let place = self.all.get(*at);
            let inside = place.is_some_and(|place| place.code != place.province && (province.is_empty() || place.province == province));
            inside && rest.iter().all(|part| whole.contains(part))
        };
        let mut found: Vec<usize> = self.renamed.get(first).into_iter().flatten().filter(fits).map(|(at, _)| *at).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|at| self.all.get(at)).collect()
    }
}

/// A folded name without its kind. What is only a number keeps it: "phuong 1" is not "xa 1".
fn bare(folded: &str) -> &str {
    let folded = folded.trim();
    let rest = KINDS.iter().find_map(|kind| folded.strip_prefix(kind)).unwrap_or(folded);
    if rest.chars().all(|letter| letter.is_ascii_digit()) { folded } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        let place = |code: &str, province: &str, name: &str, former: &[&str]| Place {
            code: code.into(),
            province: province.into(),
            name: name.into(),
            name_en: String::new(),
            former: former.iter().map(|name| (*name).to_owned()).collect(),
        };
        Places::new(vec![
            place("22", "22", "Tỉnh Quảng Ninh", &[]),
            place("06646", "22", "Phường Hồng Gai", &["Phường Hồng Gai, Thành phố Hạ Long", "Phường Bạch Đằng, Thành phố Hạ Long"]),
            place("06700", "22", "Xã Bạch Đằng", &["Xã Bạch Đằng, Thị xã Đông Triều"]),
            place("26800", "79", "Phường Sài Gòn", &["Phường 1, Quận 3", "Phường Bến Nghé, Quận 1"]),
        ])
    }

    #[test]
    fn old_names_lead_to_the_units_of_today() {
        for (typed, province, expected) in [
            ("bạch đằng", "", vec!["06646", "06700"]),
            ("phường Bạch Đằng, Hạ Long", "", vec!["06646"]),
            ("Bach Dang, TP Ha Long", "22", vec!["06646"]),
            ("Hồng Gai", "22", vec!["06646"]),
            ("Hồng Gai", "79", vec![]),
            ("Phường 1", "", vec!["26800"]),
            ("1", "", vec![]),
            ("", "", vec![]),
            ("Quảng Ninh", "", vec![]),
        ] {
            let found: Vec<_> = places().once_called(typed, province).iter().map(|place| place.code.clone()).collect();
            assert_eq!(found, expected, "{typed} in {province}");
        }
    }

    #[test]
    fn a_commune_belongs_to_one_province() {
        let places = places();
        assert!(
            places.belongs("06646", "22") && !places.belongs("06646", "79") && !places.belongs("22", "22") && !places.belongs("x", "22")
        );
        assert_eq!((places.provinces().count(), places.communes("22").count()), (1, 2));
    }
}
