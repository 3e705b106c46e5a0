//! Somebody shows who they are with login and password.
//!
//! Wrong login, wrong password and closed account get the same answer after the same work.

use std::net::IpAddr;

use kernel::id::AccountId;
use kernel::text::nfc;
use serde_json::json;

use crate::error::SignInRefusal;
use crate::events::{Happened, SESSION_OPENED, record};
use crate::model::Login;
use crate::node::Access;
use crate::store;

/// What was typed.
pub struct SignIn<'a> {
    /// E-mail address, telephone number or login name.
    pub login: &'a str,
    /// The password.
    pub password: &'a str,
    /// Where the request came from.
    pub client: IpAddr,
}

/// Checks login and password and journals that a session was opened. The session itself is the page's: it changes the identifier of the cookie.
///
/// # Errors
/// [`SignInRefusal`].
pub async fn sign_in(access: &Access, command: &SignIn<'_>) -> Result<AccountId, SignInRefusal> {
    let account = authenticate(access, command).await?;
    let mut transaction = access.ctx.begin().await?;
    let happened = Happened { kind: SESSION_OPENED, account, actor: Some(account), office: None, data: json!({}) };
    record(&mut transaction, &access.ctx, happened).await?;
    transaction.commit().await?;
    Ok(account)
}

/// The account behind login and password.
pub(crate) async fn authenticate(access: &Access, command: &SignIn<'_>) -> Result<AccountId, SignInRefusal> {
    // What cannot be a login is answered like a login nobody has, after the same work; it shares one key of the limiter.
    let login: Login = command.login.parse().or_else(|_| "not-a-login".parse()).map_err(|_| SignInRefusal::NotMatching)?;
    access.limiter.check_sign_in(&login, command.client).map_err(SignInRefusal::TooMany)?;
    let mut conn = access.ctx.pool.acquire().await?;
    let credentials = store::accounts::credentials(&mut conn, &login).await?;
    // Hashing takes long: the connection goes back to the pool before.
    drop(conn);
    let stored = credentials.as_ref().and_then(|credentials| credentials.password_hash.as_deref());
    let matches = access.hasher.verify(&nfc(command.password), stored).await?;
    match credentials {
        Some(credentials) if matches && !credentials.disabled => Ok(credentials.account),
        _ => {
            access.limiter.sign_in_failed(&login, command.client);
            Err(SignInRefusal::NotMatching)
        }
    }
}
