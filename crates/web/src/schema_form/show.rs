//! What templates need to draw a form.

use super::definition::{Condition, Field, FieldKind, Form, Section};
use super::places::Place;
use super::rows::part;
use super::typed::Typed;
use crate::form::{Choice, FieldErrors, TypedDate};
use crate::i18n::{Language, t, t_with};

/// Names of former units that are named beside a chosen commune; the rest is counted.
const FORMER_NAMED: usize = 6;

/// A section with the fields it shows now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownSection {
    /// Its place in the form, for `me:<place>` and the anchor `section-<place>`.
    pub place: usize,
    /// Title.
    pub title: String,
    /// What it is about.
    pub help: String,
    /// May the person say that it speaks of them, so that it is filled from their profile?
    pub may_be_me: bool,
    /// When the section is asked for, as [`ShownField::depends_on`].
    pub depends_on: String,
    /// The same in words, as [`ShownField::condition`].
    pub condition: String,
    /// Fields.
    pub fields: Vec<ShownField>,
}

/// A field, ready for the macros of `fields.html`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownField {
    /// Name of the input.
    pub name: String,
    /// Label.
    pub label: String,
    /// Help under the label, with the example.
    pub hint: String,
    /// More help, folded away.
    pub help: String,
    /// Unit after a number.
    pub unit: String,
    /// Message when it is wrong; empty otherwise.
    pub error: String,
    /// How it is drawn.
    pub kind: ShownKind,
    /// May it stay empty?
    pub optional: bool,
    /// Autofill token.
    pub autocomplete: String,
    /// Width of the input: `full`, `short` or `number`.
    pub width: &'static str,
    /// Field and values on which it depends, for the script that hides it: `purpose=marriage,other`. Empty when it is always asked for.
    pub depends_on: String,
    /// The same in words, for people without the script. Empty when it is always asked for.
    pub condition: String,
    /// Where the value comes from, in words; empty when the person typed it.
    pub source: String,
    /// Where to look when that is wrong.
    pub source_address: String,
}

/// How a field is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownKind {
    /// One line: the value and the input mode.
    Line(String, &'static str),
    /// Several lines.
    Paragraph(String),
    /// Three parts.
    Date(TypedDate),
    /// Radios.
    Radios(Vec<Choice>),
    /// A list.
    Select(Vec<Choice>),
    /// A box.
    Tick(bool),
    /// Province, commune and the rest.
    Address(ShownAddress),
    /// A file, which is uploaded in a later step.
    File,
    /// Rows that repeat.
    Group(ShownGroup),
}

/// An address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownAddress {
    /// The provinces of today.
    pub provinces: Vec<Choice>,
    /// The communes of the chosen province; none before one is chosen.
    pub communes: Vec<Choice>,
    /// House, street, village.
    pub detail: String,
    /// Is the rest asked for?
    pub has_detail: bool,
    /// The name of the commune as it once was, as typed.
    pub old: String,
    /// What went into the chosen commune: "Gồm Phường Hồng Hải, … cũ".
    pub former: String,
}

/// The rows of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownGroup {
    /// How many there are.
    pub count: usize,
    /// Rows.
    pub rows: Vec<ShownRow>,
    /// Is there room for one more?
    pub may_add: bool,
}

/// One row of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownRow {
    /// Its number, from 0.
    pub number: usize,
    /// "Người thứ 2".
    pub title: String,
    /// May it be taken out?
    pub may_go: bool,
    /// Fields.
    pub fields: Vec<ShownField>,
}

impl Form {
    /// The form as it is shown now. Fields whose condition does not hold are shown too, marked with it: without scripts a person must be able
    /// to fill them after choosing, and checking ignores what is not asked for.
    #[must_use]
    pub fn shown(&self, typed: &Typed, errors: &FieldErrors, language: Language) -> Vec<ShownSection> {
        let draw = Drawing { form: self, typed, errors, language };
        self.sections
            .iter()
            .enumerate()
            .map(|(place, section)| ShownSection {
                place,
                title: section.title.in_language(language).to_owned(),
                help: section.help.in_language(language).to_owned(),
                may_be_me: section.fields.iter().filter_map(|key| self.field(key)).any(|field| !field.person.is_empty()),
                depends_on: section.condition.as_ref().map(Condition::for_script).unwrap_or_default(),
                condition: self.condition_in_words(section.condition.as_ref(), &[], language),
                fields: draw.fields(&self.fields_of(section), &[]),
            })
            .collect()
    }

