//! Lists of a template as people type them: one item a line, a fact as "label: value".

use super::model::Line;

/// The lines that are not empty, in NFC.
fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(|line| kernel::text::nfc(line.trim())).filter(|line| !line.is_empty())
}

/// Items of a list.
#[must_use]
pub fn from_lines(text: &str) -> Vec<String> {
    lines(text).collect()
}

/// A list as text.
#[must_use]
pub fn to_lines(items: &[String]) -> String {
    items.join("\n")
}

/// Facts. A line without a colon is a label whose value is missing: `check` will not miss it, for nothing is printed for it.
#[must_use]
pub fn facts_from_lines(text: &str) -> Vec<Line> {
    let fact = |line: String| match line.split_once(':') {
        Some((label, value)) => Line { label: label.trim().to_owned(), value: value.trim().to_owned() },
        None => Line { label: line, value: String::new() },
    };
    lines(text).map(fact).collect()
}

/// Facts as text.
#[must_use]
pub fn facts_to_lines(facts: &[Line]) -> String {
    facts.iter().map(|fact| format!("{}: {}", fact.label, fact.value)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_survive_being_typed() {
        let typed = "Họ và tên: {nguoi_nop.ten}\r\n\n Giờ: 07:30 \nKhông có giá trị";
        let facts = facts_from_lines(typed);
        let pairs: Vec<_> = facts.iter().map(|fact| (fact.label.as_str(), fact.value.as_str())).collect();
        assert_eq!(pairs, [("Họ và tên", "{nguoi_nop.ten}"), ("Giờ", "07:30"), ("Không có giá trị", "")]);
        assert_eq!(facts_from_lines(&facts_to_lines(&facts)), facts);
        assert_eq!(from_lines("a\n\n b "), ["a", "b"]);
    }
}
