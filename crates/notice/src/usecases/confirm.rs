//! Somebody names another address and proves with a code that it is theirs.

use access::Actor;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use kernel::id::uuid_v7;
use serde_json::json;
use sha2::{Digest, Sha256};
use web::Language;

use super::happened::{ADDRESS_CONFIRMED, record};
use crate::error::NoticeError;
use crate::model::Channel;
use crate::node::Notices;
use crate::outward::{Conversation, Failure, Letter};
use crate::rules::{mail_address, telephone};
use crate::store::addresses::{self, Confirmation};
use crate::words::{Speech, confirmation};

/// A code is good for so long.
const VALID: Duration = Duration::minutes(15);
/// Pause between two codes.
const PAUSE: Duration = Duration::minutes(1);
/// Codes a day: nobody may have a stranger's mailbox filled.
const CODES_A_DAY: i32 = 5;
/// Wrong codes before a new one has to be asked for.
const TRIES: i32 = 5;

/// Why no code was sent or taken. The words are `notice-refusal-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The node does not reach out that way.
    NoChannel,
    /// The text is no e-mail address.
    NoMailAddress,
    /// The text is no telephone number.
    NoTelephone,
    /// A code was sent a moment ago.
    TooSoon,
    /// Enough codes for one day.
    TooMany,
    /// The code could not be sent.
    NotSent,
    /// No code was asked for, or it is too old.
    Expired,
    /// The code is another.
    WrongCode,
    /// Too many wrong codes.
    TooManyTries,
}

impl Refusal {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoChannel => "no-channel",
            Self::NoMailAddress => "no-mail-address",
            Self::NoTelephone => "no-telephone",
            Self::TooSoon => "too-soon",
            Self::TooMany => "too-many",
            Self::NotSent => "not-sent",
            Self::Expired => "expired",
            Self::WrongCode => "wrong-code",
            Self::TooManyTries => "too-many-tries",
        }
    }
}

