//! Something happened: who is told, and by which ways.

use chrono::{DateTime, Utc};
use db::DbError;
use journal::Entry;
use kernel::id::uuid_v7;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{Channel, Concern, Contact, Kind, Mode, NewDelivery, NewNotice, Recipient};
use crate::node::Notices;
use crate::rules::{is_stale, next_summary};
use crate::store::preferences::{self, Preferences};
use crate::store::{addresses, deliveries, notices as stored};

/// Where gathered work is looked at.
const INBOX: &str = "/ban/hop-viec";

/// Tells everybody whom the entry concerns. Reading the same entry again tells nobody a second time.
pub(crate) async fn tell(notices: &Notices, conn: &mut PgConnection, entry: &Entry) -> Result<(), DbError> {
    let stale = is_stale(entry.at, notices.ctx.now());
    let mut concerns = notices.meaning.concerns(conn, entry, stale).await?;
    // Nobody has to be told what they did themselves, unless the law wants it told.
    concerns.retain(|concern| {
        concern.topic.kind() == Kind::Legal || entry.actor.is_none_or(|actor| concern.recipient != Recipient::Account(actor))
    });
    concerns.sort_by_key(|concern| (concern.recipient, concern.topic));
    concerns.dedup_by_key(|concern| (concern.recipient, concern.topic));
    for concern in concerns {
        one(notices, conn, entry, concern, stale).await?;
    }
    Ok(())
}

async fn one(notices: &Notices, conn: &mut PgConnection, entry: &Entry, concern: Concern, stale: bool) -> Result<(), DbError> {
    let node = &notices.ctx.node;
    let preferences = match concern.recipient {
        Recipient::Account(account) => preferences::of(conn, node, account).await?,
        Recipient::Applicant => Preferences::default(),
    };
    let kind = concern.topic.kind();
    let in_account = matches!(concern.recipient, Recipient::Account(_)) && preferences.mode(kind, Channel::Account) != Mode::Never;
    let new = NewNotice { id: fresh_id(notices), concern, in_account, at: entry.at, entry: entry.id };
    if new.concern.topic.is_gathered() && stored::gather(conn, node, &new, INBOX).await? {
        return Ok(());
    }
    if !stored::insert(conn, node, &new).await? || stale {
        return Ok(());
    }
    for channel in ways(notices, conn, &new.concern).await? {
        if let Some(delivery) = delivery(notices, channel, preferences.mode(kind, channel)) {
            let to = match new.concern.recipient {
                Recipient::Account(account) => (Some(account), None),
                Recipient::Applicant => (None, new.concern.subject),
            };
            deliveries::insert(conn, node, to, delivery, (new.id, notices.ctx.now())).await?;
        }
    }
    Ok(())
}

/// The channels on which the node reaches out and the person has an address.
async fn ways(notices: &Notices, conn: &mut PgConnection, concern: &Concern) -> Result<Vec<Channel>, DbError> {
    let channels = notices.reach.channels();
    if channels.is_empty() {
        return Ok(channels);
    }
    let contact = contact(notices, conn, concern.recipient, concern.subject).await?;
    Ok(channels.into_iter().filter(|channel| contact.on(*channel).is_some_and(|address| !address.is_empty())).collect())
}

/// Where somebody is written to: the confirmed address, else the one given at registration; for an applicant without an account the one in the
/// dossier.
pub(crate) async fn contact(
    notices: &Notices,
    conn: &mut PgConnection,
    recipient: Recipient,
    subject: Option<Uuid>,
) -> Result<Contact, DbError> {
    let account = match (recipient, subject) {
        (Recipient::Account(account), _) => account,
        (Recipient::Applicant, Some(subject)) => return notices.applicants.contact(conn, subject).await,
        (Recipient::Applicant, None) => return Ok(Contact::default()),
    };
    let confirmed = addresses::of(conn, &notices.ctx.node, account).await?;
    let given = access::api::profile(conn, account).await?.unwrap_or_default();
    Ok(Contact { email: confirmed.email.or(given.email), phone: confirmed.phone.or(given.phone) })
}

fn delivery(notices: &Notices, channel: Channel, mode: Mode) -> Option<NewDelivery> {
    let now: DateTime<Utc> = notices.ctx.now();
    let (next_at, day) = match mode {
        Mode::Never => return None,
        Mode::AtOnce => (now, None),
        Mode::Daily => {
            let (at, day) = next_summary(now, notices.offset);
            (at, Some(day))
        }
    };
    Some(NewDelivery { id: fresh_id(notices), channel, next_at, day })
}

fn fresh_id(notices: &Notices) -> Uuid {
    uuid_v7(&*notices.ctx.clock, &*notices.ctx.entropy)
}
