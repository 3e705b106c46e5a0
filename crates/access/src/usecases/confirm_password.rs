//! Somebody who is signed in shows once more that it is them, before something that a stranger at an open screen must not do.

use kernel::id::AccountId;
use kernel::text::nfc;

use crate::error::SignInRefusal;
use crate::node::Access;
use crate::store;

/// Checks the password of an account and returns its stored hash, so that a change can insist on nobody having been quicker.
///
/// # Errors
/// [`SignInRefusal`]; failures count, as they do for signing in.
pub(crate) async fn confirm_password(access: &Access, account: AccountId, password: &str) -> Result<String, SignInRefusal> {
    access.limiter.check_confirmation(account).map_err(SignInRefusal::TooMany)?;
    let mut conn = access.ctx.pool.acquire().await?;
    let stored = store::accounts::password_hash(&mut conn, account).await?;
    // Hashing takes long: the connection goes back to the pool before.
    drop(conn);
    let matches = access.hasher.verify(&nfc(password), stored.as_deref()).await?;
    match stored {
        Some(stored) if matches => Ok(stored),
        _ => {
            access.limiter.confirmation_failed(account);
            Err(SignInRefusal::NotMatching)
        }
    }
}
