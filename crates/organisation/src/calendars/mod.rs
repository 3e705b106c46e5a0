//! Working calendars changed on the node: days off, swapped days and weekly hours by an act, laid over the pack's and never lost to a load of it.
//!
//! A change holds for what is received from its moment on. What was received before keeps the day it was promised: `kernel::calendar` counts it by the
//! calendar that was known then.

mod change;
mod store;
mod usecases;
mod web;

use std::sync::{Arc, Mutex, PoisonError};

use ::web::Site;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use db::{Context, DbError};
use kernel::calendar::{CalendarDataError, Calendars, ClockCase};
use sqlx::PgConnection;

pub use change::{Change, DayChange, DayKind, WeekRow};
pub use usecases::{CalendarRefusal, Effect, change, effect, undo};
pub use web::{ROUTES, router};

/// A due day that was promised to somebody.
#[derive(Debug, Clone)]
pub struct Promised {
    /// What the clock of the dossier counts.
    pub case: ClockCase,
    /// When it is due.
    pub due: DateTime<Utc>,
}

/// What the capability that keeps dossiers tells about promises.
#[async_trait]
pub trait OpenPromises: Send + Sync {
    /// Promises of dossiers that are in work, at most `limit`.
    ///
    /// # Errors
    /// [`DbError`].
    async fn open_promises(&self, conn: &mut PgConnection, limit: i64) -> Result<Vec<Promised>, DbError>;
}

/// The calendars of a running node and how they are changed; cheap to clone.
#[derive(Clone)]
pub struct CalendarBook {
    ctx: Context,
    /// `holidays.csv` and `weeks.csv` of the pack.
    pack: Arc<(String, String)>,
    shared: Arc<Calendars>,
    promises: Arc<dyn OpenPromises>,
    /// The changes that were laid over last: number, and whether it was taken back.
    laid: Arc<Mutex<Vec<(i32, bool)>>>,
}

impl std::fmt::Debug for CalendarBook {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CalendarBook").field("calendars", &self.shared.ids()).finish_non_exhaustive()
    }
}

impl CalendarBook {
    /// The book of a node that shares `calendars`, read from the two files of the pack.
    #[must_use]
    pub fn new(ctx: Context, pack: (String, String), shared: Arc<Calendars>, promises: Arc<dyn OpenPromises>) -> Self {
        Self { ctx, pack: Arc::new(pack), shared, promises, laid: Arc::default() }
    }

    /// Today in office time.
    fn today(&self) -> NaiveDate {
        Site::default().local(self.ctx.now()).date()
    }

    /// Lays every change over the pack's calendars and lets everybody who shares them count by the result: at the start, after a change, and now and then
    /// for what another program has changed.
    ///
    /// # Errors
    /// [`DbError`]; then the calendars stay what they were.
    pub async fn refresh(&self) -> Result<(), DbError> {
        let mut connection = self.ctx.pool.acquire().await?;
        let changes = store::all(&mut connection, self.ctx.node.as_str()).await?;
        let seen: Vec<(i32, bool)> = changes.iter().map(|change| (change.number, change.undone_at.is_some())).collect();
        if std::mem::replace(&mut *self.laid.lock().unwrap_or_else(PoisonError::into_inner), seen.clone()) == seen {
            return Ok(());
        }
        match change::lay_over(&self.pack, &changes) {
            Ok(calendars) => self.shared.replace(calendars),
            Err(error) => tracing::error!(%error, "the changed calendars cannot be read: those of before go on"),
        }
        Ok(())
    }

    /// The two files as they are now.
    fn files(&self, changes: &[store::Stored]) -> (String, String) {
        change::files(&self.pack, changes.iter().filter(|change| change.undone_at.is_none()).map(|change| &change.content))
    }
}

/// What a table says that cannot be a calendar.
pub(crate) fn check(files: &(String, String)) -> Result<Calendars, CalendarDataError> {
    Calendars::from_csv(&files.0, &files.1)
}
