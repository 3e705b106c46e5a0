//! Accounts as those who administer them see them.

use chrono::{DateTime, Utc};
use db::DbError;
use kernel::id::{AccountId, OfficeId};
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::accounts::{kind, words};
use crate::model::{AccountCursor, AccountFilter, AccountRecord, GrantRecord, Login, Role};
use crate::rules::ScopeFilter;

/// A grant as the queries give it.
#[derive(Debug, Clone, Deserialize)]
struct GrantRow {
    id: Uuid,
    role: Role,
    office: Option<Uuid>,
    valid_from: DateTime<Utc>,
    valid_until: Option<DateTime<Utc>>,
}

impl From<GrantRow> for GrantRecord {
    fn from(row: GrantRow) -> Self {
        let GrantRow { id, role, office, valid_from, valid_until } = row;
        Self { id, role, office: office.map(OfficeId::from_uuid), valid_from, valid_until }
    }
}

struct Row {
    id: Uuid,
    name: String,
    kind: String,
    created_at: DateTime<Utc>,
    disabled_at: Option<DateTime<Utc>>,
    logins: Vec<String>,
    grants: Json<Vec<GrantRow>>,
}

impl TryFrom<Row> for AccountRecord {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        Ok(Self {
            kind: kind(&row.kind, row.id)?,
            id: row.id.into(),
            name: row.name,
            logins: row.logins,
            created_at: row.created_at,
            closed_at: row.disabled_at,
            grants: row.grants.0.into_iter().map(Into::into).collect(),
        })
    }
}

/// One page of accounts that the scope opens, ordered by name, with the roles in force.
pub(crate) async fn page(
    conn: &mut PgConnection,
    scope: &ScopeFilter,
    filter: &AccountFilter,
    after: Option<&AccountCursor>,
    (now, limit): (DateTime<Utc>, i64),
) -> Result<Vec<AccountRecord>, DbError> {
    // A whole login finds its account as well; what is no login finds none.
    let login = filter.words.parse::<Login>().ok().map(|login| login.as_str().to_owned());
    let rows = sqlx::query_file_as!(
        Row,
        "sql/account_page.sql",
        scope.all,
        scope.own,
        filter.kind.code(),
        filter.closed,
        &words(&filter.words),
        login,
        filter.role.map(Role::code),
        filter.office.map(OfficeId::uuid),
        now,
        after.map(|cursor| cursor.name.as_str()),
        after.map(|cursor| cursor.id.uuid()),
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(AccountRecord::try_from).collect()
}

/// One account with every role it ever had, if the scope opens it.
pub(crate) async fn find(conn: &mut PgConnection, scope: &ScopeFilter, id: AccountId) -> Result<Option<AccountRecord>, DbError> {
    let row = sqlx::query_file_as!(Row, "sql/account_record.sql", scope.all, scope.own, id.uuid()).fetch_optional(conn).await?;
    row.map(AccountRecord::try_from).transpose()
}
