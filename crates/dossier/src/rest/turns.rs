//! What happens to a dossier beside its steps: payment, apology, stopping, opinions, corrections, notes; and giving work to others.

use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use kernel::id::{AccountId, DossierId, OfficeId};
use kernel::money::Dong;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::Problem;

use super::answer::{DossierBody, changed};
use super::declared;
use super::refused::WriteProblems;
use super::request::{Body, Caller, Segment, body, expected_version, id};
use crate::usecases::assign::{Assign, assign};
use crate::usecases::consult::{Consult, answer, consult};
use crate::usecases::correct::{Correct, correct};
use crate::usecases::extend::extend;
use crate::usecases::note::{confirm_transfer, note};
use crate::usecases::pay::{self, RequestPayment};
use crate::usecases::read::open;
use crate::usecases::stop::{self, stop};

/// A payment the applicant owes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequestPaymentBody {
    /// What for.
    #[schema(min_length = 1, max_length = 400)]
    purpose: String,
    /// How much, in whole đồng, when it is known.
    #[schema(minimum = 1)]
    amount: Option<i64>,
    /// Number and date of the notice, to whom to pay.
    #[serde(default)]
    #[schema(max_length = 1000)]
    reference: String,
}

/// Proof of a payment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProofBody {
    /// Number and date of the receipt.
    #[schema(min_length = 1, max_length = 400)]
    proof: String,
}

/// An apology with a new day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApologyBody {
    /// Why it is late, in words for the applicant.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
    /// The day that is promised now.
    new_due: NaiveDate,
}

/// A reason that may be left out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReasonBody {
    /// Why.
    #[serde(default)]
    #[schema(max_length = 2000)]
    reason: String,
}

/// How a dossier is stopped.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StopBody {
    /// The reason of a wish that came on paper; left out when the applicant asked online.
    #[schema(max_length = 2000)]
    on_paper: Option<String>,
    /// Words of the shop for the applicant.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: String,
}

/// A question to another office.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsultBody {
    /// Who is asked.
    #[schema(value_type = String, format = Uuid)]
    office: OfficeId,
    /// What is asked.
    #[schema(min_length = 1, max_length = 4000)]
    question: String,
    /// Working days the office is given.
    #[schema(minimum = 1, maximum = 60)]
    days: u16,
}

/// A declaration as it should be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectBody {
    /// The whole form.
    #[schema(value_type = Object)]
    declaration: Value,
    /// Why; the applicant reads it.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// A note for colleagues.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoteBody {
    /// The words; no applicant sees them.
    #[schema(min_length = 1, max_length = 4000)]
    note: String,
}

/// An opinion.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpinionBody {
    /// The answer.
    #[schema(min_length = 1, max_length = 4000)]
    answer: String,
}

/// Whose a task becomes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssignBody {
    /// The official.
    #[schema(value_type = String, format = Uuid)]
    holder: AccountId,
    /// Why, when there is something to say.
    #[serde(default)]
    #[schema(max_length = 1000)]
    reason: String,
}

/// The dossier and the version that was looked at.
fn seen(caller: &Caller, segment: Segment, headers: &HeaderMap) -> Result<(DossierId, Option<i32>), Problem> {
    Ok((id(caller.language, segment)?, expected_version(caller.language, headers)?))
}

/// Tells the applicant of a payment. The clock stands still until there is proof of it.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/payment-requests", operation_id = "requestPayment", tag = "dossier", security(("bearer" = [])),
    request_body = RequestPaymentBody,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The dossier after it", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn request_payment(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let seen = seen(&caller, segment, &headers)?;
    let RequestPaymentBody { purpose, amount, reference } = body(caller.language, sent)?;
    let command = RequestPayment { dossier: seen.0, version: seen.1, purpose, amount: amount.map(Dong), reference };
    let done = pay::request_payment(&caller.services, &caller.actor, command).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &done))
}

/// Writes down proof of payment. The clock goes on.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/payments", operation_id = "confirmPayment", tag = "dossier", security(("bearer" = [])),
    request_body = ProofBody,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The dossier after it", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn confirm_payment(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let seen = seen(&caller, segment, &headers)?;
    let ProofBody { proof } = body(caller.language, sent)?;
    let done = pay::confirm_payment(&caller.services, &caller.actor, seen, &proof).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &done))
}

/// Apologises for a delay and promises a new day, once. Asked later than the working day before the due date, the limit in force does not move.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/apology", operation_id = "apologise", tag = "dossier", security(("bearer" = [])),
    request_body = ApologyBody,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The dossier after it", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn apologise(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let seen = seen(&caller, segment, &headers)?;
    let ApologyBody { reason, new_due } = body(caller.language, sent)?;
    let done = extend(&caller.services, &caller.actor, seen, &reason, new_due).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &done))
}

