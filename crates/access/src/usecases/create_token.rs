//! A program gets a bearer token in exchange for login and password. The token is shown once; only its SHA-256 is kept.

use std::fmt;

use chrono::{DateTime, Duration, Utc};
use kernel::id::{AccountId, TokenId};
use serde_json::json;

use crate::error::{CreateTokenRefusal, SignInRefusal};
use crate::events::{Happened, TOKEN_CREATED, record};
use crate::model::{Actor, one_line};
use crate::node::Access;
use crate::secret::{digest, random_text};
use crate::store;
use crate::store::tokens::NewToken;
use crate::usecases::confirm_password::confirm_password;
use crate::usecases::sign_in::{SignIn, authenticate};

/// How long a token is good for.
const LIFETIME: Duration = Duration::days(90);
/// Longest label, in characters.
const LONGEST_LABEL: usize = 100;
/// Marks a token as one of ours, so that scanners for leaked secrets find it.
const PREFIX: &str = "motcua_";

/// A new token. The only moment at which its secret is known.
pub struct CreatedToken {
    /// Identifier, for revoking.
    pub id: TokenId,
    /// What the program sends as `Authorization: Bearer`.
    pub secret: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

impl fmt::Debug for CreatedToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CreatedToken").field("id", &self.id).field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// Makes a token named `label` for whoever login and password belong to.
///
/// # Errors
/// [`CreateTokenRefusal`]: as for signing in, or a label that is empty or too long.
pub async fn create_token(access: &Access, who: &SignIn<'_>, label: &str) -> Result<CreatedToken, CreateTokenRefusal> {
    let label = checked(label)?;
    let account = authenticate(access, who).await?;
    Ok(issue(access, account, &label).await?)
}

/// Makes a token named `label` for somebody who is signed in and confirms it with their password.
///
/// # Errors
/// [`CreateTokenRefusal`]: as for signing in, or a label that is empty or too long.
pub async fn create_own_token(access: &Access, actor: &Actor, password: &str, label: &str) -> Result<CreatedToken, CreateTokenRefusal> {
    let label = checked(label)?;
    confirm_password(access, actor.account, password).await?;
    Ok(issue(access, actor.account, &label).await?)
}

fn checked(label: &str) -> Result<String, CreateTokenRefusal> {
    let label = one_line(label);
    if label.is_empty() || label.chars().count() > LONGEST_LABEL { Err(CreateTokenRefusal::Label) } else { Ok(label) }
}

async fn issue(access: &Access, account: AccountId, label: &str) -> Result<CreatedToken, SignInRefusal> {
    let now = access.ctx.now();
    let created = CreatedToken {
        id: TokenId::new(&*access.ctx.clock, &*access.ctx.entropy),
        secret: format!("{PREFIX}{}", random_text::<32>(&*access.ctx.entropy)),
        expires_at: now + LIFETIME,
    };
    let secret_hash = digest(&created.secret);
    let token = NewToken { id: created.id, account, label, secret_hash: &secret_hash, created_at: now, expires_at: created.expires_at };
    let happened = Happened {
        kind: TOKEN_CREATED,
        account,
        actor: Some(account),
        office: None,
        data: json!({ "token": created.id, "label": label, "expires_at": created.expires_at }),
    };
    write(access, &token, happened).await?;
    Ok(created)
}

async fn write(access: &Access, token: &NewToken<'_>, happened: Happened) -> Result<(), SignInRefusal> {
    let mut transaction = access.ctx.begin().await?;
    store::tokens::insert(&mut transaction, token).await?;
    record(&mut transaction, &access.ctx, happened).await?;
    transaction.commit().await?;
    Ok(())
}
