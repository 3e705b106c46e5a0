//! Keeps the tracking books: follows the journal and gives each receipt the next ordinal of its shop and year.
//!
//! A receipt never waits for it: thousands a second would queue for one counter. The books are a moment behind, and whoever needs the
//! ordinal of a fresh receipt asks for [`place_of`], which catches up first.

use std::collections::BTreeMap;
use std::sync::Arc;

use db::DbError;
use journal::{Entry, Reader, ReaderError};
use kernel::id::{DossierId, OfficeId};
use sqlx::PgConnection;
use sqlx::types::Uuid;

use crate::error::UseCaseError;
use crate::model::{Dossier, Event};
use crate::services::Services;
use crate::store::book::{self, Ending, NewLine, Receipt};
use crate::tally::local_day;

/// Entries read at a time while somebody waits for a slip.
const CATCH_UP: u16 = 1000;
/// Rounds somebody waits at most; a book that is further behind leaves the place on the slip to be filled in by hand.
const ROUNDS: usize = 3;

/// The reader of the journal that keeps the books.
#[derive(Debug)]
struct BookKeeper<'a>(&'a Services);

/// Writes everything that waits.
///
/// # Errors
/// When the database fails.
pub async fn keep_books(services: &Arc<Services>) -> Result<(), DbError> {
    journal::reader::run_to_end(&services.ctx, &BookKeeper(services)).await?;
    Ok(())
}

/// The year and the ordinal of a received dossier in the book of its shop; nothing when the book is too far behind.
pub(crate) async fn place_of(services: &Services, dossier: &Dossier) -> Result<Option<(i32, i32)>, UseCaseError> {
    for _ in 0..ROUNDS {
        let mut conn = services.ctx.pool.acquire().await?;
        let found = book::place_of(&mut conn, &services.ctx.node, dossier.id).await?;
        drop(conn);
        if found.is_some() || dossier.received_at.is_none() {
            return Ok(found);
        }
        journal::reader::run_once(&services.ctx, &BookKeeper(services), CATCH_UP).await?;
    }
    Ok(None)
}

impl Reader for BookKeeper<'_> {
    fn name(&self) -> &'static str {
        "dossier.book"
    }

    async fn handle(&self, connection: &mut PgConnection, entry: &Entry) -> Result<(), ReaderError> {
        self.handle_all(connection, std::slice::from_ref(entry)).await
    }

    async fn handle_all(&self, connection: &mut PgConnection, entries: &[Entry]) -> Result<(), ReaderError> {
        let received: Vec<Uuid> = entries.iter().filter(|entry| entry.kind == "dossier.received").map(|entry| entry.subject).collect();
        if !received.is_empty() {
            self.write(connection, &received).await?;
        }
        for entry in entries {
            if let Some(ending) = ending(entry) {
                book::end(connection, &self.0.ctx.node, &ending).await?;
            }
        }
        Ok(())
    }
}

impl BookKeeper<'_> {
    /// Lines for dossiers that were received, in the order of the journal.
    async fn write(&self, conn: &mut PgConnection, received: &[Uuid]) -> Result<(), ReaderError> {
        let node = &self.0.ctx.node;
        let found: BTreeMap<Uuid, Receipt> =
            book::receipts(conn, node, received).await?.into_iter().map(|receipt| (receipt.dossier.uuid(), receipt)).collect();
        let mut books: BTreeMap<(OfficeId, i32), Vec<NewLine>> = BTreeMap::new();
        for receipt in received.iter().filter_map(|id| found.get(id)) {
            let calendar = self.0.calendar_of(receipt.office).map_err(|error| ReaderError::Refused(error.to_string()))?;
            let day = local_day(calendar, receipt.received_at);
            let year = chrono::Datelike::year(&day);
            books.entry((receipt.office, year)).or_default().push(NewLine { receipt: *receipt, day, year, ordinal: 0 });
        }
        for (book, mut lines) in books {
            let Some(first_day) = lines.first().map(|line| line.day) else { continue };
            let count = i32::try_from(lines.len()).map_err(|error| ReaderError::Refused(error.to_string()))?;
            let first = book::take_ordinals(conn, node, book, first_day, count).await?;
            for (ordinal, line) in (first..).zip(&mut lines) {
                line.ordinal = ordinal;
            }
            book::insert(conn, node, &lines).await?;
        }
        Ok(())
    }
}

/// What an entry says about the end of its dossier.
fn ending(entry: &Entry) -> Option<Ending> {
    let dossier = DossierId::from_uuid(entry.subject);
    let ended = |ended| Ending { dossier, at: entry.at, ended, way: None, receiver: None };
    match entry.kind.as_str() {
        "dossier.returned" => {
            let Ok(Event::Returned { way, receiver }) = serde_json::from_value(entry.data.clone()) else { return None };
            Some(Ending { way: Some(way.code()), receiver: Some(receiver), ..ended("returned") })
        }
        "dossier.withdrawn" => Some(ended("withdrawn")),
        "dossier.stopped" => Some(ended("stopped")),
        _ => None,
    }
}