/// Asks the one-stop shop to stop a received dossier; for its applicant.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/stop-requests", operation_id = "askStop", tag = "dossier", security(("bearer" = [])),
    request_body = ReasonBody,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The dossier after it", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn ask_stop(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let seen = seen(&caller, segment, &headers)?;
    let ReasonBody { reason } = body(caller.language, sent)?;
    let done = stop::ask_stop(&caller.services, &caller.actor, seen, &reason).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &done))
}

/// Stops a dossier at the applicant's wish. It is closed for good.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/stop", operation_id = "stopDossier", tag = "dossier", security(("bearer" = [])),
    request_body = StopBody,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The dossier after it", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn stop_dossier(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let seen = seen(&caller, segment, &headers)?;
    let StopBody { on_paper, note } = body(caller.language, sent)?;
    let done = stop(&caller.services, &caller.actor, seen, on_paper.as_deref(), &note).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &done))
}

/// Asks another office for its opinion. The clock runs on; silence past the time is recorded.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/consultations", operation_id = "consultOffice", tag = "dossier", security(("bearer" = [])),
    request_body = ConsultBody,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The dossier after it", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn consult_office(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let seen = seen(&caller, segment, &headers)?;
    let ConsultBody { office, question, days } = body(caller.language, sent)?;
    let command = Consult { dossier: seen.0, version: seen.1, office, question, days };
    let done = consult(&caller.services, &caller.actor, command).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &done))
}

/// Puts a received declaration right. Both versions stay; the applicant is told.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/corrections", operation_id = "correctDossier", tag = "dossier", security(("bearer" = [])),
    request_body = CorrectBody,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The dossier after it", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn correct_dossier(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let seen = seen(&caller, segment, &headers)?;
    let CorrectBody { declaration, reason } = body(caller.language, sent)?;
    let view = open(&caller.services, &caller.actor, seen.0).await.map_err(|error| caller.problem(error))?;
    declared::check(&caller, &view.dossier.opening.procedure, view.dossier.submitted_at, &declaration).await?;
    let command = Correct { dossier: seen.0, version: seen.1, applicant: None, declaration: Some(declaration), reason };
    let done = correct(&caller.services, &caller.actor, command).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &done))
}

/// Takes a wish to stop back before it was answered; for the applicant.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/stop-withdrawals", operation_id = "takeStopBack", tag = "dossier", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The dossier after it", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn take_back(caller: Caller, segment: Segment, headers: HeaderMap) -> Result<Response, Problem> {
    let seen = seen(&caller, segment, &headers)?;
    let done = stop::take_stop_back(&caller.services, &caller.actor, seen).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &done))
}

/// Confirms that the papers of a dossier have reached the solving office.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/transfer", operation_id = "confirmTransfer", tag = "dossier", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The dossier after it", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn transfer(caller: Caller, segment: Segment, headers: HeaderMap) -> Result<Response, Problem> {
    let seen = seen(&caller, segment, &headers)?;
    let done = confirm_transfer(&caller.services, &caller.actor, seen).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &done))
}

/// Answers the question another office asked.
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/opinion", operation_id = "giveOpinion", tag = "dossier", security(("bearer" = [])),
    request_body = OpinionBody,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the task"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The dossier after it", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn opinion(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let task = id(caller.language, segment)?;
    let version = expected_version(caller.language, &headers)?;
    let OpinionBody { answer: words } = body(caller.language, sent)?;
    let done = answer(&caller.services, &caller.actor, (task, version), &words).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &done))
}

/// Gives a task to an official of the office it is in; for its head.
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/assignment", operation_id = "assignTask", tag = "dossier", security(("bearer" = [])),
    request_body = AssignBody,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the task"),
           ("If-Match" = String, Header, pattern = r#"^(\*|"[0-9]{1,9}")$"#,
            description = "ETag of the version that was looked at, or *")),
    responses((status = 200, description = "The dossier after it", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn assignment(caller: Caller, segment: Segment, headers: HeaderMap, sent: Body) -> Result<Response, Problem> {
    let task = id(caller.language, segment)?;
    let version = expected_version(caller.language, &headers)?;
    let AssignBody { holder, reason } = body(caller.language, sent)?;
    let command = Assign { task, version, holder, reason };
    let done = assign(&caller.services, &caller.actor, command).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &done))
}

/// Keeps a note for colleagues. It needs no version: a note is never in the way of another change.
#[utoipa::path(
    post, path = "/api/v1/dossiers/{id}/notes", operation_id = "addNote", tag = "dossier", security(("bearer" = [])),
    request_body = NoteBody,
    params(("id" = String, Path, format = Uuid, description = "Identifier of the dossier")),
    responses((status = 200, description = "The dossier after it", body = DossierBody, headers(("ETag" = String))), WriteProblems)
)]
pub(crate) async fn add_note(caller: Caller, segment: Segment, sent: Body) -> Result<Response, Problem> {
    let dossier = id(caller.language, segment)?;
    let NoteBody { note: words } = body(caller.language, sent)?;
    let done = note(&caller.services, &caller.actor, dossier, &words).await.map_err(|error| caller.problem(error))?;
    Ok(changed(&caller.actor, &done))
}
