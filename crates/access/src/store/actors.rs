//! Who acts: the account behind a session or a token with the roles in force. Those who ask at the same moment are looked up in one query.

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
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) actor: Actor,
    pub(crate) seen_at: DateTime<Utc>,
}

/// The actors behind live sessions, and when these were last used; each at the place of its hash.
pub(crate) async fn by_sessions(
    conn: &mut PgConnection,
    tree: &dyn OfficeTree,
    id_hashes: &[Vec<u8>],
    now: DateTime<Utc>,
    seen_after: DateTime<Utc>,
) -> Result<Vec<Option<Live>>, DbError> {
    let rows = sqlx::query!(
        r#"select place as "place!", account.id, account.name, account.kind, account.language, session.seen_at,
                  coalesce((select jsonb_agg(jsonb_build_object('role', role, 'office', office) order by valid_from, role_grant.id)
                            from access.role_grant
                            where role_grant.account = account.id and valid_from <= $2 and (valid_until is null or valid_until > $2)),
                           '[]') as "grants!: Json<Vec<GrantRow>>"
           from unnest($1::bytea[]) with ordinality as asked (hash, place)
           join access.session on id_hash = hash join access.account on account.id = session.account
           where expires_at > $2 and seen_at > $3 and disabled_at is null"#,
        id_hashes,
        now,
        seen_after
    )
    .fetch_all(conn)
    .await?;
    let live = rows.into_iter().map(|row| {
        let known = Row { id: row.id, name: row.name, kind: row.kind, language: row.language, grants: row.grants };
        Ok((row.place, Live { actor: known.into_actor(tree)?, seen_at: row.seen_at }))
    });
    placed(id_hashes.len(), live)
}

/// The actors behind live tokens, each at the place of its hash.
pub(crate) async fn by_tokens(
    conn: &mut PgConnection,
    tree: &dyn OfficeTree,
    secret_hashes: &[Vec<u8>],
    now: DateTime<Utc>,
) -> Result<Vec<Option<Actor>>, DbError> {
    let rows = sqlx::query!(
        r#"select place as "place!", account.id, account.name, account.kind, account.language,
                  coalesce((select jsonb_agg(jsonb_build_object('role', role, 'office', office) order by valid_from, role_grant.id)
                            from access.role_grant
                            where role_grant.account = account.id and valid_from <= $2 and (valid_until is null or valid_until > $2)),
                           '[]') as "grants!: Json<Vec<GrantRow>>"
           from unnest($1::bytea[]) with ordinality as asked (hash, place)
           join access.token on secret_hash = hash join access.account on account.id = token.account
           where expires_at > $2 and revoked_at is null and disabled_at is null"#,
        secret_hashes,
        now
    )
    .fetch_all(conn)
    .await?;
    let actors = rows.into_iter().map(|row| {
        let known = Row { id: row.id, name: row.name, kind: row.kind, language: row.language, grants: row.grants };
        Ok((row.place, known.into_actor(tree)?))
    });
    placed(secret_hashes.len(), actors)
}

/// What was found, each at its place; places count from 1.
fn placed<Found>(places: usize, found: impl Iterator<Item = Result<(i64, Found), DbError>>) -> Result<Vec<Option<Found>>, DbError> {
    let mut all: Vec<Option<Found>> = std::iter::repeat_with(|| None).take(places).collect();
    for one in found {
        let (place, one) = one?;
        if let Some(free) = usize::try_from(place - 1).ok().and_then(|place| all.get_mut(place)) {
            *free = Some(one);
        }
    }
    Ok(all)
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
