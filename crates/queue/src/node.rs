//! The capability while the program runs: one value, made at the start, cheap to clone.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use db::Context;
use kernel::calendar::{Calendar, Calendars};
use kernel::clock::Entropy;
use kernel::id::OfficeId;
use organisation::{Office, Organisation};
use tokio::sync::{Semaphore, broadcast, watch};

use crate::error::{QueueError, Refusal};
use crate::facts::Facts;

/// News that a slow screen may be behind before it is told to look again.
const NEWS_KEPT: usize = 256;
/// Screens that are kept up to date at the same time; more fall back to reloading.
const SCREENS: usize = 400;

/// The lines of a running node.
#[derive(Clone)]
pub struct Queue {
    pub(crate) ctx: Context,
    pub(crate) organisation: Organisation,
    calendars: Arc<Calendars>,
    facts: Arc<Facts>,
    /// Public address of the node, without a slash at the end; printed on slips.
    pub(crate) site: String,
    news: broadcast::Sender<OfficeId>,
    pub(crate) screens: Arc<Semaphore>,
    closing: Arc<watch::Sender<bool>>,
}

impl fmt::Debug for Queue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Queue").field("site", &self.site).finish_non_exhaustive()
    }
}

impl Queue {
    /// A queue of the offices of `organisation`, with the facts of the pack.
    #[must_use]
    pub fn new(ctx: Context, organisation: Organisation, calendars: Arc<Calendars>, facts: Facts, site: String) -> Self {
        Self {
            ctx,
            organisation,
            calendars,
            facts: Arc::new(facts),
            site,
            news: broadcast::Sender::new(NEWS_KEPT),
            screens: Arc::new(Semaphore::new(SCREENS)),
            closing: Arc::new(watch::Sender::new(false)),
        }
    }

    /// The same lines under other surroundings, such as another clock.
    #[must_use]
    pub fn under(&self, ctx: Context) -> Self {
        Self { ctx, ..self.clone() }
    }

    /// Ends what is open without an end, the calling screens, so that the program can leave in good order.
    pub fn hush(&self) {
        self.closing.send_replace(true);
    }

    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// News of lines that moved, as the offices they are of.
    pub(crate) fn news(&self) -> broadcast::Receiver<OfficeId> {
        self.news.subscribe()
    }

    /// Tells every screen of this program that the line of the office moved.
    pub(crate) fn tell(&self, office: OfficeId) {
        // Nobody listens: nobody has to be told.
        let _ = self.news.send(office);
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The one-stop shop with this code or identifier.
    pub(crate) fn shop(&self, named: &str) -> Result<Office, Refusal> {
        let directory = self.organisation.directory();
        let by_code = directory.office_by_code(named);
        let office = by_code.or_else(|| named.parse().ok().and_then(|id| directory.office(id)));
        office.filter(|office| office.is_one_stop()).cloned().ok_or(Refusal::NotFound)
    }

    /// The one-stop shop with this identifier.
    pub(crate) fn office(&self, id: OfficeId) -> Result<Office, Refusal> {
        self.organisation.directory().office(id).cloned().ok_or(Refusal::NotFound)
    }

    /// The calendar the office works by.
    pub(crate) fn calendar(&self, office: &Office) -> Result<&Calendar, Refusal> {
        self.calendars.get(&office.calendar).ok_or(Refusal::NoNumbers)
    }

    /// The day it is at the office at `at`.
    pub(crate) fn day_of(&self, office: &Office, at: DateTime<Utc>) -> Result<NaiveDate, Refusal> {
        Ok(self.calendar(office)?.local(at).date())
    }

    /// The day it is at the office now.
    pub(crate) fn today(&self, office: &Office) -> Result<NaiveDate, QueueError> {
        Ok(self.day_of(office, self.ctx.now())?)
    }
}

/// A code that is read out and typed easily and cannot be guessed.
pub(crate) fn new_code(entropy: &dyn Entropy) -> String {
    // Letters and digits that are not mistaken for each other.
    const SIGNS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    bytes.iter().filter_map(|byte| SIGNS.get(usize::from(byte % 32))).map(|sign| char::from(*sign)).collect()
}
