//! Names of uploaded files, made safe to show, to log and to send back in a header.

use kernel::text::nfc;

use crate::model::MediaType;

/// Longest stored name in bytes, extension included. File systems end at 255; a copy may append to the name.
pub const LONGEST_NAME: usize = 200;
/// The name of a file that came without a usable one.
const NAMELESS: &str = "tep";
/// Device names that some systems open instead of a file.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];

/// The safe form of `raw`: NFC, without folders, control characters, invisible and direction-changing characters and characters file systems
/// refuse; never empty, never hidden, at most [`LONGEST_NAME`] bytes, and with an extension that fits `media_type`.
#[must_use]
pub fn clean_name(raw: &str, media_type: MediaType) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    // Composed once nothing stands between a letter and its marks any more.
    let seen: String = last.chars().filter(|sign| !is_hidden(*sign)).collect();
    let kept: String = nfc(&seen).chars().map(plain).collect();
    let words = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let trimmed = words.trim_matches(['.', ' ']);
    let (stem, extension) = match extension(trimmed) {
        Some(extension) if media_type.extensions().contains(&extension.as_str()) => {
            (trimmed.get(..trimmed.len() - extension.len() - 1).unwrap_or_default(), extension)
        }
        _ => (trimmed, media_type.extension().to_owned()),
    };
    format!("{}.{extension}", stem_of(stem, LONGEST_NAME - extension.len() - 1))
}

/// The extension of a name in lower case, if it has one: letters and digits of ASCII after the last dot.
#[must_use]
pub fn extension(name: &str) -> Option<String> {
    let (stem, extension) = name.trim_end_matches(['.', ' ']).rsplit_once('.')?;
    let plausible = !stem.is_empty() && (1..=8).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plausible.then(|| extension.to_ascii_lowercase())
}

fn stem_of(stem: &str, longest: usize) -> String {
    let first = stem.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let mark = if RESERVED.contains(&first.as_str()) { "_" } else { "" };
    let mut short = mark.to_owned();
    for sign in stem.trim_matches(['.', ' ']).chars() {
        if short.len() + sign.len_utf8() > longest {
            break;
        }
        short.push(sign);
    }
    match short.trim_end_matches(['.', ' ']) {
        "" => NAMELESS.to_owned(),
        short => short.to_owned(),
    }
}

fn plain(sign: char) -> char {
    if matches!(sign, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { sign }
}

/// Control characters (tabs and line ends become spaces by the split on white space only if kept), marks that turn the writing direction, and
/// characters of no width.
fn is_hidden(sign: char) -> bool {
    let is_invisible =
        matches!(sign, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{061C}' | '\u{FEFF}' | '\u{00AD}');
    is_invisible || (sign.is_control() && !sign.is_whitespace())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_come_out_safe() {
        let long = "ộ".repeat(300);
        let reserved = format!("con.{}", "a".repeat(300));
        let reserved_cut = format!("_con.{}.pdf", "a".repeat(LONGEST_NAME - 9));
        let cut = format!("{}.pdf", "ộ".repeat((LONGEST_NAME - 4) / 3));
        let cases = [
            ("Đơn xin.pdf", "Đơn xin.pdf"),
            ("Đơn xin.PDF", "Đơn xin.pdf"),
            ("D\u{31b}n.pdf", "D\u{31b}n.pdf"),
            ("Ha\u{323} Long.pdf", "Hạ Long.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("C:\\Users\\An\\giấy.pdf", "giấy.pdf"),
            ("a\u{0}b\u{7}\r\nX-Evil: 1.pdf", "ab X-Evil_ 1.pdf"),
            ("ảnh\u{202e}gpj.pdf", "ảnhgpj.pdf"),
            ("\u{feff}tờ\u{200b}khai.pdf", "tờkhai.pdf"),
            (".htaccess", "htaccess.pdf"),
            ("  nhiều   khoảng  .pdf", "nhiều khoảng.pdf"),
            ("quyết định 12.2026", "quyết định 12.2026.pdf"),
            ("con.pdf", "_con.pdf"),
            ("a<b>?.pdf", "a_b__.pdf"),
            ("", "tep.pdf"),
            ("...", "tep.pdf"),
            (".pdf", "pdf.pdf"),
            ("a\u{200b}\u{323}.pdf", "ạ.pdf"),
            (long.as_str(), cut.as_str()),
            (reserved.as_str(), reserved_cut.as_str()),
        ];
        for (raw, expected) in cases {
            assert_eq!(clean_name(raw, MediaType::Pdf), expected, "{raw:?}");
        }
    }

    #[test]
    fn extensions_are_short_and_plain() {
        let cases =
            [("a.pdf", Some("pdf")), ("a.TAR.GZ", Some("gz")), ("a", None), (".pdf", None), ("a.pdf. ", Some("pdf")), ("a.tiếng", None)];
        for (name, expected) in cases {
            assert_eq!(extension(name).as_deref(), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_name_becomes_safe_and_stays_so(raw in "\\PC{0,80}|(?s:.{0,80})|[./\\\\\u{202e} a-c]{0,400}") {
            let name = clean_name(&raw, MediaType::Jpeg);
            prop_assert!(name.len() <= LONGEST_NAME, "{name:?}");
            prop_assert!(!name.starts_with('.') && name.contains('.'));
            let is_unsafe = name.contains(['/', '\\', '"', '\r', '\n', '\0', '\u{202e}']);
            prop_assert!(!is_unsafe);
            prop_assert_eq!(&clean_name(&name, MediaType::Jpeg), &name);
        }
    }
}
