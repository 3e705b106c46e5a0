//! Labels of an office: made, named anew, thrown away, put on dossiers and taken off.

use access::{Action, Actor, Role};
use journal::NewEntry;
use kernel::id::{DossierId, LabelId, OfficeId};
use serde_json::json;
use sqlx::PgConnection;

use crate::error::{Refusal, UseCaseError, required};
use crate::model::{Label, LabelColour};
use crate::services::{Services, authorise};
use crate::store::{dossiers, labels};

/// Longest name, in characters.
const LONGEST_NAME: usize = 40;
/// Most labels of one office: more are no help.
const MOST: usize = 40;

/// The offices in which the actor works at the desk, without those below them.
#[must_use]
pub fn desks(actor: &Actor) -> Vec<OfficeId> {
    let works = |role: Role| matches!(role, Role::IntakeOfficer | Role::ProcessingOfficer | Role::UnitHead | Role::OneStopHead);
    let mut offices: Vec<OfficeId> = actor.grants.iter().filter(|grant| works(grant.role)).filter_map(|grant| grant.office).collect();
    offices.dedup();
    offices
}

/// The labels of the offices the actor works in, by name.
///
/// # Errors
/// When the database fails.
pub async fn labels(services: &Services, actor: &Actor) -> Result<Vec<Label>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(labels::of_offices(&mut conn, &services.ctx.node, &desks(actor)).await?)
}

/// The labels on these dossiers that the actor's offices put there.
///
/// # Errors
/// When the database fails.
pub async fn labels_on(services: &Services, actor: &Actor, dossiers: &[DossierId]) -> Result<Vec<(DossierId, LabelId)>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(labels::on(&mut conn, &services.ctx.node, dossiers, &desks(actor)).await?)
}

/// Makes a label for the actor's first office, or gives the one named another name and colour.
///
/// # Errors
/// `missing`, `too_long`, `name_taken`, `too_many`; `not_found` for a label of another office; `not_allowed` without an office.
pub async fn keep(
    services: &Services,
    actor: &Actor,
    id: Option<LabelId>,
    name: &str,
    colour: LabelColour,
) -> Result<LabelId, UseCaseError> {
    let name = required("name", name, LONGEST_NAME)?;
    let office = *desks(actor).first().ok_or(Refusal::NotAllowed)?;
    let mut tx = services.ctx.begin().await?;
    let known = labels::of_offices(&mut tx, &services.ctx.node, &desks(actor)).await?;
    let label = match id {
        Some(id) => {
            let before = known.into_iter().find(|label| label.id == id).ok_or(Refusal::NotFound)?;
            Label { name, colour, ..before }
        }
        None if known.iter().filter(|label| label.office == office).count() >= MOST => return Err(Refusal::TooMany { limit: MOST }.into()),
        None => Label { id: LabelId::new(&*services.ctx.clock, &*services.ctx.entropy), office, name, colour },
    };
    if !labels::save(&mut tx, &services.ctx.node, &label, services.ctx.now()).await? {
        return Err(Refusal::NameTaken.into());
    }
    write(services, &mut tx, actor, &label, "dossier.label_kept", json!({ "name": label.name, "colour": label.colour })).await?;
    tx.commit().await?;
    Ok(label.id)
}

/// Throws a label away; no dossier carries it any more.
///
/// # Errors
/// `not_found` for a label of another office.
pub async fn throw_away(services: &Services, actor: &Actor, id: LabelId) -> Result<(), UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let label = own(services, &mut tx, actor, id).await?;
    labels::delete(&mut tx, &services.ctx.node, id).await?;
    write(services, &mut tx, actor, &label, "dossier.label_thrown_away", json!({ "name": label.name })).await?;
    tx.commit().await?;
    Ok(())
}

/// What is done with a label and a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Labelling {
    /// It is put on.
    Put,
    /// It is taken off.
    Take,
}

/// Puts a label on a dossier the actor may see, or takes it off.
///
/// # Errors
/// `not_found` for a dossier the actor may not see or a label of another office; `nothing_changed`.
pub async fn mark(services: &Services, actor: &Actor, dossier: DossierId, id: LabelId, what: Labelling) -> Result<(), UseCaseError> {
    let node = &services.ctx.node;
    let mut tx = services.ctx.begin().await?;
    let label = own(services, &mut tx, actor, id).await?;
    let found = dossiers::find(&mut tx, node, dossier).await?.ok_or(Refusal::NotFound)?;
    authorise(actor, Action::View, &found.dossier)?;
    let (changed, kind) = match what {
        Labelling::Put => (labels::put(&mut tx, node, dossier, id).await?, "dossier.label_put"),
        Labelling::Take => (labels::take(&mut tx, node, dossier, id).await?, "dossier.label_taken"),
    };
    if !changed {
        return Err(Refusal::NothingChanged.into());
    }
    write(services, &mut tx, actor, &label, kind, json!({ "dossier": dossier })).await?;
    tx.commit().await?;
    Ok(())
}

/// A label of an office the actor works in.
async fn own(services: &Services, conn: &mut PgConnection, actor: &Actor, id: LabelId) -> Result<Label, UseCaseError> {
    let known = labels::of_offices(conn, &services.ctx.node, &desks(actor)).await?;
    Ok(known.into_iter().find(|label| label.id == id).ok_or(Refusal::NotFound)?)
}

async fn write(
    services: &Services,
    conn: &mut PgConnection,
    actor: &Actor,
    label: &Label,
    kind: &str,
    data: serde_json::Value,
) -> Result<(), UseCaseError> {
    let (office, actor) = (Some(label.office), Some(actor.account));
    journal::append(conn, &services.ctx, NewEntry { office, actor, kind, subject_kind: "label", subject: label.id.uuid(), data }).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LabelColour;

    #[test]
    fn every_colour_is_found_by_its_code() {
        for colour in LabelColour::ALL {
            assert_eq!(LabelColour::from_code(colour.code()), Some(colour));
        }
        assert_eq!(LabelColour::from_code("pink"), None);
    }

    #[test]
    fn only_people_of_the_desk_have_an_office_with_labels() {
        let office = OfficeId::from(uuid::Uuid::from_u128(7));
        let grant = |role| access::Grant { role, office: Some(office), subtree: Vec::new() };
        let actor = |role| Actor {
            account: kernel::id::AccountId::from(uuid::Uuid::from_u128(1)),
            name: String::new(),
            kind: access::AccountKind::Official,
            language: "vi".to_owned(),
            grants: vec![grant(role), grant(role)],
        };
        assert_eq!(desks(&actor(Role::ProcessingOfficer)), [office]);
        assert_eq!(desks(&actor(Role::Auditor)), []);
    }
}
