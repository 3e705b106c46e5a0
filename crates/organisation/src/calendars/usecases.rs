//! Changing the calendar, taking a change back, and what a change would mean for what is open.

use std::collections::BTreeMap;

use access::{Action, Actor, Facts, Resource, may};
use chrono::NaiveDate;
use db::DbError;
use journal::NewEntry;
use kernel::calendar::{CalendarDataError, Calendars};
use serde_json::json;
use uuid::Uuid;

use super::store::Stored;
use super::{CalendarBook, Change, change as changes, check, store};
use crate::model::named_uuid;

/// Promises looked at for a preview.
const MOST_PROMISES: i64 = 2_000;

/// Why the calendar was not changed.
#[derive(Debug, thiserror::Error)]
pub enum CalendarRefusal {
    /// There is no such change, or the actor may not know of it.
    #[error("there is no such change")]
    NotFound,
    /// No act is named.
    #[error("no act is named")]
    NoAct,
    /// Nothing would be changed.
    #[error("nothing would be changed")]
    Nothing,
    /// A day that is over: what was counted with it stays.
    #[error("{0} is over")]
    Past(NaiveDate),
    /// The result is no calendar.
    #[error(transparent)]
    Data(#[from] CalendarDataError),
    /// The first day of the change has come: it has been used.
    #[error("the change has been used")]
    Used,
    /// The database failed.
    #[error(transparent)]
    Failure(#[from] DbError),
}

impl From<sqlx::Error> for CalendarRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Failure(error.into())
    }
}

/// What a change would mean for dossiers in work, were their promises not kept: days later (negative: earlier) → how many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// Dossiers by how many days their due day would move.
    pub moved: BTreeMap<i64, i64>,
    /// Dossiers looked at.
    pub looked_at: i64,
    /// Whether there are more.
    pub is_cut: bool,
}

/// The subject of the journal entries about the calendar of the node.
pub(super) fn subject(node: &str) -> Uuid {
    named_uuid(&format!("calendar:{node}"))
}

fn authorise(actor: &Actor) -> Result<(), CalendarRefusal> {
    if may(actor, Resource::Calendar, Action::Edit, &Facts::default()) { Ok(()) } else { Err(CalendarRefusal::NotFound) }
}

/// The calendar with one change more, if it is one.
fn with(book: &CalendarBook, standing: &[Stored], change: &Change) -> Result<Calendars, CalendarRefusal> {
    let today = book.today();
    if let Some(day) = change.days.iter().map(|day| day.date).find(|date| *date < today) {
        return Err(CalendarRefusal::Past(day));
    }
    let before = standing.iter().filter(|change| change.undone_at.is_none()).map(|change| &change.content);
    let files = changes::files(&book.pack, before.chain([change]));
    if change.days.is_empty() && change.weeks.is_empty() || files == book.files(standing) {
        return Err(CalendarRefusal::Nothing);
    }
    Ok(check(&files)?)
}

/// What the change would mean; changes nothing.
///
/// # Errors
/// [`CalendarRefusal`] as [`change`].
pub async fn effect(book: &CalendarBook, actor: &Actor, change: &Change) -> Result<Effect, CalendarRefusal> {
    authorise(actor)?;
    let mut connection = book.ctx.pool.acquire().await?;
    let standing = store::all(&mut connection, book.ctx.node.as_str()).await?;
    let next = with(book, &standing, change)?;
    let promises = book.promises.open_promises(&mut connection, MOST_PROMISES).await?;
    let looked_at = i64::try_from(promises.len()).unwrap_or(i64::MAX);
    let mut effect = Effect { looked_at, is_cut: looked_at >= MOST_PROMISES, ..Effect::default() };
    for promised in promises {
        let Some(answer) = next.get(&promised.case.calendar).and_then(|calendar| calendar.answer(&promised.case).ok()) else { continue };
        let Some(due) = answer.due else { continue };
        let days = (due.date_naive() - promised.due.date_naive()).num_days();
        if days != 0 {
            *effect.moved.entry(days).or_default() += 1;
        }
    }
    Ok(effect)
}

/// Changes the calendar by an act, from this moment on for what is received.
///
/// # Errors
/// [`CalendarRefusal`]; then nothing has changed.
pub async fn change(book: &CalendarBook, actor: &Actor, change: &Change, act: &str) -> Result<i32, CalendarRefusal> {
    authorise(actor)?;
    let act = act.trim();
    if act.is_empty() || act.chars().count() > 200 {
        return Err(CalendarRefusal::NoAct);
    }
    let node = book.ctx.node.as_str();
    let mut transaction = book.ctx.begin().await?;
    store::lock(&mut transaction).await?;
    let standing = store::all(&mut transaction, node).await?;
    with(book, &standing, change)?;
    let number = standing.iter().map(|change| change.number).max().unwrap_or(0) + 1;
    store::insert(&mut transaction, node, (number, act), change, (actor.account, book.ctx.now())).await?;
    let days: Vec<String> = change.days.iter().map(|day| format!("{} {}", day.date, day.kind.code())).collect();
    let data = json!({ "version": number, "act": act, "name": days.join(", "), "days": change.days, "weeks": change.weeks.len() });
    let entry = NewEntry {
        office: None,
        actor: Some(actor.account),
        kind: "calendar.changed",
        subject_kind: "calendar",
        subject: subject(node),
        data,
    };
    journal::append(&mut transaction, &book.ctx, entry).await?;
    transaction.commit().await?;
    book.refresh().await?;
    Ok(number)
}

/// Takes a change back, as long as its first day has not come; weekly hours as long as it is the day on which they were changed.
///
/// # Errors
/// [`CalendarRefusal::Used`], [`CalendarRefusal::NotFound`].
pub async fn undo(book: &CalendarBook, actor: &Actor, number: i32) -> Result<(), CalendarRefusal> {
    authorise(actor)?;
    let node = book.ctx.node.as_str();
    let mut transaction = book.ctx.begin().await?;
    store::lock(&mut transaction).await?;
    let standing = store::all(&mut transaction, node).await?;
    let found = standing.iter().find(|change| change.number == number && change.undone_at.is_none()).ok_or(CalendarRefusal::NotFound)?;
    if !can_undo(book, found) {
        return Err(CalendarRefusal::Used);
    }
    store::undo(&mut transaction, node, number, book.ctx.now()).await?;
    let data = json!({ "version": number, "act": found.act });
    let kind = "calendar.change_undone";
    let entry = NewEntry { office: None, actor: Some(actor.account), kind, subject_kind: "calendar", subject: subject(node), data };
    journal::append(&mut transaction, &book.ctx, entry).await?;
    transaction.commit().await?;
    book.refresh().await?;
    Ok(())
}

/// Whether a change has not been used yet.
pub(super) fn can_undo(book: &CalendarBook, change: &Stored) -> bool {
    let made_on = ::web::Site::default().local(change.made_at).date();
    let first = change.content.days.iter().map(|day| day.date).min();
    change.undone_at.is_none()
        && if change.content.weeks.is_empty() { first.is_some_and(|first| book.today() < first) } else { book.today() <= made_on }
}
