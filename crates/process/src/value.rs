//! Variables of an instance: the few facts its gateways and lanes depend on.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::name::Name;

/// A finite number. Not-a-number and infinity cannot be written as JSON and would make two equal instances differ.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Number(f64);

/// The number is infinite or not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a variable must be a finite number")]
pub struct NumberError;

impl TryFrom<f64> for Number {
    type Error = NumberError;

    fn try_from(number: f64) -> Result<Self, NumberError> {
        // Adding zero turns minus zero into zero, so that equal numbers are written equally.
        if number.is_finite() { Ok(Self(number + 0.0)) } else { Err(NumberError) }
    }
}

impl From<Number> for f64 {
    fn from(number: Number) -> Self {
        number.0
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// The value of a variable; in JSON a plain boolean, number or string.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A finite number.
    Number(Number),
    /// A code, such as an outcome or the code of an office.
    Text(Name),
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Number(Number(f64::from(number)))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Name::from(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Name::from(text))
    }
}

impl From<Name> for Value {
    fn from(text: Name) -> Self {
        Self::Text(text)
    }
}

impl fmt::Display for Value {
    /// As a literal of the condition language.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(formatter, "{flag}"),
            Self::Number(number) => write!(formatter, "{}", number.0),
            Self::Text(text) => write!(formatter, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        }
    }
}

/// Variables by name, kept in the order of their names. In JSON an object.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "std::collections::BTreeMap<Name, Value>", into = "std::collections::BTreeMap<Name, Value>")]
pub struct Variables(Vec<(Name, Value)>);

impl Variables {
    /// No variable.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of `name`, if it was ever set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(held, _)| held.as_str() == name).map(|(_, value)| value)
    }

    /// Sets `name` to `value`, whatever it was before.
    pub fn set(&mut self, name: impl Into<Name>, value: impl Into<Value>) {
        let name = name.into();
        match self.0.binary_search_by(|(held, _)| held.cmp(&name)) {
            Ok(position) => {
                if let Some((_, held)) = self.0.get_mut(position) {
                    *held = value.into();
                }
            }
            Err(position) => self.0.insert(position, (name, value.into())),
        }
    }

    /// The same variables and one more.
    #[must_use]
    pub fn with(mut self, name: impl Into<Name>, value: impl Into<Value>) -> Self {
        self.set(name, value);
        self
    }

    /// Sets every variable of `other`.
    pub fn merge(&mut self, other: Variables) {
        if self.0.is_empty() {
            self.0 = other.0;
            return;
        }
        for (name, value) in other.0 {
            self.set(name, value);
        }
    }

    /// Names and values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, &Value)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// Bytes held on the heap by this instance alone; texts shared with the definition are not counted.
    pub(crate) fn heap_bytes(&self) -> usize {
        self.0.capacity() * size_of::<(Name, Value)>()
    }
}

impl From<std::collections::BTreeMap<Name, Value>> for Variables {
    fn from(map: std::collections::BTreeMap<Name, Value>) -> Self {
        Self(map.into_iter().collect())
    }
}

impl From<Variables> for std::collections::BTreeMap<Name, Value> {
    fn from(variables: Variables) -> Self {
        variables.0.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_plain_json_and_keep_the_last_value() {
        let variables = Variables::new().with("consult", 2).with("area", 1).with("urgent", true).with("area", "x\"y");
        let json = serde_json::to_string(&variables).unwrap();
        assert_eq!(json, r#"{"area":"x\"y","consult":2.0,"urgent":true}"#);
        assert_eq!(serde_json::from_str::<Variables>(&json).unwrap(), variables);
        assert_eq!(variables.get("consult"), Some(&Value::from(2)));
        assert_eq!(variables.get("absent"), None);
    }

    #[test]
    fn numbers_are_finite_and_zero_has_one_form() {
        assert_eq!(Number::try_from(f64::NAN), Err(NumberError));
        assert_eq!(Number::try_from(f64::INFINITY), Err(NumberError));
        assert_eq!(Number::try_from(-0.0), Number::try_from(0.0));
    }
}
