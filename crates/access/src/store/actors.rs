//! Who acts: the account behind a session or a token with the roles in force, in one query each.

use chrono::{DateTime, Utc};
use db::DbError;
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::accounts::kind;
use crate::model::{Actor, Grant, OfficeTree, Role};

/// A grant as the query gives it.
#[derive(Debug, Clone, Deserialize)]
struct GrantRow {
    role: Role,
    office: Option<Uuid>,
}

struct Row {
    id: Uuid,
    name: String,
    kind: String,
    language: String,
    grants: Json<Vec<GrantRow>>,
}

impl Row {
    fn into_actor(self, tree: &dyn OfficeTree) -> Result<Actor, DbError> {
        let grants = self.grants.0.into_iter().map(|grant| Grant::new(grant.role, grant.office.map(Into::into), tree)).collect();
        Ok(Actor { account: self.id.into(), kind: kind(&self.kind, self.id)?, name: self.name, language: self.language, grants })
    }
}

/// A live session.
pub(crate) struct Live {
    pub(crate) actor: Actor,
    pub(crate) seen_at: DateTime<Utc>,
}

/// The actor behind a live session, and when it was last used.
pub(crate) async fn by_session(
    conn: &mut PgConnection,
    tree: &dyn OfficeTree,
    id_hash: &[u8],
    now: DateTime<Utc>,
    seen_after: DateTime<Utc>,
) -> Result<Option<Live>, DbError> {
    let row = sqlx::query!(
        r#"select account.id, account.name, account.kind, account.language, session.seen_at,
                  coalesce((select jsonb_agg(jsonb_build_object('role', role, 'office', office) order by valid_from, role_grant.id)
                            from access.role_grant
                            where role_grant.account = account.id and valid_from <= $2 and (valid_until is null or valid_until > $2)),
                           '[]') as "grants!: Json<Vec<GrantRow>>"
           from access.session join access.account on account.id = session.account
           where id_hash = $1 and expires_at > $2 and seen_at > $3 and disabled_at is null"#,
        id_hash,
        now,
        seen_after
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let seen_at = row.seen_at;
    let row = Row { id: row.id, name: row.name, kind: row.kind, language: row.language, grants: row.grants };
    Ok(Some(Live { actor: row.into_actor(tree)?, seen_at }))
}

/// The actor behind a live token.
pub(crate) async fn by_token(
    conn: &mut PgConnection,
    tree: &dyn OfficeTree,
    secret_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<Actor>, DbError> {
    let row = sqlx::query_as!(
        Row,
        r#"select account.id, account.name, account.kind, account.language,
                  coalesce((select jsonb_agg(jsonb_build_object('role', role, 'office', office) order by valid_from, role_grant.id)
                            from access.role_grant
                            where role_grant.account = account.id and valid_from <= $2 and (valid_until is null or valid_until > $2)),
                           '[]') as "grants!: Json<Vec<GrantRow>>"
           from access.token join access.account on account.id = token.account
           where secret_hash = $1 and expires_at > $2 and revoked_at is null and disabled_at is null"#,
        secret_hash,
        now
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.into_actor(tree)).transpose()
}

/// The actor an account would be now, for programs that act without a session (loading samples, commands).
pub(crate) async fn by_account(
    conn: &mut PgConnection,
    tree: &dyn OfficeTree,
    account: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Actor>, DbError> {
    let row = sqlx::query_as!(
        Row,
        r#"select account.id, account.name, account.kind, account.language,
                  coalesce((select jsonb_agg(jsonb_build_object('role', role, 'office', office) order by valid_from, role_grant.id)
                            from access.role_grant
                            where role_grant.account = account.id and valid_from <= $2 and (valid_until is null or valid_until > $2)),
                           '[]') as "grants!: Json<Vec<GrantRow>>"
           from access.account where id = $1 and disabled_at is null"#,
        account,
        now
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.into_actor(tree)).transpose()
}
