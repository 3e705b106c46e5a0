//! `/ban/quay-so/cua-so`: the head sets up windows and appointments, and sees what the windows did.

use access::{Action, Actor, Facts, Official, Resource};
use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use web::page::render_with;
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor};

use super::shared::{failed, name_of, words};
use crate::error::{QueueError, Refusal};
use crate::model::{Setting, Window};
use crate::node::Queue;
use crate::usecases::furnish;
use crate::usecases::look::{self, Figure, Line};

/// A window to change.
struct Furnished {
    id: String,
    number: i64,
    is_open: bool,
    purposes: Vec<Choice>,
}

/// What a window did on a day, in whole minutes.
struct Did {
    day: NaiveDate,
    window: i64,
    served: i64,
    missed: i64,
    waited: Option<i64>,
    serving: Option<i64>,
}

impl Did {
    fn of(figure: &Figure) -> Self {
        let served = i64::from(figure.served);
        let mean = |seconds: i64| (served > 0).then(|| (seconds / served.max(1) + 30) / 60);
        Self {
            day: figure.day,
            window: figure.counter.into(),
            served,
            missed: figure.missed.into(),
            waited: mean(figure.waited_seconds),
            serving: mean(figure.serving_seconds),
        }
    }
}

#[derive(Template)]
#[template(path = "queue/setup.html")]
struct SetupPage {
    page: Page,
    office: String,
    may_set_up: bool,
    windows: Vec<Furnished>,
    number: String,
    purposes: Vec<Choice>,
    slot_minutes: String,
    capacity: String,
    days_ahead: String,
    did: Vec<Did>,
    errors: FieldErrors,
}

/// The form as it was sent: boxes of one name come several times.
struct Sent(Vec<(String, String)>);

impl Sent {
    fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.trim())
    }

    fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(found, _)| found == name).map(|(_, value)| value.clone()).collect()
    }

    fn number(&self, name: &str) -> i16 {
        // Out of every range when it is no number, so that the use case refuses it.
        self.text(name).parse().unwrap_or(-1)
    }
}

/// Shows windows, appointments and figures.
pub(super) async fn get(State(queue): State<Queue>, visitor: Visitor, Official(actor): Official) -> Result<Response, PageError> {
    show(&queue, visitor, &actor, &Sent(Vec::new()), FieldErrors::none()).await
}

/// Adds, changes or removes a window, or sets the appointments.
pub(super) async fn post(
    State(queue): State<Queue>,
    visitor: Visitor,
    Official(actor): Official,
    Form(texts): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let sent = Sent(texts);
    match act(&queue, &actor, &sent).await {
        Ok(()) => Ok(Redirect::to("/ban/quay-so/cua-so").into_response()),
        Err(error) => {
            let mut errors = FieldErrors::none();
            errors.add(field(&error), words(error, visitor.language)?);
            show(&queue, visitor, &actor, &sent, errors).await
        }
    }
}

const fn field(error: &QueueError) -> &'static str {
    match error {
        QueueError::Refused(Refusal::WindowNumber) => "number",
        QueueError::Refused(Refusal::UnknownPurpose) => "new_purposes",
        QueueError::Refused(Refusal::WrongSetting) => "slot_minutes",
        _ => "windows",
    }
}

async fn act(queue: &Queue, actor: &Actor, sent: &Sent) -> Result<(), QueueError> {
    let (verb, object) = sent.text("_then").split_once(':').unwrap_or((sent.text("_then"), ""));
    let window = || object.parse().map_err(|_| Refusal::NotFound);
    let office = look::desk(queue, actor).await?.0.office;
    match verb {
        "add" => furnish::add_window(queue, actor, &office, sent.number("number"), sent.all("new_purposes")).await.map(drop),
        "change" => furnish::change_window(queue, actor, window()?, sent.all("purposes")).await.map(drop),
        "remove" => furnish::remove_window(queue, actor, window()?).await,
        "set" => {
            let setting = Setting {
                slot_minutes: sent.number("slot_minutes"),
                capacity: sent.number("capacity"),
                days_ahead: sent.number("days_ahead"),
            };
            furnish::set(queue, actor, office.id, setting).await
        }
        _ => Err(Refusal::NotFound.into()),
    }
}

async fn show(queue: &Queue, visitor: Visitor, actor: &Actor, sent: &Sent, errors: FieldErrors) -> Result<Response, PageError> {
    let (line, _) = look::desk(queue, actor).await.map_err(failed)?;
    let figures = look::figures(queue, actor, &line.office).await.map_err(failed)?;
    let setting = look::setting(queue, &line.office).await.map_err(failed)?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::desk(visitor, Section::Reception, "queue-setup-title").as_of(line.now).with_errors(!errors.is_empty());
    let typed = |name: &str, kept: i16| if sent.text(name).is_empty() { kept.to_string() } else { sent.text(name).to_owned() };
    let facts = Facts { owner: None, assignee: None, office: Some(line.office.id) };
    render_with(
        status,
        &SetupPage {
            office: name_of(&line.office, page.language()),
            may_set_up: access::may(actor, Resource::Queue, Action::Edit, &facts),
            windows: line.windows.iter().map(|window| furnished(queue, &page, &line, window)).collect(),
            number: if sent.text("number").is_empty() { next_number(&line) } else { sent.text("number").to_owned() },
            purposes: all_purposes(queue, &page, &line, &sent.all("new_purposes")),
            slot_minutes: typed("slot_minutes", setting.slot_minutes),
            capacity: typed("capacity", setting.capacity),
            days_ahead: typed("days_ahead", setting.days_ahead),
            did: figures.iter().map(Did::of).collect(),
            errors,
            page,
        },
    )
}

fn furnished(queue: &Queue, page: &Page, line: &Line, window: &Window) -> Furnished {
    Furnished {
        id: window.id.to_string(),
        number: window.number.into(),
        is_open: window.is_open(),
        purposes: all_purposes(queue, page, line, &window.purposes),
    }
}

fn all_purposes(queue: &Queue, page: &Page, line: &Line, chosen: &[String]) -> Vec<Choice> {
    let choice = |purpose: &crate::facts::Purpose| {
        Choice::new(&purpose.code, format!("{} {}", purpose.letter, purpose.name(page.language())), chosen.contains(&purpose.code))
    };
    queue.facts().purposes(line.day).map(choice).collect()
}

/// The smallest number that is still free.
fn next_number(line: &Line) -> String {
    let taken = |number: &i16| line.windows.iter().any(|window| window.number == *number);
    (1..=99).find(|number| !taken(number)).map(|number: i16| number.to_string()).unwrap_or_default()
}
