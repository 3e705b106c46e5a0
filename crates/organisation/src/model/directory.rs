//! The offices of one day in memory: the tree, look-ups and competence.

use std::collections::{HashMap, HashSet};

use access::{OfficeChoice, OfficeTree};
use chrono::NaiveDate;
use kernel::id::OfficeId;

use super::{Area, Competence, CompetenceRule, Matter, Office, OfficeKind, Place};
use crate::rules;

/// The offices that exist on one day, with the rules of competence. Immutable: another day or a reorganisation needs another directory.
#[derive(Debug, Clone)]
pub struct Directory {
    on: NaiveDate,
    offices: Vec<Office>,
    by_id: HashMap<OfficeId, usize>,
    by_code: HashMap<String, usize>,
    by_function: HashMap<(String, String), usize>,
    children: HashMap<Option<OfficeId>, Vec<usize>>,
    areas: HashMap<String, Area>,
    rules: Vec<CompetenceRule>,
}

impl Directory {
    /// The directory of the day `on`. Offices and rules that do not hold on that day are left out. `areas` has the unit of each office, by its code.
    #[must_use]
    pub fn new(on: NaiveDate, offices: Vec<Office>, rules: Vec<CompetenceRule>, areas: HashMap<String, Area>) -> Self {
        let mut offices: Vec<Office> = offices.into_iter().filter(|office| office.validity.holds(on)).collect();
        offices.sort_by(|left, right| left.code.cmp(&right.code));
        let rules = rules.into_iter().filter(|rule| rule.validity.holds(on)).collect();
        let mut directory = Self {
            on,
            by_id: offices.iter().enumerate().map(|(at, office)| (office.id, at)).collect(),
            by_code: offices.iter().enumerate().map(|(at, office)| (office.code.as_str().to_owned(), at)).collect(),
            by_function: HashMap::new(),
            children: HashMap::new(),
            areas,
            rules,
            offices: Vec::new(),
        };
        for (at, office) in offices.iter().enumerate() {
            directory.children.entry(office.parent).or_default().push(at);
            directory.by_function.entry((office.unit.clone(), office.function.clone())).or_insert(at);
        }
        directory.offices = offices;
        directory
    }

    /// The day it shows.
    #[must_use]
    pub fn on(&self) -> NaiveDate {
        self.on
    }

    /// All offices, ordered by code.
    #[must_use]
    pub fn offices(&self) -> &[Office] {
        &self.offices
    }

    /// The identifiers of all offices, sorted.
    #[must_use]
    pub fn all_ids(&self) -> Vec<OfficeId> {
        let mut ids: Vec<OfficeId> = self.by_id.keys().copied().collect();
        ids.sort_unstable();
        ids
    }

    /// The office with this identifier.
    #[must_use]
    pub fn office(&self, id: OfficeId) -> Option<&Office> {
        self.by_id.get(&id).and_then(|at| self.offices.get(*at))
    }

    /// The office with this code.
    #[must_use]
    pub fn office_by_code(&self, code: &str) -> Option<&Office> {
        self.by_code.get(code).and_then(|at| self.offices.get(*at))
    }

    /// The office with this function in this administrative unit: `("06685", "police")`.
    #[must_use]
    pub fn office_of(&self, unit: &str, function: &str) -> Option<&Office> {
        self.by_function.get(&(unit.to_owned(), function.to_owned())).and_then(|at| self.offices.get(*at))
    }

    /// The administrative unit with this code, when the node has an office in it.
    #[must_use]
    pub fn area(&self, unit: &str) -> Option<&Area> {
        self.areas.get(unit)
    }

    /// The one-stop centres, ordered by code: that of the province first.
    pub fn one_stop_offices(&self) -> impl Iterator<Item = &Office> {
        self.offices.iter().filter(|office| office.is_one_stop())
    }

    /// The offices directly under `parent`, ordered by code; under `None`, those that stand under nothing.
    pub fn children(&self, parent: Option<OfficeId>) -> impl Iterator<Item = &Office> {
        self.children.get(&parent).into_iter().flatten().filter_map(|at| self.offices.get(*at))
    }

    /// The one-stop centre that belongs to an office: its own, or the nearest one above it.
    #[must_use]
    pub fn centre_of(&self, office: OfficeId) -> Option<&Office> {
        std::iter::successors(self.office(office), |office| office.parent.and_then(|parent| self.office(parent))).find_map(|office| {
            if office.kind == OfficeKind::Centre {
                Some(office)
            } else {
                self.children(Some(office.id)).find(|child| child.kind == OfficeKind::Centre)
            }
        })
    }

    /// Who receives and who solves `matter` for someone in the commune `unit`. The same question on another day goes to that day's directory.
    #[must_use]
    pub fn competent_office(&self, matter: &Matter<'_>, unit: &str) -> Competence<'_> {
        let Some(rule) = rules::competence::choose(&self.rules, matter) else { return Competence::Unknown };
        match (&rule.receive, &rule.solve) {
            (_, Place::Ministry) => Competence::Ministry { rule },
            (_, Place::Elsewhere) => Competence::Elsewhere { rule },
            (receive, solve) => match (self.at(receive, unit), self.at(solve, unit)) {
                (Some(receive), Some(solve)) => Competence::Offices { receive, solve, rule },
                _ => Competence::Unknown,
            },
        }
    }

    fn at(&self, place: &Place, unit: &str) -> Option<&Office> {
        match place {
            Place::Commune(function) => self.office_of(unit, function),
            Place::Province(function) => self.office_of(&self.areas.get(unit)?.province, function),
            Place::Ministry | Place::Elsewhere => None,
        }
    }
}

impl OfficeTree for Directory {
    /// The office and everything below it, the office first. An office that does not exist on the day has only itself.
    fn subtree(&self, office: OfficeId) -> Vec<OfficeId> {
        let mut found = vec![office];
        let mut seen = HashSet::from([office]);
        let mut next = 0;
        while let Some(parent) = found.get(next).copied() {
            // Whoever was seen is not visited again, so that even a circle in the data ends.
            found.extend(self.children(Some(parent)).map(|child| child.id).filter(|child| seen.insert(*child)));
            next += 1;
        }
        found
    }

    fn name(&self, office: OfficeId) -> Option<String> {
        self.office(office).map(|office| office.name.clone())
    }

    fn choices(&self) -> Vec<OfficeChoice> {
        let choice = |office: &Office| OfficeChoice { id: office.id, code: office.code.to_string(), name: office.name.clone() };
        self.offices.iter().map(choice).collect()
    }
}
