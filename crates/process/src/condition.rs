//! Conditions of gateways: small, typed, compiled once, written as text such as `outcome == "approved" and area > 500`.

mod parse;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::name::Name;
use crate::value::{Number, Value, Variables};

/// When a flow out of an exclusive or inclusive gateway is taken. In JSON the text of the condition.
///
/// A variable that was never set equals nothing: `==`, `in` and the orderings are false, `!=` is true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Condition {
    /// `true`: always taken.
    Always,
    /// `variable == literal`.
    Equal(Name, Value),
    /// `variable != literal`.
    Different(Name, Value),
    /// `variable in ["a", "b"]`.
    OneOf(Name, Vec<Value>),
    /// `variable >= 3`; the variable must hold a number.
    Compare(Name, Comparison, Number),
    /// Every part holds.
    All(Vec<Condition>),
    /// At least one part holds.
    Any(Vec<Condition>),
}

/// An ordering between a variable and a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// Why a condition cannot be read or evaluated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConditionError {
    /// The text is not a condition; `at` is the byte where reading stopped.
    #[error("the condition cannot be read at byte {at}: {found}")]
    Syntax {
        /// Byte offset in the text.
        at: usize,
        /// What stands there; empty at the end of the text.
        found: String,
    },
    /// An ordering was asked of a variable that is not a number.
    #[error("the variable {variable} must be a number")]
    NotNumber {
        /// The variable.
        variable: Name,
    },
}

impl Condition {
    /// Whether the condition holds for `variables`.
    ///
    /// # Errors
    /// [`ConditionError::NotNumber`] when an ordering meets a text or a flag: a typing slip must not silently choose a branch.
    pub fn holds(&self, variables: &Variables) -> Result<bool, ConditionError> {
        match self {
            Self::Always => Ok(true),
            Self::Equal(name, literal) => Ok(variables.get(name) == Some(literal)),
            Self::Different(name, literal) => Ok(variables.get(name) != Some(literal)),
            Self::OneOf(name, literals) => Ok(variables.get(name).is_some_and(|value| literals.contains(value))),
            Self::Compare(name, comparison, literal) => compare(name, *comparison, *literal, variables),
            Self::All(parts) => {
                for part in parts {
                    if !part.holds(variables)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Self::Any(parts) => {
                for part in parts {
                    if part.holds(variables)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }

    /// Calls `visit` with every variable the condition reads.
    pub fn each_variable<'a>(&'a self, visit: &mut dyn FnMut(&'a Name)) {
        match self {
            Self::Always => {}
            Self::Equal(name, _) | Self::Different(name, _) | Self::OneOf(name, _) | Self::Compare(name, ..) => visit(name),
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.each_variable(visit);
                }
            }
        }
    }
}

fn compare(name: &Name, comparison: Comparison, literal: Number, variables: &Variables) -> Result<bool, ConditionError> {
    let number = match variables.get(name) {
        None => return Ok(false),
        Some(Value::Number(number)) => *number,
        Some(_) => return Err(ConditionError::NotNumber { variable: name.clone() }),
    };
    Ok(match comparison {
        Comparison::Less => number < literal,
        Comparison::AtMost => number <= literal,
        Comparison::Greater => number > literal,
        Comparison::AtLeast => number >= literal,
    })
}

impl FromStr for Condition {
    type Err = ConditionError;

    fn from_str(text: &str) -> Result<Self, ConditionError> {
        parse::condition(text)
    }
}

impl TryFrom<String> for Condition {
    type Error = ConditionError;

    fn try_from(text: String) -> Result<Self, ConditionError> {
        text.parse()
    }
}

impl From<Condition> for String {
    fn from(condition: Condition) -> Self {
        condition.to_string()
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        })
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => formatter.write_str("true"),
            Self::Equal(name, value) => write!(formatter, "{name} == {value}"),
            Self::Different(name, value) => write!(formatter, "{name} != {value}"),
            Self::Compare(name, comparison, number) => write!(formatter, "{name} {comparison} {}", Value::Number(*number)),
            Self::OneOf(name, values) => {
                let values: Vec<String> = values.iter().map(ToString::to_string).collect();
                write!(formatter, "{name} in [{}]", values.join(", "))
            }
            Self::All(parts) => joined(parts, " and ", formatter),
            Self::Any(parts) => joined(parts, " or ", formatter),
        }
    }
}

fn joined(parts: &[Condition], word: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (position, part) in parts.iter().enumerate() {
        if position > 0 {
            formatter.write_str(word)?;
        }
        match part {
            Condition::All(_) | Condition::Any(_) => write!(formatter, "({part})")?,
            _ => write!(formatter, "{part}")?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_hold_as_written() {
        let variables = Variables::new().with("outcome", "approve").with("area", 500).with("urgent", true);
        for (text, expected) in [
            ("true", true),
            ("outcome == \"approve\"", true),
            ("outcome = 'approve'", true),
            ("outcome == “approve”", true),
            ("outcome != \"approve\"", false),
            ("outcome in [\"refuse\", \"approve\"]", true),
            ("outcome in [\"refuse\"]", false),
            ("area >= 500", true),
            ("area > 500", false),
            ("area <= 500.5 and area < 501", true),
            ("urgent == true and (area < 10 or outcome == \"approve\")", true),
            ("urgent == true and area < 10 or outcome == \"approve\"", true),
            ("absent == 1", false),
            ("absent != 1", true),
            ("absent > 1", false),
        ] {
            let condition: Condition = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(condition.holds(&variables), Ok(expected), "{text}");
            assert_eq!(condition.to_string().parse::<Condition>().as_ref(), Ok(&condition), "{text}");
        }
    }

    #[test]
    fn an_ordering_needs_a_number() {
        let condition: Condition = "outcome > 3".parse().unwrap();
        let variables = Variables::new().with("outcome", "approve");
        assert_eq!(condition.holds(&variables), Err(ConditionError::NotNumber { variable: "outcome".into() }));
    }

    #[test]
    fn bad_texts_say_where() {
        for (text, at) in
            [("", 0), ("outcome", 7), ("outcome == ", 11), ("a == 1 b", 7), ("(a == 1", 7), ("a > \"x\"", 4), ("a in []", 6), ("== 1", 0)]
        {
            let found = text.parse::<Condition>();
            assert!(matches!(found, Err(ConditionError::Syntax { at: place, .. }) if place == at), "{text}: {found:?}");
        }
    }
}
