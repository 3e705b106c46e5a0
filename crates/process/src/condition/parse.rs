//! Reads the text of a condition.
//!
//! ```text
//! any     := all ("or" all)*
//! all     := one ("and" one)*
//! one     := "(" any ")" | "true" | variable operator literal | variable "in" "[" literal ("," literal)* "]"
//! ```
//! Curly quotes are accepted because word processors put them in.

use super::{Comparison, Condition, ConditionError};
use crate::name::Name;
use crate::value::{Number, Value};

/// Brackets inside brackets beyond this depth are refused, so that a hostile text cannot exhaust the stack.
const DEEPEST: usize = 32;

pub(super) fn condition(text: &str) -> Result<Condition, ConditionError> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let condition = reader.any()?;
    reader.skip_blanks();
    if reader.at < text.len() { Err(reader.stop()) } else { Ok(condition) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn stop(&self) -> ConditionError {
        ConditionError::Syntax { at: self.at, found: self.rest().chars().take(20).collect() }
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Takes `symbol` if it stands next.
    fn take(&mut self, symbol: &str) -> bool {
        self.skip_blanks();
        let found = self.rest().starts_with(symbol);
        if found {
            self.at += symbol.len();
        }
        found
    }

    /// Takes the word `word` if it stands next as a whole word.
    fn take_word(&mut self, word: &str) -> bool {
        self.skip_blanks();
        let found = self.rest().strip_prefix(word).is_some_and(|after| !after.starts_with(in_name));
        if found {
            self.at += word.len();
        }
        found
    }

    fn any(&mut self) -> Result<Condition, ConditionError> {
        let mut parts = vec![self.all()?];
        while self.take_word("or") {
            parts.push(self.all()?);
        }
        Ok(single_or(parts, Condition::Any))
    }

    fn all(&mut self) -> Result<Condition, ConditionError> {
        let mut parts = vec![self.one()?];
        while self.take_word("and") {
            parts.push(self.one()?);
        }
        Ok(single_or(parts, Condition::All))
    }

    fn one(&mut self) -> Result<Condition, ConditionError> {
        if self.take("(") {
            return self.bracketed();
        }
        if self.take_word("true") {
            return Ok(Condition::Always);
        }
        let name = self.variable()?;
        if self.take_word("in") {
            return Ok(Condition::OneOf(name, self.set()?));
        }
        self.comparison(name)
    }

    fn bracketed(&mut self) -> Result<Condition, ConditionError> {
        if self.depth >= DEEPEST {
            return Err(self.stop());
        }
        self.depth += 1;
        let inner = self.any()?;
        self.depth -= 1;
        if self.take(")") { Ok(inner) } else { Err(self.stop()) }
    }

    fn comparison(&mut self, name: Name) -> Result<Condition, ConditionError> {
        if self.take("==") {
            return Ok(Condition::Equal(name, self.literal()?));
        }
        if self.take("!=") {
            return Ok(Condition::Different(name, self.literal()?));
        }
        // Longer symbols first, or `<=` would be read as `<`.
        let orderings = [("<=", Comparison::AtMost), (">=", Comparison::AtLeast), ("<", Comparison::Less), (">", Comparison::Greater)];
        for (symbol, comparison) in orderings {
            if self.take(symbol) {
                return Ok(Condition::Compare(name, comparison, self.number()?));
            }
        }
        if self.take("=") {
            return Ok(Condition::Equal(name, self.literal()?));
        }
        self.skip_blanks();
        Err(self.stop())
    }

    fn variable(&mut self) -> Result<Name, ConditionError> {
        self.skip_blanks();
        let rest = self.rest();
        let length = rest.find(|character| !in_name(character)).unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or("");
        if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
            return Err(self.stop());
        }
        let name = Name::from(name);
        self.at += length;
        Ok(name)
    }

    fn set(&mut self) -> Result<Vec<Value>, ConditionError> {
        if !self.take("[") {
            return Err(self.stop());
        }
        let mut values = vec![self.literal()?];
        while self.take(",") {
            values.push(self.literal()?);
        }
        if self.take("]") { Ok(values) } else { Err(self.stop()) }
    }

    fn literal(&mut self) -> Result<Value, ConditionError> {
        for (open, closes) in [('"', "\""), ('\'', "'"), ('“', "”"), ('”', "”"), ('‘', "’")] {
            if self.take(open.encode_utf8(&mut [0; 4])) {
                return self.quoted(closes);
            }
        }
        if self.take_word("true") {
            return Ok(Value::Flag(true));
        }
        if self.take_word("false") {
            return Ok(Value::Flag(false));
        }
        self.number().map(Value::Number)
    }

    fn quoted(&mut self, closes: &str) -> Result<Value, ConditionError> {
        let mut text = String::new();
        loop {
            let Some(character) = self.rest().chars().next() else { return Err(self.stop()) };
            if self.rest().starts_with(closes) {
                self.at += closes.len();
                return Ok(Value::Text(text.into()));
            }
            self.at += character.len_utf8();
            if character != '\\' {
                text.push(character);
                continue;
            }
            let Some(escaped) = self.rest().chars().next() else { return Err(self.stop()) };
            self.at += escaped.len_utf8();
            text.push(escaped);
        }
    }

    fn number(&mut self) -> Result<Number, ConditionError> {
        self.skip_blanks();
        let rest = self.rest();
        let length = rest.find(|character: char| !matches!(character, '0'..='9' | '.' | '-' | '+')).unwrap_or(rest.len());
        let number = rest.get(..length).and_then(|digits| digits.parse::<f64>().ok()).and_then(|number| Number::try_from(number).ok());
        let Some(number) = number else { return Err(self.stop()) };
        self.at += length;
        Ok(number)
    }
}

fn in_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_' || character == '.'
}

fn single_or(mut parts: Vec<Condition>, several: fn(Vec<Condition>) -> Condition) -> Condition {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            parts.push(last);
            several(parts)
        }
        (None, _) => Condition::Always,
    }
}
