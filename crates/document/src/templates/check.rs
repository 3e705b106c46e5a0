//! What is wrong with a template, field by field.

use super::fill::{Piece, pieces};
use super::model::Template;

/// What is wrong at a field: the message is `document-template-flaw-<problem>`, with what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The field.
    pub field: &'static str,
    /// Tail of the message key.
    pub problem: &'static str,
    /// What was found, shortened.
    pub found: String,
}

/// Places every dossier has.
pub const PLACES: [&str; 16] = [
    "ho_so.ma",
    "ho_so.ngay_nhan",
    "thu_tuc.ten",
    "thu_tuc.ma",
    "nguoi_nop.ten",
    "nguoi_nop.so_dinh_danh",
    "nguoi_nop.ngay_sinh",
    "nguoi_nop.gioi_tinh",
    "nguoi_nop.dia_chi",
    "co_quan.ten",
    "co_quan.cap_tren",
    "dia_danh",
    "ngay_ban_hanh",
    "can_cu_thoi_han",
    "ly_do",
    "nguoi_ky",
];

/// What a place of the declaration begins with; the rest is the key of a field of the procedure's form.
const DECLARED: &str = "to_khai.";

const LONG: usize = 4000;
const LINES: usize = 60;

/// Everything that is wrong, in the order of the fields; nothing for a template that can be used.
#[must_use]
pub fn check(template: &Template) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut flaw = |field, problem, found: &str| flaws.push(Flaw { field, problem, found: found.chars().take(60).collect() });
    if !is_code(&template.code) {
        flaw("code", "code", &template.code);
    }
    for (field, text, most) in [
        ("name", &template.name, 200),
        ("title", &template.title, 200),
        ("subject", &template.subject, 500),
        ("symbol", &template.symbol, 40),
        ("signer_title", &template.signer_title, 120),
        ("legal_basis", &template.legal_basis, 500),
    ] {
        if text.trim().is_empty() {
            flaw(field, "missing", "");
        }
        if text.chars().count() > most {
            flaw(field, "long", text);
        }
    }
    if template.symbol.contains(|symbol: char| !(symbol.is_alphanumeric() || "-&.".contains(symbol))) {
        flaw("symbol", "symbol", &template.symbol);
    }
    if template.procedures.is_empty() {
        flaw("procedures", "missing", "");
    }
    for code in &template.procedures {
        if code != "*" && code.parse::<kernel::code::ProcedureCode>().is_err() {
            flaw("procedures", "procedure", code);
        }
    }
    if template.body.is_empty() && template.facts.is_empty() {
        flaw("body", "missing", "");
    }
    if template.validity_months == Some(0) || template.validity_months.is_some_and(|months| months > 1200) {
        flaw("validity_months", "months", "");
    }
    for (field, texts) in texts(template) {
        if texts.len() > LINES {
            flaw(field, "lines", &texts.len().to_string());
        }
        for text in texts {
            if text.chars().count() > LONG {
                flaw(field, "long", text);
            }
            if let Some((problem, found)) = wrong_place(text) {
                flaw(field, problem, &found);
            }
        }
    }
    flaws
}

fn texts(template: &Template) -> [(&'static str, Vec<&str>); 7] {
    [
        ("subject", vec![template.subject.as_str()]),
        ("bases", all(&template.bases)),
        ("facts", template.facts.iter().flat_map(|fact| [fact.label.as_str(), fact.value.as_str()]).collect()),
        ("body", all(&template.body)),
        ("recipients", all(&template.recipients)),
        ("signer_title", vec![template.signer_title.as_str()]),
        ("on_behalf", vec![template.on_behalf.as_str()]),
    ]
}

fn all(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// The first place that cannot be filled, or a brace that stands alone.
fn wrong_place(text: &str) -> Option<(&'static str, String)> {
    pieces(text).into_iter().find_map(|piece| match piece {
        Piece::Words(words) if words.contains(['{', '}']) => Some(("brace", words.to_owned())),
        Piece::Place(name) if !is_place(name) => Some(("place", name.to_owned())),
        _ => None,
    })
}

fn is_place(name: &str) -> bool {
    let key =
        |key: &str| !key.is_empty() && key.len() <= 60 && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(&byte));
    PLACES.contains(&name) || name.strip_prefix(DECLARED).is_some_and(key)
}

fn is_code(code: &str) -> bool {
    (2..=60).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::Line;

    fn sound() -> Template {
        Template {
            code: "giay-xac-nhan".into(),
            name: "Giấy xác nhận".into(),
            procedures: vec!["1.004873".into()],
            title: "Giấy xác nhận".into(),
            subject: "Về {thu_tuc.ten}".into(),
            symbol: "GXN-UBND".into(),
            facts: vec![Line { label: "Họ tên".into(), value: "{nguoi_nop.ten}".into() }],
            body: vec!["Xác nhận {to_khai.child_name}.".into()],
            signer_title: "Chủ tịch".into(),
            legal_basis: "Luật Hộ tịch".into(),
            ..Template::default()
        }
    }

    #[test]
    fn every_flaw_names_its_field_and_what_was_found() {
        assert_eq!(check(&sound()), vec![]);
        let cases: Vec<(Template, &str, &str, &str)> = vec![
            (Template { code: "Giấy".into(), ..sound() }, "code", "code", "Giấy"),
            (Template { title: " ".into(), ..sound() }, "title", "missing", ""),
            (Template { symbol: "GXN/UBND".into(), ..sound() }, "symbol", "symbol", "GXN/UBND"),
            (Template { procedures: vec![], ..sound() }, "procedures", "missing", ""),
            (Template { procedures: vec!["1.1".into()], ..sound() }, "procedures", "procedure", "1.1"),
            (Template { body: vec!["{ten}".into()], ..sound() }, "body", "place", "ten"),
            (Template { body: vec!["{to_khai.}".into()], ..sound() }, "body", "place", "to_khai."),
            (Template { bases: vec!["Luật {".into()], ..sound() }, "bases", "brace", "Luật {"),
            (Template { bases: vec!["x".repeat(4001)], ..sound() }, "bases", "long", &"x".repeat(60)),
            (Template { recipients: vec!["a".into(); 61], ..sound() }, "recipients", "lines", "61"),
            (Template { validity_months: Some(0), ..sound() }, "validity_months", "months", ""),
        ]
        .into_iter()
        .map(|(template, field, problem, found)| (template, field, problem, &*Box::leak(found.to_owned().into_boxed_str())))
        .collect();
        for (template, field, problem, found) in cases {
            let expected = Flaw { field, problem, found: found.to_owned() };
            assert_eq!(check(&template), vec![expected]);
        }
    }
}
