//! Boxes: levels, subjects, doubts.

use ::web::{Choice, Language, Sent, t};

use crate::model::{GovernmentLevel, QualityFlag, Subject};

pub(super) fn level_name(level: GovernmentLevel, language: Language) -> String {
    t(language, &format!("catalogue-level-{}", level.code().replace('_', "-")))
}

pub(super) fn subject_name(subject: Subject, language: Language) -> String {
    t(language, &format!("catalogue-subject-{}", subject.code().replace('_', "-")))
}

pub(super) fn flag_name(flag: QualityFlag, language: Language) -> String {
    t(language, &format!("catalogue-doubt-{}", flag.code().replace('_', "-")))
}

pub(super) fn levels(sent: &Sent) -> Vec<GovernmentLevel> {
    GovernmentLevel::ALL.into_iter().filter(|level| sent.all("levels").any(|code| code == level.code())).collect()
}

pub(super) fn subjects(sent: &Sent) -> Vec<Subject> {
    Subject::ALL.into_iter().filter(|subject| sent.all("subjects").any(|code| code == subject.code())).collect()
}

pub(super) fn flags(sent: &Sent) -> Vec<QualityFlag> {
    QualityFlag::ALL.into_iter().filter(|flag| sent.all("flags").any(|code| code == flag.code())).collect()
}

pub(super) fn level_choices(sent: &Sent, language: Language) -> Vec<Choice> {
    let chosen = levels(sent);
    GovernmentLevel::ALL.into_iter().map(|level| Choice::new(level.code(), level_name(level, language), chosen.contains(&level))).collect()
}

pub(super) fn subject_choices(sent: &Sent, language: Language) -> Vec<Choice> {
    let chosen = subjects(sent);
    Subject::ALL.into_iter().map(|one| Choice::new(one.code(), subject_name(one, language), chosen.contains(&one))).collect()
}

pub(super) fn flag_choices(sent: &Sent, language: Language) -> Vec<Choice> {
    let chosen = flags(sent);
    QualityFlag::ALL.into_iter().map(|flag| Choice::new(flag.code(), flag_name(flag, language), chosen.contains(&flag))).collect()
}
