//! Changing how a series is written, and where it goes on.

use access::{Action, Actor, Facts, Resource};
use db::{Context, DbError};
use journal::NewEntry;
use kernel::id::OfficeId;
use kernel::text::nfc;
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::pattern::{Pattern, PatternFlaw};
use super::store::{self, SeriesPattern, Standing};

/// Why a series was not changed.
#[derive(Debug, thiserror::Error)]
pub enum SeriesRefusal {
    /// The person may not know of series.
    #[error("no such series")]
    NotFound,
    /// The symbol is empty, too long, or has signs no symbol has.
    #[error("a symbol has letters, digits and the signs - . & only")]
    Symbol,
    /// The name is empty or too long.
    #[error("the name is missing")]
    Name,
    /// The pattern cannot be written.
    #[error(transparent)]
    Pattern(#[from] PatternFlaw),
    /// Another series is written alike: two papers could bear one number.
    #[error("{0} is written alike")]
    Alike(String),
    /// Numbers were given since the change, or there is no earlier version.
    #[error("the change is in use")]
    InUse,
    /// The number was given already, or is none.
    #[error("a series only goes forward")]
    Backwards,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for SeriesRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

fn authorise(actor: &Actor, action: Action) -> Result<(), SeriesRefusal> {
    if access::may(actor, Resource::Template, action, &Facts::default()) { Ok(()) } else { Err(SeriesRefusal::NotFound) }
}

/// How the numbers of a series are written.
pub(crate) async fn written(conn: &mut PgConnection, node: &str, symbol: &str) -> Result<Pattern, DbError> {
    let kept = store::pattern(conn, node, symbol).await?;
    Ok(kept.and_then(|pattern| pattern.parse().ok()).unwrap_or_else(|| Pattern::of_symbol(symbol)))
}

/// Every series, by symbol.
///
/// # Errors
/// [`SeriesRefusal::NotFound`] for those who may not see series.
pub async fn list(ctx: &Context, actor: &Actor) -> Result<Vec<SeriesPattern>, SeriesRefusal> {
    authorise(actor, Action::List)?;
    Ok(store::newest(&mut *ctx.pool.acquire().await?, ctx.node.as_str()).await?)
}

/// The versions of a series, the newest first.
///
/// # Errors
/// [`SeriesRefusal::NotFound`].
pub async fn history(ctx: &Context, actor: &Actor, symbol: &str) -> Result<Vec<SeriesPattern>, SeriesRefusal> {
    authorise(actor, Action::View)?;
    Ok(store::versions(&mut *ctx.pool.acquire().await?, ctx.node.as_str(), symbol).await?)
}

/// Where the series of an office stand in a year.
///
/// # Errors
/// [`SeriesRefusal::NotFound`].
pub async fn next_numbers(ctx: &Context, actor: &Actor, office: OfficeId, year: i32) -> Result<Vec<Standing>, SeriesRefusal> {
    authorise(actor, Action::View)?;
    Ok(store::standings(&mut *ctx.pool.acquire().await?, ctx.node.as_str(), office, year).await?)
}

/// Writes a series anew, or a new one. Papers issued before keep their numbers.
///
/// # Errors
/// [`SeriesRefusal`].
pub async fn change(ctx: &Context, actor: &Actor, symbol: &str, pattern: &str, name: &str) -> Result<(), SeriesRefusal> {
    authorise(actor, Action::Edit)?;
    let (symbol, name) = (nfc(symbol.trim()), nfc(name.trim()));
    let usable = |sign: char| sign.is_alphanumeric() || "-.&".contains(sign);
    if symbol.is_empty() || symbol.chars().count() > 40 || !symbol.chars().all(usable) {
        return Err(SeriesRefusal::Symbol);
    }
    if name.is_empty() || name.chars().count() > 200 {
        return Err(SeriesRefusal::Name);
    }
    let pattern: Pattern = pattern.parse()?;
    let mut tx = ctx.begin().await?;
    let others = store::newest(&mut tx, ctx.node.as_str()).await?;
    if let Some(other) = others.iter().find(|other| other.symbol != symbol && other.pattern == pattern.as_str()) {
        return Err(SeriesRefusal::Alike(other.symbol.clone()));
    }
    let version = others.iter().find(|one| one.symbol == symbol).map_or(0, |newest| newest.version) + 1;
    let new = SeriesPattern {
        symbol,
        version,
        pattern: pattern.as_str().to_owned(),
        name,
        changed_at: ctx.now(),
        changed_by: Some(actor.account),
    };
    store::insert(&mut tx, ctx.node.as_str(), &new).await?;
    let data = json!({ "symbol": new.symbol, "version": new.version, "pattern": new.pattern, "name": new.name });
    note(&mut tx, ctx, actor, "series.changed", &new.symbol, data).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the last change back, as long as no paper bears a number of it.
///
/// # Errors
/// [`SeriesRefusal::InUse`].
pub async fn undo(ctx: &Context, actor: &Actor, symbol: &str) -> Result<(), SeriesRefusal> {
    authorise(actor, Action::Edit)?;
    let mut conn = ctx.pool.acquire().await?;
    let versions = store::versions(&mut conn, ctx.node.as_str(), symbol).await?;
    let [last, before, ..] = versions.as_slice() else { return Err(SeriesRefusal::InUse) };
    if store::used_since(&mut conn, ctx.node.as_str(), symbol, last.changed_at).await? {
        return Err(SeriesRefusal::InUse);
    }
    drop(conn);
    change(ctx, actor, symbol, &before.pattern, &before.name).await
}

/// Lets the series of an office and year go on with `next`, for offices that numbered on paper before. Never backwards.
///
/// # Errors
/// [`SeriesRefusal::Backwards`].
pub async fn skip_to(ctx: &Context, actor: &Actor, (office, symbol, year): (OfficeId, &str, i32), next: i32) -> Result<(), SeriesRefusal> {
    authorise(actor, Action::Edit)?;
    let mut tx = ctx.begin().await?;
    let known = store::versions(&mut tx, ctx.node.as_str(), symbol).await?;
    if known.is_empty() {
        return Err(SeriesRefusal::NotFound);
    }
    if !(1..=1_000_000).contains(&next) || !store::skip(&mut tx, ctx.node.as_str(), (office, symbol, year), next).await? {
        return Err(SeriesRefusal::Backwards);
    }
    note(&mut tx, ctx, actor, "series.moved", symbol, json!({ "symbol": symbol, "office": office, "year": year, "next": next })).await?;
    tx.commit().await?;
    Ok(())
}

async fn note(conn: &mut PgConnection, ctx: &Context, actor: &Actor, kind: &'static str, symbol: &str, data: Value) -> Result<(), DbError> {
    let subject = crate::templates::subject_of(ctx.node.as_str(), &format!("series {symbol}"));
    let entry = NewEntry { office: None, actor: Some(actor.account), kind, subject_kind: "series", subject, data };
    journal::append(conn, ctx, entry).await?;
    Ok(())
}
