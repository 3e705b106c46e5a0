//! The values that the larger parts are drawn from, and the page `/thanh-phan` that shows every part in every state.

mod gallery;
mod sample_form;
mod stock;

pub use stock::{Stock, StockPart, StockTerm};

pub(crate) use gallery::routes;

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Address.
    pub address: String,
    /// Words.
    pub label: String,
}

impl Link {
    /// A link to `address` that says `label`.
    #[must_use]
    pub fn new(address: impl Into<String>, label: impl Into<String>) -> Self {
        Self { address: address.into(), label: label.into() }
    }
}

/// A tab: a saved filter or a view of the same list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Words.
    pub label: String,
    /// Address.
    pub address: String,
    /// How many rows stand behind it, when that is known without counting.
    pub count: Option<i64>,
    /// Whether it is the one shown.
    pub current: bool,
}

/// How far a step or stage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Behind us.
    Done,
    /// Where we stand.
    Now,
    /// Still to come.
    Next,
}

impl Progress {
    /// The end of the style class.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "next",
        }
    }

    /// Whether it is behind us.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        matches!(self, Self::Done)
    }

    /// Whether we stand on it.
    #[must_use]
    pub const fn is_now(&self) -> bool {
        matches!(self, Self::Now)
    }
}

/// One step of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Words.
    pub label: String,
    /// Where to go back to it; empty when it cannot be opened.
    pub address: String,
    /// How far it is.
    pub state: Progress,
}

/// One of the four stages above a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Words: handed in, received, in work, returned.
    pub label: String,
    /// When or by whom.
    pub note: String,
    /// How far it is.
    pub state: Progress,
}

/// One day of the ruler on the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulerDay {
    /// Day of the month.
    pub label: String,
    /// `past`, `today` or `next`.
    pub kind: &'static str,
}

/// A piece of a sentence, strong or plain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RichPart {
    /// The words.
    pub text: String,
    /// Whether they are set in 600.
    pub strong: bool,
}

/// Splits a text at `**`: every second piece is strong.
pub(crate) fn rich(text: &str) -> Vec<RichPart> {
    text.split("**")
        .enumerate()
        .filter(|(_, piece)| !piece.is_empty())
        .map(|(index, piece)| RichPart { text: piece.to_owned(), strong: index % 2 == 1 })
        .collect()
}

/// The icon of a kind of notice.
pub(crate) fn notice_icon(kind: &str) -> &'static str {
    match kind {
        "turn" => "pencil-line",
        "stopped" => "pause",
        "late" => "triangle-alert",
        "doubt" => "circle-question-mark",
        "done" => "circle-check",
        _ => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_make_strong_pieces() {
        let shown: Vec<(String, bool)> = rich("Hạn là **7 ngày** làm việc").into_iter().map(|part| (part.text, part.strong)).collect();
        assert_eq!(shown, [("Hạn là ".to_owned(), false), ("7 ngày".to_owned(), true), (" làm việc".to_owned(), false)]);
        assert_eq!(rich("không sao").len(), 1);
    }
}
