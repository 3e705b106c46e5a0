//! Somebody chooses how they are told.

use access::Actor;
use serde_json::{Value, json};

use super::happened::{PREFERENCES_CHOSEN, record};
use crate::error::NoticeError;
use crate::model::{Channel, Contact, Kind, Mode, Recipient};
use crate::node::Notices;
use crate::rules::may_choose;
use crate::store::{addresses, preferences};

/// How somebody is told, with the addresses that are used.
#[derive(Debug, Clone)]
pub struct Chosen {
    pub(crate) preferences: preferences::Preferences,
    /// Where they are written to now.
    pub(crate) contact: Contact,
    /// Which of these were proved.
    pub(crate) confirmed: Contact,
}

impl Chosen {
    /// How things of this kind are told over this channel.
    #[must_use]
    pub fn mode(&self, kind: Kind, channel: Channel) -> Mode {
        self.preferences.mode(kind, channel)
    }
}

/// What the actor has chosen.
///
/// # Errors
/// [`NoticeError`] when storage fails.
pub async fn chosen(notices: &Notices, actor: &Actor) -> Result<Chosen, NoticeError> {
    let mut conn = notices.ctx.pool.acquire().await?;
    Ok(Chosen {
        preferences: preferences::of(&mut conn, &notices.ctx.node, actor.account).await?,
        contact: super::tell::contact(notices, &mut conn, Recipient::Account(actor.account), None).await?,
        confirmed: addresses::of(&mut conn, &notices.ctx.node, actor.account).await?,
    })
}

/// Keeps what may be chosen; a choice the law does not leave is passed over.
///
/// # Errors
/// [`NoticeError`] when storage fails.
pub async fn choose(notices: &Notices, actor: &Actor, choices: &[(Kind, Channel, Mode)]) -> Result<(), NoticeError> {
    let mut tx = notices.ctx.begin().await?;
    let before = preferences::of(&mut tx, &notices.ctx.node, actor.account).await?;
    let is_change =
        |(kind, channel, mode): &(Kind, Channel, Mode)| may_choose(*kind, *channel, *mode) && before.mode(*kind, *channel) != *mode;
    let changed: Vec<(Kind, Channel, Mode)> = choices.iter().copied().filter(is_change).collect();
    if changed.is_empty() {
        return Ok(());
    }
    preferences::save(&mut tx, &notices.ctx.node, actor.account, &changed).await?;
    let told: Vec<Value> = changed
        .iter()
        .map(|(kind, channel, mode)| json!({ "kind": kind.code(), "channel": channel.code(), "mode": mode.code() }))
        .collect();
    let data = json!({ "chosen": told });
    record(&mut tx, &notices.ctx, PREFERENCES_CHOSEN, ("account", actor.account.uuid()), (Some(actor.account), data)).await?;
    Ok(tx.commit().await?)
}
