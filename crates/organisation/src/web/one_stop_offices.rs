//! `/noi-nop`: where people hand in and collect.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use kernel::text::fold;
use serde::Deserialize;
use web::page::render;
use web::{Language, Page, PageError, Section, Visitor};

use crate::model::{Area, Directory, Office, Tier};
use crate::node::{Door, Organisation};

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Words of a name, old or new, with or without diacritics.
    q: String,
}

/// One place, in the words of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    code: String,
    name: String,
    /// What it serves: a commune's name, or nothing for the centre of the province.
    area: String,
    /// Old communes that went into it, joined by commas.
    former: String,
    address: String,
    is_provincial: bool,
    door: Door,
}

/// The page.
#[derive(Template)]
#[template(path = "organisation/one_stop_offices.html")]
pub(super) struct OneStopOfficesPage {
    page: Page,
    query: String,
    places: Vec<Place>,
    /// Is there a place without an address? Then the page says that its source has none.
    lacks_addresses: bool,
}

impl OneStopOfficesPage {
    fn new(visitor: Visitor, query: String, directory: &Directory, door: impl Fn(&Office) -> Door) -> Self {
        let language = visitor.language;
        let shown = |office: &Office| Place { door: door(office), ..place(directory, office, language) };
        let places: Vec<Place> = find(directory, &query).into_iter().map(shown).collect();
        let lacks_addresses = places.iter().any(|place| place.address.is_empty());
        Self { page: Page::public(visitor, Section::Counters, "organisation-places-title"), query, places, lacks_addresses }
    }

    fn count(&self) -> i64 {
        i64::try_from(self.places.len()).unwrap_or(i64::MAX)
    }
}

/// Shows the places that `?q=` names, or all of them.
pub(super) async fn get(
    State(organisation): State<Organisation>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    render(&OneStopOfficesPage::new(visitor, asked.q.trim().to_owned(), &organisation.directory(), |office| organisation.door(office)))
}

/// The one-stop offices that `query` names: the province's first, then by name. Offices that bear the words side by side in one of their
/// names leave out those that merely have the same words somewhere.
fn find<'a>(directory: &'a Directory, query: &str) -> Vec<&'a Office> {
    let words: Vec<String> = fold(query).split_whitespace().map(str::to_owned).collect();
    let phrase = format!(" {}", words.join(" "));
    let named: Vec<(&Office, String)> = directory
        .one_stop_offices()
        .map(|office| (office, searched(office, directory.area(&office.unit))))
        .filter(|(_, text)| words.iter().all(|word| text.split_whitespace().any(|part| part.starts_with(word.as_str()))))
        .collect();
    let side_by_side: Vec<&Office> = named.iter().filter(|(_, text)| text.contains(&phrase)).map(|(office, _)| *office).collect();
    let mut found = if side_by_side.is_empty() { named.into_iter().map(|(office, _)| office).collect() } else { side_by_side };
    found.sort_by_key(|office| (office.level() != Tier::Province, area_name(directory, office)));
    found
}

/// Everything a place may be called, folded, each name begun with a space and set apart from the next.
fn searched(office: &Office, area: Option<&Area>) -> String {
    let of_area = area.into_iter().flat_map(|area| [&area.full_name, &area.name_en].into_iter().chain(&area.former));
    let names = [office.code.as_str(), &office.name, &office.name_en].into_iter().chain(of_area.map(String::as_str));
    names.map(|name| format!(" {} |", fold(name).replace([',', '(', ')'], " "))).collect()
}

/// The name to sort by: that of the unit with its kind, so that wards and communes stay together.
fn area_name(directory: &Directory, office: &Office) -> String {
    directory.area(&office.unit).map(|area| fold(&area.full_name)).unwrap_or_default()
}

fn place(directory: &Directory, office: &Office, language: Language) -> Place {
    let area = directory.area(&office.unit);
    let (name, unit) = match language {
        Language::Vi => (&office.name, area.map(|area| &area.full_name)),
        Language::En | Language::Th => (&office.name_en, area.map(|area| &area.name_en)),
    };
    Place {
        code: office.code.to_string(),
        name: name.clone(),
        area: unit.cloned().unwrap_or_default(),
        former: area.map(|area| area.former.join(", ")).unwrap_or_default(),
        address: office.address.clone().unwrap_or_default(),
        is_provincial: office.level() == Tier::Province,
        door: Door::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::model::OfficeKind;
    use crate::sample;

    fn directory() -> Directory {
        let centre = |code: &str, unit: &str, name: &str| Office {
            kind: OfficeKind::Centre,
            unit: unit.to_owned(),
            name: name.to_owned(),
            ..sample::office(code, "2025-07-01")
        };
        let offices = vec![
            centre("H49.36.01", "06685", "Trung tâm phường Hồng Gai"),
            centre("H49.31.01", "06649", "Trung tâm phường Bãi Cháy"),
            centre("H49.39.01", "06709", "Trung tâm phường Gia Hồng"),
            centre("H49.01", "22", "Trung tâm tỉnh Quảng Ninh"),
            sample::office("H49.03", "2025-07-01"),
        ];
        let area = |name: &str, former: &[&str]| Area {
            full_name: name.to_owned(),
            former: former.iter().map(|name| (*name).to_owned()).collect(),
            ..Area::default()
        };
        let areas = HashMap::from([
            ("06685".to_owned(), area("Phường Hồng Gai", &["Phường Trần Hưng Đạo", "Phường Bạch Đằng"])),
            ("06649".to_owned(), area("Phường Bãi Cháy", &["Phường Hùng Thắng"])),
            ("06709".to_owned(), area("Phường Gia Hồng", &["Xã Hồng", "Xã Gai"])),
            ("22".to_owned(), area("Tỉnh Quảng Ninh", &[])),
        ]);
        Directory::new("2026-11-25".parse().unwrap(), offices, vec![], areas)
    }

    #[test]
    fn a_place_is_found_by_any_name_it_has_or_had() {
        let directory = directory();
        for (query, expected) in [
            ("", &["H49.01", "H49.31.01", "H49.39.01", "H49.36.01"][..]),
            ("hong gai", &["H49.36.01"]),
            ("BẠCH ĐẰNG", &["H49.36.01"]),
            ("tran hung d", &["H49.36.01"]),
            ("gai hong", &["H49.39.01", "H49.36.01"]),
            ("phường", &["H49.31.01", "H49.39.01", "H49.36.01"]),
            ("H49.01", &["H49.01"]),
            ("móng cái", &[]),
        ] {
            let found: Vec<&str> = find(&directory, query).iter().map(|office| office.code.as_str()).collect();
            assert_eq!(found, expected, "{query}");
        }
    }

    #[test]
    fn the_page_renders_in_every_language_and_state() {
        let directory = directory();
        for language in Language::ALL {
            for (query, words) in [("", "H49.36.01"), ("hong gai", "H49.36.01"), ("móng cái", "móng cái")] {
                for door in [Door::Open, Door::OpensAt("2026-11-25T06:00:00Z".parse().unwrap()), Door::Unknown] {
                    let page = OneStopOfficesPage::new(Visitor::sample(language), query.to_owned(), &directory, |_| door);
                    let html = page.render().unwrap();
                    assert!(html.contains(words) && !html.contains("organisation-"), "{language:?} {query}: {html}");
                }
            }
        }
    }
}
