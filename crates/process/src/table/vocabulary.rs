//! Words offices use for units, roles, kinds and choices, with the codes they stand for.

use super::text::{code, words};

/// Codes of roles that may stand in a table; the roles of officials in the access matrix.
pub const ROLES: [&str; 5] = ["intake_officer", "processing_officer", "unit_head", "one_stop_head", "administrator"];

const ROLE_WORDS: [(&str, &str); 24] = [
    ("can bo tiep nhan", "intake_officer"),
    ("cong chuc tiep nhan", "intake_officer"),
    ("nhan vien tiep nhan", "intake_officer"),
    ("nguoi tiep nhan", "intake_officer"),
    ("can bo mot cua", "intake_officer"),
    ("chuyen vien", "processing_officer"),
    ("cong chuc", "processing_officer"),
    ("can bo", "processing_officer"),
    ("can bo thu ly", "processing_officer"),
    ("chuyen vien thu ly", "processing_officer"),
    ("cong chuc chuyen mon", "processing_officer"),
    ("chuyen vien phong chuyen mon", "processing_officer"),
    ("cong chuc tu phap ho tich", "processing_officer"),
    ("can bo dang ky", "processing_officer"),
    ("lanh dao", "unit_head"),
    ("lanh dao phong", "unit_head"),
    ("lanh dao don vi", "unit_head"),
    ("lanh dao ubnd", "unit_head"),
    ("truong phong", "unit_head"),
    ("chu tich ubnd", "unit_head"),
    ("thu truong don vi", "unit_head"),
    ("lanh dao bo phan mot cua", "one_stop_head"),
    ("truong bo phan mot cua", "one_stop_head"),
    ("giam doc trung tam", "one_stop_head"),
];

const UNIT_WORDS: [(&str, &str); 14] = [
    ("bo phan mot cua", "one_stop"),
    ("mot cua", "one_stop"),
    ("bo phan tiep nhan va tra ket qua", "one_stop"),
    ("trung tam phuc vu hanh chinh cong", "one_stop"),
    ("one stop shop", "one_stop"),
    ("chuyen vien", "specialist"),
    ("chuyen mon", "specialist"),
    ("bo phan chuyen mon", "specialist"),
    ("phong chuyen mon", "specialist"),
    ("lanh dao", "leader"),
    ("lanh dao phong", "leader"),
    ("lanh dao don vi", "leader"),
    ("lanh dao ubnd", "leader"),
    ("lanh dao ubnd cap xa", "leader"),
];

const CHOICE_WORDS: [(&str, &str); 16] = [
    ("dong y", "approve"),
    ("duyet", "approve"),
    ("phe duyet", "approve"),
    ("chap thuan", "approve"),
    ("tu choi", "refuse"),
    ("khong dong y", "refuse"),
    ("khong phe duyet", "refuse"),
    ("de xuat dong y", "propose_approval"),
    ("de xuat phe duyet", "propose_approval"),
    ("de xuat chap thuan", "propose_approval"),
    ("de xuat tu choi", "propose_refusal"),
    ("tra lai", "return"),
    ("tra lai buoc truoc", "return"),
    ("yeu cau bo sung", "request_supplement"),
    ("hoan thanh", "done"),
    ("xong", "done"),
];

fn look_up<'a>(table: &[(&str, &'a str)], text: &str) -> Option<&'a str> {
    let folded = words(text);
    table.iter().find(|(word, _)| *word == folded).map(|(_, code)| *code)
}

/// The role code meant by `text`.
pub(super) fn role(text: &str) -> Option<String> {
    let written = code(text);
    let known = written.filter(|code| ROLES.contains(&code.as_str()));
    known.or_else(|| look_up(&ROLE_WORDS, text).map(String::from))
}

/// The lane key meant by `text`: a word, a code such as `000.00.01.H49`, or `{variable}`.
pub(super) fn unit(text: &str) -> Option<String> {
    if let Some(known) = look_up(&UNIT_WORDS, text) {
        return Some(known.to_owned());
    }
    let inner = crate::compile::lane_variable(text).unwrap_or(text);
    let in_unit = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-');
    let fits = inner.starts_with(|first: char| first.is_ascii_alphanumeric()) && inner.len() <= 60 && inner.chars().all(in_unit);
    if fits { Some(text.to_owned()) } else { None }
}

/// The outcome code meant by `text`.
pub(super) fn outcome(text: &str) -> Option<String> {
    look_up(&CHOICE_WORDS, text).map(String::from).or_else(|| code(text)).filter(|code| super::text::is_key(code))
}

/// What a row describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    Task,
    Service,
    Timer,
    Message,
}

/// The kind meant by `text`; an empty cell is a task.
pub(super) fn kind(text: &str) -> Option<RowKind> {
    match words(text).as_str() {
        "" | "task" | "user task" | "viec" | "cong viec" | "nguoi lam" => Some(RowKind::Task),
        "service" | "system" | "he thong" | "tu dong" => Some(RowKind::Service),
        "timer" | "wait" | "cho" | "hen gio" | "cho den han" => Some(RowKind::Timer),
        "message" | "cho tin" | "cho bo sung" | "thong diep" | "cho thong diep" => Some(RowKind::Message),
        _ => None,
    }
}

/// Whether a reference means the end of the process.
pub(super) fn is_end(text: &str) -> bool {
    matches!(words(text).as_str(), "end" | "finish" | "ket thuc" | "hoan thanh" | "het")
}

/// The number of a step as written or referred to: `Bước 2`, `B2`, `2` and `2.` are the same.
pub(super) fn step_number(text: &str) -> String {
    let folded = words(text);
    let bare = ["buoc so ", "buoc ", "step ", "b"]
        .iter()
        .find_map(|prefix| folded.strip_prefix(prefix).filter(|rest| rest.starts_with(|first: char| first.is_ascii_digit())));
    bare.unwrap_or(&folded).to_owned()
}
