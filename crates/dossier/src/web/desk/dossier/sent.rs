//! What an officer sent from the page of a dossier, read field by field.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::id::{AccountId, DossierId, OfficeId, TaskId};
use kernel::limit::{Limit, LimitUnit};
use kernel::money::Dong;
use process::Variables;

use crate::error::Refusal;
use crate::model::{About, Paper, PaperForm, SupplementItem};

/// Rows of a supplement request.
pub(super) const ASKED: usize = 5;

/// What was sent.
pub(super) struct Sent {
    pub(super) dossier: DossierId,
    pub(super) texts: BTreeMap<String, String>,
}

impl Sent {
    pub(super) fn raw(&self, name: &str) -> &str {
        self.texts.get(name).map(|text| text.trim()).unwrap_or_default()
    }

    /// What the names of the fields of the sent form begin with.
    fn prefix(&self) -> String {
        let (action, task) = (self.raw("_action"), self.raw("_task"));
        if task.is_empty() { action.to_owned() } else { format!("{action}-{task}") }
    }

    fn name(&self, tail: &str) -> String {
        format!("{}-{tail}", self.prefix())
    }

    pub(super) fn text(&self, tail: &str) -> String {
        self.raw(&self.name(tail)).to_owned()
    }

    pub(super) fn version(&self) -> Result<Option<i32>, Refusal> {
        self.raw("_version").parse().map(Some).map_err(|_| Refusal::WrongForm { field: "version" })
    }

    pub(super) fn task(&self) -> Result<TaskId, Refusal> {
        self.raw("_task").parse().map_err(|_| Refusal::TaskNotFound)
    }

    pub(super) fn limit(&self) -> Result<Option<Limit>, Refusal> {
        let (amount, unit) = (self.text("limit").replace(',', "."), self.text("unit"));
        if amount.is_empty() && unit.is_empty() {
            return Ok(None);
        }
        let wrong = || Refusal::WrongForm { field: "limit" };
        let unit = LimitUnit::from_code(&unit).ok_or_else(wrong)?;
        let amount = if amount.is_empty() { None } else { Some(amount.parse().map_err(|_| wrong())?) };
        Limit::new(amount, unit).map(Some).map_err(|_| wrong())
    }

    pub(super) fn items(&self) -> Vec<SupplementItem> {
        (1..=ASKED)
            .map(|at| {
                let (about, named) = self.about(&format!("about-{at}"));
                let written = self.text(&format!("subject-{at}"));
                let subject = if written.is_empty() { named } else { written };
                SupplementItem { about, subject, reason: self.text(&format!("reason-{at}")) }
            })
            .filter(|item| !item.subject.is_empty() || !item.reason.is_empty())
            .collect()
    }

