//! `/quan-tri/bieu-mau`: forms, for those who administer them.

mod edit;
mod field;
mod files;
mod head;
mod inputs;
mod list;
mod preview;
mod publish;
mod section;

use access::{Actor, Need, RouteRule};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use web::{FieldErrors, Language, PageError, t_with};

use super::error::FormRefusal;
use super::model::{Draft, FormDesk};
use super::store;
use super::usecases::{LARGEST_FILE, may_edit};

/// Address of the list.
const ADDRESS: &str = "/quan-tri/bieu-mau";

/// Every route of [`router`] and what it needs.
pub const ROUTES: &[RouteRule] = &[
    RouteRule::new("GET", "/quan-tri/bieu-mau", Need::Admin),
    RouteRule::new("GET", "/quan-tri/bieu-mau/moi", Need::Admin),
    RouteRule::new("POST", "/quan-tri/bieu-mau/moi", Need::Admin),
    RouteRule::new("POST", "/quan-tri/bieu-mau/nhap", Need::Admin),
    RouteRule::new("GET", "/quan-tri/bieu-mau/{id}", Need::Admin),
    RouteRule::new("POST", "/quan-tri/bieu-mau/{id}", Need::Admin),
    RouteRule::new("GET", "/quan-tri/bieu-mau/{id}/dau", Need::Admin),
    RouteRule::new("POST", "/quan-tri/bieu-mau/{id}/dau", Need::Admin),
    RouteRule::new("GET", "/quan-tri/bieu-mau/{id}/phan/{at}", Need::Admin),
    RouteRule::new("POST", "/quan-tri/bieu-mau/{id}/phan/{at}", Need::Admin),
    RouteRule::new("GET", "/quan-tri/bieu-mau/{id}/muc/{key}", Need::Admin),
    RouteRule::new("POST", "/quan-tri/bieu-mau/{id}/muc/{key}", Need::Admin),
    RouteRule::new("GET", "/quan-tri/bieu-mau/{id}/xem-thu", Need::Admin),
    RouteRule::new("GET", "/quan-tri/bieu-mau/{id}/cong-bo", Need::Admin),
    RouteRule::new("POST", "/quan-tri/bieu-mau/{id}/cong-bo", Need::Admin),
    RouteRule::new("GET", "/quan-tri/bieu-mau/{id}/tep", Need::Admin),
];

/// The pages of building forms.
pub fn router(desk: FormDesk) -> Router {
    Router::new()
        .route("/quan-tri/bieu-mau", get(list::get))
        .route("/quan-tri/bieu-mau/moi", get(list::get_new).post(list::post_new))
        .route("/quan-tri/bieu-mau/nhap", post(files::import).layer(DefaultBodyLimit::max(LARGEST_FILE)))
        .route("/quan-tri/bieu-mau/{id}", get(edit::get).post(edit::post))
        .route("/quan-tri/bieu-mau/{id}/dau", get(head::get).post(head::post))
        .route("/quan-tri/bieu-mau/{id}/phan/{at}", get(section::get).post(section::post))
        .route("/quan-tri/bieu-mau/{id}/muc/{key}", get(field::get).post(field::post))
        .route("/quan-tri/bieu-mau/{id}/xem-thu", get(preview::get))
        .route("/quan-tri/bieu-mau/{id}/cong-bo", get(publish::get).post(publish::post))
        .route("/quan-tri/bieu-mau/{id}/tep", get(files::export))
        .with_state(desk)
}

/// Lets those through who may change forms; for everybody else there is no such page.
fn edits_forms(actor: &Actor) -> Result<(), PageError> {
    if may_edit(actor) { Ok(()) } else { Err(PageError::NotAllowed) }
}

/// The draft of a form; without one there is nothing to edit.
async fn draft_of(desk: &FormDesk, form: &str) -> Result<Draft, PageError> {
    let mut connection = desk.ctx.pool.acquire().await.map_err(PageError::fault)?;
    store::draft(&mut connection, form).await.map_err(PageError::fault)?.ok_or(PageError::NotFound)
}

impl From<FormRefusal> for PageError {
    fn from(refusal: FormRefusal) -> Self {
        match refusal {
            FormRefusal::NotFound | FormRefusal::NoStep => Self::NotFound,
            FormRefusal::Changed => Self::Refused { status: StatusCode::CONFLICT, key: "forms-changed-meanwhile" },
            FormRefusal::Taken => Self::Refused { status: StatusCode::CONFLICT, key: "forms-taken" },
            FormRefusal::Wrong { .. } | FormRefusal::Form(_) => {
                Self::Refused { status: StatusCode::UNPROCESSABLE_ENTITY, key: "forms-would-not-work" }
            }
            FormRefusal::Failure(failure) => Self::fault(failure),
        }
    }
}

/// A refusal as messages at the inputs; what is no matter of inputs stays an error. `elsewhere` is the input that stands for the form as a whole.
fn at_inputs(refusal: FormRefusal, elsewhere: &str, language: Language) -> Result<FieldErrors, PageError> {
    let (field, key, name) = match refusal {
        FormRefusal::Wrong { field, key, name } => (field.to_owned(), key, name),
        FormRefusal::Form(error) => (elsewhere.to_owned(), "forms-would-not-work-because", error.to_string()),
        FormRefusal::Taken => (elsewhere.to_owned(), "forms-taken", String::new()),
        FormRefusal::Changed => (elsewhere.to_owned(), "forms-changed-meanwhile", String::new()),
        other => return Err(other.into()),
    };
    let mut errors = FieldErrors::none();
    errors.add(field, t_with(language, key, &[("name", name.into())]));
    Ok(errors)
}
