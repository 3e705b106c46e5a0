//! Codes of dossiers as people type them.

use kernel::code::DossierCode;

/// Reads a code as people type it from paper: in lower case, with spaces, with dots or dashes of any kind between its parts.
pub(super) fn read(typed: &str) -> Option<DossierCode> {
    let text = kernel::text::nfc(typed).to_uppercase();
    let groups: Vec<&str> = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|group| !group.is_empty()).collect();
    let (last, before) = groups.split_last()?;
    let (day, ordinal, office) = match before.split_last() {
        Some((day, office)) if is_day(day) => (*day, *last, office),
        // Day and ordinal written in one: the day has six digits.
        _ => (last.get(..6)?, last.get(6..)?, before),
    };
    format!("{}-{day}-{ordinal}", office.join(".")).parse().ok()
}

fn is_day(group: &str) -> bool {
    matches!(group.len(), 6 | 8) && group.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for typed in [
            "H49.36.01-261124-0007",
            "h49.36.01-261124-0007",
            "  H49 36 01 261124 0007 ",
            "h49.36.01.261124.0007",
            "H49.36.01 – 261124 – 0007",
            "H49.36.01-2611240007",
            "H49/36/01_261124_0007",
        ] {
            assert_eq!(read(typed).map(|code| code.to_string()).as_deref(), Some("H49.36.01-261124-0007"), "{typed}");
        }
        for (typed, expected) in
            [("000.00.01.h26-260930-0012", "000.00.01.H26-260930-0012"), ("G09.20-20250101-0000001", "G09.20-20250101-0000001")]
        {
            assert_eq!(read(typed).map(|code| code.to_string()).as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_is_no_code_is_not_guessed() {
        for typed in ["", "   ", "khai sinh", "H49.36.01", "261124-0007", "H49.36.01-261399-0007", "022194000417", "đ-đ-đ"] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }
}
