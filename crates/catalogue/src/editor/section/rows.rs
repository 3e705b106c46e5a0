//! Rows of a section: ways of applying, papers, results. A row whose main field is empty, or whose box "leave out" is ticked, is dropped.

use ::web::clock_view::limit_in_words;
use ::web::{FieldErrors, Language, Sent, t, t_with};
use kernel::limit::{Limit, LimitUnit};

use crate::editor::{fees, limits};
use crate::model::{Channel, Document, Fee, ProcedureResult, Submission};

/// Most rows of one kind.
pub(super) const MOST_ROWS: usize = 400;

type Pairs = Vec<(String, String)>;

fn pair(name: &str, row: usize, text: impl Into<String>) -> (String, String) {
    (format!("{name}-{row}"), text.into())
}

/// Rows that stay, by their numbers: `main` is filled and the row is not left out.
fn kept(sent: &Sent, main: &'static str, dropped: &str) -> Vec<usize> {
    let rows = sent.rows(main, MOST_ROWS);
    rows.into_iter().filter(|row| !sent.text(&format!("{main}-{row}")).is_empty() && !sent.has(&format!("{dropped}-{row}"))).collect()
}

pub(super) fn ways_typed(ways: &[Submission]) -> Pairs {
    let mut pairs = Vec::new();
    for (row, way) in ways.iter().enumerate() {
        let value = way.limit.and_then(Limit::value).map(|value| value.to_string().replace('.', ",")).unwrap_or_default();
        let unit = way.limit.map_or("", |limit| limit.unit().code());
        let fees: Vec<String> = way.fees.iter().map(fees::line).collect();
        pairs.extend([
            pair("channel", row, way.channel.code()),
            pair("limit-value", row, value),
            pair("limit-unit", row, unit),
            pair("limit-text", row, &*way.limit_text),
            pair("fees", row, fees.join("\n")),
            pair("way-note", row, &*way.note),
        ]);
    }
    pairs
}

pub(super) fn read_ways(sent: &Sent, language: Language, errors: &mut FieldErrors) -> Vec<Submission> {
    kept(sent, "channel", "drop-way").into_iter().filter_map(|row| read_way(sent, row, language, errors)).collect()
}

fn read_way(sent: &Sent, row: usize, language: Language, errors: &mut FieldErrors) -> Option<Submission> {
    let text = |name: &str| sent.text(&format!("{name}-{row}"));
    let channel = Channel::ALL.into_iter().find(|channel| channel.code() == text("channel"))?;
    let limit_text = text("limit-text").to_owned();
    let limit = read_limit((text("limit-value"), text("limit-unit")), &limit_text, language, |name, message| {
        errors.add(format!("{name}-{row}"), message);
    });
    let mut fees = Vec::new();
    for line in sent.lines(&format!("fees-{row}")) {
        match fees::read(&line) {
            Ok(fee) => fees.push(fee),
            Err(found) => errors.add(format!("fees-{row}"), t_with(language, "editor-fee-wrong", &[("found", found.into())])),
        }
    }
    let limit_text =
        if limit_text.is_empty() { limit.map(|limit| limit_in_words(Language::Vi, limit)).unwrap_or_default() } else { limit_text };
    Some(Submission { channel, limit, limit_text, fees, note: text("way-note").to_owned() })
}

