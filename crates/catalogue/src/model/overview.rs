//! All procedures in force on a day, in short: what lists show and filter. It stands in memory, so that no request counts or walks a table.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use kernel::code::ProcedureCode;
use kernel::limit::Limit;
use kernel::text::fold;

use super::{Channel, GovernmentLevel, Procedure, QualityFlag};

/// A procedure in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// National code.
    pub code: ProcedureCode,
    /// Version in force.
    pub version: i32,
    /// Official name.
    pub name: String,
    /// Field of state management.
    pub field: String,
    /// Name of the agency that owns it.
    pub agency: String,
    /// Tiers that solve it.
    pub levels: Vec<GovernmentLevel>,
    /// Who carries it out, in the source's words; may be empty.
    pub executing_agency: String,
    /// The limit that is certain.
    pub limit: Option<Limit>,
    /// Amounts in đồng that are certain, per way of applying; empty when the source has none.
    pub fees: Vec<(Channel, i64)>,
    /// Ways of applying.
    pub channels: Vec<Channel>,
}

impl Entry {
    /// The short form of a procedure.
    #[must_use]
    pub fn of(procedure: &Procedure) -> Self {
        let mut channels: Vec<Channel> = procedure.channels.iter().map(|way| way.channel).collect();
        channels.sort_unstable();
        channels.dedup();
        Self {
            code: procedure.code.clone(),
            version: procedure.version,
            name: procedure.name.clone(),
            field: procedure.field.clone(),
            agency: procedure.agency.clone(),
            levels: procedure.levels.clone(),
            executing_agency: procedure.executing_agency.clone(),
            limit: procedure.promise().map(|(limit, _)| limit),
            fees: certain_fees(procedure),
            channels,
        }
    }
}

/// Amounts without a doubt and without a condition that only the whole page can tell. A zero with a note may mean "somebody else decides".
fn certain_fees(procedure: &Procedure) -> Vec<(Channel, i64)> {
    if procedure.is_flagged(QualityFlag::FeeDoubtful) || procedure.is_flagged(QualityFlag::FeeInWords) {
        return Vec::new();
    }
    let mut fees = Vec::new();
    for way in &procedure.channels {
        for fee in &way.fees {
            let Some(amount) = fee.amount.filter(|_| fee.currency.as_deref() == Some("VND")) else { return Vec::new() };
            if amount == 0 && !fee.note.is_empty() && procedure.fee_basis.is_empty() {
                return Vec::new();
            }
            fees.push((way.channel, amount));
        }
    }
    fees.sort_unstable();
    fees.dedup();
    fees
}

/// A field of state management with how many procedures it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Name.
    pub name: String,
    /// The name in an address: `ho-tich`.
    pub slug: String,
    /// Number of procedures.
    pub count: usize,
}

/// What a list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Slug of a field.
    pub field: Option<String>,
    /// Tier that solves it.
    pub level: Option<GovernmentLevel>,
}

/// All procedures in force on a day.
#[derive(Debug, Clone)]
pub struct Overview {
    on: NaiveDate,
    entries: Vec<Entry>,
    places: HashMap<String, usize>,
    ordered: Vec<usize>,
    fields: Vec<Field>,
}

impl Overview {
    /// Orders what was read for the day `on`.
    #[must_use]
    pub fn new(on: NaiveDate, mut entries: Vec<Entry>) -> Self {
        entries.sort_by(|one, other| one.code.cmp(&other.code));
        let places = entries.iter().enumerate().map(|(place, entry)| (entry.code.as_str().to_owned(), place)).collect();
        let key = |(place, entry): (usize, &Entry)| (entry.levels.iter().min().copied(), fold(&entry.name), place);
        let mut ordered: Vec<_> = entries.iter().enumerate().map(key).collect();
        ordered.sort();
        let fields = fields_of(&entries);
        Self { on, entries, places, ordered: ordered.into_iter().map(|(_, _, place)| place).collect(), fields }
    }

    /// The day it holds for.
    #[must_use]
    pub fn on(&self) -> NaiveDate {
        self.on
    }

    /// All procedures, ordered by code.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// All fields, ordered by name.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The procedure with this code.
    #[must_use]
    pub fn entry(&self, code: &str) -> Option<&Entry> {
        self.places.get(code).and_then(|place| self.entries.get(*place))
    }

    /// The field that `text` names, by its name or its slug.
    #[must_use]
    pub fn field(&self, text: &str) -> Option<&Field> {
        let wanted = slug(text);
        self.fields.iter().find(|field| field.slug == wanted)
    }

