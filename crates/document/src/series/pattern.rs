//! The pattern of a number, such as `{n}/GXN-UBND` or `{n}/{yyyy}/QĐ-UBND` (Decree 30/2020/NĐ-CP article 15).

use std::str::FromStr;

/// A pattern that can be written: `{n}` once, `{yyyy}` at most once, no other braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(String);

/// What is wrong with a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PatternFlaw {
    /// The number has no place, or several.
    #[error("the number has to stand once in the pattern")]
    Number,
    /// A brace opens something unknown.
    #[error("a pattern knows only the places n and yyyy")]
    Place,
    /// It is empty, too long or has signs that no number bears.
    #[error("a number has letters, digits and the signs / - . & only")]
    Signs,
}

impl PatternFlaw {
    /// Tail of the message key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Place => "place",
            Self::Signs => "signs",
        }
    }
}

impl Pattern {
    /// The pattern of a series nobody has written one for.
    #[must_use]
    pub fn of_symbol(symbol: &str) -> Self {
        Self(format!("{{n}}/{symbol}"))
    }

    /// The number as it is printed; at least two digits, as the decree on documents asks.
    #[must_use]
    pub fn number(&self, number: i32, year: i32) -> String {
        self.0.replace("{n}", &format!("{number:02}")).replace("{yyyy}", &year.to_string())
    }

    /// The number before it is given, for drafts.
    #[must_use]
    pub fn blank(&self, year: i32) -> String {
        self.0.replace("{n}", "……").replace("{yyyy}", &year.to_string())
    }

    /// The pattern as it is typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Pattern {
    type Err = PatternFlaw;

    fn from_str(text: &str) -> Result<Self, PatternFlaw> {
        let text = kernel::text::nfc(text.trim());
        if text.matches("{n}").count() != 1 || text.matches("{yyyy}").count() > 1 {
            return Err(PatternFlaw::Number);
        }
        let bare = text.replacen("{n}", "", 1).replacen("{yyyy}", "", 1);
        if bare.contains(['{', '}']) {
            return Err(PatternFlaw::Place);
        }
        let usable = |sign: char| sign.is_alphanumeric() || "/-.&".contains(sign);
        if text.chars().count() > 60 || !bare.chars().all(usable) || !bare.contains('/') {
            return Err(PatternFlaw::Signs);
        }
        Ok(Self(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_says_where_the_number_stands() {
        let number = |text: &str| text.parse::<Pattern>().map(|pattern| pattern.number(7, 2026));
        for (text, expected) in [
            ("{n}/GXN-UBND", Ok("07/GXN-UBND")),
            (" {n}/{yyyy}/QĐ-UBND ", Ok("07/2026/QĐ-UBND")),
            ("{yyyy}-{n}/TB", Ok("2026-07/TB")),
            ("GXN-UBND", Err(PatternFlaw::Number)),
            ("{n}/{n}", Err(PatternFlaw::Number)),
            ("{n}/{mm}", Err(PatternFlaw::Place)),
            ("{n}/}", Err(PatternFlaw::Place)),
            ("{n} / GXN", Err(PatternFlaw::Signs)),
            ("{n}", Err(PatternFlaw::Signs)),
            ("", Err(PatternFlaw::Number)),
        ] {
            assert_eq!(number(text), expected.map(ToOwned::to_owned), "{text}");
        }
        assert_eq!(Pattern::of_symbol("QĐ-UBND").number(1207, 2026), "1207/QĐ-UBND");
        assert_eq!(Pattern::of_symbol("QĐ-UBND").blank(2026), "……/QĐ-UBND");
    }
}
