//! Roles given to accounts.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::id::{AccountId, OfficeId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::api::Colleague;
use crate::model::Role;

/// A grant to be written.
pub(crate) struct NewGrant {
    pub(crate) id: Uuid,
    pub(crate) account: AccountId,
    pub(crate) role: Role,
    pub(crate) office: Option<OfficeId>,
    pub(crate) valid_from: DateTime<Utc>,
    pub(crate) valid_until: Option<DateTime<Utc>>,
    pub(crate) granted_by: Option<AccountId>,
}

/// False when there is no such account.
pub(crate) async fn insert(conn: &mut PgConnection, grant: &NewGrant) -> Result<bool, DbError> {
    let written = sqlx::query!(
        "insert into access.role_grant (id, account, role, office, valid_from, valid_until, granted_by)
         select $1, id, $3, $4, $5, $6, $7 from access.account where id = $2",
        grant.id,
        grant.account.uuid(),
        grant.role.code(),
        grant.office.map(OfficeId::uuid),
        grant.valid_from,
        grant.valid_until,
        grant.granted_by.map(AccountId::uuid)
    )
    .execute(conn)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Whose the grant was; nothing when there is no such grant in force at `now` or later.
pub(crate) async fn end(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<Option<AccountId>, DbError> {
    let account = sqlx::query_scalar!(
        "update access.role_grant set valid_until = greatest($2, valid_from)
         where id = $1 and (valid_until is null or valid_until > $2) returning account",
        id,
        now
    )
    .fetch_optional(conn)
    .await?;
    Ok(account.map(AccountId::from_uuid))
}

/// Accounts that hold `role` in one of `offices` now.
pub(crate) async fn holders(conn: &mut PgConnection, role: Role, offices: &[Uuid], now: DateTime<Utc>) -> Result<Vec<AccountId>, DbError> {
    let accounts = sqlx::query_scalar!(
        "select distinct account from access.role_grant
         where role = $1 and office = any($2) and valid_from <= $3 and (valid_until is null or valid_until > $3)
         order by account",
        role.code(),
        offices,
        now
    )
    .fetch_all(conn)
    .await?;
    Ok(accounts.into_iter().map(AccountId::from_uuid).collect())
}

/// The officials of an office now, by name.
pub(crate) async fn colleagues(conn: &mut PgConnection, office: Uuid, now: DateTime<Utc>) -> Result<Vec<Colleague>, DbError> {
    let rows = sqlx::query!(
        r#"select account.id, account.name, array_agg(distinct role) as "roles!"
           from access.role_grant join access.account on account.id = role_grant.account
           where office = $1 and valid_from <= $2 and (valid_until is null or valid_until > $2) and disabled_at is null
           group by account.id, account.name order by account.name, account.id"#,
        office,
        now
    )
    .fetch_all(conn)
    .await?;
    let colleague = |(account, name, roles): (Uuid, String, Vec<String>)| Colleague {
        account: account.into(),
        name,
        roles: roles.iter().filter_map(|role| role.parse().ok()).collect(),
    };
    Ok(rows.into_iter().map(|row| colleague((row.id, row.name, row.roles))).collect())
}
