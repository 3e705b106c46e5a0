//! A section as the page draws it: fields, and groups of fields for rows.

use ::web::{Choice, FieldErrors, Language, Page, Sent, t};
use kernel::limit::LimitUnit;

use super::rows::MOST_ROWS;
use super::{Part, Section, choices, label};
use crate::model::Channel;

/// How a field is filled in.
#[derive(Debug, Clone)]
pub(crate) enum Control {
    /// One line; `full`, `half`, `short`, `number`.
    Line(&'static str),
    /// Several lines.
    Text(&'static str),
    /// One of a list.
    Select(Vec<Choice>),
    /// Any of a list.
    Boxes(Vec<Choice>),
}

/// One field.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) value: String,
    pub(crate) error: String,
    pub(crate) control: Control,
}

/// One row of a table of the record, as a group of fields.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) legend: String,
    /// Name of the box that leaves the row out; empty for the row that is still blank.
    pub(crate) drop: String,
    pub(crate) fields: Vec<Field>,
}

/// A piece of the page.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    Field(Field),
    Groups(Vec<Group>),
}

/// The fields of a row: end of the name and of the message key, how it is filled in, whether it has a hint.
type RowField = (&'static str, fn(Language, &str) -> Control, bool);

const WAY: [RowField; 6] = [
    ("channel", channel, false),
    ("limit-value", number, true),
    ("limit-unit", unit, false),
    ("limit-text", line, true),
    ("fees", lines, true),
    ("way-note", lines, false),
];
const PAPER: [RowField; 5] =
    [("paper", lines, false), ("case", line, true), ("form", line, true), ("originals", number, false), ("copies", number, false)];
const RESULT: [RowField; 2] = [("result", line, false), ("result-code", short, true)];

fn line(_: Language, _: &str) -> Control {
    Control::Line("full")
}

fn short(_: Language, _: &str) -> Control {
    Control::Line("half")
}

fn number(_: Language, _: &str) -> Control {
    Control::Line("number")
}

fn lines(_: Language, _: &str) -> Control {
    Control::Text("2")
}

fn channel(language: Language, value: &str) -> Control {
    let none = Choice::new("", t(language, "editor-choose"), value.is_empty());
    let name = |channel: &Channel| t(language, &format!("catalogue-channel-{}", channel.code()));
    let ways = Channel::ALL.iter().map(|channel| Choice::new(channel.code(), name(channel), channel.code() == value));
    Control::Select(std::iter::once(none).chain(ways).collect())
}

fn unit(language: Language, value: &str) -> Control {
    let none = Choice::new("", t(language, "editor-unit-from-words"), value.is_empty());
    let units = LimitUnit::ALL.into_iter().filter(|unit| *unit != LimitUnit::Transfer);
    let name = |unit: LimitUnit| t(language, &format!("editor-unit-{}", unit.code().replace('_', "-")));
    let units = units.map(|unit| Choice::new(unit.code(), name(unit), unit.code() == value));
    Control::Select(std::iter::once(none).chain(units).collect())
}

/// Everything on the page of a section, from what was typed.
pub(crate) fn blocks(section: &Section, sent: &Sent, errors: &FieldErrors, page: &Page) -> Vec<Block> {
    let language = page.language();
    let field = |name: &str, control: Control, has_hint: bool| Field {
        label: page.t(&format!("editor-{name}")),
        hint: if has_hint { page.t(&format!("editor-{name}-hint")) } else { String::new() },
        value: sent.text(name).to_owned(),
        error: errors.of(name).to_owned(),
        name: name.to_owned(),
        control,
    };
    let one = |part: &Part| match part {
        Part::Line(name, _) => Block::Field(field(name, Control::Line("full"), false)),
        Part::Text(name, _) => Block::Field(field(name, Control::Text("12"), true)),
        Part::List(name, _) => Block::Field(field(name, Control::Text("5"), true)),
        Part::Levels => Block::Field(field(label(part), Control::Boxes(choices::level_choices(sent, language)), false)),
        Part::Subjects => Block::Field(field(label(part), Control::Boxes(choices::subject_choices(sent, language)), false)),
        Part::Flags => Block::Field(field(label(part), Control::Boxes(choices::flag_choices(sent, language)), true)),
        Part::Ways => Block::Groups(groups("way", &WAY, sent, errors, page)),
        Part::Papers => Block::Groups(groups("paper", &PAPER, sent, errors, page)),
        Part::Results => Block::Groups(groups("result", &RESULT, sent, errors, page)),
    };
    section.parts.iter().map(one).collect()
}

/// The rows that were typed, and a blank one.
fn groups(kind: &str, fields: &[RowField], sent: &Sent, errors: &FieldErrors, page: &Page) -> Vec<Group> {
    let main = fields.first().map_or("", |(name, ..)| *name);
    let mut rows: Vec<usize> = sent.rows(main, MOST_ROWS);
    rows.retain(|row| !sent.text(&format!("{main}-{row}")).is_empty() && !sent.has(&format!("drop-{kind}-{row}")));
    let blank = rows.iter().max().map_or(0, |last| last.saturating_add(1));
    let group = |(position, row): (usize, usize)| {
        let is_blank = row == blank;
        let number = i64::try_from(position).unwrap_or(i64::MAX).saturating_add(1);
        let title = if is_blank { "new" } else { "row" };
        Group {
            legend: page.t1(&format!("editor-{kind}-{title}"), "number", number),
            drop: if is_blank { String::new() } else { format!("drop-{kind}-{row}") },
            fields: fields.iter().map(|known| row_field(known, row, sent, errors, page)).collect(),
        }
    };
    rows.into_iter().chain([blank]).enumerate().map(group).collect()
}

fn row_field((name, control, has_hint): &RowField, row: usize, sent: &Sent, errors: &FieldErrors, page: &Page) -> Field {
    let full = format!("{name}-{row}");
    let value = sent.text(&full).to_owned();
    Field {
        label: page.t(&format!("editor-{name}")),
        hint: if *has_hint { page.t(&format!("editor-{name}-hint")) } else { String::new() },
        control: control(page.language(), &value),
        error: errors.of(&full).to_owned(),
        name: full,
        value,
    }
}
