//! The process as inline SVG: lanes are columns, work flows downwards, so the drawing fits a page without shrinking its letters.
//!
//! No style attribute and no script, as the page's content security policy demands: shapes carry classes and plain presentation attributes,
//! which a style sheet may override. Colours are the tokens of the house: jade for what is done, gold for where the work is.

mod layout;
mod routes;
mod shapes;

use crate::definition::Definition;
use crate::instance::Instance;

/// Gives the words for a code; none when the code itself shall be shown.
pub type Naming<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Words of the drawing in the language of the page. Everything not given is drawn as the definition names it.
#[derive(Default)]
pub struct Wording<'a> {
    /// What the picture is called for readers who cannot see it; the definition's own name without it.
    pub title: Option<&'a str>,
    /// Label of a lane, by its key.
    pub lane: Option<Naming<'a>>,
    /// Label of an outcome, by its code.
    pub outcome: Option<Naming<'a>>,
    /// Word added to the name of a done and of a current step, for screen readers.
    pub states: Option<(&'a str, &'a str)>,
}

impl Wording<'_> {
    fn lane(&self, key: &str, name: &str) -> String {
        self.lane.and_then(|lane| lane(key)).unwrap_or_else(|| name.to_owned())
    }

    fn outcome(&self, code: &str) -> String {
        self.outcome.and_then(|outcome| outcome(code)).unwrap_or_else(|| code.replace('_', " "))
    }
}

/// Draws `definition`, marking where `instance` stands.
#[must_use]
pub fn draw(definition: &Definition, instance: Option<&Instance>) -> String {
    draw_with(definition, instance, &Wording::default())
}

/// Draws with the words of a language.
#[must_use]
pub fn draw_with(definition: &Definition, instance: Option<&Instance>, wording: &Wording<'_>) -> String {
    let layout = layout::lay_out(definition, instance, wording);
    shapes::render(definition, instance, wording, &layout)
}