/// The limit from number and unit, or from the words when these are empty. Both must agree.
fn read_limit((value, unit): (&str, &str), words: &str, language: Language, mut wrong: impl FnMut(&'static str, String)) -> Option<Limit> {
    let said = limits::in_words(words);
    let Some(unit) = LimitUnit::from_code(unit) else {
        if !value.is_empty() {
            wrong("limit-unit", t(language, "editor-limit-unit-missing"));
        }
        return said;
    };
    let Ok(limit) = Limit::new(limits::number_of(value), unit) else {
        wrong("limit-value", t(language, "editor-limit-number-wrong"));
        return None;
    };
    if said.is_some_and(|said| said != limit) {
        let counted = limit_in_words(language, limit);
        wrong("limit-text", t_with(language, "editor-limit-disagrees", &[("words", words.to_owned().into()), ("counted", counted.into())]));
    }
    Some(limit)
}

pub(super) fn way_in_words(way: &Submission, language: Language) -> String {
    let channel = t(language, &format!("catalogue-channel-{}", way.channel.code()));
    let limit = way.limit.map_or_else(|| way.limit_text.clone(), |limit| limit_in_words(language, limit));
    let mut parts = vec![channel, limit];
    parts.extend(way.fees.iter().map(|fee: &Fee| fees::line(fee)));
    parts.push(way.note.clone());
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

pub(super) fn papers_typed(papers: &[Document]) -> Pairs {
    let mut pairs = Vec::new();
    for (row, paper) in papers.iter().enumerate() {
        pairs.extend([
            pair("paper", row, &*paper.name),
            pair("case", row, &*paper.case),
            pair("form", row, &*paper.form_name),
            pair("originals", row, paper.originals.to_string()),
            pair("copies", row, paper.copies.to_string()),
        ]);
    }
    pairs
}

pub(super) fn read_papers(sent: &Sent, language: Language, errors: &mut FieldErrors) -> Vec<Document> {
    let mut read_one = |row: usize| {
        let text = |name: &str| sent.text(&format!("{name}-{row}")).to_owned();
        let mut number = |name: &str| {
            let typed = text(name);
            let read = if typed.is_empty() { Some(0) } else { typed.parse().ok().filter(|count: &u16| *count <= 99) };
            if read.is_none() {
                errors.add(format!("{name}-{row}"), t(language, "editor-count-wrong"));
            }
            read.unwrap_or_default()
        };
        let (originals, copies) = (number("originals"), number("copies"));
        Document { case: text("case"), name: text("paper"), form_name: text("form"), originals, copies }
    };
    kept(sent, "paper", "drop-paper").into_iter().map(&mut read_one).collect()
}

pub(super) fn paper_in_words(paper: &Document, language: Language) -> String {
    let mut parts = vec![paper.case.clone(), paper.name.clone(), paper.form_name.clone()];
    let counts = [("originals", i64::from(paper.originals)), ("copies", i64::from(paper.copies))].map(|(name, count)| (name, count.into()));
    parts.push(t_with(language, "editor-paper-counts", &counts));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

pub(super) fn results_typed(results: &[ProcedureResult]) -> Pairs {
    let one = |(row, result): (usize, &ProcedureResult)| [pair("result", row, &*result.name), pair("result-code", row, &*result.code)];
    results.iter().enumerate().flat_map(one).collect()
}

pub(super) fn read_results(sent: &Sent, language: Language, errors: &mut FieldErrors) -> Vec<ProcedureResult> {
    let mut read_one = |row: usize| {
        let code = sent.text(&format!("result-code-{row}")).to_owned();
        if !code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte)) {
            errors.add(format!("result-code-{row}"), t(language, "editor-result-code-wrong"));
        }
        ProcedureResult { name: sent.text(&format!("result-{row}")).to_owned(), code }
    };
    kept(sent, "result", "drop-result").into_iter().map(&mut read_one).collect()
}

pub(super) fn result_in_words(result: &ProcedureResult) -> String {
    if result.code.is_empty() { result.name.clone() } else { format!("{} · {}", result.name, result.code) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Sent {
        Sent::new(pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }

    #[test]
    fn number_and_words_of_a_limit_are_read_from_each_other_and_must_agree() {
        for (value, unit, words, expected, wrong) in [
            ("7", "working_day", "", Some("7 ngày làm việc"), None),
            ("", "", "07 ngày làm việc", Some("7 ngày làm việc"), None),
            ("2,5", "working_day", "2,5 ngày làm việc", Some("2,5 ngày làm việc"), None),
            ("8", "working_day", "07 ngày làm việc", None, Some("limit-text-0")),
            ("", "working_day", "", None, Some("limit-value-0")),
            ("7", "", "", None, Some("limit-unit-0")),
            ("0", "working_day", "", None, Some("limit-value-0")),
            ("", "same_day", "", Some("trong ngày"), None),
        ] {
            let mut errors = FieldErrors::none();
            let row = [("channel-0", "online"), ("limit-value-0", value), ("limit-unit-0", unit), ("limit-text-0", words)];
            let ways = read_ways(&sent(&row), Language::Vi, &mut errors);
            assert_eq!(errors.list().first().map(|error| error.field.as_str()), wrong, "{value} {unit} {words}");
            if wrong.is_none() {
                assert_eq!(ways[0].limit.map(|limit| limit_in_words(Language::Vi, limit)).as_deref(), expected);
                assert!(!ways[0].limit_text.is_empty());
            }
        }
    }

    #[test]
    fn rows_that_are_left_out_or_empty_go_and_the_others_keep_their_order() {
        let mut errors = FieldErrors::none();
        let sent =
            sent(&[("paper-0", "A"), ("paper-1", ""), ("paper-2", "B"), ("drop-paper-0", "yes"), ("paper-3", "C"), ("copies-3", "-1")]);
        let papers = read_papers(&sent, Language::Vi, &mut errors);
        assert_eq!(papers.iter().map(|paper| paper.name.as_str()).collect::<Vec<_>>(), ["B", "C"]);
        assert!(!errors.of("copies-3").is_empty());
    }
}