    /// Procedures that the filter lets through: those solved nearest to the citizen first, then by name.
    pub fn list<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = &'a Entry> {
        self.ordered.iter().filter_map(|place| self.entries.get(*place)).filter(|entry| filter.holds(entry))
    }

    /// How many procedures of the field each tier solves.
    #[must_use]
    pub fn level_counts(&self, field: Option<&str>) -> Vec<(GovernmentLevel, usize)> {
        let count = |level| {
            let filter = Filter { field: field.map(str::to_owned), level: Some(level) };
            self.entries.iter().filter(|entry| filter.holds(entry)).count()
        };
        GovernmentLevel::ALL.into_iter().map(|level| (level, count(level))).collect()
    }

    /// Names of the agencies that own procedures, each once.
    #[must_use]
    pub fn agencies(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.entries.iter().map(|entry| entry.agency.as_str()).filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl Filter {
    /// Whether the procedure is let through.
    #[must_use]
    pub fn holds(&self, entry: &Entry) -> bool {
        self.field.as_ref().is_none_or(|field| slug(&entry.field) == *field) && self.level.is_none_or(|level| entry.levels.contains(&level))
    }
}

fn fields_of(entries: &[Entry]) -> Vec<Field> {
    let mut fields: BTreeMap<String, Field> = BTreeMap::new();
    for entry in entries {
        let slug = slug(&entry.field);
        fields.entry(slug.clone()).or_insert_with(|| Field { name: entry.field.clone(), slug, count: 0 }).count += 1;
    }
    fields.into_values().collect()
}

/// A name as it stands in an address: folded, words joined by hyphens.
pub(crate) fn slug(name: &str) -> String {
    let folded = fold(name);
    folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(code: &str, name: &str, field: &str, levels: &[GovernmentLevel]) -> Entry {
        Entry {
            code: code.parse().unwrap(),
            version: 1,
            name: name.to_owned(),
            field: field.to_owned(),
            agency: "Bộ Tư pháp".to_owned(),
            levels: levels.to_vec(),
            executing_agency: String::new(),
            limit: None,
            fees: vec![],
            channels: vec![Channel::Counter],
        }
    }

    fn overview() -> Overview {
        use GovernmentLevel::{Commune, Ministry, Province};
        Overview::new(
            "2026-11-25".parse().unwrap(),
            vec![
                entry("2.000815", "Chứng thực bản sao", "Chứng thực", &[Commune, Province]),
                entry("1.001193", "Đăng ký khai sinh", "Hộ tịch", &[Commune]),
                entry("1.000894", "Đăng ký kết hôn", "Hộ tịch", &[Commune]),
                entry("1.002000", "An toàn tàu biển", "Đăng kiểm", &[Ministry]),
            ],
        )
    }

    #[test]
    fn lists_are_narrowed_by_field_and_level_and_begin_near_the_citizen() {
        let overview = overview();
        for (field, level, expected) in [
            (None, None, &["2.000815", "1.000894", "1.001193", "1.002000"][..]),
            (Some("Hộ tịch"), None, &["1.000894", "1.001193"]),
            (Some("ho-tich"), None, &["1.000894", "1.001193"]),
            (None, Some(GovernmentLevel::Province), &["2.000815"]),
            (Some("Hộ tịch"), Some(GovernmentLevel::Ministry), &[]),
        ] {
            let filter = Filter { field: field.and_then(|text| overview.field(text)).map(|field| field.slug.clone()), level };
            let found: Vec<&str> = overview.list(&filter).map(|entry| entry.code.as_str()).collect();
            assert_eq!(found, expected, "{field:?} {level:?}");
        }
        assert_eq!(overview.field("Đất đai"), None);
    }

    #[test]
    fn fields_and_levels_are_counted_once_for_all() {
        let overview = overview();
        let fields: Vec<(&str, usize)> = overview.fields().iter().map(|field| (field.slug.as_str(), field.count)).collect();
        assert_eq!(fields, [("chung-thuc", 1), ("dang-kiem", 1), ("ho-tich", 2)]);
        assert_eq!(overview.level_counts(Some("ho-tich")).first(), Some(&(GovernmentLevel::Commune, 2)));
        assert_eq!(overview.agencies(), ["Bộ Tư pháp"]);
    }

    #[test]
    fn fees_are_told_in_short_only_when_nothing_hangs_on_a_note() {
        let fees = |fees: &str, more: &str| {
            let json = format!(
                r#"{{"code":"1.004222","name":"x","field":"x","levels":[],"source":"x","channels":[{{"channel":"online","fees":{fees}}}]{more}}}"#
            );
            certain_fees(&serde_json::from_str(&json).unwrap())
        };
        let (ten, zero) =
            (r#"{"amount":10000,"currency":"VND","note":"mỗi lần"}"#, r#"{"amount":0,"currency":"VND","note":"theo Hội đồng"}"#);
        for (given, more, expected) in [
            (format!("[{ten}]"), "", &[(Channel::Online, 10_000)][..]),
            (format!("[{ten},{ten}]"), "", &[(Channel::Online, 10_000)]),
            (format!("[{ten}]"), r#","quality_flags":["fee_doubtful"]"#, &[]),
            (format!("[{zero}]"), "", &[]),
            (format!("[{zero}]"), r#","fee_basis":"Điều 11""#, &[(Channel::Online, 0)]),
            (r#"[{"amount":0,"currency":"VND"}]"#.to_owned(), "", &[(Channel::Online, 0)]),
            (r#"[{"amount":145,"currency":"USD"}]"#.to_owned(), "", &[]),
            (r#"[{"note":"theo quy định"}]"#.to_owned(), "", &[]),
        ] {
            assert_eq!(fees(&given, more), expected, "{given} {more}");
        }
    }
}
