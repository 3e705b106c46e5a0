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
use sqlx::PgConnection;

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
    size: u32,
    reserved_at: DateTime<Utc>,
}

impl CodeBook {
    /// The next code of `office` on the office-local `day`. `conn` must not be inside the transaction that will use the code.
    ///
    /// # Errors
    /// When the database fails; no code is handed out then.
    pub async fn next(
        &self,
        ctx: &Context,
        conn: &mut PgConnection,
        office: &AgencyCode,
        day: NaiveDate,
    ) -> Result<DossierCode, UseCaseError> {
        let key = (office.to_string(), day);
        if let Some(ordinal) = self.take(&key) {
            return Ok(DossierCode::issue(office, day, ordinal));
        }
        let size = self.size_of_next_block(&key, ctx.clock.now());
        let first = store::codes::reserve(conn, &ctx.node, &key.0, day, size).await?;
        self.keep(key, Block { free: first + 1..first + size, size, reserved_at: ctx.clock.now() });
        Ok(DossierCode::issue(office, day, first))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<(String, NaiveDate), Block>> {
        self.series.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, key: &(String, NaiveDate)) -> Option<u32> {
        self.lock().get_mut(key)?.free.next()
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
