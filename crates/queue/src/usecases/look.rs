//! What can be seen of a line.

use std::collections::HashMap;

use access::{Action, Actor, Resource};
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use kernel::id::OfficeId;
use organisation::Office;
use sqlx::PgConnection;

use super::authorise;
use crate::error::{QueueError, Refusal};
use crate::model::{Booking, Ticket, TicketState, Window};
use crate::node::Queue;
use crate::rules::{Wait, longest_wait, wait_of};
use crate::store;

pub use crate::store::figures::Figure;

/// Days of figures that are shown.
const FIGURE_DAYS: i64 = 30;

/// The line of an office at a moment.
#[derive(Debug, Clone)]
pub struct Line {
    /// The office.
    pub office: Office,
    /// The moment.
    pub now: DateTime<Utc>,
    /// The day at the office.
    pub day: NaiveDate,
    /// Everybody waiting, called, served now or missed.
    pub tickets: Vec<Ticket>,
    /// The windows, by number.
    pub windows: Vec<Window>,
    /// Minutes one person takes, by purpose.
    minutes: HashMap<String, i64>,
}

impl Line {
    /// Reads the line as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn read(queue: &Queue, conn: &mut PgConnection, office: Office) -> Result<Self, QueueError> {
        let (now, day, node) = (queue.ctx.now(), queue.today(&office)?, &queue.ctx.node);
        let tickets = store::tickets::line(conn, node, office.id, day).await?;
        let windows = store::windows::of_office(conn, node, office.id).await?;
        let mut minutes: HashMap<String, i64> =
            queue.facts().purposes(day).map(|purpose| (purpose.code.clone(), i64::from(purpose.minutes))).collect();
        let measured = store::figures::pace(conn, node, office.id).await?;
        minutes.extend(measured.into_iter().map(|(purpose, seconds)| (purpose, (i64::from(seconds) + 59).max(60) / 60)));
        Ok(Self { office, now, day, tickets, windows, minutes })
    }

    /// Does it give numbers at all?
    #[must_use]
    pub fn has_windows(&self) -> bool {
        !self.windows.is_empty()
    }

    /// How many wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.tickets.iter().filter(|ticket| ticket.state == TicketState::Waiting).count()
    }

    /// How long the one who waits longest has waited, in minutes.
    #[must_use]
    pub fn longest(&self) -> Option<i64> {
        longest_wait(&self.tickets, self.now)
    }

    /// Where a ticket stands.
    #[must_use]
    pub fn wait_of(&self, ticket: &Ticket) -> Wait {
        wait_of(ticket, &self.tickets, &self.windows, |purpose| self.minutes.get(purpose).copied().unwrap_or(10), self.now)
    }

    /// About how many minutes somebody who came now would wait, over all windows; nothing while none is open.
    #[must_use]
    pub fn about(&self) -> Option<i64> {
        let open = i64::try_from(self.windows.iter().filter(|window| window.is_open()).count()).unwrap_or(0);
        let waiting = self.tickets.iter().filter(|ticket| ticket.state == TicketState::Waiting);
        let work: i64 = waiting.map(|ticket| self.minutes.get(&ticket.purpose).copied().unwrap_or(10)).sum();
        (open > 0).then(|| (work + open - 1) / open)
    }

    /// Whoever is called or served at a window.
    #[must_use]
    pub fn at(&self, window: &Window) -> Option<&Ticket> {
        self.tickets
            .iter()
            .find(|ticket| ticket.window == Some(window.id) && matches!(ticket.state, TicketState::Called | TicketState::Serving))
    }

    /// The window with this identifier.
    #[must_use]
    pub fn window(&self, id: kernel::id::WindowId) -> Option<&Window> {
        self.windows.iter().find(|window| window.id == id)
    }

    /// Codes of what the windows serve.
    #[must_use]
    pub fn serves(&self, purpose: &str) -> bool {
        self.windows.iter().any(|window| window.serves(purpose))
    }
}

/// The public line of an office.
///
/// # Errors
/// When the database fails.
pub async fn line(queue: &Queue, office: Office) -> Result<Line, QueueError> {
    Line::read(queue, &mut *queue.ctx.pool.acquire().await?, office).await
}

