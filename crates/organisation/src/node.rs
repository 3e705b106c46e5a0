//! What the capability needs while the program runs: one value, made at the start, cheap to clone.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use access::{OfficeChoice, OfficeTree};
use chrono::{DateTime, NaiveDate, Utc};
use db::{Context, DbError};
use kernel::calendar::Calendars;
use kernel::id::OfficeId;
use web::schema_form::Places;

use crate::api;
use crate::model::{Directory, Office};

/// The offices of a running node. All clones look at the same directory; [`Organisation::reload`] replaces it for all of them at once, and
/// whoever holds an older one finishes with it undisturbed.
#[derive(Clone)]
pub struct Organisation {
    ctx: Context,
    calendars: Arc<Calendars>,
    current: Arc<RwLock<Arc<Directory>>>,
    places: Arc<RwLock<Arc<Places>>>,
}

impl fmt::Debug for Organisation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let directory = self.directory();
        formatter
            .debug_struct("Organisation")
            .field("on", &directory.on())
            .field("offices", &directory.offices().len())
            .finish_non_exhaustive()
    }
}

impl Organisation {
    /// Loads the offices of the day `on` in office time. On a node into which no pack was loaded yet there are none.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn start(ctx: Context, calendars: Arc<Calendars>, on: NaiveDate) -> Result<Self, DbError> {
        let directory = api::directory(&ctx, on).await?;
        let places = api::places(&ctx, on).await?;
        let (current, places) = (Arc::new(RwLock::new(Arc::new(directory))), Arc::new(RwLock::new(Arc::new(places))));
        Ok(Self { ctx, calendars, current, places })
    }

    /// The directory of now. Take it once for one piece of work: the next call may give another one.
    #[must_use]
    pub fn directory(&self) -> Arc<Directory> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The administrative units of now, from which addresses are chosen.
    #[must_use]
    pub fn places(&self) -> Arc<Places> {
        Arc::clone(&self.places.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the offices of the day `on` anew: after loading a pack, after a reorganisation, at midnight.
    ///
    /// # Errors
    /// [`DbError`]; the directory stays what it was.
    pub async fn reload(&self, on: NaiveDate) -> Result<(), DbError> {
        let directory = Arc::new(api::directory(&self.ctx, on).await?);
        let places = Arc::new(api::places(&self.ctx, on).await?);
        *self.places.write().unwrap_or_else(PoisonError::into_inner) = places;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = directory;
        Ok(())
    }

    /// Whether the office is at work at this moment. Nothing is guessed for an office whose calendar is not known or has ended.
    pub(crate) fn door(&self, office: &Office) -> Door {
        let now = self.ctx.now();
        let next = self.calendars.get(&office.calendar).and_then(|calendar| calendar.working_instant(now).ok());
        match next {
            Some(next) if next == now => Door::Open,
            Some(next) => Door::OpensAt(next),
            None => Door::Unknown,
        }
    }
}

/// Is there somebody at the counter?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// Yes.
    Open,
    /// Not before this instant.
    OpensAt(DateTime<Utc>),
    /// Nobody can say.
    Unknown,
}

impl OfficeTree for Organisation {
    fn subtree(&self, office: OfficeId) -> Vec<OfficeId> {
        self.directory().subtree(office)
    }

    fn name(&self, office: OfficeId) -> Option<String> {
        self.directory().name(office)
    }

    fn choices(&self) -> Vec<OfficeChoice> {
        self.directory().choices()
    }
}
