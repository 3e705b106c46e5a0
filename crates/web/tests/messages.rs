//! The words of the pages: every message that is used exists in every language, every message that exists is used, and no template says
//! anything that is not a message.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where something it needs is missing")]

#[path = "messages/sources.rs"]
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use fluent_templates::fluent_bundle::FluentResource;
use sources::{Literals, files, root};

const LANGUAGES: [&str; 3] = ["vi", "en", "th"];

/// Keys that no source spells out: they are made of data. The beginning of the key, and where the rest comes from.
const COMPUTED: [(&str, &str); 0] = [];

/// Literals that look like keys and are none: the name of a derived secret.
const NOT_MESSAGES: [&str; 1] = ["form-token"];

/// Message keys of a language with the file that has them.
fn defined(language: &str) -> BTreeMap<String, String> {
    let mut keys = BTreeMap::new();
    for path in files(&root().join("crates/web/locales").join(language), "ftl") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let Some((key, _)) = line.split_once('=') else { continue };
            let key = key.trim_end();
            if !key.is_empty() && key.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-') {
                let before = keys.insert(key.to_owned(), name.clone());
                assert_eq!(before, None, "{language}/{name}: {key} is there twice");
            }
        }
    }
    keys
}

/// Literals of all crates that look like message keys, complete or with gaps.
fn used() -> Literals {
    let mut literals = Literals::default();
    for folder in std::fs::read_dir(root().join("crates")).unwrap() {
        let folder = folder.unwrap().path();
        for path in files(&folder.join("src"), "rs") {
            literals.add_rust(&path);
        }
        for path in files(&folder.join("templates"), "html") {
            literals.add_template(&path);
        }
    }
    literals
}

/// First words of all keys: `web`, `form`, `access` …
fn families(keys: &BTreeMap<String, String>) -> BTreeSet<&str> {
    keys.keys().filter_map(|key| key.split('-').next()).collect()
}

#[test]
fn message_files_can_be_read() {
    for language in LANGUAGES {
        for path in files(&root().join("crates/web/locales").join(language), "ftl") {
            let text = std::fs::read_to_string(&path).unwrap();
            let broken = FluentResource::try_new(text).err().map(|(_, errors)| errors);
            assert_eq!(broken, None, "{}", path.display());
        }
    }
}

#[test]
fn every_language_says_the_same_things() {
    let vietnamese = defined("vi");
    for language in ["en", "th"] {
        let other = defined(language);
        let missing: Vec<_> = vietnamese.iter().filter(|(key, _)| !other.contains_key(*key)).collect();
        let surplus: Vec<_> = other.iter().filter(|(key, _)| !vietnamese.contains_key(*key)).collect();
        assert!(missing.is_empty() && surplus.is_empty(), "{language} lacks {missing:?}, and alone has {surplus:?}");
    }
}

#[test]
fn every_message_that_is_used_exists() {
    let keys = defined("vi");
    let (families, used) = (families(&keys), used());
    let missing: Vec<String> = used
        .whole()
        .filter(|(key, _)| key.split('-').next().is_some_and(|family| families.contains(family)))
        .filter(|(key, _)| !keys.contains_key(*key) && !NOT_MESSAGES.contains(key))
        .map(|(key, path)| format!("{key} in {path}"))
        .collect();
    assert!(missing.is_empty(), "no such message:\n{}", missing.join("\n"));
}

#[test]
fn every_message_that_exists_is_used() {
    let (keys, used) = (defined("vi"), used());
    let computed = |key: &str| COMPUTED.iter().any(|(beginning, _)| key.starts_with(beginning));
    let idle: Vec<String> =
        keys.iter().filter(|(key, _)| !used.mentions(key) && !computed(key)).map(|(key, file)| format!("{key} in {file}")).collect();
    assert!(idle.is_empty(), "messages that nothing uses:\n{}", idle.join("\n"));
}

#[test]
fn templates_say_nothing_themselves() {
    let mut said = Vec::new();
    for folder in std::fs::read_dir(root().join("crates")).unwrap() {
        for path in files(&folder.unwrap().path().join("templates"), "html") {
            let template = std::fs::read_to_string(&path).unwrap();
            said.extend(sources::words_of(&template).into_iter().map(|words| format!("{}: {words}", path.display())));
        }
    }
    assert!(said.is_empty(), "text belongs into the message files:\n{}", said.join("\n"));
}

#[test]
fn the_reader_of_sources_finds_what_it_should() {
    let mut literals = Literals::default();
    literals.read_rust("t(x, \"web-a-b\"); // \"web-comment\"\nlet c = '\"'; format!(\"web-c-{}-d\", 1); \"esc \\\" web-no\"", "one.rs");
    literals.read_template("<p class=\"web-class\">{{ page.t(\"web-e\") }}{# web-f #}</p>", "two.html");
    let whole: Vec<&str> = literals.whole().map(|(key, _)| key).collect();
    assert_eq!(whole, ["web-a-b", "web-e"]);
    assert!(literals.mentions("web-c-7-d") && !literals.mentions("web-c-7-e") && !literals.mentions("web-class"));
    assert_eq!(sources::words_of("<p title=\"Xin chào\">{{ page.t(\"a\") }} &nbsp;·</p><b>Tên</b>"), ["Xin chào", "Tên"]);
    assert_eq!(sources::words_of("{# note #}<a href=\"/x\" aria-label=\"{{ t }}\">{% if a > b %}1{% endif %}</a>"), Vec::<String>::new());
}