    pub(super) fn fields_of(&self, section: &Section) -> Vec<&Field> {
        section.fields.iter().filter_map(|key| self.field(key)).collect()
    }

    /// "Chỉ trả lời khi “Bạn là ai?” là “Tổ chức”"; empty without a condition. The field it hangs on may stand in the same row.
    fn condition_in_words(&self, condition: Option<&Condition>, row: &[&Field], language: Language) -> String {
        let Some(condition) = condition else { return String::new() };
        let beside = row.iter().copied().find(|field| field.key == condition.field);
        let Some(field) = beside.or_else(|| self.field(&condition.field)) else { return String::new() };
        let label = ("label", field.label.in_language(language).into());
        if field.kind == FieldKind::Tick {
            return t_with(language, "form-when-ticked", &[label]);
        }
        let quoted = |text: &str| t_with(language, "form-quoted", &[("text", text.into())]);
        let values: Vec<String> = if field.kind == FieldKind::YesNo {
            condition.is.iter().map(|value| quoted(&yes_or_no(value == "yes", language))).collect()
        } else {
            let chosen = field.options.iter().filter(|option| condition.is.contains(&option.value));
            chosen.map(|option| quoted(option.label.in_language(language))).collect()
        };
        t_with(language, "form-when", &[label, ("values", values.join(&t(language, "form-or")).into())])
    }
}

pub(super) fn yes_or_no(yes: bool, language: Language) -> String {
    t(language, if yes { "form-yes" } else { "form-no" })
}

impl Condition {
    fn for_script(&self) -> String {
        format!("{}={}", self.field, self.is.join(","))
    }
}

/// What drawing a field needs to know.
struct Drawing<'a> {
    form: &'a Form,
    typed: &'a Typed,
    errors: &'a FieldErrors,
    language: Language,
}

