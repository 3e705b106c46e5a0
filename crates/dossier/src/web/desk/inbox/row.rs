//! One row of the inbox, in words.

use std::collections::BTreeMap;

use access::Actor;
use chrono::NaiveDate;
use kernel::id::{AccountId, DossierId, LabelId};
use web::Page;
use web::clock_view::{Chip, ChipState};

use super::super::super::shown::office_name;
use super::super::shared::{initials, step_name, work_chip};
use crate::model::Label;
use crate::services::Services;
use crate::store::tasks::TaskRow;

/// One row.
pub(in crate::web::desk) struct Row {
    /// Present when a group begins: its class and heading.
    pub(super) group: Option<(String, String)>,
    pub(in crate::web::desk) task: TaskRow,
    pub(super) chip: Option<Chip>,
    pub(super) step: String,
    pub(super) office: String,
    pub(super) holder: String,
    pub(super) initials: String,
    pub(super) mine: bool,
    pub(super) lease: String,
    pub(super) labels: Vec<Label>,
    /// "Lan đang xem", or nothing.
    pub(super) presence: String,
    /// The reminder that was given last; empty when none was.
    pub(in crate::web::desk) reminded: String,
}

impl Row {
    pub(super) fn channel_key(&self) -> String {
        format!("dossier-channel-{}", self.task.channel.code())
    }

    /// What the box of the row is called.
    pub(super) fn called(&self) -> String {
        let code = self.task.code.as_deref().unwrap_or(&self.task.procedure_name);
        format!("{code}, {}", self.task.applicant_name)
    }
}

/// What rows are drawn with.
pub(super) struct Around<'a> {
    pub(super) services: &'a Services,
    pub(super) page: &'a Page,
    pub(super) actor: &'a Actor,
    pub(super) people: &'a BTreeMap<AccountId, String>,
    pub(super) labels: &'a [Label],
    pub(super) on: &'a [(DossierId, LabelId)],
    pub(super) looking: &'a BTreeMap<DossierId, Vec<AccountId>>,
}

impl Around<'_> {
    pub(super) fn row(&self, task: TaskRow) -> Row {
        let (now, language) = (self.services.ctx.now(), self.page.language());
        let calendar = self.services.calendar_of(task.office).ok();
        let due = task.dossier_due_at.filter(|_| !task.stopped);
        let held = task.holder.filter(|_| task.lease_until.is_none_or(|until| now < until));
        let holder = held.and_then(|holder| self.people.get(&holder)).cloned().unwrap_or_default();
        let lease = task.lease_until.filter(|_| held.is_some());
        let lease = lease.map(|until| self.page.t1("dossier-desk-held-until", "moment", self.page.short_moment(until)));
        Row {
            group: None,
            chip: calendar.filter(|_| !task.is_decided()).and_then(|calendar| work_chip(language, calendar, due, now)),
            step: step_name(language, &task.key, &task.name),
            office: office_name(&self.services.directory(), task.office, language),
            initials: initials(&holder),
            mine: held == Some(self.actor.account),
            lease: lease.unwrap_or_default(),
            labels: self.labels_of(task.dossier),
            presence: self.presence(task.dossier),
            reminded: String::new(),
            holder,
            task,
        }
    }

    fn labels_of(&self, dossier: DossierId) -> Vec<Label> {
        let here = |label: &&Label| self.on.contains(&(dossier, label.id));
        self.labels.iter().filter(here).cloned().collect()
    }

    fn presence(&self, dossier: DossierId) -> String {
        let people = self.looking.get(&dossier).into_iter().flatten().filter_map(|account| self.people.get(account)).cloned();
        looking_words(self.page, &people.collect::<Vec<_>>())
    }
}

/// "Lan, Minh đang xem"; nothing when nobody does.
pub(in crate::web::desk) fn looking_words(page: &Page, people: &[String]) -> String {
    if people.is_empty() { String::new() } else { page.t1("dossier-desk-looking", "who", people.join(", ")) }
}

/// Which group a row belongs to; the order is that of the page.
fn group(row: &Row, today: NaiveDate) -> (u8, &'static str) {
    if row.task.is_decided() {
        return (5, "decided");
    }
    match row.chip.as_ref().map(|chip| chip.state) {
        Some(ChipState::Late) => (0, "late"),
        Some(ChipState::Today) => (1, "today"),
        Some(ChipState::Stopped) => (4, "stopped"),
        _ if today.succ_opt() == Some(row.task.day) => (2, "tomorrow"),
        _ => (3, "later"),
    }
}

/// The rows in their groups, each of which begins with its heading.
pub(super) fn grouped(page: &Page, mut rows: Vec<Row>, today: NaiveDate) -> Vec<Row> {
    rows.sort_by_key(|row| group(row, today).0);
    let mut before = "";
    for row in &mut rows {
        let (_, name) = group(row, today);
        if name != before {
            row.group = Some((name.to_owned(), page.t(&format!("dossier-desk-group-{name}"))));
        }
        before = name;
    }
    rows
}
