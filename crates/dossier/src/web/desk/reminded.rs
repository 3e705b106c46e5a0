//! The last reminder beside each row of the inbox.

use std::collections::BTreeMap;

use uuid::Uuid;
use web::Page;

use super::inbox::Row;
use crate::error::UseCaseError;
use crate::rules::Rung;
use crate::services::Services;
use crate::store::reminders;

/// Says at each row which reminder was given last: of the step, or of the dossier.
pub(super) async fn fill(services: &Services, page: &Page, rows: &mut [Row]) -> Result<(), UseCaseError> {
    let dossiers: Vec<Uuid> = rows.iter().map(|row| row.task.dossier.uuid()).collect();
    let given = {
        let mut conn = services.ctx.pool.acquire().await?;
        reminders::given(&mut conn, &services.ctx.node, &dossiers).await?
    };
    let mut last: BTreeMap<Uuid, Rung> = BTreeMap::new();
    for (thing, rung) in given {
        let kept = last.entry(thing).or_insert(rung);
        *kept = rung.max(*kept);
    }
    for row in rows.iter_mut().filter(|row| !row.task.stopped) {
        let of_either = last.get(&row.task.id.uuid()).max(last.get(&row.task.dossier.uuid()));
        row.reminded = of_either.map(|rung| page.t(&format!("dossier-reminded-{}", rung.code()))).unwrap_or_default();
    }
    Ok(())
}