impl Drawing<'_> {
    fn fields(&self, fields: &[&Field], row: &[&Field]) -> Vec<ShownField> {
        let mut shown: Vec<ShownField> = fields.iter().map(|field| self.field(field, row)).collect();
        // Neighbours with the same condition say it once; a line beside them shows that they belong together.
        for (position, pair) in fields.windows(2).enumerate() {
            if let ([before, field], Some(later)) = (pair, shown.get_mut(position + 1))
                && before.condition == field.condition
            {
                later.condition.clear();
            }
        }
        shown
    }

    fn field(&self, field: &Field, row: &[&Field]) -> ShownField {
        ShownField {
            name: field.key.clone(),
            label: field.label.in_language(self.language).to_owned(),
            hint: self.hint(field),
            help: field.help.in_language(self.language).to_owned(),
            unit: self.unit(field),
            error: self.errors.of(&field.key).to_owned(),
            kind: self.drawn(field),
            optional: !field.required && !matches!(field.kind, FieldKind::Tick | FieldKind::Group),
            autocomplete: field.autocomplete.clone(),
            width: field.width(),
            depends_on: field.condition.as_ref().map(Condition::for_script).unwrap_or_default(),
            condition: self.form.condition_in_words(field.condition.as_ref(), row, self.language),
            source: String::new(),
            source_address: String::new(),
        }
    }

    fn hint(&self, field: &Field) -> String {
        let (hint, example) = (field.hint.in_language(self.language), field.example.in_language(self.language));
        let example = if example.is_empty() { String::new() } else { t_with(self.language, "form-example", &[("text", example.into())]) };
        [hint, &example].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". ").replace(".. ", ". ")
    }

    fn unit(&self, field: &Field) -> String {
        if field.kind == FieldKind::Money { t(self.language, "form-dong") } else { field.unit.in_language(self.language).to_owned() }
    }

    fn drawn(&self, field: &Field) -> ShownKind {
        let value = self.typed.get(&field.key);
        match field.kind {
            FieldKind::Line => ShownKind::Line(value.to_owned(), field.input_mode()),
            FieldKind::Number | FieldKind::Money => ShownKind::Line(value.to_owned(), "numeric"),
            FieldKind::Decimal => ShownKind::Line(value.to_owned(), "decimal"),
            FieldKind::Paragraph => ShownKind::Paragraph(value.to_owned()),
            FieldKind::Tick => ShownKind::Tick(value == "yes"),
            FieldKind::YesNo => ShownKind::Radios([true, false].map(|yes| self.yes_or_no(yes, value)).to_vec()),
            FieldKind::Date => ShownKind::Date(marked(self.typed.date(&field.key), !self.errors.of(&field.key).is_empty())),
            FieldKind::Choice => self.choices(field, value),
            FieldKind::Address => ShownKind::Address(self.address(field)),
            FieldKind::File => ShownKind::File,
            FieldKind::Group => ShownKind::Group(self.group(field)),
        }
    }

    fn yes_or_no(&self, yes: bool, value: &str) -> Choice {
        let code = if yes { "yes" } else { "no" };
        Choice::new(code, yes_or_no(yes, self.language), value == code)
    }

    fn choices(&self, field: &Field, value: &str) -> ShownKind {
        let label = |option: &super::Option| option.label.in_language(self.language).to_owned();
        let choices = field.options.iter().map(|option| Choice::new(option.value.clone(), label(option), option.value == value));
        if field.options.len() <= 5 { ShownKind::Radios(choices.collect()) } else { ShownKind::Select(self.with_none(value, choices)) }
    }

    fn with_none(&self, value: &str, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
        let none = Choice::new("", t(self.language, "form-choose"), value.is_empty());
        std::iter::once(none).chain(choices).collect()
    }

    fn address(&self, field: &Field) -> ShownAddress {
        let text = |name: &str| self.typed.get(&part(&field.key, name)).to_owned();
        let (province, commune) = (text("province"), text("commune"));
        let choice = |place: &Place, chosen: &str| Choice::new(place.code.clone(), place.name_in(self.language), place.code == chosen);
        let places = &self.form.places;
        let communes: Vec<Choice> = places.communes(&province).map(|place| choice(place, &commune)).collect();
        ShownAddress {
            provinces: self.with_none(&province, places.provinces().map(|place| choice(place, &province))),
            communes: if communes.is_empty() { communes } else { self.with_none(&commune, communes.into_iter()) },
            detail: text("detail"),
            has_detail: !field.units_only,
            old: text("old"),
            former: places.place(&commune).map(|place| self.former(place)).unwrap_or_default(),
        }
    }

    fn former(&self, place: &Place) -> String {
        let named = |name: &String| name.split(',').next().unwrap_or_default().to_owned();
        let names: Vec<String> = place.former.iter().take(FORMER_NAMED).map(named).collect();
        if names.is_empty() {
            return String::new();
        }
        let rest = i64::try_from(place.former.len().saturating_sub(FORMER_NAMED)).unwrap_or(0);
        let arguments = [("place", place.name_in(self.language).into()), ("names", names.join(", ").into()), ("rest", rest.into())];
        t_with(self.language, "form-address-former", &arguments)
    }

    fn group(&self, field: &Field) -> ShownGroup {
        let Some(group) = &field.group else { return ShownGroup::default() };
        let rows = field.rows(self.typed.row_count(field));
        let row = |(number, fields): (usize, Vec<Field>)| {
            let fields: Vec<&Field> = fields.iter().collect();
            let title = [("label", field.label.in_language(self.language).into()), ("number", (number + 1).to_string().into())];
            ShownRow {
                number,
                title: t_with(self.language, "form-row", &title),
                may_go: group.least <= number,
                fields: self.fields(&fields, &fields),
            }
        };
        ShownGroup { count: rows.len(), may_add: rows.len() < group.most, rows: rows.into_iter().enumerate().map(row).collect() }
    }
}

impl Field {
    fn width(&self) -> &'static str {
        match (self.format.as_str(), self.kind) {
            (_, FieldKind::Number | FieldKind::Decimal) => "number",
            ("personal-number" | "phone", _) | (_, FieldKind::Money) => "short",
            _ => "full",
        }
    }

    fn input_mode(&self) -> &'static str {
        match self.format.as_str() {
            "personal-number" => "numeric",
            "phone" => "tel",
            "email" => "email",
            _ => "",
        }
    }
}

/// Which parts of a wrong date are at fault: those that cannot be; all of them when only together they are wrong.
fn marked(mut date: TypedDate, faulty: bool) -> TypedDate {
    if !faulty {
        return date;
    }
    let outside = |text: &str, from: u32, to: u32| !text.parse::<u32>().is_ok_and(|number| (from..=to).contains(&number));
    let parts = [("day", outside(&date.day, 1, 31)), ("month", outside(&date.month, 1, 12)), ("year", outside(&date.year, 1800, 2200))];
    let wrong: Vec<&str> = parts.iter().filter(|(_, wrong)| *wrong).map(|(part, _)| *part).collect();
    date.faulty = if wrong.is_empty() { "day month year".to_owned() } else { wrong.join(" ") };
    date
}
