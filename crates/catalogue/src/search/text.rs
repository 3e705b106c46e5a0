//! Words as they are compared: syllables, folded and with their diacritics.

use kernel::text::{fold, nfc};
use unicode_normalization::UnicodeNormalization;

/// One syllable (or Thai trigram, or number) of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Without diacritics, `y` after a consonant as `i` (ky = ki).
    pub(crate) folded: String,
    /// With diacritics, the tone moved to the end, so that "hòa" equals "hoà"; equal to `folded` when there are none.
    pub(crate) exact: String,
    /// As typed, lower case.
    pub(crate) typed: String,
}

impl Token {
    /// The token of one typed word.
    pub(crate) fn new(typed: &str) -> Self {
        let typed = typed.to_lowercase();
        Self { folded: same_i(&fold(&typed)), exact: same_i(&tone_last(&typed)), typed }
    }

    /// Whether the writer set diacritics on it.
    pub(crate) fn has_marks(&self) -> bool {
        self.exact != self.folded
    }
}

/// Splits a text into tokens; Thai, which has no spaces, becomes overlapping trigrams.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let text = nfc(text).to_lowercase();
    let words = text.split(|letter: char| !(letter.is_alphanumeric() || is_thai(letter)));
    words.filter(|word| !word.is_empty()).flat_map(of_word).collect()
}

fn of_word(word: &str) -> Vec<Token> {
    if !word.chars().any(is_thai) {
        return vec![Token::new(word)];
    }
    let thai: Vec<char> = word.chars().filter(|letter| is_thai(*letter)).collect();
    if thai.len() < 3 {
        return vec![plain(thai.iter().collect())];
    }
    thai.windows(3).map(|three| plain(three.iter().collect())).collect()
}

/// A token that is compared as it is.
fn plain(text: String) -> Token {
    Token { folded: text.clone(), exact: text.clone(), typed: text }
}

pub(crate) fn is_thai(letter: char) -> bool {
    ('\u{0E01}'..='\u{0E5B}').contains(&letter)
}

/// "ky" and "ki", "ty" and "ti" are two spellings of the same syllable.
fn same_i(syllable: &str) -> String {
    let letters: Vec<char> = syllable.chars().collect();
    let y_at = letters.iter().position(|letter| *letter == 'y');
    match y_at {
        Some(at)
            if at > 0 && letters.iter().skip(at + 1).all(|rest| rest.is_ascii_digit()) && letters.iter().take(at).all(is_consonant) =>
        {
            letters.iter().map(|letter| if *letter == 'y' { 'i' } else { *letter }).collect()
        }
        _ => syllable.to_owned(),
    }
}

fn is_consonant(letter: &char) -> bool {
    letter.is_alphabetic() && !"aeiouy".contains(*letter)
}

/// The syllable with its tone mark as a digit at the end.
fn tone_last(syllable: &str) -> String {
    let mut tone = None;
    let mut rest = String::with_capacity(syllable.len() + 1);
    for letter in syllable.nfd() {
        match tone_digit(letter) {
            Some(digit) => tone = Some(digit),
            None => rest.push(letter),
        }
    }
    let mut whole: String = rest.nfc().collect();
    whole.extend(tone);
    whole
}

fn tone_digit(letter: char) -> Option<char> {
    match letter {
        '\u{301}' => Some('1'),
        '\u{300}' => Some('2'),
        '\u{309}' => Some('3'),
        '\u{303}' => Some('4'),
        '\u{323}' => Some('5'),
        _ => None,
    }
}

const ONSETS: [&str; 27] = [
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h", "k", "l", "m", "n", "p", "q", "r", "s",
    "t", "v", "x",
];
const CODAS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Whether a folded word could be one Vietnamese syllable: onset, one to three vowels, coda.
pub(crate) fn is_syllable(folded: &str) -> bool {
    is_rhyme(folded) || ONSETS.iter().any(|onset| folded.strip_prefix(onset).is_some_and(is_rhyme)) || folded == "gi"
}

fn is_rhyme(rest: &str) -> bool {
    let vowels = rest.chars().take_while(|letter| "aeiouy".contains(*letter)).count();
    (1..=3).contains(&vowels) && rest.get(vowels..).is_some_and(|coda| CODAS.contains(&coda))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_are_one_token() {
        for (one, other) in [("hòa", "hoà"), ("KÝ", "kí"), ("công ty", "công ti"), ("ước", "u\u{31b}o\u{31b}\u{301}c")] {
            assert_eq!(forms(one), forms(other));
        }
    }

    fn forms(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.exact).collect()
    }

    #[test]
    fn shapes_of_syllables_are_known() {
        for (word, expected) in
            [("khai", true), ("nguyen", true), ("giay", true), ("licence", false), ("ddawng", false), ("khaisinh", false), ("", false)]
        {
            assert_eq!(is_syllable(word), expected, "{word}");
        }
    }

    #[test]
    fn thai_is_cut_into_trigrams() {
        assert_eq!(forms("สมรส"), ["สมร", "มรส"]);
    }
}
