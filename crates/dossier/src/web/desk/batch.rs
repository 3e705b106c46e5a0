//! `/ban/quyet-dinh`: several dossiers of one procedure decided at once. Each has its preview, is decided in its own transaction, and one
//! that cannot be decided stops none of the others.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Action, Actor, Official};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum_extra::extract::Form;
use kernel::id::{DossierId, TaskId};
use serde::Deserialize;
use web::clock_view::Chip;
use web::page::{render, render_with};
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor};

use super::draft::print;
use super::shared::{failed, work_chip};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Outcome, State as Legal};
use crate::rules::DECISION_STEP;
use crate::services::{Services, may};
use crate::store::tasks::{TaskCursor, TaskFilter, TaskRow};
use crate::usecases::decide::{Decide, decide};
use crate::usecases::draft_result::draft_result;
use crate::usecases::read;

/// Most dossiers decided on at once.
const MOST: i64 = 50;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Code of the procedure; the one with the most urgent decision without it.
    thu_tuc: String,
}

/// What was sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    thu_tuc: String,
    /// Task and version of each ticked dossier, `task:version`.
    chon: Vec<String>,
    outcome: String,
    reason: String,
}

struct Row {
    task: TaskRow,
    chip: Option<Chip>,
    /// What the tick sends: the task, and the version of the dossier that was shown.
    value: String,
    chosen: bool,
}

/// What became of one of them.
struct Done {
    dossier: DossierId,
    code: String,
    applicant: String,
    /// Number of the result; empty when it was not decided.
    number: String,
    /// Why not; empty when it was.
    why: String,
}

#[derive(Template)]
#[template(path = "desk_batch.html")]
struct BatchPage {
    page: Page,
    procedures: Vec<Choice>,
    procedure_name: String,
    asked: Sent,
    outcomes: Vec<Choice>,
    rows: Vec<Row>,
    done: Vec<Done>,
    errors: FieldErrors,
}

impl BatchPage {
    fn worked(&self) -> usize {
        self.done.iter().filter(|one| one.why.is_empty()).count()
    }
}

/// Shows what waits for the actor's decision.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let sent = Sent { thu_tuc: asked.thu_tuc, ..Sent::default() };
    render(&load(&services, visitor, &actor, sent, (Vec::new(), FieldErrors::none())).await.map_err(failed)?)
}

