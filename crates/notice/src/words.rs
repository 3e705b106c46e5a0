//! What is said, in the language of the person. Nothing personal: the code of the dossier and a date; everything else is behind signing in.

use chrono::{DateTime, Duration, Utc};
use web::i18n::Value;
use web::{Language, format, t, t_with};

use crate::model::{Delivery, Notice, Topic};
use crate::outward::Letter;

/// In which language, from which node, in whose time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Speech<'a> {
    pub(crate) language: Language,
    /// Public address of the node.
    pub(crate) site: &'a str,
    /// What office time is ahead of UTC.
    pub(crate) offset: Duration,
}

/// `not_accepted` as message keys have it.
pub(crate) fn dashed(code: &str) -> String {
    code.replace('_', "-")
}

/// "Hồ sơ H49.31.01-261125-0001", or what stands for a code where there is none.
fn dossier(language: Language, notice: &Notice) -> String {
    match &notice.code {
        Some(code) => t_with(language, "notice-dossier-coded", &[("code", code.as_str().into())]),
        None if notice.link.starts_with("/ban/") => t(language, "notice-dossier-uncoded-desk"),
        None => t(language, "notice-dossier-uncoded"),
    }
}

fn values(language: Language, offset: Duration, notice: &Notice) -> [(&'static str, Value); 3] {
    let due = notice.due_at.map(|due| format::date_time(language, (due + offset).naive_utc())).unwrap_or_default();
    [("dossier", dossier(language, notice).into()), ("due", due.into()), ("count", notice.amount.into())]
}

/// What the person is told, in one or two sentences.
pub(crate) fn sentence(language: Language, offset: Duration, notice: &Notice) -> String {
    let topic = dashed(notice.topic.code());
    let key = match notice.due_at {
        Some(_) if matches!(notice.topic, Topic::Received | Topic::Apology | Topic::Work | Topic::Message) => {
            format!("notice-says-{topic}-due")
        }
        _ => format!("notice-says-{topic}"),
    };
    let key = if web::i18n::has(Language::Vi, &key) { key } else { format!("notice-says-{topic}") };
    t_with(language, &key, &values(language, offset, notice))
}

/// The subject of a mail about one notice: the code of the dossier and what to expect, nothing that tells what the dossier is about.
pub(crate) fn subject(language: Language, notice: &Notice) -> String {
    let key = format!("notice-subject-{}", dashed(notice.topic.code()));
    t_with(language, &key, &values(language, Duration::zero(), notice))
}

/// What is sent for a delivery: one notice, or everything of a day.
pub(crate) fn letter(speech: &Speech<'_>, delivery: &Delivery, told: &[Notice], to: String, now: DateTime<Utc>) -> Letter {
    let language = speech.language;
    let (subject, text, topic) = match (told, delivery.day, delivery.channel) {
        ([one], None, crate::model::Channel::Phone) => (String::new(), short(speech, one), one.topic.code()),
        ([one], None, _) => (subject(language, one), mail_about_one(speech, one), one.topic.code()),
        (many, ..) => {
            let count = [("count", many.len().into())];
            (t_with(language, "notice-subject-summary", &count), summary(speech, many), "summary")
        }
    };
    Letter { id: delivery.id, to, subject, text, language: language.code(), topic, at: now }
}

fn address(speech: &Speech<'_>, notice: &Notice) -> String {
    format!("{}{}", speech.site, notice.link)
}

/// A short message: one sentence and the address.
fn short(speech: &Speech<'_>, notice: &Notice) -> String {
    format!("{} {}", sentence(speech.language, speech.offset, notice), address(speech, notice))
}

fn mail_about_one(speech: &Speech<'_>, notice: &Notice) -> String {
    let language = speech.language;
    let body = [
        t(language, "notice-mail-greeting"),
        sentence(language, speech.offset, notice),
        t_with(language, "notice-mail-look", &[("address", address(speech, notice).into())]),
    ];
    [body.join("\n\n"), foot(speech, notice.account.is_some())].join("\n\n")
}

/// Everything of a day, grouped by nothing: in the order it happened.
fn summary(speech: &Speech<'_>, told: &[Notice]) -> String {
    let language = speech.language;
    let line = |notice: &Notice| {
        let when = format::date_time(language, (notice.at + speech.offset).naive_utc());
        format!("- {when}: {}\n  {}", sentence(language, speech.offset, notice), address(speech, notice))
    };
    let lines: Vec<String> = told.iter().map(line).collect();
    let lead = t_with(language, "notice-mail-summary", &[("count", told.len().into())]);
    [t(language, "notice-mail-greeting"), lead, lines.join("\n"), foot(speech, true)].join("\n\n")
}

/// Who writes, and where to say how one wants to be told.
fn foot(speech: &Speech<'_>, has_account: bool) -> String {
    let key = if has_account { "notice-mail-foot" } else { "notice-mail-foot-no-account" };
    format!("-- \n{}", t_with(speech.language, key, &[("address", format!("{}/tai-khoan/thong-bao", speech.site).into())]))
}

/// A mail or short message with a code that proves an address.
pub(crate) fn confirmation(speech: &Speech<'_>, code: &str) -> (String, String) {
    let language = speech.language;
    (t(language, "notice-subject-code"), t_with(language, "notice-mail-code", &[("code", code.into()), ("address", speech.site.into())]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn notice(topic: Topic, code: Option<&str>) -> Notice {
        Notice {
            id: Uuid::nil(),
            account: Some(Uuid::nil().into()),
            topic,
            subject: Some(Uuid::nil()),
            code: code.map(str::to_owned),
            link: "/ho-so/0190".into(),
            due_at: Some("2026-12-04T10:00:00Z".parse().unwrap()),
            amount: 3,
            at: "2026-11-25T02:10:00Z".parse().unwrap(),
            read_at: None,
        }
    }

    #[test]
    fn every_topic_has_words_in_every_language() {
        for language in Language::ALL {
            for topic in Topic::ALL {
                for key in ["says", "subject", "name"] {
                    let key = format!("notice-{key}-{}", dashed(topic.code()));
                    assert!(web::i18n::has(language, &key), "{key} {language:?}");
                }
                let said = sentence(language, Duration::hours(7), &notice(*topic, Some("H49.31.01-261125-0001")));
                assert!(!said.contains('{') && !said.contains("notice-"), "{said}");
            }
        }
    }

    #[test]
    fn a_subject_line_tells_the_code_and_nothing_personal() {
        let code = "H49.31.01-261125-0001";
        for language in Language::ALL {
            for topic in Topic::ALL {
                let line = subject(language, &notice(*topic, Some(code)));
                let rest = line.replace(code, "");
                // No other number than the code and how much was gathered, no address, no date, no line break that could begin a header.
                assert!(!rest.replace('3', "").chars().any(|letter| letter.is_ascii_digit()), "{line}");
                assert!(!line.contains('@') && !line.contains("://") && !line.contains('\n'), "{line}");
                assert!(line.chars().count() <= 90, "{line}");
                // The line does not depend on anything but topic, code and count: nothing of the dossier can be in it.
                let other = Notice { link: "/ho-so/other".into(), subject: None, due_at: None, ..notice(*topic, Some(code)) };
                assert_eq!(line, subject(language, &other));
            }
        }
    }

    #[test]
    fn a_due_date_is_said_in_office_time() {
        let said = sentence(Language::Vi, Duration::hours(7), &notice(Topic::Received, Some("H49.31.01-261125-0001")));
        assert!(said.contains("17:00") && said.contains("04/12/2026"), "{said}");
    }
}
