//! `/api/v1/tasks`: the inbox, taking work, doing a step.

use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::{DateTime, Utc};
use kernel::code::ProcedureCode;
use kernel::id::{AccountId, DossierId, OfficeId, TaskId};
use process::Variables;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Problem, t};

use super::answer::{DossierBody, changed};
use super::refused::{ReadProblems, WriteProblems, at};
use super::request::{Asked, Body, Caller, Parameters, Segment, body, expected_version, id, query};
use crate::error::UseCaseError;
use crate::model::Channel;
use crate::store::tasks::{TaskCursor, TaskFilter, TaskRow};
use crate::usecases::claim::{self as claiming};
use crate::usecases::complete::{self as usecase, Complete};
use crate::usecases::read;

/// Longest key of a step that is looked for, in characters.
const LONGEST_STEP: usize = 100;

/// Which tasks, and which page of them. Read as text, so that a wrong value gets an answer that names its field.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct TaskQuery {
    /// Only this procedure, by its code.
    #[param(example = "1.001193", pattern = r"^[0-9]\.[0-9]{6}$")]
    procedure: Option<String>,
    /// Only this step.
    #[param(example = "appraise", pattern = r"^[^\x00-\x1f\x7f-\x9f]*$", max_length = 100)]
    step: Option<String>,
    /// How the dossier came in.
    #[param(pattern = "^(counter|online|post)$")]
    channel: Option<String>,
    /// Only those whose clock stands still (`true`) or runs (`false`).
    #[param(value_type = Option<bool>)]
    stopped: Option<String>,
    /// Only those due up to this day.
    #[param(value_type = Option<String>, format = Date)]
    due_until: Option<String>,
    /// Only those the account itself holds.
    #[param(value_type = Option<bool>)]
    mine: Option<String>,
    /// Only those nobody holds.
    #[param(value_type = Option<bool>)]
    unclaimed: Option<String>,
    /// `next` of the page before: an instant in microseconds and an identifier.
    #[param(pattern = "^[0-9]{1,17}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    cursor: Option<String>,
    /// Tasks of a page, 1 to 200; 50 when it is missing.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

/// A task in the inbox.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskItem {
    /// Identifier.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) id: TaskId,
    /// Its dossier.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) dossier: DossierId,
    /// The step of the process.
    pub(crate) step: String,
    /// Where it waits.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) office: OfficeId,
    /// The role that does it.
    pub(crate) role: String,
    /// When it was opened.
    pub(crate) opened_at: DateTime<Utc>,
    /// When the step is due.
    pub(crate) due_at: Option<DateTime<Utc>>,
    /// When the dossier is due; null while the clock stands still.
    pub(crate) dossier_due_at: Option<DateTime<Utc>>,
    /// The clock stands still.
    pub(crate) stopped: bool,
    /// Who holds it.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub(crate) holder: Option<AccountId>,
    /// Until when.
    pub(crate) lease_until: Option<DateTime<Utc>>,
    /// Code of the dossier, once received.
    pub(crate) code: Option<String>,
    /// Code of the procedure.
    pub(crate) procedure: String,
    /// Name of the procedure.
    pub(crate) procedure_name: String,
    /// The applicant's name.
    pub(crate) applicant_name: String,
    /// How the dossier came in.
    pub(crate) channel: &'static str,
}

/// One page of the inbox, in the order the dossiers are due.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskPage {
    /// The tasks.
    pub(crate) items: Vec<TaskItem>,
    /// The `cursor` of the next page; null on the last.
    pub(crate) next: Option<String>,
}

/// How a step was done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CompleteRequest {
    /// One of the outcomes of the task.
    outcome: String,
    /// Words for the next officer.
    #[serde(default)]
    #[schema(max_length = 4000)]
    note: String,
    /// Facts for the process, such as how many offices to consult: flags, numbers, codes.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, VariableRequest>)]
    variables: Variables,
}

/// A fact, in the API's document.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes process::Value in the OpenAPI document")]
pub(crate) enum VariableRequest {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A code.
    Text(String),
}

/// Lists open work the account may see, in the order the dossiers are due.
#[utoipa::path(
    get, path = "/api/v1/tasks", operation_id = "listTasks", tag = "dossier", security(("bearer" = [])), params(TaskQuery),
    responses((status = 200, description = "A page of the inbox", body = TaskPage), ReadProblems)
)]
pub(crate) async fn list(caller: Caller, asked: Asked<TaskQuery>) -> Result<Json<TaskPage>, Problem> {
    let asked = query(caller.language, asked)?;
    let mut parameters = Parameters::new(caller.language);
    let filter = filter(&mut parameters, &asked, caller.actor.account);
    let after = parameters.read("cursor", asked.cursor.as_deref(), cursor).unwrap_or_else(TaskCursor::start);
    let limit = parameters.limit(asked.limit.as_deref());
    parameters.finish()?;
    let found = read::inbox(&caller.services, &caller.actor, &filter, (after, i64::from(limit) + 1)).await;
    let rows = found.map_err(|error| caller.problem(error))?;
    let has_more = rows.len() > usize::from(limit);
    let shown: Vec<TaskRow> = rows.into_iter().take(usize::from(limit)).collect();
    let next = shown.last().filter(|_| has_more).map(|row| format!("{}_{}", row.sort_at.timestamp_micros(), row.id));
    Ok(Json(TaskPage { items: shown.into_iter().map(TaskItem::from).collect(), next }))
}

