//! Deliveries that are due go out, one after the other; what one of them meets is no other's trouble.

use std::str::FromStr;

use chrono::Duration;
use serde_json::json;
use web::Language;

use super::happened::{self, GIVEN_UP, SENT};
use super::tell::contact;
use crate::error::NoticeError;
use crate::model::{Channel, Delivery, Recipient};
use crate::node::Notices;
use crate::outward::{Conversation, Failure, Gateway, Letter, Mail};
use crate::rules::{masked, next_attempt};
use crate::store::sending::{self, Ending, Report};
use crate::words;

/// Deliveries of one channel in one round, so that a round ends.
const AT_ONCE: usize = 200;
/// Longer than any delivery takes: after that time whoever took it is gone.
const LEASE: Duration = Duration::minutes(3);

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Taken by the other side.
    pub sent: usize,
    /// To be tried again.
    pub failed: usize,
    /// Given up.
    pub given_up: usize,
}

/// Sends everything that is due, over every channel the node has.
///
/// # Errors
/// [`NoticeError`] when storage fails. A server that does not answer is no error: it is written down with the delivery.
pub async fn send_due(notices: &Notices) -> Result<Round, NoticeError> {
    sending::recover(&mut *notices.ctx.pool.acquire().await?, &notices.ctx.node, notices.ctx.now()).await?;
    let mut round = Round::default();
    if let Some(mail) = &notices.reach.mail {
        send_mail(notices, mail, &mut round).await?;
    }
    if let Some(gateway) = &notices.reach.gateway {
        send_to_phones(notices, gateway, &mut round).await?;
    }
    Ok(round)
}

async fn send_mail(notices: &Notices, mail: &Mail, round: &mut Round) -> Result<(), NoticeError> {
    let mut conversation = Conversation::new(mail);
    for _ in 0..AT_ONCE {
        let Some(taken) = take(notices, Channel::Email).await? else { break };
        let outcome = match &taken.letter {
            Ok(letter) => mail_one(notices, &mut conversation, &taken.delivery, letter).await?,
            Err(failure) => Err(*failure),
        };
        finish(notices, &taken, outcome, round).await?;
        // A server that is not there is not asked again for every letter: those that wait go out in the next round.
        if outcome.is_err_and(|failure| failure == Failure::UNREACHABLE) {
            break;
        }
    }
    conversation.end().await;
    Ok(())
}

async fn mail_one(
    notices: &Notices,
    conversation: &mut Conversation<'_>,
    delivery: &Delivery,
    letter: &Letter,
) -> Result<Result<(), Failure>, NoticeError> {
    let text = match conversation.prepare(letter).await {
        Ok(text) => text,
        Err(failure) => return Ok(Err(failure)),
    };
    let mut conn = notices.ctx.pool.acquire().await?;
    if !sending::mark_handed_over(&mut conn, &notices.ctx.node, delivery).await? {
        conversation.end().await;
        return Ok(Err(Failure { problem: "interrupted", answer: None, is_final: false }));
    }
    drop(conn);
    Ok(conversation.hand_over(&text).await)
}

async fn send_to_phones(notices: &Notices, gateway: &Gateway, round: &mut Round) -> Result<(), NoticeError> {
    for _ in 0..AT_ONCE {
        let Some(taken) = take(notices, Channel::Phone).await? else { break };
        let outcome = match &taken.letter {
            Ok(letter) => gateway.send(letter).await,
            Err(failure) => Err(*failure),
        };
        finish(notices, &taken, outcome, round).await?;
        if outcome.is_err_and(|failure| failure == Failure::UNREACHABLE) {
            break;
        }
    }
    Ok(())
}

/// A delivery under lease, with what is to be sent or why nothing can be.
struct Taken {
    delivery: Delivery,
    letter: Result<Letter, Failure>,
}

async fn take(notices: &Notices, channel: Channel) -> Result<Option<Taken>, NoticeError> {
    let now = notices.ctx.now();
    let mut conn = notices.ctx.pool.acquire().await?;
    let Some(delivery) = sending::take(&mut conn, &notices.ctx.node, channel, (now, now + LEASE)).await? else { return Ok(None) };
    let recipient = delivery.account.map_or(Recipient::Applicant, Recipient::Account);
    let told = sending::told(&mut conn, &notices.ctx.node, delivery.id).await?;
    let to = contact(notices, &mut conn, recipient, delivery.subject).await?.on(channel).unwrap_or_default().to_owned();
    let language = match delivery.account {
        Some(account) => {
            access::api::accounts(&mut conn, &[account]).await?.first().and_then(|found| Language::from_str(&found.language).ok())
        }
        None => None,
    };
    let letter = if to.is_empty() || told.is_empty() {
        Err(Failure::of_letter("no_address"))
    } else {
        let speech = words::Speech { language: language.unwrap_or_default(), site: &notices.site, offset: notices.offset };
        Ok(words::letter(&speech, &delivery, &told, to, now))
    };
    Ok(Some(Taken { delivery, letter }))
}

/// Writes down how it went, with an entry of the journal when it is over.
async fn finish(notices: &Notices, taken: &Taken, outcome: Result<(), Failure>, round: &mut Round) -> Result<(), NoticeError> {
    let now = notices.ctx.now();
    let delivery = &taken.delivery;
    let ending = match outcome {
        Ok(()) => Ending::Sent,
        Err(failure) if failure.is_final => Ending::GivenUp,
        Err(_) => next_attempt(delivery.made_at, delivery.attempts, now).map_or(Ending::GivenUp, Ending::Again),
    };
    let report = Report {
        problem: outcome.err().map(|failure| failure.problem),
        answer: outcome.err().and_then(|failure| failure.answer).map(i32::from),
        sent_to: taken.letter.as_ref().ok().map(|letter| masked(&letter.to)),
    };
    let mut tx = notices.ctx.begin().await?;
    let ours = sending::finish(&mut tx, &notices.ctx.node, delivery, (&ending, &report), now).await?;
    let kind = match ending {
        Ending::Sent => Some(SENT),
        Ending::GivenUp => Some(GIVEN_UP),
        Ending::Again(_) => None,
    };
    if let Some(kind) = kind.filter(|_| ours) {
        let data = json!({ "channel": delivery.channel.code(), "attempts": delivery.attempts, "problem": report.problem });
        happened::record(&mut tx, &notices.ctx, kind, ("delivery", delivery.id), (None, data)).await?;
    }
    tx.commit().await.map_err(db::DbError::from)?;
    count(round, delivery.channel, &ending, outcome);
    Ok(())
}

fn count(round: &mut Round, channel: Channel, ending: &Ending, outcome: Result<(), Failure>) {
    let state = match ending {
        Ending::Sent => {
            round.sent += 1;
            "sent"
        }
        Ending::Again(_) => {
            round.failed += 1;
            "failed"
        }
        Ending::GivenUp => {
            round.given_up += 1;
            "given_up"
        }
    };
    metrics::counter!("motcua_deliveries", "channel" => channel.code(), "state" => state).increment(1);
    if let Err(failure) = outcome {
        tracing::warn!(channel = channel.code(), problem = failure.problem, answer = failure.answer, "a notice could not be delivered");
    }
}
