//! Filling a template with the values of a dossier.

use std::collections::BTreeMap;

use super::model::Template;
use crate::paper::Fact;

/// Values by the names of their places.
pub type Fields = BTreeMap<String, String>;

/// What the paper says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// What it is about.
    pub subject: String,
    /// Legal bases.
    pub bases: Vec<String>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// Articles or paragraphs.
    pub body: Vec<String>,
    /// Recipients.
    pub recipients: Vec<String>,
    /// Function of the signer.
    pub signer_title: String,
    /// In whose stead they sign.
    pub on_behalf: String,
}

/// A piece of a text with places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// The name of a place.
    Place(&'a str),
}

/// The pieces of a text. A brace that opens no place stays a word: `check` finds it before the template is used.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        if !before.is_empty() {
            pieces.push(Piece::Words(before));
        }
        pieces.push(Piece::Place(name.trim()));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// The text with its places filled; nothing when it has places and all of them are empty.
fn line(text: &str, fields: &Fields) -> Option<String> {
    let pieces = pieces(text);
    let value = |piece: &Piece<'_>| match piece {
        Piece::Words(words) => (*words).to_owned(),
        Piece::Place(name) => fields.get(*name).cloned().unwrap_or_default(),
    };
    let mut places = pieces.iter().filter(|piece| matches!(piece, Piece::Place(_))).peekable();
    let has_places = places.peek().is_some();
    if has_places && places.all(|place| value(place).trim().is_empty()) {
        return None;
    }
    let text = pieces.iter().map(value).collect::<String>();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// What the paper says with these values.
#[must_use]
pub fn fill(template: &Template, fields: &Fields) -> Filled {
    let lines = |texts: &[String]| texts.iter().filter_map(|text| line(text, fields)).collect::<Vec<_>>();
    let facts = template.facts.iter().filter_map(|fact| Some(Fact { label: fact.label.clone(), value: line(&fact.value, fields)? }));
    let filled = |text: &str| line(text, fields).unwrap_or_default();
    Filled {
        subject: filled(&template.subject),
        bases: lines(&template.bases),
        facts: facts.collect(),
        body: lines(&template.body),
        recipients: lines(&template.recipients),
        signer_title: filled(&template.signer_title),
        on_behalf: filled(&template.on_behalf),
    }
}

/// The names of all places of a template.
#[must_use]
pub fn places(template: &Template) -> Vec<String> {
    let lists = [&template.bases, &template.body, &template.recipients];
    let single = [&template.subject, &template.signer_title, &template.on_behalf];
    let texts = lists.into_iter().flatten().chain(single).chain(template.facts.iter().map(|fact| &fact.value));
    let mut names: Vec<String> = texts
        .flat_map(|text| pieces(text))
        .filter_map(|piece| match piece {
            Piece::Place(name) => Some(name.to_owned()),
            Piece::Words(_) => None,
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let fields = Fields::from([("nguoi_nop.ten".to_owned(), "Vũ Thị Mẫu".to_owned()), ("ho_so.ma".to_owned(), "{x}".to_owned())]);
        assert_eq!(line(text, &fields).as_deref(), expected, "{text}");
    }

    #[test]
    fn places_are_filled_and_a_line_without_any_value_is_left_out() {
        check("Bà {nguoi_nop.ten}, hồ sơ {ho_so.ma}", Some("Bà Vũ Thị Mẫu, hồ sơ {x}"));
        check("{ nguoi_nop.ten }", Some("Vũ Thị Mẫu"));
        check("Cha: {to_khai.father_name}", None);
        check("Cha: {to_khai.father_name}, mẹ: {nguoi_nop.ten}", Some("Cha: , mẹ: Vũ Thị Mẫu"));
        check("Không có chỗ trống", Some("Không có chỗ trống"));
        check("", None);
        check("{", Some("{"));
        check("} và {hở", Some("} và {hở"));
    }
}