fn filter(parameters: &mut Parameters, asked: &TaskQuery, own: AccountId) -> TaskFilter {
    let flag = |text: &str| text.parse::<bool>().ok();
    let procedure = parameters.read("procedure", asked.procedure.as_deref(), |text| text.parse::<ProcedureCode>().ok());
    TaskFilter {
        procedures: procedure.map(|code| code.to_string()).into_iter().collect(),
        steps: parameters.read("step", asked.step.as_deref(), step).into_iter().collect(),
        channels: parameters.read("channel", asked.channel.as_deref(), Channel::from_code).into_iter().collect(),
        stopped: parameters.read("stopped", asked.stopped.as_deref(), flag),
        due_until: parameters.read("due_until", asked.due_until.as_deref(), |text| text.parse().ok()),
        holders: parameters.read("mine", asked.mine.as_deref(), flag).filter(|mine| *mine).map(|_| own).into_iter().collect(),
        unclaimed: parameters.read("unclaimed", asked.unclaimed.as_deref(), flag).unwrap_or(false),
        ..TaskFilter::default()
    }
}

fn step(text: &str) -> Option<String> {
    let plain = text.chars().count() <= LONGEST_STEP && text.chars().all(|letter| !letter.is_control());
    plain.then(|| text.to_owned())
}

/// A cursor is the place of the last task: its instant in microseconds and its identifier. Only instants a due date can have.
fn cursor(text: &str) -> Option<TaskCursor> {
    let (micros, id) = text.split_once('_')?;
    let micros = micros.parse().ok().filter(|micros| (0..=LAST_INSTANT).contains(micros))?;
    Some(TaskCursor { sort_at: DateTime::from_timestamp_micros(micros)?, id: id.parse().ok()? })
}

/// The end of the year 9999, in microseconds.
const LAST_INSTANT: i64 = 253_402_300_799_999_999;

impl From<TaskRow> for TaskItem {
    fn from(row: TaskRow) -> Self {
        Self {
            id: row.id,
            dossier: row.dossier,
            step: row.key,
            office: row.office,
            role: row.role,
            opened_at: row.opened_at,
            due_at: row.due_at,
            dossier_due_at: row.dossier_due_at,
            stopped: row.stopped,
            holder: row.holder,
            lease_until: row.lease_until,
            code: row.code,
            procedure: row.procedure,
            procedure_name: row.procedure_name,
            applicant_name: row.applicant_name,
            channel: row.channel.code(),
        }
    }
}

/// Takes a task, or renews one's own claim.
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/claim", operation_id = "claimTask", tag = "dossier", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "Identifier of the task")),
    responses((status = 200, description = "The dossier of the task", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn claim(caller: Caller, segment: Segment) -> Result<Response, Problem> {
    let task = id(caller.language, segment)?;
    let claimed = claiming::claim(&caller.services, &caller.actor, task).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &claimed))
}

/// Does a step of the internal process.
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/completion", operation_id = "completeTask", tag = "dossier", security(("bearer" = [])),
    request_body = CompleteRequest,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the task"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version of the dossier that was looked at, or *")),
    responses((status = 200, description = "The dossier after the step", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn complete(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let task = id(caller.language, segment)?;
    let version = expected_version(caller.language, &headers)?;
    let CompleteRequest { outcome, note, variables } = body(caller.language, sent)?;
    let command = Complete { task, version, outcome, note, variables };
    match usecase::complete(&caller.services, &caller.actor, command).await {
        Ok(done) => Ok(changed(&caller.actor, &done)),
        // Task and outcome were checked before the process ran: what it stumbles over is a fact the caller gave, or failed to give.
        Err(UseCaseError::Process(error)) => Err(unusable(&caller, &error)),
        Err(error) => Err(caller.problem(error)),
    }
}

fn unusable(caller: &Caller, error: &str) -> Problem {
    tracing::warn!(error, "a step was given facts its process cannot use");
    let words = t(caller.language, "dossier-rest-variables");
    let mut problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "variables_unusable", words.clone());
    problem.errors.push(at("/variables", "variables_unusable", words));
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_cursors_that_were_given_out_are_read() {
        for (text, expected) in [
            ("1750000000000000_01890a5d-ac96-774b-bcce-b302099a8057", true),
            ("-1_01890a5d-ac96-774b-bcce-b302099a8057", false),
            ("9223372036854775807_01890a5d-ac96-774b-bcce-b302099a8057", false),
            ("1750000000000000_x", false),
            ("1750000000000000", false),
            ("", false),
        ] {
            assert_eq!(cursor(text).is_some(), expected, "{text}");
        }
    }
}
