//! Queries that are procedure codes, in any of the ways people type them.

/// What a code-like query asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CodeQuery {
    /// A whole code: `1.001193`.
    Whole(String),
    /// The beginning of a code: `1.0011`.
    Beginning(String),
    /// The six digits after the point, or their end: `001193`, `1193`.
    End(String),
}

impl CodeQuery {
    /// Whether `code` is what the query asks for.
    pub(crate) fn accepts(&self, code: &str) -> bool {
        match self {
            Self::Whole(whole) => code == whole,
            Self::Beginning(start) => code.starts_with(start.as_str()),
            Self::End(end) => code.ends_with(end.as_str()),
        }
    }
}

/// Reads a query that is nothing but a code, perhaps after "thủ tục", "mã" or "TTHC"; `None` when it says anything else.
pub(crate) fn parse(query: &str) -> Option<CodeQuery> {
    let text = plain_digits(&kernel::text::fold(query));
    let core = without_lead(&text);
    let core = without_office(core).trim_matches(|letter: char| !letter.is_ascii_digit());
    let separated = core.chars().nth(1).is_some_and(|second| !second.is_ascii_digit());
    let allowed = core.chars().all(|letter| letter.is_ascii_digit() || ".,-_ /:".contains(letter));
    let digits: String = core.chars().filter(char::is_ascii_digit).collect();
    if !allowed || looks_like_date(core) { None } else { by_length(&digits, separated) }
}

fn by_length(digits: &str, separated: bool) -> Option<CodeQuery> {
    let point = |digits: &str| digits.get(..1).zip(digits.get(1..)).map(|(first, rest)| format!("{first}.{rest}"));
    match digits.len() {
        7 => point(digits).map(CodeQuery::Whole),
        // The long form 1.001193.000.00.00 carries seven more digits that say nothing about the procedure.
        8.. if digits.get(7..).is_some_and(|rest| rest.bytes().all(|digit| digit == b'0')) => {
            digits.get(..7).and_then(point).map(CodeQuery::Whole)
        }
        3..=6 if separated => point(digits).map(CodeQuery::Beginning),
        4..=6 => Some(CodeQuery::End(digits.to_owned())),
        _ => None,
    }
}

/// Full-width digits, and `l` or `o` typed where a digit belongs.
fn plain_digits(text: &str) -> String {
    let ascii: String = text
        .chars()
        .map(|letter| letter.to_digit(10).or_else(|| wide_digit(letter)).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(letter))
        .collect();
    let digits = ascii.chars().filter(char::is_ascii_digit).count();
    let letters = ascii.chars().filter(char::is_ascii_alphabetic).count();
    if digits >= 4 && letters <= 2 { ascii.chars().map(digit_for).collect() } else { ascii }
}

fn wide_digit(letter: char) -> Option<u32> {
    let distance = u32::from(letter).checked_sub(0xFF10)?;
    (distance < 10).then_some(distance)
}

fn digit_for(letter: char) -> char {
    match letter {
        'o' => '0',
        'l' | 'i' => '1',
        _ => letter,
    }
}

const LEADS: [&str; 12] =
    ["ma so thu tuc", "ma thu tuc", "ma tthc", "so thu tuc", "thu tuc so", "thu tuc", "procedure", "tthc", "ma so", "code", "ma", "so"];

fn without_lead(text: &str) -> &str {
    let text = text.trim();
    let found = LEADS.iter().find_map(|lead| text.strip_prefix(lead));
    found.map_or(text, |rest| rest.trim_start_matches(|letter: char| !letter.is_alphanumeric()))
}

/// The long form ends with the node that announced it: `.H49`.
fn without_office(text: &str) -> &str {
    let start = text.rfind(|letter: char| letter.is_ascii_alphabetic());
    match start {
        Some(at) if text.get(at + 1..).is_some_and(|rest| rest.len() == 2 && rest.bytes().all(|digit| digit.is_ascii_digit())) => {
            text.get(..at).unwrap_or(text)
        }
        _ => text,
    }
}

/// "12/05/2024" is a date, not a code.
fn looks_like_date(core: &str) -> bool {
    core.matches('/').count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_every_form() {
        let whole = |code: &str| Some(CodeQuery::Whole(code.to_owned()));
        let cases = [
            ("1.001193", whole("1.001193")),
            ("1,001193", whole("1.001193")),
            (" 1 001193 ", whole("1.001193")),
            ("1001193", whole("1.001193")),
            ("1.001193.000.00.00.H49", whole("1.001193")),
            ("TTHC 1.001193", whole("1.001193")),
            ("mã thủ tục: 1-001193", whole("1.001193")),
            ("１.００１１９３", whole("1.001193")),
            ("1.00l193", whole("1.001193")),
            ("1.0011", Some(CodeQuery::Beginning("1.0011".to_owned()))),
            ("001193", Some(CodeQuery::End("001193".to_owned()))),
            ("12/05/2024", None),
            ("khai sinh", None),
            ("", None),
            ("12", None),
        ];
        for (query, expected) in cases {
            assert_eq!(parse(query), expected, "{query}");
        }
    }
}
