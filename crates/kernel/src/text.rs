//! Text at the door: one form for storing, one for comparing.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The composed form (NFC) in which every text is stored.
#[must_use]
pub fn nfc(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

/// The form in which words are compared: lower case, without diacritics, `đ` as `d`.
#[must_use]
pub fn fold(text: &str) -> String {
    let letters = text.nfd().filter(|letter| !is_combining_mark(*letter));
    letters.flat_map(char::to_lowercase).map(|letter| if letter == 'đ' { 'd' } else { letter }).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_forgets_case_and_diacritics() {
        for (text, expected) in [("Đăng ký KHAI SINH", "dang ky khai sinh"), ("ước", "uoc"), ("Ẵ Ộ Ữ", "a o u"), ("", "")] {
            assert_eq!(fold(text), expected);
            assert_eq!(fold(&text.nfd().collect::<String>()), expected);
        }
        assert_eq!(nfc("e\u{302}\u{301}"), "ế");
    }
}
