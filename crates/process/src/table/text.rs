//! Texts as they stand in cells: composed, trimmed, and folded for comparison.

/// Composed form with single blanks.
pub(super) fn clean(text: &str) -> String {
    single_blanks(&kernel::text::nfc(text.trim_start_matches('\u{feff}')))
}

/// Lower case without diacritics: `Đơn vị` and `DON VI` are the same word.
pub(super) fn fold(text: &str) -> String {
    single_blanks(&kernel::text::fold(text))
}

fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Folded words only: punctuation becomes a blank.
pub(super) fn words(text: &str) -> String {
    let letters: String = fold(text).chars().map(|character| if character.is_alphanumeric() { character } else { ' ' }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A code made of the words: `Đồng ý` becomes `dong_y`; `None` when no ASCII letter begins it.
pub(super) fn code(text: &str) -> Option<String> {
    let code = words(text).replace(' ', "_");
    let well_formed = code.starts_with(|first: char| first.is_ascii_lowercase()) && code.chars().all(in_code);
    if well_formed { Some(code) } else { None }
}

fn in_code(character: char) -> bool {
    character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_'
}

/// Whether `text` may be a key: small letters, digits and underscores, beginning with a letter, at most 60 characters.
pub(super) fn is_key(text: &str) -> bool {
    text.len() <= 60 && text.starts_with(|first: char| first.is_ascii_lowercase()) && text.chars().all(in_code)
}
