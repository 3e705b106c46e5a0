//! `/thu-tuc/{code}`: everything the law requires to be told about a procedure (Decree 63/2010/NĐ-CP art. 8), and where to begin.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use kernel::calendar::Calendar;
use kernel::code::ProcedureCode;
use kernel::limit::Limit;
use web::clock_view::limit_in_words;
use web::components::Link;
use web::page::render;
use web::{Language, Page, PageError, Section, Side, Visitor, format, t};

use crate::model::{Document, Entry, Fee, Procedure, QualityFlag, Submission};
use crate::node::Catalogue;

use super::shown::{channel_name, fees, levels};
use super::unknown::unknown;

/// Longest text that stands open on the page; longer ones are folded.
const LONGEST_OPEN: usize = 4_000;

/// Papers of one case.
struct Case {
    title: String,
    papers: Vec<Document>,
}

/// One way of applying, in words.
struct Way {
    name: String,
    limit: String,
    fees: Vec<String>,
    notes: Vec<String>,
}

/// The latest moment of an answer to an application of now.
struct Promise {
    due: DateTime<Utc>,
    why: String,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/procedure.html")]
pub(super) struct ProcedurePage {
    page: Page,
    path: Vec<Link>,
    procedure: Procedure,
    promise: Option<Promise>,
    limit: String,
    fees: Vec<String>,
    place: String,
    cases: Vec<Case>,
    ways: Vec<Way>,
}

impl ProcedurePage {
    fn new(visitor: Visitor, procedure: Procedure, promise: Option<Promise>) -> Self {
        let language = visitor.language;
        let entry = Entry::of(&procedure);
        let limit = entry.limit.map_or_else(|| t(language, "catalogue-limit-by-case"), |limit| limit_in_words(language, limit));
        let field = crate::model::slug(&procedure.field);
        Self {
            path: vec![
                Link { address: "/thu-tuc".to_owned(), label: t(language, "catalogue-browse-title") },
                Link { address: format!("/thu-tuc?linh-vuc={field}"), label: procedure.field.clone() },
            ],
            page: Page::titled(visitor, Side::Public, Section::Procedures, procedure.name.clone()),
            promise,
            limit,
            fees: fees(&entry.fees, language),
            place: levels(&procedure.levels, language),
            cases: cases(&procedure.documents),
            ways: procedure.channels.iter().map(|way| way_of(&procedure, way, language)).collect(),
            procedure,
        }
    }

    fn flagged(&self, among: &[QualityFlag]) -> Vec<String> {
        let doubts = self.procedure.quality_flags.iter().filter(|flag| among.contains(flag));
        doubts.map(|flag| self.page.t(&format!("catalogue-doubt-{}", flag.code().replace('_', "-")))).collect()
    }

    /// What is doubtful about limit and fees.
    fn doubts_of_ways(&self) -> Vec<String> {
        self.flagged(&[
            QualityFlag::LimitMissing,
            QualityFlag::LimitUnclear,
            QualityFlag::LimitVaries,
            QualityFlag::LimitInHours,
            QualityFlag::LimitUnitInferred,
            QualityFlag::FeeMissing,
            QualityFlag::FeeInWords,
            QualityFlag::FeeDoubtful,
        ])
    }

    fn doubts_of_papers(&self) -> Vec<String> {
        self.flagged(&[QualityFlag::PapersMissing])
    }

    fn doubts_of_text(&self) -> Vec<String> {
        self.flagged(&[QualityFlag::TextCut])
    }

    fn doubts_of_agency(&self) -> Vec<String> {
        self.flagged(&[QualityFlag::AgencyMissing, QualityFlag::ResultMissing])
    }

    fn doubts_of_law(&self) -> Vec<String> {
        self.flagged(&[QualityFlag::LegalBasesMissing, QualityFlag::LegalBasesDoubtful])
    }