/// Sends a code of six digits to the address. The address is not used before the code came back.
///
/// # Errors
/// [`NoticeError`] when storage fails.
pub async fn ask(
    notices: &Notices,
    actor: &Actor,
    language: Language,
    channel: Channel,
    typed: &str,
) -> Result<Result<(), Refusal>, NoticeError> {
    let address = match (channel, mail_address(typed), telephone(typed)) {
        (Channel::Email, Some(address), _) | (Channel::Phone, _, Some(address)) => address,
        (Channel::Phone, ..) => return Ok(Err(Refusal::NoTelephone)),
        _ => return Ok(Err(Refusal::NoMailAddress)),
    };
    if !notices.reach.channels().contains(&channel) {
        return Ok(Err(Refusal::NoChannel));
    }
    let now = notices.ctx.now();
    let code = new_code(notices);
    let mut tx = notices.ctx.begin().await?;
    let before = addresses::confirmation(&mut tx, &notices.ctx.node, actor.account, channel).await?;
    let codes = match counted(before.as_ref(), now, (now + notices.offset).date_naive()) {
        Ok(codes) => codes,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let new = Confirmation {
        address: address.clone(),
        code_hash: hash(&code),
        sent_at: now,
        expires_at: now + VALID,
        tries: 0,
        day: (now + notices.offset).date_naive(),
        codes,
    };
    addresses::save_confirmation(&mut tx, &notices.ctx.node, (actor.account, channel), &new).await?;
    tx.commit().await?;
    let sent = send(notices, language, channel, address, &code).await;
    Ok(sent.map_err(|_| Refusal::NotSent))
}

/// How many codes this is of the day, or why there is none.
fn counted(before: Option<&Confirmation>, now: DateTime<Utc>, today: NaiveDate) -> Result<i32, Refusal> {
    match before {
        Some(before) if now - before.sent_at < PAUSE => Err(Refusal::TooSoon),
        Some(before) if before.day == today && before.codes >= CODES_A_DAY => Err(Refusal::TooMany),
        Some(before) if before.day == today => Ok(before.codes + 1),
        _ => Ok(1),
    }
}

async fn send(notices: &Notices, language: Language, channel: Channel, to: String, code: &str) -> Result<(), Failure> {
    let speech = Speech { language, site: &notices.site, offset: notices.offset };
    let (subject, text) = confirmation(&speech, code);
    let id = uuid_v7(&*notices.ctx.clock, &*notices.ctx.entropy);
    let letter = Letter { id, to, subject, text, language: language.code(), topic: "code", at: notices.ctx.now() };
    match (channel, &notices.reach.mail, &notices.reach.gateway) {
        (Channel::Email, Some(mail), _) => {
            let mut conversation = Conversation::new(mail);
            let text = conversation.prepare(&letter).await?;
            let outcome = conversation.hand_over(&text).await;
            conversation.end().await;
            outcome
        }
        (Channel::Phone, _, Some(gateway)) => gateway.send(&letter).await,
        _ => Err(Failure::UNREACHABLE),
    }
}

/// Takes the code: the address is used from now on.
///
/// # Errors
/// [`NoticeError`] when storage fails.
pub async fn confirm(notices: &Notices, actor: &Actor, channel: Channel, typed: &str) -> Result<Result<(), Refusal>, NoticeError> {
    let now = notices.ctx.now();
    let node = &notices.ctx.node;
    let mut tx = notices.ctx.begin().await?;
    let Some(mut asked) = addresses::confirmation(&mut tx, node, actor.account, channel).await? else { return Ok(Err(Refusal::Expired)) };
    if now >= asked.expires_at {
        return Ok(Err(Refusal::Expired));
    }
    if asked.tries >= TRIES {
        return Ok(Err(Refusal::TooManyTries));
    }
    let digits: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    if hash(&digits) != asked.code_hash {
        asked.tries += 1;
        addresses::save_confirmation(&mut tx, node, (actor.account, channel), &asked).await?;
        tx.commit().await?;
        return Ok(Err(Refusal::WrongCode));
    }
    addresses::confirm(&mut tx, node, (actor.account, channel), &asked.address, now).await?;
    let data = json!({ "channel": channel.code() });
    record(&mut tx, &notices.ctx, ADDRESS_CONFIRMED, ("account", actor.account.uuid()), (Some(actor.account), data)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// The address that waits for its code, per channel.
///
/// # Errors
/// [`NoticeError`] when storage fails.
pub async fn waiting(notices: &Notices, actor: &Actor, channel: Channel) -> Result<Option<String>, NoticeError> {
    let mut conn = notices.ctx.pool.acquire().await?;
    let asked = addresses::confirmation(&mut conn, &notices.ctx.node, actor.account, channel).await?;
    Ok(asked.filter(|asked| notices.ctx.now() < asked.expires_at).map(|asked| asked.address))
}

/// Six digits, each as likely as any other.
fn new_code(notices: &Notices) -> String {
    let mut bytes = [0; 8];
    notices.ctx.entropy.fill(&mut bytes);
    format!("{:06}", u64::from_le_bytes(bytes) % 1_000_000)
}

fn hash(code: &str) -> Vec<u8> {
    Sha256::digest(code.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_few_and_not_too_soon() {
        let now: DateTime<Utc> = "2026-11-25T02:00:00Z".parse().unwrap();
        let today = now.date_naive();
        let before = |seconds, codes, day| Confirmation {
            address: String::new(),
            code_hash: Vec::new(),
            sent_at: now - Duration::seconds(seconds),
            expires_at: now,
            tries: 0,
            day,
            codes,
        };
        assert_eq!(counted(None, now, today), Ok(1));
        assert_eq!(counted(Some(&before(59, 1, today)), now, today), Err(Refusal::TooSoon));
        assert_eq!(counted(Some(&before(60, 1, today)), now, today), Ok(2));
        assert_eq!(counted(Some(&before(60, 5, today)), now, today), Err(Refusal::TooMany));
        assert_eq!(counted(Some(&before(60, 5, today.pred_opt().unwrap())), now, today), Ok(1));
    }
}
