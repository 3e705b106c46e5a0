//! A dossier as the API shows it.

use access::Actor;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::{AccountId, DocumentId, DossierId, OfficeId, TaskId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::turned::{ConsultationBody, ExtensionBody, PaymentBody};
use crate::model::{Content, Decision, Dossier, Paper, Supplement, Task};
use crate::usecases::Changed;

/// A dossier.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DossierBody {
    /// Identifier.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) id: DossierId,
    /// Version, also in `ETag`: send it in `If-Match` when writing.
    pub(crate) version: i32,
    /// Legal state.
    #[schema(example = "in_process")]
    pub(crate) state: &'static str,
    /// Degree of completion.
    #[schema(example = "in_work")]
    pub(crate) stage: &'static str,
    /// Code, once received.
    #[schema(example = "H49.36.01-251124-0001")]
    pub(crate) code: Option<String>,
    /// Code of the procedure.
    #[schema(example = "1.001193")]
    pub(crate) procedure: String,
    /// Version of the procedure on the day it was handed in.
    pub(crate) procedure_version: i32,
    /// Name of the procedure on that day.
    pub(crate) procedure_name: String,
    /// `counter`, `online` or `post`.
    pub(crate) channel: &'static str,
    /// How the result is wanted: `counter`, `online` or `post`.
    pub(crate) return_way: &'static str,
    /// The one-stop shop that receives.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) receiving_office: OfficeId,
    /// The office that solves.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) solving_office: OfficeId,
    /// The office that owns it now.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) owner_office: OfficeId,
    /// When it was handed in.
    pub(crate) submitted_at: DateTime<Utc>,
    /// When it was received.
    pub(crate) received_at: Option<DateTime<Utc>>,
    /// By when somebody has to act; null while the clock stands still and after the end.
    pub(crate) due_at: Option<DateTime<Utc>>,
    /// The due date first promised.
    pub(crate) original_due_at: Option<DateTime<Utc>>,
    /// The clock stands still.
    pub(crate) stopped: bool,
    /// When it was closed for good.
    pub(crate) closed_at: Option<DateTime<Utc>>,
    /// What was asked to be completed.
    pub(crate) supplement: Option<SupplementBody>,
    /// Payments the applicant was told of, in order.
    pub(crate) payments: Vec<PaymentBody>,
    /// The apology with a new date, if there was one.
    pub(crate) extension: Option<ExtensionBody>,
    /// The applicant's wish to stop waits for the one-stop shop.
    pub(crate) stop_asked: bool,
    /// Opinions asked of other offices; for officials.
    pub(crate) consultations: Vec<ConsultationBody>,
    /// The decision.
    pub(crate) decision: Option<DecisionBody>,
    /// Open work; for officials.
    pub(crate) tasks: Vec<TaskBody>,
}

/// What was asked to be completed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SupplementBody {
    /// Everything that is missing.
    pub(crate) items: Vec<SupplementItemBody>,
    /// The rule it rests on; may be empty.
    pub(crate) legal_basis: String,
    /// When it was asked for.
    pub(crate) asked_at: DateTime<Utc>,
    /// When the applicant answered.
    pub(crate) supplied_at: Option<DateTime<Utc>>,
}

/// One missing or wrong thing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SupplementItemBody {
    /// The paper or field that is meant.
    pub(crate) subject: String,
    /// What is wrong with it and what would be right.
    pub(crate) reason: String,
}

/// A decision.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DecisionBody {
    /// `approved` or `refused`.
    pub(crate) outcome: &'static str,
    /// Reasons.
    pub(crate) reason: String,
    /// When it was taken.
    pub(crate) decided_at: DateTime<Utc>,
    /// `early`, `on_time` or `late`.
    pub(crate) timeliness: String,
    /// Number of the result paper.
    pub(crate) number: String,
    /// Identifier under which anybody may verify the paper, at `/kiem-tra/{verification}`.
    pub(crate) verification: String,
}

/// A piece of open work on a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskBody {
    /// Identifier.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) id: TaskId,
    /// The step of the process.
    #[schema(example = "appraise")]
    pub(crate) step: String,
    /// Where it waits.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) office: OfficeId,
    /// The role that does it.
    #[schema(example = "processing_officer")]
    pub(crate) role: String,
    /// When it was opened.
    pub(crate) opened_at: DateTime<Utc>,
    /// When it is due.
    pub(crate) due_at: Option<DateTime<Utc>>,
    /// Who holds it.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub(crate) holder: Option<AccountId>,
    /// Until when.
    pub(crate) lease_until: Option<DateTime<Utc>>,
    /// Outcomes that `completeTask` takes.
    pub(crate) outcomes: Vec<String>,
}

/// What was declared. Reading it is noted and shown to the applicant.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ContentBody {
    /// The applicant.
    pub(crate) applicant: ApplicantBody,
    /// The filled form.
    pub(crate) declaration: Value,
    /// The papers.
    pub(crate) papers: Vec<PaperBody>,
}

/// An applicant.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApplicantBody {
    /// Full name.
    pub(crate) name: String,
    /// Personal number, 12 digits.
    pub(crate) personal_number: Option<String>,
    /// Date of birth.
    pub(crate) born: Option<NaiveDate>,
    /// `male` or `female`.
    pub(crate) sex: Option<&'static str>,
    /// Address.
    pub(crate) address: String,
    /// Telephone number.
    pub(crate) phone: String,
    /// E-mail address.
    pub(crate) email: String,
}