    fn subjects(&self) -> String {
        let name = |subject: &crate::Subject| self.page.t(&format!("catalogue-subject-{}", subject.code().replace('_', "-")));
        self.procedure.subjects.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    /// "1 bản chính · 2 bản sao"; nothing when the source counts nothing.
    fn copies(&self, paper: &Document) -> String {
        let part = |key: &str, number: u16| (number > 0).then(|| self.page.t1(key, "count", i64::from(number)));
        let parts = [part("catalogue-originals", paper.originals), part("catalogue-copies", paper.copies)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn doubtful_count(&self) -> i64 {
        super::shown::count(self.procedure.legal_bases_doubtful.len())
    }

    fn apply_address(&self) -> String {
        format!("/nop/{}", self.procedure.code.as_str())
    }

    fn is_long(text: &str) -> bool {
        text.len() > LONGEST_OPEN
    }

    /// Other agencies with their message keys, as far as the source names them.
    fn agencies(&self) -> Vec<(String, &str)> {
        let procedure = &self.procedure;
        let named = [
            ("catalogue-agency-executing", &procedure.executing_agency),
            ("catalogue-agency-competent", &procedure.competent_agency),
            ("catalogue-agency-coordinating", &procedure.coordinating_agency),
            ("catalogue-receiving-address", &procedure.receiving_address),
            ("catalogue-agency-owner", &procedure.agency),
        ];
        named.into_iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| (self.page.t(key), text.as_str())).collect()
    }
}

/// Papers by case, in the order in which the cases come first; what belongs to no case comes before them.
fn cases(documents: &[Document]) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for paper in documents {
        match cases.iter_mut().find(|case| case.title == paper.case) {
            Some(case) => case.papers.push(paper.clone()),
            None => cases.push(Case { title: paper.case.clone(), papers: vec![paper.clone()] }),
        }
    }
    cases.sort_by_key(|case| !case.title.is_empty());
    cases
}

fn way_of(procedure: &Procedure, way: &Submission, language: Language) -> Way {
    let limit = way.limit.map(|limit| limit_in_words(language, limit));
    let limit =
        limit.unwrap_or_else(|| if way.limit_text.is_empty() { t(language, "catalogue-limit-unsaid") } else { way.limit_text.clone() });
    let mut notes = vec![way.note.clone()];
    if way.limit.is_some_and(|limit| limit.unit().stands_alone()) {
        notes.push(way.limit_text.clone());
    }
    notes.extend(way.fees.iter().map(|fee| fee.note.clone()));
    notes.retain(|note| !note.is_empty());
    notes.dedup();
    Way {
        name: channel_name(way.channel, language),
        limit,
        fees: way.fees.iter().filter_map(|fee| money(procedure, fee, language)).collect(),
        notes,
    }
}

/// An amount as the source has it. A zero with a note is no promise that nothing is to be paid, unless the law was looked up: the note
/// says who decides.
fn money(procedure: &Procedure, fee: &Fee, language: Language) -> Option<String> {
    let number = fee.amount?;
    Some(match fee.currency.as_deref() {
        Some("VND") if number == 0 && !fee.note.is_empty() && procedure.fee_basis.is_empty() => t(language, "catalogue-fee-see-note"),
        Some("VND") => format::money(language, number),
        other => format!("{} {}", format::number(language, number), other.unwrap_or_default()),
    })
}

/// The moment by which an application of now is answered, with the address that explains it.
fn promise_of(catalogue: &Catalogue, procedure: &Procedure) -> Option<Promise> {
    let (limit, _) = procedure.promise()?;
    let due = catalogue.due(limit)?;
    Some(Promise { due, why: why(catalogue.calendar()?, catalogue.now(), limit) })
}

fn why(calendar: &Calendar, now: DateTime<Utc>, limit: Limit) -> String {
    let received = calendar.local(now).format("received-day=%-d&received-month=%-m&received-year=%Y&received-time=%H%%3A%M");
    let value = limit.value().map(|value| format!("&value={value}")).unwrap_or_default();
    format!("/han-tra?{received}{value}&unit={}&calendar={}", limit.unit().code(), calendar.id())
}

/// Shows a procedure, or the ways on when there is none with this code.
pub(super) async fn get(State(catalogue): State<Catalogue>, visitor: Visitor, Path(asked): Path<String>) -> Result<Response, PageError> {
    let Ok(code) = asked.parse::<ProcedureCode>() else { return unknown(visitor, &asked) };
    match catalogue.procedure(&code).await.map_err(PageError::fault)? {
        Some(procedure) => {
            let promise = promise_of(&catalogue, &procedure);
            render(&ProcedurePage::new(visitor, procedure, promise))
        }
        None => unknown(visitor, &asked),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn procedure(more: &str) -> Procedure {
        let json = format!(
            r#"{{"code":"1.004222","name":"Đăng ký thường trú","field":"Cư trú","levels":["commune"],"source":"test","channels":[
                {{"channel":"online","limit":{{"value":7,"unit":"working_day"}},"limit_text":"07 ngày làm việc","fees":[{{"amount":10000,"currency":"VND"}}]}},
                {{"channel":"counter","limit_text":"1","fees":[{{"amount":0,"currency":"VND","note":"do tỉnh quy định"}},{{"amount":145,"currency":"USD"}}]}}]
                {more}}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    const PAPERS: &str = r#","documents":[{"case":"Nhà thuê","name":"Hợp đồng","originals":1},{"name":"Tờ khai","form":"CT01.docx","originals":1,"copies":2},
        {"case":"Nhà thuê","name":"Giấy khác"}],"notes":["Chỉ cần một bản"]"#;

    #[test]
    fn the_page_renders_in_every_language_and_state() {
        let every_flag: Vec<&str> = QualityFlag::ALL.iter().map(|flag| flag.code()).collect();
        let doubts =
            format!(r#","quality_flags":{},"legal_bases_doubtful":["53/2025/TT-BCAT"]"#, serde_json::to_string(&every_flag).unwrap());
        let subjects: Vec<&str> = crate::Subject::ALL.iter().map(|subject| subject.code()).collect();
        let long = format!(r#","subjects":{},"conditions":"{}""#, serde_json::to_string(&subjects).unwrap(), "Một. ".repeat(2_000));
        for language in Language::ALL {
            for (more, words) in [(PAPERS, "CT01.docx"), (doubts.as_str(), "53/2025/TT-BCAT"), (&long, "Một. ")] {
                let promise = Some(Promise { due: "2026-12-04T10:00:00Z".parse().unwrap(), why: "/han-tra?x=1".to_owned() });
                let html = ProcedurePage::new(Visitor::sample(language), procedure(more), promise).render().unwrap();
                assert!(
                    html.contains(words) && html.contains("/nop/1.004222") && !html.contains("catalogue-"),
                    "{language:?} {more}: {html}"
                );
            }
        }
    }

    #[test]
    fn papers_stand_under_their_case_and_common_ones_first() {
        let cases = cases(&procedure(PAPERS).documents);
        let found: Vec<(&str, usize)> = cases.iter().map(|case| (case.title.as_str(), case.papers.len())).collect();
        assert_eq!(found, [("", 1), ("Nhà thuê", 2)]);
    }

    #[test]
    fn a_way_says_what_the_source_says_and_no_more() {
        let procedure = procedure("");
        let ways: Vec<Way> = procedure.channels.iter().map(|way| way_of(&procedure, way, Language::Vi)).collect();
        let found: Vec<(&str, Vec<&str>)> =
            ways.iter().map(|way| (way.limit.as_str(), way.fees.iter().map(String::as_str).collect())).collect();
        assert_eq!(found, [("7 ngày làm việc", vec!["10.000\u{a0}đ"]), ("1", vec!["Xem ghi chú", "145 USD"])]);
    }
}
