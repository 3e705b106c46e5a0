//! Brings a database to the shape this program needs: roles first, then the migrations, forward only.

use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};

use crate::error::DbError;
use crate::pool::Role;

/// Oldest PostgreSQL that works, as `server_version_num` writes it.
const OLDEST_VERSION: i32 = 150_000;

/// The migrations embedded in this program, in order.
#[must_use]
pub fn migrations() -> Migrator {
    let mut migrator = sqlx::migrate!("../../migrations");
    migrator.create_schema("platform");
    migrator.dangerous_set_table_name("platform.migration");
    migrator
}

/// Migrates the database at `options`, whose user must be, or be able to become, `motcua_owner`; makes the roles if it may.
/// Several programs may call this at once: they wait for each other.
///
/// # Errors
/// [`DbError::TooOld`], [`DbError::Roles`] with what to run, [`DbError::Migration`] when the histories differ, or
/// [`DbError::Sql`].
pub async fn migrate(options: &PgConnectOptions) -> Result<(), DbError> {
    let mut connection = options.clone().application_name("motcua migrate").connect().await?;
    check_version(&mut connection).await?;
    prepare_roles(&mut connection).await?;
    run(&mut connection, "set role motcua_owner").await?;
    migrations().run(&mut connection).await?;
    connection.close().await?;
    Ok(())
}

async fn check_version(connection: &mut PgConnection) -> Result<(), DbError> {
    let version =
        sqlx::query!(r#"select current_setting('server_version_num')::integer as "number!", current_setting('server_version') as "name!""#)
            .fetch_one(&mut *connection)
            .await?;
    new_enough(version.number, version.name)
}

fn new_enough(number: i32, name: String) -> Result<(), DbError> {
    if number < OLDEST_VERSION { Err(DbError::TooOld { found: name }) } else { Ok(()) }
}

/// Who is connected, and what that role may do.
struct Connected {
    user: String,
    may_create_roles: bool,
    is_superuser: bool,
}

/// Roles belong to the whole cluster: of two programs that start at once, one makes them while the other waits.
async fn prepare_roles(connection: &mut PgConnection) -> Result<(), DbError> {
    run(connection, "select pg_advisory_lock(hashtext('motcua.roles'))").await?;
    let prepared = prepare_roles_alone(connection).await;
    run(connection, "select pg_advisory_unlock(hashtext('motcua.roles'))").await?;
    prepared
}

async fn prepare_roles_alone(connection: &mut PgConnection) -> Result<(), DbError> {
    let connected = sqlx::query_as!(
        Connected,
        r#"select rolname::text as "user!", rolcreaterole or rolsuper as "may_create_roles!", rolsuper as "is_superuser!"
           from pg_roles where rolname = current_user"#
    )
    .fetch_one(&mut *connection)
    .await?;
    for role in [Role::Owner, Role::App] {
        ensure_role(connection, &connected, role).await?;
    }
    ensure_owner_may_create(connection, &connected).await
}

async fn ensure_role(connection: &mut PgConnection, connected: &Connected, role: Role) -> Result<(), DbError> {
    let exists = sqlx::query_scalar!(r#"select exists (select from pg_roles where rolname = $1) as "exists!""#, role.name())
        .fetch_one(&mut *connection)
        .await?;
    if !exists {
        if !connected.may_create_roles {
            let remedy = format!("ask an administrator to run: create role {0} login; grant {0} to \"{1}\";", role.name(), connected.user);
            return Err(DbError::Roles { user: connected.user.clone(), role: role.name(), remedy });
        }
        run(connection, &format!("create role {} login", role.name())).await?;
        if !connected.is_superuser {
            run(connection, &format!("grant {} to current_user", role.name())).await?;
        }
    }
    ensure_member(connection, connected, role).await
}

async fn ensure_member(connection: &mut PgConnection, connected: &Connected, role: Role) -> Result<(), DbError> {
    let is_member = sqlx::query_scalar!(r#"select pg_has_role(current_user, $1::text::name, 'MEMBER') as "is_member!""#, role.name())
        .fetch_one(connection)
        .await?;
    if is_member {
        return Ok(());
    }
    let remedy = format!("ask an administrator to run: grant {} to \"{}\";", role.name(), connected.user);
    Err(DbError::Roles { user: connected.user.clone(), role: role.name(), remedy })
}

/// The owner makes schemas, so it needs `create` on the database.
async fn ensure_owner_may_create(connection: &mut PgConnection, connected: &Connected) -> Result<(), DbError> {
    let facts = sqlx::query!(
        r#"select has_database_privilege('motcua_owner', current_database(), 'create') as "may_create!",
                  pg_has_role(current_user, datdba, 'MEMBER') as "is_database_owner!", quote_ident(datname) as "database!"
           from pg_database where datname = current_database()"#
    )
    .fetch_one(&mut *connection)
    .await?;
    if facts.may_create {
        return Ok(());
    }
    let grant = format!("grant create on database {} to motcua_owner", facts.database);
    if connected.is_superuser || facts.is_database_owner {
        return run(connection, &grant).await;
    }
    let remedy = format!("ask an administrator to run: {grant};");
    Err(DbError::Roles { user: connected.user.clone(), role: Role::Owner.name(), remedy })
}

/// Runs a statement that PostgreSQL does not accept as a prepared one. The text is made here, of constants and of names that
/// PostgreSQL quoted.
async fn run(connection: &mut PgConnection, statement: &str) -> Result<(), DbError> {
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(connection).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_before_15_are_refused_with_a_sentence() {
        let said = new_enough(140_011, "14.11".into()).unwrap_err().to_string();
        assert_eq!(said, "PostgreSQL 14.11 is too old: version 15 or newer is needed");
        for number in [150_000, 150_018, 180_001] {
            assert!(new_enough(number, String::new()).is_ok(), "{number}");
        }
    }

    #[test]
    fn migrations_are_numbered_once_and_in_order() {
        let versions: Vec<i64> = migrations().iter().map(|migration| migration.version).collect();
        assert!(versions.len() > 1 && versions.is_sorted_by(|before, after| before < after), "{versions:?}");
    }
}
