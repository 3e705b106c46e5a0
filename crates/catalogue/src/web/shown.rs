//! Procedures in the words of the pages.

use web::clock_view::limit_in_words;
use web::{Language, format, t, t_with};

use crate::model::{Channel, Entry, GovernmentLevel};

/// Longest query that is searched for; what is longer is cut there.
const LONGEST_QUERY: usize = 200;

/// One procedure of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) field: String,
    pub(super) limit: String,
    /// One line per amount; one line in words when the source leaves it open.
    pub(super) fees: Vec<String>,
    pub(super) place: String,
    pub(super) is_online: bool,
}

impl Row {
    pub(super) fn of(entry: &Entry, language: Language) -> Self {
        Self {
            code: entry.code.as_str().to_owned(),
            name: entry.name.clone(),
            field: entry.field.clone(),
            limit: entry.limit.map_or_else(|| t(language, "catalogue-limit-by-case"), |limit| limit_in_words(language, limit)),
            fees: fees(&entry.fees, language),
            place: place(entry, language),
            is_online: entry.channels.contains(&Channel::Online),
        }
    }
}

/// Who solves it: as the source says, else the tiers.
fn place(entry: &Entry, language: Language) -> String {
    if entry.executing_agency.is_empty() {
        levels(&entry.levels, language)
    } else {
        entry.executing_agency.trim_end_matches('.').to_owned()
    }
}

/// "Cấp xã, cấp tỉnh".
pub(super) fn levels(levels: &[GovernmentLevel], language: Language) -> String {
    levels.iter().map(|level| level_name(*level, language)).collect::<Vec<_>>().join(", ")
}

pub(super) fn level_name(level: GovernmentLevel, language: Language) -> String {
    t(language, &format!("catalogue-level-{}", level.code().replace('_', "-")))
}

pub(super) fn channel_name(channel: Channel, language: Language) -> String {
    t(language, &format!("catalogue-channel-{}", channel.code()))
}

/// Amounts that are certain, one line each; one line for all ways of applying when they cost the same.
pub(super) fn fees(fees: &[(Channel, i64)], language: Language) -> Vec<String> {
    let Some((_, first)) = fees.first() else { return vec![t(language, "catalogue-fee-by-case")] };
    if fees.iter().all(|(_, amount)| amount == first) {
        return vec![format::money(language, *first)];
    }
    let line = |(channel, dong): &(Channel, i64)| {
        t_with(language, &format!("catalogue-fee-{}", channel.code()), &[("amount", format::money(language, *dong).into())])
    };
    fees.iter().map(line).collect()
}

/// What was typed, without spaces around it and not longer than anybody types.
pub(super) fn query_of(typed: &str) -> String {
    kernel::text::nfc(typed.trim()).chars().take(LONGEST_QUERY).collect()
}

/// A text as part of an address.
pub(super) fn escape(text: &str) -> String {
    let safe = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    text.as_bytes().iter().map(|byte| if safe(byte) { char::from(*byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// A number for a message.
pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_are_told_once_when_every_way_costs_the_same() {
        let (online, counter) = (Channel::Online, Channel::Counter);
        for (given, expected) in [
            (vec![], &["Theo từng trường hợp"][..]),
            (vec![(online, 0), (counter, 0)], &["0\u{a0}đ"]),
            (vec![(online, 10_000), (counter, 10_000)], &["10.000\u{a0}đ"]),
            (vec![(online, 10_000), (counter, 20_000)], &["10.000\u{a0}đ trực tuyến", "20.000\u{a0}đ tại quầy"]),
        ] {
            assert_eq!(fees(&given, Language::Vi), expected);
        }
    }

    #[test]
    fn what_is_typed_is_kept_short_and_safe_in_addresses() {
        assert_eq!(query_of("  khai sinh "), "khai sinh");
        assert_eq!(query_of(&"a".repeat(500)).len(), LONGEST_QUERY);
        assert_eq!(escape("sổ đỏ&q=1"), "s%E1%BB%95%20%C4%91%E1%BB%8F%26q%3D1");
    }
}
