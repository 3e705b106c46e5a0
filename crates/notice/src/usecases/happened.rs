//! The journal entries of this capability. They name accounts, channels and identifiers, never an address.

use db::{Context, DbError};
use journal::NewEntry;
use kernel::id::AccountId;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A delivery was taken by the mail server or the gateway.
pub(crate) const SENT: &str = "notice.sent";
/// A delivery is not tried any more.
pub(crate) const GIVEN_UP: &str = "notice.given_up";
/// An operator asked for another try.
pub(crate) const TRIED_AGAIN: &str = "notice.tried_again";
/// Somebody chose how they are told.
pub(crate) const PREFERENCES_CHOSEN: &str = "notice.preferences_chosen";
/// Somebody proved that an address is theirs.
pub(crate) const ADDRESS_CONFIRMED: &str = "notice.address_confirmed";

/// Writes one entry in the transaction that `conn` has open.
pub(crate) async fn record(
    conn: &mut PgConnection,
    ctx: &Context,
    kind: &str,
    (subject_kind, subject): (&str, Uuid),
    (actor, data): (Option<AccountId>, Value),
) -> Result<(), DbError> {
    journal::append(conn, ctx, NewEntry { office: None, actor, kind, subject_kind, subject, data }).await.map(|_| ())
}
