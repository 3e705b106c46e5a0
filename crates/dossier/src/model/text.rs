//! Texts an office keeps to write with.

use kernel::id::{OfficeId, TextId};

/// What a kept text is for: the fields it can be put into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextKind {
    /// Reasons of a refusal.
    Reason,
    /// An item of a supplement request.
    Supplement,
    /// The reason of an apology.
    Apology,
    /// A note for colleagues.
    Note,
}

impl TextKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Reason, Self::Supplement, Self::Apology, Self::Note];

    /// Stable code, as stored; also the tail of its message.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reason => "reason",
            Self::Supplement => "supplement",
            Self::Apology => "apology",
            Self::Note => "note",
        }
    }

    /// The kind with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A text an office keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptText {
    /// Identifier.
    pub id: TextId,
    /// Whose it is.
    pub office: OfficeId,
    /// What it is for.
    pub kind: TextKind,
    /// What it is called.
    pub title: String,
    /// The words, with places for what differs: `{applicant}`, `{code}`, `{procedure}`, `{due}`.
    pub body: String,
}

impl KeptText {
    /// The words with every place filled; a place nobody knows stays as it is. Values are put in once: braces in a name are a name.
    #[must_use]
    pub fn filled(&self, values: &[(&str, &str)]) -> String {
        let mut filled = String::with_capacity(self.body.len());
        let mut rest = self.body.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let place = after
                .split_once('}')
                .and_then(|(name, tail)| values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, tail)));
            match place {
                Some((value, tail)) => {
                    filled.push_str(value);
                    rest = tail;
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once_and_the_rest_stays() {
        let text = |body: &str| KeptText {
            id: TextId::from(uuid::Uuid::nil()),
            office: OfficeId::from(uuid::Uuid::nil()),
            kind: TextKind::Note,
            title: String::new(),
            body: body.to_owned(),
        };
        let values = [("applicant", "Vũ {code} Mẫu"), ("code", "H49-1")];
        for (body, expected) in [
            ("Hồ sơ {code} của {applicant}.", "Hồ sơ H49-1 của Vũ {code} Mẫu."),
            ("{khac} {", "{khac} {"),
            ("{{code}}", "{H49-1}"),
            ("", ""),
            ("{code", "{code"),
        ] {
            assert_eq!(text(body).filled(&values), expected, "{body}");
        }
    }
}
