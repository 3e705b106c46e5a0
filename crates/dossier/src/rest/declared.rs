//! What an applicant declares, as requests carry it, and the check of the form.

use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::card::Sex;
use kernel::code::ProcedureCode;
use kernel::id::{DocumentId, OfficeId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use web::{Problem, t};

use super::refused::at;
use super::request::Caller;
use crate::asked;
use crate::error::Refusal;
use crate::model::{Applicant, Capacity, Paper, PaperForm};
use crate::ports;

/// Who applies.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplicantRequest {
    /// Full name.
    #[schema(min_length = 1, max_length = 200, example = "Vũ Thị Mẫu")]
    name: String,
    /// Personal number, 12 digits.
    #[schema(pattern = "^[0-9]{12}$")]
    personal_number: Option<String>,
    /// Date of birth.
    born: Option<NaiveDate>,
    /// Sex.
    #[schema(value_type = Option<String>, pattern = "^(male|female)$")]
    sex: Option<Sex>,
    /// Address.
    #[serde(default)]
    #[schema(max_length = 500)]
    address: String,
    /// Telephone number.
    #[serde(default)]
    #[schema(max_length = 30)]
    phone: String,
    /// E-mail address.
    #[serde(default)]
    #[schema(max_length = 254)]
    email: String,
    /// In what capacity it is handed in.
    #[serde(default)]
    #[schema(value_type = String, pattern = "^(own|authorised|representative)$")]
    capacity: Capacity,
    /// Tax number of the body that applies; required for `representative`.
    #[schema(max_length = 20)]
    tax_number: Option<String>,
    /// Whoever hands in for the applicant; required unless `own`.
    #[serde(default)]
    #[schema(max_length = 200)]
    submitter_name: String,
    /// Their personal number, 12 digits.
    #[schema(pattern = "^[0-9]{12}$")]
    submitter_number: Option<String>,
    /// Their telephone number.
    #[serde(default)]
    #[schema(max_length = 30)]
    submitter_phone: String,
    /// Their position; required for `representative`.
    #[serde(default)]
    #[schema(max_length = 300)]
    submitter_position: String,
    /// Number and day of the paper that authorises them; required for `authorised`.
    #[serde(default)]
    #[schema(max_length = 300)]
    authority: String,
    /// Who typed for the applicant, when somebody helped.
    #[serde(default)]
    #[schema(max_length = 200)]
    helper: String,
}

impl From<ApplicantRequest> for Applicant {
    fn from(request: ApplicantRequest) -> Self {
        Self {
            name: request.name,
            personal_number: request.personal_number,
            born: request.born,
            sex: request.sex,
            address: request.address,
            phone: request.phone,
            email: request.email,
            capacity: request.capacity,
            tax_number: request.tax_number,
            submitter_name: request.submitter_name,
            submitter_number: request.submitter_number,
            submitter_phone: request.submitter_phone,
            submitter_position: request.submitter_position,
            authority: request.authority,
            helper: request.helper,
            post: None,
        }
    }
}

/// A paper that is handed in.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaperRequest {
    /// What it is.
    #[schema(min_length = 1, max_length = 1000, example = "Giấy chứng sinh")]
    name: String,
    /// As what it is handed in.
    #[serde(default)]
    #[schema(value_type = String, pattern = "^(original|copy|electronic|shown)$")]
    form: PaperForm,
    /// How many; 1 when it is missing.
    #[serde(default = "one")]
    #[schema(maximum = 65535)]
    copies: u16,
    /// Its file, from `uploadDocument`.
    #[schema(value_type = Option<String>, format = Uuid)]
    document: Option<DocumentId>,
}

const fn one() -> u16 {
    1
}

/// A stated limit, in the API's document.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes kernel::limit::Limit in the OpenAPI document")]
pub(crate) struct LimitRequest {
    /// How many units; absent for `same_day` and `transfer`.
    value: Option<f64>,
    /// What it is counted in.
    #[schema(pattern = "^(working_day|working_hour|calendar_day|month|same_day|transfer)$")]
    unit: String,
}

/// The papers with the names of their files. A file of somebody else has none here and is refused by the use case.
pub(super) async fn papers(caller: &Caller, requests: Vec<PaperRequest>) -> Result<Vec<Paper>, Problem> {
    let documents: Vec<_> = requests.iter().filter_map(|paper| paper.document).collect();
    let files = ports::files(&caller.services, Some(caller.actor.account), &documents).await.map_err(|error| caller.problem(error))?;
    let name_of = |document: DocumentId| files.iter().find(|file| file.document == document).map(|file| file.name.clone());
    let paper = |request: PaperRequest| Paper {
        file_name: request.document.and_then(name_of),
        name: request.name,
        form: request.form,
        copies: request.copies,
        document: request.document,
    };
    Ok(requests.into_iter().map(paper).collect())
}

/// The procedure with this code; whether it is in force is the use case's to say.
pub(super) fn procedure(caller: &Caller, code: &str) -> Result<ProcedureCode, Problem> {
    code.parse().map_err(|_| caller.refused(&Refusal::UnknownProcedure(String::new())))
}

/// The office with this identifier or code.
pub(super) fn office(caller: &Caller, text: &str) -> Result<OfficeId, Problem> {
    let by_code = || caller.services.directory().office_by_code(text).map(|office| office.id);
    text.parse().ok().or_else(by_code).ok_or_else(|| caller.refused(&Refusal::UnknownOffice))
}

/// Says that the procedure is not in force, before anybody asks whether its form is filled.
pub(super) async fn in_force(caller: &Caller, procedure: &ProcedureCode) -> Result<(), Problem> {
    let services = &caller.services;
    asked::find(services, procedure, services.ctx.now()).await.map(|_| ()).map_err(|error| caller.problem(error))
}

/// Holds a declaration against the form its procedure had when it was handed in: one entry for each field at fault.
pub(super) async fn check(
    caller: &Caller,
    procedure: &ProcedureCode,
    handed_in_at: DateTime<Utc>,
    declaration: &Value,
) -> Result<(), Problem> {
    is_object(caller, declaration)?;
    let form =
        ports::form_for(&caller.services, procedure, caller.services.day_of(handed_in_at)).await.map_err(|error| caller.problem(error))?;
    let faults = form.map(|form| form.faults_of(declaration)).unwrap_or_default();
    if faults.is_empty() {
        return Ok(());
    }
    let (code, _) = Refusal::DeclarationInvalid(faults.len()).entry();
    let mut problem = Problem::from_key(caller.language, StatusCode::UNPROCESSABLE_ENTITY, code, "dossier-refusal-declaration-invalid");
    let words = |code: &str| t(caller.language, if code == "missing" { "dossier-refusal-missing" } else { "dossier-refusal-wrong-form" });
    problem.errors = faults.iter().map(|(field, code)| at(&format!("/declaration/{field}"), code, words(code))).collect();
    Err(problem)
}

/// A declaration is an object, filled or not.
pub(super) fn is_object(caller: &Caller, declaration: &Value) -> Result<(), Problem> {
    if declaration.is_object() { Ok(()) } else { Err(caller.refused(&Refusal::WrongForm { field: "declaration" })) }
}
