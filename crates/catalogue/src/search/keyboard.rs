//! What a Vietnamese keyboard leaves behind when it is switched off: "ddawng", "d9a8ng", "khai1".

use unicode_normalization::UnicodeNormalization;

use super::text::Token;

const CIRCUMFLEX: char = '\u{302}';
const BREVE: char = '\u{306}';
const HORN: char = '\u{31b}';

/// The syllable meant by Telex or VNI keystrokes; `None` when the word holds none.
pub(crate) fn decode(typed: &str) -> Option<Token> {
    let decoded = if typed.chars().any(|letter| letter.is_ascii_digit()) { vni(typed) } else { telex(typed) }?;
    (decoded != typed).then(|| Token::new(&decoded))
}

/// A letter with the marks set on it so far.
struct Key {
    letter: char,
    mark: Option<char>,
}

/// The keys typed so far and the tone, which may come anywhere after the vowel.
#[derive(Default)]
struct Syllable {
    keys: Vec<Key>,
    tone: Option<char>,
}

impl Syllable {
    fn push(&mut self, letter: char) {
        self.keys.push(Key { letter, mark: None });
    }

    fn has_vowel(&self) -> bool {
        self.keys.iter().any(|key| "aeiouyâêôăơư".contains(key.letter))
    }

    /// Sets a mark on the last unmarked letter among `letters`.
    fn mark(&mut self, letters: &str, mark: char) -> bool {
        let key = self.keys.iter_mut().rev().find(|key| key.mark.is_none() && letters.contains(key.letter));
        key.map(|key| key.mark = Some(mark)).is_some()
    }

    /// "uow" means "ươ": the horn goes on both.
    fn horn(&mut self) -> bool {
        let both = self.keys.windows(2).any(|pair| matches!(pair, [first, second] if first.letter == 'u' && second.letter == 'o'));
        let done = self.mark("ou", HORN);
        if both && done {
            self.mark("u", HORN);
        }
        done
    }

    fn cross_d(&mut self) -> bool {
        let first = self.keys.first_mut().filter(|key| key.letter == 'd');
        first.map(|key| key.letter = 'đ').is_some()
    }

    /// The tone stands on the last marked vowel, else on the last but one of an open rhyme; comparing forgets the place anyway.
    fn text(&self) -> String {
        let place = self.keys.iter().rposition(|key| "aeiouy".contains(key.letter));
        let mut whole = String::new();
        for (at, key) in self.keys.iter().enumerate() {
            whole.push(key.letter);
            whole.extend(key.mark);
            if Some(at) == place {
                whole.extend(self.tone);
            }
        }
        whole.nfc().collect()
    }
}

fn telex(typed: &str) -> Option<String> {
    let mut syllable = Syllable::default();
    for letter in typed.chars() {
        if !telex_key(&mut syllable, letter) {
            syllable.push(letter);
        }
    }
    syllable.has_vowel().then(|| syllable.text())
}

fn telex_key(syllable: &mut Syllable, letter: char) -> bool {
    match letter {
        's' | 'f' | 'r' | 'x' | 'j' if syllable.has_vowel() => {
            syllable.tone = tone_of_telex(letter);
            true
        }
        'w' => syllable.mark("a", BREVE) || syllable.horn(),
        'd' => syllable.cross_d(),
        'a' | 'e' | 'o' => {
            syllable.keys.iter().any(|key| key.letter == letter && key.mark.is_none()) && syllable.mark(&letter.to_string(), CIRCUMFLEX)
        }
        _ => false,
    }
}

fn tone_of_telex(letter: char) -> Option<char> {
    match letter {
        's' => Some('\u{301}'),
        'f' => Some('\u{300}'),
        'r' => Some('\u{309}'),
        'x' => Some('\u{303}'),
        _ => Some('\u{323}'),
    }
}

fn vni(typed: &str) -> Option<String> {
    if typed.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let mut syllable = Syllable::default();
    for letter in typed.chars() {
        if !vni_key(&mut syllable, letter) {
            syllable.push(letter);
        }
    }
    syllable.has_vowel().then(|| syllable.text())
}

fn vni_key(syllable: &mut Syllable, letter: char) -> bool {
    match letter {
        '1' => syllable.tone = Some('\u{301}'),
        '2' => syllable.tone = Some('\u{300}'),
        '3' => syllable.tone = Some('\u{309}'),
        '4' => syllable.tone = Some('\u{303}'),
        '5' => syllable.tone = Some('\u{323}'),
        '6' => return syllable.mark("aeo", CIRCUMFLEX),
        '7' => return syllable.horn(),
        '8' => return syllable.mark("a", BREVE),
        '9' => return syllable.cross_d(),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keystrokes_become_syllables() {
        let cases = [
            ("ddawng", "đăng"),
            ("dawngd", "đăng"),
            ("kys", "ký"),
            ("ky1", "ký"),
            ("d9o63i", "đổi"),
            ("ba82ng", "bằng"),
            ("la1i", "lái"),
            ("dduowcj", "được"),
            ("d9u7o7c5", "được"),
            ("keets", "kết"),
            ("giaasy", "giấy"),
            ("phesp", "phép"),
            ("nuowcs", "nước"),
            ("hooj", "hộ"),
        ];
        for (typed, meant) in cases {
            assert_eq!(decode(typed).map(|token| token.exact), Some(Token::new(meant).exact), "{typed}");
        }
    }

    #[test]
    fn plain_words_hold_no_keystrokes() {
        for typed in ["khai", "sinh", "2025", "đăng"] {
            assert_eq!(decode(typed), None, "{typed}");
        }
    }
}
