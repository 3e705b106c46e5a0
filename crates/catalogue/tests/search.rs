//! Searching the real pack: recall of known queries, honesty about unknown ones, and what never happens.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test stops where its files are missing, and says what search missed")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use catalogue::search::{CODES_PER_LINE, Index};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Case {
    category: String,
    query: String,
    accept: Vec<String>,
}

fn pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/vn")
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::from_pack(&pack()).expect("the pack can be read"))
}

fn cases(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).expect("the queries can be read");
    text.lines().map(|line| serde_json::from_str(line).expect("a query per line")).collect()
}

fn codes(query: &str) -> Vec<String> {
    index().search(query, CODES_PER_LINE).into_iter().map(|hit| hit.code).collect()
}

fn is_answered(case: &Case) -> bool {
    let found = codes(&case.query);
    if case.accept.is_empty() { found.is_empty() } else { found.iter().any(|code| case.accept.contains(code)) }
}

/// Prints the recall of each category and the misses, so that a failure shows where to look.
fn recall(cases: &[Case]) -> f64 {
    let mut categories: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for case in cases {
        let (answered, all) = categories.entry(&case.category).or_default();
        *all += 1;
        if is_answered(case) {
            *answered += 1;
        } else {
            println!("missed [{}] {}: {:?}", case.category, case.query, codes(&case.query));
        }
    }
    for (category, (answered, all)) in &categories {
        println!("{category}: {answered} of {all}");
    }
    let (answered, all) = categories.values().fold((0, 0), |(answered, all), next| (answered + next.0, all + next.1));
    f64::from(answered) / f64::from(all)
}

#[test]
fn nine_of_ten_known_queries_are_answered_among_the_first_five() {
    for path in [pack().join("search-gold.jsonl"), Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/search-examples.jsonl")] {
        let known: Vec<Case> = cases(&path).into_iter().filter(|case| !case.accept.is_empty()).collect();
        let recall = recall(&known);
        assert!(recall >= 0.9, "recall {recall} on {}", path.display());
    }
}

#[test]
fn what_nothing_answers_finds_nothing() {
    let unknown: Vec<Case> = cases(&pack().join("search-gold.jsonl")).into_iter().filter(|case| case.accept.is_empty()).collect();
    assert!(unknown.len() >= 30);
    for case in unknown {
        assert_eq!(codes(&case.query), Vec::<String>::new(), "{}", case.query);
    }
}

#[test]
fn the_gold_queries_are_many_and_name_real_procedures() {
    let gold = cases(&pack().join("search-gold.jsonl"));
    assert!(gold.len() >= 300);
    for code in gold.iter().flat_map(|case| &case.accept) {
        assert_eq!(codes(code), [code.as_str()], "{code} is in the catalogue");
    }
}

#[test]
fn every_word_of_the_pack_is_valid_and_leads_to_a_real_procedure() {
    let documents = catalogue::search::documents(&pack().join("procedures")).expect("the procedures can be read");
    let known = documents.into_iter().map(|document| document.code).collect();
    let csv = fs::read_to_string(pack().join(catalogue::thesaurus::FILE)).expect("the words can be read");
    let (thesaurus, findings) = catalogue::thesaurus::parse(&csv, Some(&known));
    assert_eq!(findings.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
    assert!(thesaurus.entries.len() >= 1500);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered_within_the_limit_and_always_alike(query in "\\PC{0,60}", limit in 0_usize..8) {
        let hits = index().search(&query, limit);
        prop_assert!(hits.len() <= limit);
        prop_assert_eq!(hits, index().search(&query, limit));
    }

    #[test]
    fn keystrokes_of_any_kind_are_survived(query in "[a-zđăâêôơư0-9ก-๙ .,']{0,80}") {
        let line = serde_json::json!({ "id": 1, "query": query }).to_string();
        let answer: serde_json::Value = serde_json::from_str(&catalogue::search::jsonl(index(), &line)).expect("an answer is JSON");
        prop_assert!(answer["codes"].is_array());
    }
}
