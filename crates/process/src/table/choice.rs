//! The choice cell: outcomes, each perhaps with its own next step, such as `approve; refuse -> end; bổ sung -> 2`.

use super::RowErrorCode;
use super::vocabulary::outcome;

/// One possible answer of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) outcome: String,
    /// Where it leads, as written; `None` means the usual next step.
    pub(super) target: Option<String>,
}

const ARROWS: [&str; 5] = ["->", "=>", "→", "⇒", ":"];

/// Reads the cell; an empty one has no choice.
pub(super) fn choices(cell: &str) -> Result<Vec<Choice>, (RowErrorCode, String)> {
    let mut choices: Vec<Choice> = Vec::new();
    for part in cell.split([';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        let choice = choice(part).ok_or_else(|| (RowErrorCode::ChoiceForm, part.to_owned()))?;
        if choices.iter().any(|earlier| earlier.outcome == choice.outcome) {
            return Err((RowErrorCode::ChoiceTwice, part.to_owned()));
        }
        choices.push(choice);
    }
    Ok(choices)
}

fn choice(part: &str) -> Option<Choice> {
    let arrow = ARROWS.iter().find_map(|arrow| part.split_once(arrow));
    let Some((answer, target)) = arrow else {
        return Some(Choice { outcome: outcome(part)?, target: None });
    };
    let target = target.trim();
    if target.is_empty() {
        return None;
    }
    Some(Choice { outcome: outcome(answer)?, target: Some(target.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_name_outcomes_and_targets() {
        let found = choices("Đồng ý; refuse -> end | Yêu cầu bổ sung → Bước 2").unwrap();
        let expected = [("approve", None), ("refuse", Some("end")), ("request_supplement", Some("Bước 2"))];
        let found: Vec<_> = found.iter().map(|choice| (choice.outcome.as_str(), choice.target.as_deref())).collect();
        assert_eq!(found, expected);
        assert_eq!(choices(""), Ok(Vec::new()));
    }

    #[test]
    fn unreadable_choices_are_refused() {
        for (cell, code) in [("approve ->", RowErrorCode::ChoiceForm), ("1", RowErrorCode::ChoiceForm), ("a; a", RowErrorCode::ChoiceTwice)]
        {
            assert_eq!(choices(cell).unwrap_err().0, code, "{cell}");
        }
    }
}