/// A paper of a dossier.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PaperBody {
    /// What it is.
    pub(crate) name: String,
    /// `original`, `copy`, `electronic` or `shown`.
    pub(crate) form: &'static str,
    /// How many.
    pub(crate) copies: u16,
    /// Its file, for `downloadDocument`.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub(crate) document: Option<DocumentId>,
    /// Name of its file.
    pub(crate) file_name: Option<String>,
}

impl DossierBody {
    /// The dossier as `actor` may see it: work inside is no matter of the applicant.
    pub(super) fn of(dossier: &Dossier, actor: &Actor) -> Self {
        let opening = &dossier.opening;
        let tasks = if actor.is_official() { dossier.tasks.iter().map(TaskBody::from).collect() } else { Vec::new() };
        Self {
            id: dossier.id,
            version: dossier.version,
            state: dossier.state.code(),
            stage: dossier.state.stage().code(),
            code: dossier.code.as_ref().map(ToString::to_string),
            procedure: opening.procedure.to_string(),
            procedure_version: opening.procedure_version,
            procedure_name: opening.procedure_name.clone(),
            channel: opening.channel.code(),
            return_way: opening.return_way.code(),
            receiving_office: opening.receiving_office,
            solving_office: opening.solving_office,
            owner_office: dossier.owner_office,
            submitted_at: dossier.submitted_at,
            received_at: dossier.received_at,
            due_at: dossier.due().filter(|_| dossier.decision.is_none() && dossier.closed_at.is_none()),
            original_due_at: dossier.clock.as_ref().map(|clock| clock.original_due),
            stopped: dossier.is_stopped(),
            closed_at: dossier.closed_at,
            supplement: dossier.supplement.as_ref().map(SupplementBody::from),
            payments: dossier.payments.iter().map(PaymentBody::from).collect(),
            extension: dossier.extension.as_ref().map(ExtensionBody::from),
            stop_asked: dossier.waiting_stop().is_some(),
            consultations: dossier.consultations.iter().filter(|_| actor.is_official()).map(ConsultationBody::from).collect(),
            decision: dossier.decision.as_ref().map(DecisionBody::from),
            tasks,
        }
    }
}

impl From<&Supplement> for SupplementBody {
    fn from(supplement: &Supplement) -> Self {
        let items = supplement.items.iter();
        Self {
            items: items.map(|item| SupplementItemBody { subject: item.subject.clone(), reason: item.reason.clone() }).collect(),
            legal_basis: supplement.legal_basis.clone(),
            asked_at: supplement.asked_at,
            supplied_at: supplement.supplied_at,
        }
    }
}

impl From<&Decision> for DecisionBody {
    fn from(decision: &Decision) -> Self {
        Self {
            outcome: decision.outcome.code(),
            reason: decision.reason.clone(),
            decided_at: decision.decided_at,
            timeliness: decision.timeliness.clone(),
            number: decision.paper.number.clone(),
            verification: decision.paper.verification.clone(),
        }
    }
}

impl From<&Task> for TaskBody {
    fn from(task: &Task) -> Self {
        Self {
            id: task.id,
            step: task.key.clone(),
            office: task.office,
            role: task.role.clone(),
            opened_at: task.opened_at,
            due_at: task.due_at,
            holder: task.holder,
            lease_until: task.lease_until,
            outcomes: task.outcomes.clone(),
        }
    }
}

impl From<Content> for ContentBody {
    fn from(content: Content) -> Self {
        let applicant = content.applicant;
        Self {
            applicant: ApplicantBody {
                name: applicant.name,
                personal_number: applicant.personal_number,
                born: applicant.born,
                sex: applicant.sex.map(kernel::card::Sex::code),
                address: applicant.address,
                phone: applicant.phone,
                email: applicant.email,
            },
            declaration: content.declaration,
            papers: content.papers.into_iter().map(PaperBody::from).collect(),
        }
    }
}

impl From<Paper> for PaperBody {
    fn from(paper: Paper) -> Self {
        Self { name: paper.name, form: paper.form.code(), copies: paper.copies, document: paper.document, file_name: paper.file_name }
    }
}

/// The tag of a version.
pub(super) fn tag(version: i32) -> String {
    format!("\"{version}\"")
}

/// The dossier after a write, with its new version.
pub(super) fn changed(actor: &Actor, changed: &Changed) -> Response {
    tagged(&changed.dossier, Json(DossierBody::of(&changed.dossier, actor)).into_response())
}

/// A dossier that was made, or that an earlier request with the same key made.
pub(super) fn created(actor: &Actor, made: &Changed) -> Response {
    let mut response = changed(actor, made);
    *response.status_mut() = if made.replayed { StatusCode::OK } else { StatusCode::CREATED };
    if let Ok(address) = HeaderValue::from_str(&format!("/api/v1/dossiers/{}", made.dossier.id)) {
        response.headers_mut().insert(header::LOCATION, address);
    }
    response
}

/// Puts the version on an answer and keeps it out of shared caches.
pub(super) fn tagged(dossier: &Dossier, mut response: Response) -> Response {
    if let Ok(tag) = HeaderValue::from_str(&tag(dossier.version)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}
