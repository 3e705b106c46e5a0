//! Handing out dossier codes: `H49.12-261124-0007`, an ordinal per office and day that starts again every day (rules B4).
//!
//! Ordinals are reserved in the database, in a transaction of their own, before any is used. Whatever crashes afterwards, a reserved ordinal
//! is never reserved again: numbers may be lost, none is given twice (invariant 3). A quiet counter reserves one at a time, so that its
//! numbers have no gaps; a busy one reserves ahead, so that receipts do not queue for one row.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use db::Context;
use kernel::code::{AgencyCode, DossierCode};

use crate::error::UseCaseError;
use crate::store;

/// Most ordinals reserved at once.
const LARGEST_BLOCK: u32 = 64;

/// Two reservations within this time make the next one larger.
const BUSY: Duration = Duration::seconds(1);

/// Ordinals this process has reserved and not used yet, per office and day.
#[derive(Debug, Default)]
pub struct CodeBook {
    series: Mutex<HashMap<(String, NaiveDate), Block>>,
}

#[derive(Debug, Clone)]
struct Block {
    free: Range<u32>,
    /// Taken, and certainly not used.
    given_back: Vec<u32>,
    size: u32,
    reserved_at: DateTime<Utc>,
}

impl CodeBook {
    /// The next code of `office` on the office-local `day`. Reserving is done on a connection of its own, never inside a transaction.
    ///
    /// # Errors
    /// When the database fails; no code is handed out then.
    pub async fn next(&self, ctx: &Context, office: &AgencyCode, day: NaiveDate) -> Result<DossierCode, UseCaseError> {
        let key = (office.to_string(), day);
        if let Some(ordinal) = self.take(&key) {
            return Ok(DossierCode::issue(office, day, ordinal));
        }
        let size = self.size_of_next_block(&key, ctx.clock.now());
        let mut conn = ctx.pool.acquire().await?;
        let first = store::codes::reserve(&mut conn, &ctx.node, &key.0, day, size).await?;
        let block = Block { free: first + 1..first + size, given_back: Vec::new(), size, reserved_at: ctx.clock.now() };
        self.keep(key, block);
        Ok(DossierCode::issue(office, day, first))
    }

    /// Takes back a code of `office` and `day` that was certainly not used, so that asking twice leaves no gap in the day's numbers.
    pub fn give_back(&self, office: &AgencyCode, day: NaiveDate, code: &DossierCode) {
        let ordinal = code.as_str().rsplit('-').next().and_then(|ordinal| ordinal.parse().ok());
        let mut series = self.lock();
        if let (Some(block), Some(ordinal)) = (series.get_mut(&(office.to_string(), day)), ordinal) {
            block.given_back.push(ordinal);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<(String, NaiveDate), Block>> {
        self.series.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, key: &(String, NaiveDate)) -> Option<u32> {
        let mut series = self.lock();
        let block = series.get_mut(key)?;
        block.given_back.pop().or_else(|| block.free.next())
    }

    fn size_of_next_block(&self, key: &(String, NaiveDate), now: DateTime<Utc>) -> u32 {
        match self.lock().get(key) {
            Some(block) if now - block.reserved_at < BUSY => (block.size * 2).min(LARGEST_BLOCK),
            _ => 1,
        }
    }

    /// Keeps a new block. When two callers reserved at the same time, the larger remainder stays and the other is lost, which is allowed.
    fn keep(&self, key: (String, NaiveDate), block: Block) {
        let mut series = self.lock();
        // Yesterday's series are never asked for again once today's has begun.
        series.retain(|(_, day), _| *day + Duration::days(2) > key.1);
        match series.get(&key) {
            Some(present) if present.free.len() >= block.free.len() && !present.free.is_empty() => {}
            _ => {
                series.insert(key, block);
            }
        }
    }
}
