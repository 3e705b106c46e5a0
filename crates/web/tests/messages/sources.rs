//! Reads literals out of Rust files and templates. It knows just enough of either language for that.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All files below `folder` with this ending, in order; none when there is no such folder.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let nested = |path: PathBuf| if path.is_dir() { files(&path, ending) } else { vec![path] };
    paths.into_iter().flat_map(nested).filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

/// Literals that look like message keys, with the file in which each was seen first.
#[derive(Debug, Default)]
pub(crate) struct Literals {
    whole: BTreeMap<String, String>,
    /// Keys with gaps, as the pieces between the gaps: `web-state-{}` is `["web-state-", ""]`.
    gapped: Vec<Vec<String>>,
}

impl Literals {
    pub(crate) fn add_rust(&mut self, path: &Path) {
        self.read_rust(&std::fs::read_to_string(path).unwrap(), &path.display().to_string());
    }

    pub(crate) fn add_template(&mut self, path: &Path) {
        self.read_template(&std::fs::read_to_string(path).unwrap(), &path.display().to_string());
    }

    /// Tests at the end of a file are not the program.
    pub(crate) fn read_rust(&mut self, source: &str, path: &str) {
        let program = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let mut rest = program;
        while let Some(start) = rest.find(['"', '/', '\'']) {
            let (mark, after) = rest[start..].split_at(1);
            rest = match mark {
                "/" if after.starts_with('/') => after.find('\n').map_or("", |end| &after[end..]),
                "'" if after.starts_with("\"'") => &after[2..],
                "\"" => self.literal(after, path),
                _ => after,
            };
        }
    }

    pub(crate) fn read_template(&mut self, template: &str, path: &str) {
        for (_, expression) in pieces(template).into_iter().filter(|(kind, _)| *kind == Piece::Expression) {
            let mut rest = expression;
            while let Some(start) = rest.find('"') {
                rest = self.literal(&rest[start + 1..], path);
            }
        }
    }

    /// Takes the literal at the beginning of `source`, which follows a quote; returns what follows it.
    fn literal<'a>(&mut self, source: &'a str, path: &str) -> &'a str {
        let mut escaped = false;
        for (position, letter) in source.char_indices() {
            match letter {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => {
                    self.keep(&source[..position], path);
                    return &source[position + 1..];
                }
                _ => {}
            }
        }
        ""
    }

    fn keep(&mut self, literal: &str, path: &str) {
        let mut pieces = Vec::new();
        let mut rest = literal;
        while let Some((before, after)) = rest.split_once('{') {
            pieces.push(before.to_owned());
            rest = after.split_once('}').map_or("", |(_, after)| after);
        }
        pieces.push(rest.to_owned());
        let plain = |piece: &String| piece.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
        let begins = pieces[0].contains('-') && pieces[0].starts_with(|letter: char| letter.is_ascii_lowercase());
        if !begins || !pieces.iter().all(plain) {
            return;
        }
        if let [whole] = pieces.as_slice() {
            self.whole.entry(whole.clone()).or_insert_with(|| path.to_owned());
        } else {
            self.gapped.push(pieces);
        }
    }

    /// Complete keys with the file of each.
    pub(crate) fn whole(&self) -> impl Iterator<Item = (&str, &str)> {
        self.whole.iter().map(|(key, path)| (key.as_str(), path.as_str()))
    }

    /// Whether a literal is `key`, or could become it.
    pub(crate) fn mentions(&self, key: &str) -> bool {
        self.whole.contains_key(key) || self.gapped.iter().any(|pieces| fits(pieces, key))
    }
}

fn fits(pieces: &[String], key: &str) -> bool {
    let Some((first, others)) = pieces.split_first() else { return false };
    let Some(mut rest) = key.strip_prefix(first.as_str()) else { return false };
    let Some((last, middle)) = others.split_last() else { return rest.is_empty() };
    for piece in middle {
        let Some(found) = rest.find(piece.as_str()) else { return false };
        rest = &rest[found + piece.len()..];
    }
    !rest.is_empty() && rest.ends_with(last.as_str())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Markup,
    Expression,
    Comment,
}

/// A template cut into markup, expressions and comments.
fn pieces(template: &str) -> Vec<(Piece, &str)> {
    let kinds = [("{#", "#}", Piece::Comment), ("{{", "}}", Piece::Expression), ("{%", "%}", Piece::Expression)];
    let (mut found, mut rest) = (Vec::new(), template);
    while let Some((start, (_, close, kind))) =
        kinds.iter().filter_map(|kind| rest.find(kind.0).map(|start| (start, kind))).min_by_key(|one| one.0)
    {
        let end = rest[start..].find(close).map_or(rest.len(), |end| start + end + close.len());
        found.extend([(Piece::Markup, &rest[..start]), (*kind, &rest[start..end])]);
        rest = &rest[end..];
    }
    found.push((Piece::Markup, rest));
    found
}

/// Words that a template itself says: between tags, or in attributes that people see or hear.
pub(crate) fn words_of(template: &str) -> Vec<String> {
    let markup: String = pieces(template)
        .into_iter()
        .map(|(kind, piece)| match kind {
            Piece::Markup => piece,
            Piece::Expression => "\u{1}",
            Piece::Comment => "",
        })
        .collect();
    let (mut words, mut rest) = (Vec::new(), markup.as_str());
    while !rest.is_empty() {
        let (text, after) = rest.split_once('<').unwrap_or((rest, ""));
        words.extend(spoken(text));
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        for attribute in [" alt=\"", " title=\"", " placeholder=\"", " aria-label=\"", " data-busy=\"", " data-label=\""] {
            words.extend(tag.split_once(attribute).and_then(|(_, value)| spoken(value.split('"').next().unwrap_or_default())));
        }
        let unseen = ["script", "style"].into_iter().find(|name| tag.starts_with(name));
        rest = unseen.and_then(|name| after.split_once(&format!("</{name}")).map(|(_, after)| after)).unwrap_or(after);
    }
    words
}

/// The text when it has letters; entities have none.
fn spoken(text: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        rest = after.split_once(';').map_or(after, |(_, after)| after);
    }
    plain.push_str(rest);
    let plain = plain.replace('\u{1}', " ");
    // A macro that writes attributes into a tag has them outside of any tag.
    let is_said = plain.chars().any(char::is_alphabetic) && !plain.contains("=\"");
    is_said.then(|| plain.trim().to_owned())
}
