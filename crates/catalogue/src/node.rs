//! What the capability needs while the program runs: one value, made at the start, cheap to clone.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, NaiveDate, Utc};
use db::{Context, DbError};
use kernel::calendar::{Calendar, Calendars};
use kernel::code::ProcedureCode;
use kernel::limit::Limit;

use crate::model::{Entry, Overview, Procedure};
use crate::searcher::Searcher;
use crate::store;

/// The calendar that offices keep unless something else is said.
const CALENDAR: &str = "standard";

/// The procedures of a running node. All clones look at the same overview; [`Catalogue::reload`] replaces it for all of them at once.
#[derive(Clone)]
pub struct Catalogue {
    ctx: Context,
    searcher: Arc<dyn Searcher>,
    calendars: Arc<Calendars>,
    current: Arc<RwLock<Arc<Overview>>>,
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let overview = self.overview();
        formatter
            .debug_struct("Catalogue")
            .field("on", &overview.on())
            .field("procedures", &overview.entries().len())
            .finish_non_exhaustive()
    }
}

impl Catalogue {
    /// Reads the procedures of the day `on` in short. On a node into which no pack was loaded yet there are none.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn start(ctx: Context, searcher: Arc<dyn Searcher>, calendars: Arc<Calendars>, on: NaiveDate) -> Result<Self, DbError> {
        let overview = overview_of(&ctx, on).await?;
        Ok(Self { ctx, searcher, calendars, current: Arc::new(RwLock::new(Arc::new(overview))) })
    }

    /// All procedures of now, in short. Take it once for one piece of work: the next call may give another one.
    #[must_use]
    pub fn overview(&self) -> Arc<Overview> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the procedures of the day `on` anew: after loading a pack, at midnight.
    ///
    /// # Errors
    /// [`DbError`]; the overview stays what it was.
    pub async fn reload(&self, on: NaiveDate) -> Result<(), DbError> {
        let overview = Arc::new(overview_of(&self.ctx, on).await?);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = overview;
        Ok(())
    }

    /// What finds procedures by words.
    #[must_use]
    pub fn searcher(&self) -> &dyn Searcher {
        self.searcher.as_ref()
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.ctx.now()
    }

    /// The whole procedure as of the day of the overview.
    pub(crate) async fn procedure(&self, code: &ProcedureCode) -> Result<Option<Procedure>, DbError> {
        let on = self.overview().on();
        let mut connection = self.ctx.pool.acquire().await?;
        store::procedures::find(&mut connection, code.as_str(), on).await
    }

    /// When the answer to an application of this moment would be due; nothing when the calendar's data do not reach that far.
    pub(crate) fn due(&self, limit: Limit) -> Option<DateTime<Utc>> {
        self.calendars.get(CALENDAR)?.due(self.now(), limit).ok()
    }

    /// The calendar in which [`Catalogue::due`] counts.
    pub(crate) fn calendar(&self) -> Option<&Calendar> {
        self.calendars.get(CALENDAR)
    }
}

async fn overview_of(ctx: &Context, on: NaiveDate) -> Result<Overview, DbError> {
    let mut connection = ctx.pool.acquire().await?;
    let procedures = store::procedures::all_in_short(&mut connection, on).await?;
    Ok(Overview::new(on, procedures.iter().map(Entry::of).collect()))
}
