//! Looks into the tracking book of a one-stop shop. Whoever may list all dossiers of the shop may read its book.

use access::{Action, Actor, Facts, Resource};
use kernel::id::OfficeId;
use organisation::Office;
use sqlx::types::Uuid;

use crate::error::UseCaseError;
use crate::services::Services;
use crate::store::book::{self, Book, BookRow, Part};
use crate::tally::local_day;

/// Why addresses of a whole book are seen; shown to the applicants.
const PURPOSE: &str = "book";

/// What a look at the book shows of the applicants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Their names, as every list does.
    Names,
    /// Addresses and telephones too, for those who may see what was declared to the shop.
    Declared,
}

/// The one-stop shops whose books the actor may read.
#[must_use]
pub fn shops(services: &Services, actor: &Actor) -> Vec<Office> {
    let scope = access::scope(actor, Resource::Dossier, Action::List);
    let directory = services.directory();
    let mine = |office: &&Office| scope.all || scope.offices.contains(&office.id);
    directory.one_stop_offices().filter(mine).cloned().collect()
}

/// The books of a shop, the newest first; none for those who may not read them.
///
/// # Errors
/// When the database fails.
pub async fn books(services: &Services, actor: &Actor, office: OfficeId) -> Result<Vec<Book>, UseCaseError> {
    let rights = access::scope(actor, Resource::Dossier, Action::List).filter();
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(book::books(&mut conn, &services.ctx.node, &rights, office).await?)
}

/// One page of a part of a book, by ordinal, after the ordinal `page` begins with. A look at addresses and telephones is noted and shown to
/// the applicants, once a day.
///
/// # Errors
/// When the database fails.
pub async fn lines(services: &Services, actor: &Actor, part: &Part, page: (i32, i64), seen: Seen) -> Result<Vec<BookRow>, UseCaseError> {
    let rights = access::scope(actor, Resource::Dossier, Action::List).filter();
    let facts = Facts { owner: None, assignee: None, office: Some(part.office) };
    let declared = seen == Seen::Declared && access::may(actor, Resource::Dossier, Action::ViewContent, &facts);
    let mut tx = services.ctx.begin().await?;
    let rows = book::page(&mut tx, &services.ctx.node, &rights, (part, declared), page).await?;
    if declared && !rows.is_empty() {
        note(services, &mut tx, actor, part, &rows).await?;
    }
    tx.commit().await?;
    Ok(rows)
}

async fn note(
    services: &Services,
    conn: &mut sqlx::PgConnection,
    actor: &Actor,
    part: &Part,
    rows: &[BookRow],
) -> Result<(), UseCaseError> {
    let now = services.ctx.now();
    let day = local_day(services.calendar_of(part.office)?, now);
    let dossiers: Vec<Uuid> = rows.iter().map(|row| row.dossier.uuid()).collect();
    let who = (dossiers.as_slice(), actor.account.uuid());
    if book::note_readings(conn, &services.ctx.node, who, PURPOSE, (day, now)).await? == 0 {
        return Ok(());
    }
    let ends = rows.first().zip(rows.last()).map(|(first, last)| [first.ordinal, last.ordinal]);
    let entry = journal::NewEntry {
        office: actor.office(),
        actor: Some(actor.account),
        kind: "book.read",
        subject_kind: "book",
        subject: part.office.uuid(),
        data: serde_json::json!({ "year": part.year, "ordinals": ends, "purpose": PURPOSE }),
    };
    journal::append(conn, &services.ctx, entry).await?;
    Ok(())
}