/// Decides on each of those that were ticked.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let errors = wrong(&visitor, &sent);
    if !errors.is_empty() {
        let page = load(&services, visitor, &actor, sent, (Vec::new(), errors)).await.map_err(failed)?;
        return render_with(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let shown = waiting(&services, &actor).await.map_err(failed)?;
    let mut done = Vec::new();
    for chosen in sent.chon.iter().take(usize::try_from(MOST).unwrap_or_default()) {
        done.push(one(&services, &visitor, &actor, (&sent, chosen), &shown).await?);
    }
    let after = Sent { thu_tuc: sent.thu_tuc, ..Sent::default() };
    render(&load(&services, visitor, &actor, after, (done, FieldErrors::none())).await.map_err(failed)?)
}

fn wrong(visitor: &Visitor, sent: &Sent) -> FieldErrors {
    let mut errors = FieldErrors::none();
    let word = |key: &str| web::t(visitor.language, key);
    if sent.chon.is_empty() {
        errors.add("chon", word("dossier-batch-none-chosen"));
    }
    if outcome_of(sent).is_none() {
        errors.add("outcome", word("dossier-batch-no-outcome"));
    }
    if outcome_of(sent) == Some(Outcome::Refused) && sent.reason.trim().is_empty() {
        errors.add("reason", word("dossier-batch-no-reason"));
    }
    errors
}

fn outcome_of(sent: &Sent) -> Option<Outcome> {
    [Outcome::Approved, Outcome::Refused].into_iter().find(|outcome| outcome.code() == sent.outcome)
}

/// Decides on one of them and says what became of it. Only a failure of ours stops the others.
async fn one(
    services: &Services,
    visitor: &Visitor,
    actor: &Actor,
    (sent, chosen): (&Sent, &str),
    shown: &[TaskRow],
) -> Result<Done, PageError> {
    let (task, version) = chosen.split_once(':').unwrap_or((chosen, ""));
    let task: TaskId = task.parse().map_err(|_| PageError::NotFound)?;
    let row = shown.iter().find(|row| row.id == task);
    let command = Decide {
        task,
        version: Some(version.parse().map_err(|_| PageError::NotFound)?),
        outcome: outcome_of(sent).ok_or(PageError::NotFound)?,
        reason: sent.reason.clone(),
    };
    let blank = Done {
        dossier: row.map_or_else(|| DossierId::from_uuid(uuid::Uuid::nil()), |row| row.dossier),
        code: row.and_then(|row| row.code.clone()).unwrap_or_default(),
        applicant: row.map(|row| row.applicant_name.clone()).unwrap_or_default(),
        number: String::new(),
        why: String::new(),
    };
    match decide(services, actor, command).await {
        Ok(changed) => {
            let number = changed.dossier.decision.map(|decision| decision.paper.number).unwrap_or_default();
            Ok(Done { number, ..blank })
        }
        Err(UseCaseError::Refused(refusal)) => Ok(Done { why: words(visitor, &refusal), ..blank }),
        Err(failure) => Err(failed(failure)),
    }
}

fn words(visitor: &Visitor, refusal: &Refusal) -> String {
    refusal.words(visitor.language)
}

/// Decisions that wait and that the actor may take, the most urgent first.
async fn waiting(services: &Services, actor: &Actor) -> Result<Vec<TaskRow>, UseCaseError> {
    let filter = TaskFilter { steps: vec![DECISION_STEP.to_owned()], stopped: Some(false), ..TaskFilter::default() };
    read::inbox(services, actor, &filter, (TaskCursor::start(), 200)).await
}

async fn load(
    services: &Services,
    visitor: Visitor,
    actor: &Actor,
    asked: Sent,
    (done, errors): (Vec<Done>, FieldErrors),
) -> Result<BatchPage, UseCaseError> {
    let now = services.ctx.now();
    let page = Page::desk(visitor, Section::Inbox, "dossier-batch").as_of(now).with_errors(!errors.is_empty());
    let found = waiting(services, actor).await?;
    let mut procedures: BTreeMap<String, String> = BTreeMap::new();
    for row in &found {
        procedures.entry(row.procedure.clone()).or_insert_with(|| row.procedure_name.clone());
    }
    let chosen = if procedures.contains_key(&asked.thu_tuc) {
        asked.thu_tuc.clone()
    } else {
        found.first().map(|row| row.procedure.clone()).unwrap_or_default()
    };
    let mut rows = Vec::new();
    for task in found.into_iter().filter(|row| row.procedure == chosen).take(usize::try_from(MOST).unwrap_or_default()) {
        if let Some(row) = row(services, &page, actor, task, &asked).await? {
            rows.push(row);
        }
    }
    let outcome = |outcome: Outcome| {
        Choice::new(outcome.code(), page.t(&format!("dossier-work-decide-{}", outcome.code())), asked.outcome == outcome.code())
    };
    Ok(BatchPage {
        outcomes: [Outcome::Approved, Outcome::Refused].map(outcome).into(),
        procedure_name: procedures.get(&chosen).cloned().unwrap_or_default(),
        procedures: procedures.into_iter().map(|(code, name)| Choice::new(code.clone(), name, code == chosen)).collect(),
        asked: Sent { thu_tuc: chosen, ..asked },
        rows,
        done,
        errors,
        page,
    })
}

/// A dossier that can be ticked; nothing when the actor may not decide on it or somebody else holds it.
async fn row(services: &Services, page: &Page, actor: &Actor, task: TaskRow, asked: &Sent) -> Result<Option<Row>, UseCaseError> {
    let now = services.ctx.now();
    let held = task.holder.filter(|_| task.lease_until.is_none_or(|until| now < until));
    if held.is_some_and(|holder| holder != actor.account) {
        return Ok(None);
    }
    let Some((dossier, version)) = read::standing(services, actor, task.dossier).await? else { return Ok(None) };
    if !may(actor, Action::Decide, &dossier) || !matches!(dossier.state, Legal::Received | Legal::InProcess) {
        return Ok(None);
    }
    let value = format!("{}:{version}", task.id);
    let calendar = services.calendar_of(task.office).ok();
    let chip = calendar.and_then(|calendar| work_chip(page.language(), calendar, task.dossier_due_at, now));
    Ok(Some(Row { chip, chosen: asked.chon.contains(&value), value, task }))
}

/// What the preview of one of them asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Preview {
    ket_qua: String,
}

/// The draft of one result as PDF, in the words of the outcome; the reason is typed later.
pub(super) async fn preview(
    State(services): State<Arc<Services>>,
    Official(actor): Official,
    Path(id): Path<String>,
    Query(asked): Query<Preview>,
) -> Result<Response, PageError> {
    let id: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    let outcome = if asked.ket_qua == Outcome::Refused.code() { Outcome::Refused } else { Outcome::Approved };
    print(draft_result(&services, &actor, id, (outcome, "")).await.map_err(failed)?).await
}
