//! Whether every dossier still is what its journal says: the row against the fold of its entries.

use chrono::{DateTime, Utc};
use db::Context;
use kernel::id::DossierId;
use serde::Serialize;
use sqlx::PgConnection;

use crate::error::UseCaseError;
use crate::model::{Dossier, Event};
use crate::store::dossiers::{self, Whole};

/// Rows compared between two looks at the list.
const AT_ONCE: i64 = 500;

/// Most broken rows that are named; more say nothing new.
const NAMED: usize = 100;

/// A dossier that is not what its journal says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// Which one.
    pub dossier: DossierId,
    /// What is wrong, for the operator.
    pub reason: String,
}

/// What a comparison found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// Dossiers compared.
    pub dossiers: u64,
    /// Those that differ, at most a hundred.
    pub broken: Vec<Broken>,
}

impl Proof {
    /// Every dossier is the fold of its journal.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.broken.is_empty()
    }
}

/// Folds the journal of every dossier of the node and compares.
///
/// # Errors
/// When the database fails. A dossier that differs is not an error but part of the answer.
pub async fn prove(ctx: &Context) -> Result<Proof, UseCaseError> {
    let mut conn = ctx.pool.acquire().await?;
    let (mut proof, mut after) = (Proof::default(), None);
    loop {
        let rows = dossiers::page(&mut conn, &ctx.node, after, AT_ONCE).await?;
        let Some(last) = rows.last() else { return Ok(proof) };
        after = Some(last.dossier.id);
        for row in &rows {
            proof.dossiers += 1;
            if let Some(reason) = difference(&mut conn, row).await?
                && proof.broken.len() < NAMED
            {
                proof.broken.push(Broken { dossier: row.dossier.id, reason });
            }
        }
    }
}

async fn difference(conn: &mut PgConnection, whole: &Whole) -> Result<Option<String>, UseCaseError> {
    let row = &whole.dossier;
    if !whole.agrees {
        return Ok(Some("the columns of the row differ from its record".to_owned()));
    }
    let entries = journal::of_subject(conn, row.id.uuid()).await?;
    let mut events: Vec<(Event, DateTime<Utc>)> = Vec::with_capacity(entries.len());
    for entry in entries {
        match serde_json::from_value(entry.data) {
            Ok(event) => events.push((event, entry.at)),
            Err(error) => return Ok(Some(format!("entry {} cannot be read: {error}", entry.subject_sequence))),
        }
    }
    Ok(match Dossier::fold(row.id, events.iter().map(|(event, at)| (event, *at))) {
        Ok(folded) if folded == *row => None,
        Ok(folded) => Some(format!("the journal says otherwise about: {}", differing(&folded, row)?.join(", "))),
        Err(error) => Some(error.to_string()),
    })
}

/// The names of the fields in which two dossiers differ.
fn differing(folded: &Dossier, row: &Dossier) -> Result<Vec<String>, UseCaseError> {
    let (folded, row) = (crate::store::json(folded)?, crate::store::json(row)?);
    let (Some(folded), Some(row)) = (folded.as_object(), row.as_object()) else { return Ok(Vec::new()) };
    Ok(folded.iter().filter(|(name, value)| row.get(name.as_str()) != Some(value)).map(|(name, _)| name.clone()).collect())
}
