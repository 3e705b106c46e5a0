//! Rows turned into columns: one statement takes any number of them.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::AccountId;
use sqlx::types::Uuid;

use crate::model::Dossier;
use crate::tally::Change;

/// Open work.
#[derive(Debug, Default)]
pub(super) struct WorkColumns {
    pub(super) ids: Vec<Uuid>,
    pub(super) dossiers: Vec<Uuid>,
    pub(super) keys: Vec<String>,
    pub(super) names: Vec<String>,
    pub(super) offices: Vec<Uuid>,
    pub(super) roles: Vec<String>,
    pub(super) opened_at: Vec<DateTime<Utc>>,
    pub(super) due_at: Vec<Option<DateTime<Utc>>>,
    pub(super) holders: Vec<Option<Uuid>>,
    pub(super) leases: Vec<Option<DateTime<Utc>>>,
}

impl WorkColumns {
    /// The open work of these dossiers.
    pub(super) fn of<'a>(dossiers: impl IntoIterator<Item = &'a Dossier>) -> Self {
        let mut columns = Self::default();
        for dossier in dossiers {
            for task in &dossier.tasks {
                columns.ids.push(task.id.uuid());
                columns.dossiers.push(dossier.id.uuid());
                columns.keys.push(task.key.clone());
                columns.names.push(task.name.clone());
                columns.offices.push(task.office.uuid());
                columns.roles.push(task.role.clone());
                columns.opened_at.push(task.opened_at);
                columns.due_at.push(task.due_at);
                columns.holders.push(task.holder.map(AccountId::uuid));
                columns.leases.push(task.lease_until);
            }
        }
        columns
    }
}

/// Counter changes.
#[derive(Debug, Default)]
pub(super) struct TallyColumns {
    pub(super) offices: Vec<Uuid>,
    pub(super) measures: Vec<String>,
    pub(super) days: Vec<NaiveDate>,
    pub(super) amounts: Vec<i32>,
}

impl TallyColumns {
    /// These changes.
    pub(super) fn of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Self {
        let mut columns = Self::default();
        for change in changes {
            columns.offices.push(change.office.uuid());
            columns.measures.push(change.side.code(change.measure));
            columns.days.push(change.day);
            columns.amounts.push(change.amount);
        }
        columns
    }
}
