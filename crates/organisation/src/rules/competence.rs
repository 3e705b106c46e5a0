//! Which rule of competence applies.

use std::cmp::Reverse;

use crate::model::{CompetenceRule, Level, Matter};

/// The rule for `matter`: the most specific that matches; among equals the level nearest to the citizen, then the first in the file.
pub(crate) fn choose<'a>(rules: &'a [CompetenceRule], matter: &Matter<'_>) -> Option<&'a CompetenceRule> {
    let executing = matter.executing.to_lowercase();
    rules
        .iter()
        .filter(|rule| matches(rule, matter, &executing))
        .min_by_key(|rule| (Reverse(specificity(rule)), rule.level.is_none(), rule.level, rule.ordinal))
}

fn matches(rule: &CompetenceRule, matter: &Matter<'_>, executing: &str) -> bool {
    rule.procedure.as_deref().is_none_or(|procedure| procedure == matter.procedure)
        && rule.agency.as_deref().is_none_or(|agency| agency == matter.agency)
        && rule.field.as_deref().is_none_or(|field| field == matter.field)
        && rule.executing.as_deref().is_none_or(|words| executing.contains(&words.to_lowercase()))
        && rule.level.is_none_or(|level: Level| matter.levels.contains(&level))
}

/// A procedure outweighs a field, a field an executing agency, that an issuing agency.
fn specificity(rule: &CompetenceRule) -> [bool; 4] {
    [rule.procedure.is_some(), rule.field.is_some(), rule.executing.is_some(), rule.agency.is_some()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, Validity};

    fn rule(ordinal: i32, [procedure, agency, field, executing]: [&str; 4], level: Option<Level>) -> CompetenceRule {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        CompetenceRule {
            ordinal,
            procedure: given(procedure),
            agency: given(agency),
            field: given(field),
            executing: given(executing),
            level,
            receive: Place::Ministry,
            solve: Place::Ministry,
            validity: Validity { from: chrono::NaiveDate::MIN, to: None },
            legal_basis: String::new(),
            source: String::new(),
        }
    }

    fn rules() -> Vec<CompetenceRule> {
        vec![
            rule(1, ["", "", "", ""], None),
            rule(2, ["", "", "", ""], Some(Level::Province)),
            rule(3, ["", "", "", ""], Some(Level::Commune)),
            rule(4, ["", "G15", "", ""], Some(Level::Commune)),
            rule(5, ["", "G15", "Hộ tịch", ""], Some(Level::Commune)),
            rule(6, ["", "G15", "Hộ tịch", ""], Some(Level::Commune)),
            rule(7, ["", "G10", "Đất đai", "Văn phòng đăng ký đất đai"], Some(Level::Province)),
            rule(8, ["2.000635", "", "", ""], None),
        ]
    }

    #[test]
    fn the_most_specific_rule_wins() {
        let (commune, province, both) = (&[Level::Commune][..], &[Level::Province][..], &[Level::Province, Level::Commune][..]);
        for (procedure, agency, field, executing, levels, expected) in [
            ("x", "G99", "x", "", &[Level::Other][..], 1),
            ("x", "G99", "x", "", both, 3),
            ("x", "G15", "x", "", commune, 4),
            ("x", "G15", "x", "", province, 2),
            ("x", "G15", "Hộ tịch", "", both, 5),
            ("x", "G10", "Đất đai", "Chi nhánh, VĂN PHÒNG đăng ký đất đai", province, 7),
            ("x", "G10", "Đất đai", "Sở", province, 2),
            ("2.000635", "G15", "Hộ tịch", "", commune, 8),
        ] {
            let matter = Matter { procedure, agency, field, executing, levels };
            assert_eq!(choose(&rules(), &matter).map(|rule| rule.ordinal), Some(expected), "{matter:?}");
        }
    }

    #[test]
    fn without_a_matching_rule_there_is_no_answer() {
        let only = [rule(1, ["", "G15", "", ""], None)];
        assert_eq!(choose(&only, &Matter { agency: "G01", ..Matter::default() }), None);
    }
}
