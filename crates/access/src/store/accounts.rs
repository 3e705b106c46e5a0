//! Accounts, their logins and profiles.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::id::AccountId;
use kernel::text::fold;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{Account, AccountKind, Login, Profile};

/// What signing in needs to know.
pub(crate) struct Credentials {
    pub(crate) account: AccountId,
    pub(crate) password_hash: Option<String>,
    pub(crate) disabled: bool,
}

/// Writes the account and its logins. False when one of the logins is taken: the caller rolls back.
pub(crate) async fn insert(
    conn: &mut PgConnection,
    account: &Account,
    password_hash: Option<&str>,
    logins: &[Login],
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    sqlx::query!(
        "insert into access.account (id, name, words, kind, language, password_hash, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        account.id.uuid(),
        account.name,
        &words(&account.name),
        account.kind.code(),
        account.language,
        password_hash,
        now
    )
    .execute(&mut *conn)
    .await?;
    for login in logins {
        let written = sqlx::query!(
            "insert into access.login (login, kind, account) values ($1, $2, $3) on conflict (login) do nothing",
            login.as_str(),
            login.kind().code(),
            account.id.uuid()
        )
        .execute(&mut *conn)
        .await?;
        if written.rows_affected() == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The words of a text as they are stored and compared: folded, each once.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = fold(text).split_whitespace().map(str::to_owned).collect();
    words.sort_unstable();
    words.dedup();
    words
}

pub(crate) async fn insert_profile(conn: &mut PgConnection, account: AccountId, profile: &Profile) -> Result<(), DbError> {
    sqlx::query!(
        "insert into access.profile (account, personal_number, phone, email) values ($1, $2, $3, $4)",
        account.uuid(),
        profile.personal_number,
        profile.phone,
        profile.email
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn profile(conn: &mut PgConnection, account: AccountId) -> Result<Option<Profile>, DbError> {
    let row = sqlx::query!("select personal_number, phone, email from access.profile where account = $1", account.uuid())
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| Profile { personal_number: row.personal_number, phone: row.phone, email: row.email }))
}

pub(crate) async fn credentials(conn: &mut PgConnection, login: &Login) -> Result<Option<Credentials>, DbError> {
    let row = sqlx::query!(
        "select account.id, password_hash, disabled_at is not null as \"disabled!\"
         from access.login join access.account on account.id = login.account where login.login = $1",
        login.as_str()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Credentials { account: row.id.into(), password_hash: row.password_hash, disabled: row.disabled }))
}

pub(crate) async fn password_hash(conn: &mut PgConnection, account: AccountId) -> Result<Option<String>, DbError> {
    let hash = sqlx::query_scalar!("select password_hash from access.account where id = $1 and disabled_at is null", account.uuid())
        .fetch_optional(conn)
        .await?;
    Ok(hash.flatten())
}

/// True when the account was there, enabled, and still had the hash `before`.
pub(crate) async fn replace_password(conn: &mut PgConnection, account: AccountId, before: &str, after: &str) -> Result<bool, DbError> {
    let written = sqlx::query!(
        "update access.account set password_hash = $3 where id = $1 and password_hash = $2 and disabled_at is null",
        account.uuid(),
        before,
        after
    )
    .execute(conn)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Sets the password whatever it was. False when there is no such account.
pub(crate) async fn set_password(conn: &mut PgConnection, account: AccountId, hash: &str) -> Result<bool, DbError> {
    let written = sqlx::query!("update access.account set password_hash = $2 where id = $1", account.uuid(), hash).execute(conn).await?;
    Ok(written.rows_affected() == 1)
}

/// False when there is no such account or it has this language already.
pub(crate) async fn set_language(conn: &mut PgConnection, account: AccountId, language: &str) -> Result<bool, DbError> {
    let written = sqlx::query!("update access.account set language = $2 where id = $1 and language <> $2", account.uuid(), language)
        .execute(conn)
        .await?;
    Ok(written.rows_affected() == 1)
}

/// Closes the account at an instant, or opens it again. False when it was so already, or there is none.
pub(crate) async fn set_disabled(conn: &mut PgConnection, account: AccountId, at: Option<DateTime<Utc>>) -> Result<bool, DbError> {
    let written = sqlx::query!(
        "update access.account set disabled_at = $2 where id = $1 and (disabled_at is null) = ($2::timestamptz is not null)",
        account.uuid(),
        at
    )
    .execute(conn)
    .await?;
    Ok(written.rows_affected() == 1)
}

struct Row {
    id: Uuid,
    name: String,
    kind: String,
    language: String,
}

impl TryFrom<Row> for Account {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let kind = kind(&row.kind, row.id)?;
        Ok(Self { id: row.id.into(), name: row.name, kind, language: row.language })
    }
}

pub(super) fn kind(word: &str, id: Uuid) -> Result<AccountKind, DbError> {
    word.parse().map_err(|_| DbError::inconsistent("access.account", "kind", id))
}

pub(crate) async fn by_login(conn: &mut PgConnection, login: &Login) -> Result<Option<Account>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "select account.id, account.name, account.kind, account.language
         from access.login join access.account on account.id = login.account where login.login = $1",
        login.as_str()
    )
    .fetch_optional(conn)
    .await?;
    row.map(Account::try_from).transpose()
}

pub(crate) async fn by_ids(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Account>, DbError> {
    let rows = sqlx::query_as!(Row, "select id, name, kind, language from access.account where id = any($1)", ids).fetch_all(conn).await?;
    rows.into_iter().map(Account::try_from).collect()
}