    /// What a row of a supplement request points at, and its name: `field|name|label` or `paper|name`.
    fn about(&self, tail: &str) -> (About, String) {
        let chosen = self.text(tail);
        let mut parts = chosen.splitn(3, '|');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("field"), Some(name), Some(label)) => (About::Field { name: name.to_owned() }, label.to_owned()),
            (Some("paper"), Some(name), _) => (About::Paper { name: name.to_owned() }, name.to_owned()),
            _ => (About::Other, String::new()),
        }
    }

    /// A day written in three parts.
    pub(super) fn day(&self, tail: &str) -> Result<NaiveDate, Refusal> {
        let part = |which: &str| self.text(&format!("{tail}-{which}"));
        let (day, month, year) = (part("day"), part("month"), part("year"));
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return Err(Refusal::Missing { field: "new_due" });
        }
        let read = || NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        read().ok_or(Refusal::WrongForm { field: "new_due" })
    }

    /// An amount in whole đồng, with or without dots between thousands.
    pub(super) fn amount(&self) -> Result<Option<Dong>, Refusal> {
        let text: String = self.text("amount").chars().filter(|sign| !matches!(sign, '.' | ' ' | '\u{a0}' | 'đ')).collect();
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(|amount| Some(Dong(amount))).map_err(|_| Refusal::WrongForm { field: "amount" })
    }

    /// An office, chosen from a list by its identifier.
    pub(super) fn office(&self) -> Result<OfficeId, Refusal> {
        self.text("consult").parse().map_err(|_| Refusal::UnknownOffice)
    }

    /// The officer chosen for a task.
    pub(super) fn holder(&self) -> Result<AccountId, Refusal> {
        self.text("holder").parse().map_err(|_| Refusal::Missing { field: "holder" })
    }

    /// The papers that were brought: originals, shown at the counter.
    pub(super) fn papers(&self) -> Vec<Paper> {
        let prefix = self.name("paper-");
        let named = self.texts.iter().filter(|(name, text)| name.starts_with(&prefix) && !text.trim().is_empty());
        named
            .map(|(_, text)| Paper { name: text.trim().to_owned(), form: PaperForm::Original, copies: 1, document: None, file_name: None })
            .collect()
    }

    /// What the general process wants to know after an appraisal: opinions are asked for beside it, not as steps of it.
    pub(super) fn variables(&self) -> Variables {
        if self.texts.contains_key(&self.name("plain")) { Variables::new().with("consult", 0) } else { Variables::new() }
    }

    /// The input a refusal belongs to, with the message of its label; none when it concerns the whole page.
    pub(super) fn input(&self, refusal: &Refusal) -> Option<(String, &'static str)> {
        let field = match refusal {
            Refusal::Missing { field } | Refusal::TooLong { field, .. } | Refusal::WrongForm { field } => *field,
            Refusal::LimitUnknown => "limit",
            Refusal::UnknownOutcome(_) => "outcome",
            Refusal::UnknownOffice | Refusal::AlreadyConsulted => "consult",
            Refusal::NotTheirWork => "holder",
            _ => return None,
        };
        let tail = match (self.raw("_action"), field) {
            ("ask", "items" | "subject") => self.half_row("subject"),
            ("ask", "reason") => self.half_row("reason"),
            ("supply", "papers") => self.wrong_paper(refusal),
            (_, "legal_basis") => "basis".to_owned(),
            ("extend", "new_due") => "day".to_owned(),
            (_, "version") => return None,
            _ => field.to_owned(),
        };
        Some((self.name(&tail), label(self.raw("_action"), field)))
    }

    /// The row of the papers brought that a refusal is about: one that is too long, else the first.
    fn wrong_paper(&self, refusal: &Refusal) -> String {
        let too_long = |text: &str| matches!(refusal, Refusal::TooLong { limit, .. } if text.chars().count() > *limit);
        let prefix = format!("{}-", self.prefix());
        let wrong = self.texts.iter().filter_map(|(name, text)| name.strip_prefix(&prefix).filter(|_| too_long(text.trim())));
        wrong.map(ToOwned::to_owned).next().unwrap_or_else(|| "paper-1".to_owned())
    }

    /// The first row of a supplement request that lacks `column` and has something else; else the first row.
    fn half_row(&self, column: &str) -> String {
        let other = if column == "subject" { "reason" } else { "subject" };
        let lacks = |at: &usize| self.text(&format!("{column}-{at}")).is_empty() && !self.text(&format!("{other}-{at}")).is_empty();
        format!("{column}-{}", (1..=ASKED).find(lacks).unwrap_or(1))
    }
}

/// The message that names a field.
pub(super) fn label(action: &str, field: &str) -> &'static str {
    match (action, field) {
        ("decide", "outcome") => "dossier-work-decision",
        (_, "outcome") => "dossier-work-outcome",
        ("ask", "items" | "subject") => "dossier-work-ask",
        ("supply", "papers") => "dossier-work-supply",
        ("consult", "question") => "dossier-work-question",
        ("answer", "answer") => "dossier-work-answer",
        ("note", "note") => "dossier-work-note-do",
        (_, "legal_basis") => "dossier-work-basis",
        (_, "exception") => "dossier-work-exception",
        (_, "purpose") => "dossier-work-pay-purpose",
        (_, "amount") => "dossier-work-pay-amount",
        (_, "reference") => "dossier-work-pay-reference",
        (_, "proof") => "dossier-work-paid-proof",
        (_, "new_due") => "dossier-work-extend-day",
        (_, "days") => "dossier-work-consult-days",
        (_, "holder") => "dossier-work-assign-holder",
        (_, "pointer") => "dossier-work-pointer",
        (_, "limit") => "dossier-work-limit",
        (_, "note") => "dossier-work-note",
        (_, "consult") => "dossier-work-consult",
        (_, "way") => "dossier-work-way",
        (_, "receiver") => "dossier-work-receiver",
        _ => "dossier-work-reason",
    }
}
