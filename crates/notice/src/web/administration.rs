//! `/quan-tri/thong-bao`: what became of every delivery.

use access::{Actor, Administrator, Official, Role};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;
use web::page::render;
use web::{Choice, Page, PageError, Section, Visitor};

use crate::model::{Channel, Delivery, State as Standing};
use crate::node::Notices;
use crate::usecases::administer::{self, Overview};
use crate::words::dashed;

/// What the address of the page carries. A word that stands for nothing is as if it were not there.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    state: String,
    channel: String,
    sau: String,
}

impl Asked {
    fn filter(&self) -> (Option<Standing>, Option<Channel>) {
        (Standing::from_code(&self.state), Channel::from_code(&self.channel).filter(|channel| *channel != Channel::Account))
    }

    fn address(&self, after: Uuid) -> String {
        let (state, channel) = self.filter();
        let (state, channel) = (state.map_or("", Standing::code), channel.map_or("", Channel::code));
        format!("/quan-tri/thong-bao?state={state}&channel={channel}&sau={after}")
    }
}

/// One delivery in the words of the page.
struct Line {
    id: Uuid,
    made_at: DateTime<Utc>,
    channel: String,
    sent_to: String,
    state: String,
    state_code: &'static str,
    why: String,
    attempts: i64,
    /// When it is tried next.
    next_at: Option<DateTime<Utc>>,
    done_at: Option<DateTime<Utc>>,
    can_try_again: bool,
}

/// A channel with its sums, one per state in the order of [`Standing::ALL`].
struct Sums {
    channel: String,
    amounts: Vec<i64>,
}

/// An entry nobody was told of.
struct Unread {
    entry: String,
    reason: String,
    since: DateTime<Utc>,
}

/// The page.
#[derive(Template)]
#[template(path = "notice/administration.html")]
struct AdministrationPage {
    page: Page,
    states: Vec<Choice>,
    channels: Vec<Choice>,
    state_names: Vec<String>,
    sums: Vec<Sums>,
    lines: Vec<Line>,
    parked: Vec<Unread>,
    next: String,
    may_change: bool,
    has_mail: bool,
    has_gateway: bool,
}

/// Lists the deliveries that the filter asks for.
pub(super) async fn get(
    State(notices): State<Notices>,
    visitor: Visitor,
    Official(actor): Official,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    if !administer::may_see(&actor) {
        return Err(PageError::NotAllowed);
    }
    let overview = administer::overview(&notices, asked.filter(), asked.sau.parse().ok()).await?;
    render(&draw(&notices, visitor, &actor, &asked, overview))
}

/// Has one delivery tried again.
pub(super) async fn try_again(
    State(notices): State<Notices>,
    Administrator(actor): Administrator,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: Uuid = id.parse().map_err(|_| PageError::NotFound)?;
    administer::try_again(&notices, &actor, id).await?;
    Ok(Redirect::to("/quan-tri/thong-bao").into_response())
}

/// Reads the parked entries again.
pub(super) async fn read_again(State(notices): State<Notices>, Administrator(_): Administrator) -> Result<Response, PageError> {
    administer::read_parked_again(&notices).await?;
    Ok(Redirect::to("/quan-tri/thong-bao").into_response())
}

fn state_name(page: &Page, state: Standing) -> String {
    page.t(&format!("notice-state-{}", dashed(state.code())))
}

fn channel_name(page: &Page, channel: Channel) -> String {
    page.t(&format!("notice-channel-{}", channel.code()))
}

fn draw(notices: &Notices, visitor: Visitor, actor: &Actor, asked: &Asked, overview: Overview) -> AdministrationPage {
    let page = Page::desk(visitor, Section::Administration, "notice-administration-title").as_of(notices.ctx.now());
    let (state, channel) = asked.filter();
    let any = |key: &str, chosen: bool| Choice::new("", page.t(key), chosen);
    let outward = [Channel::Email, Channel::Phone];
    let may_change = actor.has(Role::Administrator);
    let sums = |channel: Channel| Sums {
        channel: channel_name(&page, channel),
        amounts: Standing::ALL.iter().map(|state| amount(&overview, channel, *state)).collect(),
    };
    let parked = overview.parked.iter().filter_map(|entry| {
        let reason = entry.reason.clone()?;
        Some(Unread { entry: entry.entry.to_string(), reason, since: entry.parked_at })
    });
    AdministrationPage {
        states: std::iter::once(any("notice-any-state", state.is_none()))
            .chain(Standing::ALL.iter().map(|known| Choice::new(known.code(), state_name(&page, *known), state == Some(*known))))
            .collect(),
        channels: std::iter::once(any("notice-any-channel", channel.is_none()))
            .chain(outward.iter().map(|known| Choice::new(known.code(), channel_name(&page, *known), channel == Some(*known))))
            .collect(),
        state_names: Standing::ALL.iter().map(|state| state_name(&page, *state)).collect(),
        sums: outward.into_iter().map(sums).collect(),
        lines: overview.deliveries.iter().map(|delivery| line(&page, delivery, may_change)).collect(),
        parked: parked.collect(),
        next: overview.next.map(|next| asked.address(next)).unwrap_or_default(),
        may_change,
        has_mail: notices.reach.mail.is_some(),
        has_gateway: notices.reach.gateway.is_some(),
        page,
    }
}

fn amount(overview: &Overview, channel: Channel, state: Standing) -> i64 {
    overview.tallies.iter().find(|(known, standing, _)| (*known, *standing) == (channel, state)).map_or(0, |(.., amount)| *amount)
}

fn line(page: &Page, delivery: &Delivery, may_change: bool) -> Line {
    let open = matches!(delivery.state, Standing::Waiting | Standing::Failed);
    Line {
        id: delivery.id,
        made_at: delivery.made_at,
        channel: channel_name(page, delivery.channel),
        sent_to: delivery.sent_to.clone().unwrap_or_default(),
        state: state_name(page, delivery.state),
        state_code: delivery.state.code(),
        why: why(page, delivery),
        attempts: delivery.attempts.into(),
        next_at: open.then_some(delivery.next_at),
        done_at: delivery.done_at,
        can_try_again: may_change && matches!(delivery.state, Standing::Failed | Standing::GivenUp),
    }
}

/// Why it did not arrive, with the number the server answered.
pub(super) fn why(page: &Page, delivery: &Delivery) -> String {
    let Some(problem) = &delivery.problem else { return String::new() };
    let words = page.t(&format!("notice-problem-{}", dashed(problem)));
    delivery.answer.map_or(words.clone(), |answer| format!("{words} ({answer})"))
}
