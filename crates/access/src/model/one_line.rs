//! Text that people type into one line.

use kernel::text::nfc;

/// The text as it is stored: NFC, single spaces, nothing that cannot be seen. PostgreSQL refuses the character NUL, and nobody types the others.
pub(crate) fn one_line(text: &str) -> String {
    let seen: String = nfc(text).chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_not_kept() {
        for (typed, expected) in [("  Vũ  Thị\tMẫu\n", "Vũ Thị Mẫu"), ("a\0b", "a b"), ("\u{7f}", ""), ("Ma\u{302}\u{303}u", "Mẫu")]
        {
            assert_eq!(one_line(typed), expected, "{typed:?}");
        }
    }
}
