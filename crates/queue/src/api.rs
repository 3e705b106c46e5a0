//! What other capabilities may use of this one.

use access::Actor;
use db::{Context, DbError};
use sqlx::PgConnection;

use crate::model::TicketState;
use crate::store;

/// What an officer's window is doing, for the page on which dossiers are received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtWindow {
    /// The number over the window.
    pub window: i16,
    /// The number of the visitor who is called or served there: "A047".
    pub visitor: Option<String>,
}

/// The window the actor sits at and who stands before it; nothing when the actor sits at none.
///
/// # Errors
/// [`DbError`].
pub async fn at_window(conn: &mut PgConnection, ctx: &Context, actor: &Actor) -> Result<Option<AtWindow>, DbError> {
    let Some(window) = store::windows::of_officer(conn, &ctx.node, actor.account).await? else { return Ok(None) };
    let visitor = store::tickets::current_of(conn, &ctx.node, window.id).await?;
    let visitor = visitor.filter(|ticket| matches!(ticket.state, TicketState::Called | TicketState::Serving));
    Ok(Some(AtWindow { window: window.number, visitor: visitor.map(|ticket| ticket.label()) }))
}