/// The line of the shop the actor works in, with the window they sit at. Of several shops the one where they sit, else the first.
///
/// # Errors
/// [`Refusal::NotFound`] for whoever works in no line.
pub async fn desk(queue: &Queue, actor: &Actor) -> Result<(Line, Option<Window>), QueueError> {
    let mut conn = queue.ctx.pool.acquire().await?;
    let seated = store::windows::of_officer(&mut conn, &queue.ctx.node, actor.account).await?;
    let seated = seated.filter(|window| authorise(actor, Action::Claim, window.office).is_ok());
    let office = seated.as_ref().map(|window| window.office).or_else(|| shop_of(queue, actor)).ok_or(Refusal::NotFound)?;
    let line = Line::read(queue, &mut conn, queue.office(office)?).await?;
    Ok((line, seated))
}

/// The first shop in whose line the actor may look.
pub(crate) fn shop_of(queue: &Queue, actor: &Actor) -> Option<OfficeId> {
    let directory = queue.organisation.directory();
    let scope = access::scope(actor, Resource::Queue, Action::View);
    // Whoever sees everything looks at one shop at a time, the first.
    let first = || directory.one_stop_offices().next().map(|office| office.id).filter(|_| scope.all);
    let of_scope = scope.offices.iter().copied().find(|id| directory.office(*id).is_some_and(Office::is_one_stop));
    of_scope.or_else(first)
}

/// A ticket by the code of its slip, with the line it stands in.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn ticket(queue: &Queue, code: &str) -> Result<(Ticket, Line), QueueError> {
    let mut conn = queue.ctx.pool.acquire().await?;
    let found = store::tickets::by_code(&mut conn, &queue.ctx.node, code).await?.ok_or(Refusal::NotFound)?;
    let line = Line::read(queue, &mut conn, queue.office(found.office)?).await?;
    Ok((found, line))
}

/// The actor's appointments, newest first.
///
/// # Errors
/// When the database fails.
pub async fn bookings(queue: &Queue, actor: &Actor) -> Result<Vec<Booking>, QueueError> {
    Ok(store::bookings::of_account(&mut *queue.ctx.pool.acquire().await?, &queue.ctx.node, actor.account).await?)
}

/// An appointment of the actor.
///
/// # Errors
/// [`Refusal::NotFound`], for those of others too.
pub async fn booking(queue: &Queue, actor: &Actor, code: &str) -> Result<Booking, QueueError> {
    let mut conn = queue.ctx.pool.acquire().await?;
    let found = store::bookings::of_account_by_code(&mut conn, &queue.ctx.node, actor.account, code).await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// What the windows of an office did in the last thirty days, newest day first.
///
/// # Errors
/// [`Refusal::NotFound`] for whoever may not see it.
pub async fn figures(queue: &Queue, actor: &Actor, office: &Office) -> Result<Vec<Figure>, QueueError> {
    authorise(actor, Action::View, office.id)?;
    let today = queue.today(office)?;
    let mut conn = queue.ctx.pool.acquire().await?;
    Ok(store::figures::of_days(&mut conn, &queue.ctx.node, office.id, (today - Duration::days(FIGURE_DAYS), today)).await?)
}

/// Until when the office is open, when it is open now.
#[must_use]
pub fn open_until(queue: &Queue, office: &Office) -> Option<NaiveTime> {
    let calendar = queue.calendar(office).ok()?;
    let local = calendar.local(queue.ctx.now());
    let hours = calendar.hours(local.date()).ok()?;
    let open = hours.iter().any(|(opens, closes)| *opens <= local.time() && local.time() < *closes);
    hours.last().map(|(_, closes)| *closes).filter(|_| open)
}

/// The shops that give numbers and take appointments, that of the province first.
///
/// # Errors
/// When the database fails.
pub async fn shops(queue: &Queue) -> Result<Vec<Office>, QueueError> {
    let with_windows = store::windows::offices(&mut *queue.ctx.pool.acquire().await?, &queue.ctx.node).await?;
    let directory = queue.organisation.directory();
    Ok(directory.one_stop_offices().filter(|office| with_windows.contains(&office.id)).cloned().collect())
}

/// How an office takes appointments.
///
/// # Errors
/// When the database fails.
pub async fn setting(queue: &Queue, office: &Office) -> Result<crate::model::Setting, QueueError> {
    Ok(store::windows::setting(&mut *queue.ctx.pool.acquire().await?, &queue.ctx.node, office.id).await?)
}
