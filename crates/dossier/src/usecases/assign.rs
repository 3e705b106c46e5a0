//! Give work to an officer: one task, or everything an absent officer holds.

use access::api::Colleague;
use access::{Action, Actor, Facts, Resource, Role};
use kernel::id::{AccountId, OfficeId, TaskId};
use sqlx::PgConnection;

use super::Changed;
use super::change::{Locked, lock};
use crate::error::{Refusal, UseCaseError};
use crate::model::Task;
use crate::rules;
use crate::services::Services;
use crate::store::tasks;

/// A task and whose it becomes.
#[derive(Debug, Clone)]
pub struct Assign {
    /// The task.
    pub task: TaskId,
    /// The version of the dossier the head saw; a hand-over of many asks for none.
    pub version: Option<i32>,
    /// Whose it becomes.
    pub holder: AccountId,
    /// Why, when the head says so.
    pub reason: String,
}

/// Gives a task to an officer of the office it is in, whoever held it.
///
/// # Errors
/// `task_not_found`; `not_allowed` unless the actor heads the office; `not_their_work` for somebody who may not do it; `nothing_changed`.
pub async fn assign(services: &Services, actor: &Actor, command: Assign) -> Result<Changed, UseCaseError> {
    let mut tx = services.ctx.begin().await?;
    let locked = lock_open(services, &mut tx, actor, &command).await?;
    let task = locked.before.dossier.task(command.task).ok_or(Refusal::TaskNotFound)?;
    if !may_assign(actor, task) {
        return Err(Refusal::NotAllowed.into());
    }
    let staff = access::api::colleagues(&mut tx, task.office, locked.now).await?;
    if !staff.iter().any(|colleague| colleague.account == command.holder && can_do(colleague, task)) {
        return Err(Refusal::NotTheirWork.into());
    }
    let event = rules::assign(&locked.before.dossier, command.task, command.holder, &command.reason)?;
    let dossier = locked.record(services, &mut tx, actor.account, &[event]).await?;
    tx.commit().await?;
    Ok(Changed { dossier, replayed: false })
}

async fn lock_open(services: &Services, conn: &mut PgConnection, actor: &Actor, command: &Assign) -> Result<Locked, UseCaseError> {
    let id = tasks::dossier_of(conn, &services.ctx.node, command.task).await?.ok_or(Refusal::TaskNotFound)?;
    match lock(services, conn, actor, Action::View, id, command.version).await {
        Err(UseCaseError::Refused(Refusal::NotFound)) => Err(Refusal::TaskNotFound.into()),
        other => other,
    }
}

/// May the actor give this work to others?
pub(crate) fn may_assign(actor: &Actor, task: &Task) -> bool {
    access::may(actor, Resource::Task, Action::Assign, &Facts { owner: None, assignee: task.holder, office: Some(task.office) })
}

/// Has the official the role the task asks for? A head may do the work of the unit.
pub(crate) fn can_do(colleague: &Colleague, task: &Task) -> bool {
    let role = |role: &Role| role.code() == task.role || (*role == Role::UnitHead && task.role != Role::IntakeOfficer.code());
    colleague.roles.iter().any(role)
}

/// The officials the actor may give `task` to, by name.
pub(crate) async fn candidates(services: &Services, actor: &Actor, task: &Task) -> Result<Vec<Colleague>, UseCaseError> {
    if !may_assign(actor, task) {
        return Ok(Vec::new());
    }
    let mut conn = services.ctx.pool.acquire().await?;
    let staff = access::api::colleagues(&mut conn, task.office, services.ctx.now()).await?;
    Ok(staff.into_iter().filter(|colleague| can_do(colleague, task)).collect())
}

/// What became of handing one officer's work over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandedOver {
    /// Tasks that have the new holder.
    pub given: usize,
    /// Tasks that stay where they are, with the reason.
    pub left: Vec<(TaskId, Refusal)>,
}

/// What an officer holds in an office the actor heads: key, name and number of each step.
///
/// # Errors
/// `not_allowed` unless the actor heads the office.
pub async fn held_by_step(
    services: &Services,
    actor: &Actor,
    office: OfficeId,
    holder: AccountId,
) -> Result<Vec<(String, String, i64)>, UseCaseError> {
    if !access::may(actor, Resource::Task, Action::Assign, &Facts { owner: None, assignee: None, office: Some(office) }) {
        return Err(Refusal::NotAllowed.into());
    }
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(tasks::steps_held(&mut conn, &services.ctx.node, (office, holder), AT_ONCE).await?)
}

/// Most tasks handed over in one go; more are handed over by doing it again.
const AT_ONCE: i64 = 500;

/// Gives everything `from` holds in `office` to `to`: each task by itself, so that one that cannot be given stops no other.
///
/// # Errors
/// `not_allowed` unless the actor heads the office; failures of the database. What was given until then stays given.
pub async fn hand_over_work(
    services: &Services,
    actor: &Actor,
    office: OfficeId,
    (from, to): (AccountId, AccountId),
    reason: &str,
) -> Result<HandedOver, UseCaseError> {
    let head = Facts { owner: None, assignee: None, office: Some(office) };
    if !access::may(actor, Resource::Task, Action::Assign, &head) {
        return Err(Refusal::NotAllowed.into());
    }
    let mut conn = services.ctx.pool.acquire().await?;
    let held = tasks::held_in(&mut conn, &services.ctx.node, office, from, AT_ONCE).await?;
    drop(conn);
    let mut done = HandedOver::default();
    for task in held {
        match assign(services, actor, Assign { task, version: None, holder: to, reason: reason.to_owned() }).await {
            Ok(_) => done.given += 1,
            Err(UseCaseError::Refused(refusal)) => done.left.push((task, refusal)),
            Err(failure) => return Err(failure),
        }
    }
    Ok(done)
}
