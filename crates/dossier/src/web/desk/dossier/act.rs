//! `POST /ban/ho-so/{id}`: one form field says what is done, the others with what.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Actor, Official};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::id::{DossierId, TaskId};
use kernel::limit::{Limit, LimitUnit};
use process::Variables;
use web::page::render_with;
use web::{FieldErrors, PageError, Visitor, t, t_with};

use super::super::shared::{failed, status};
use super::show::{Said, load};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Outcome, Paper, PaperForm, RefusalKind, ReturnWay, SupplementItem};
use crate::services::Services;
use crate::usecases::ask_supplement::{AskSupplement, ask_supplement};
use crate::usecases::complete::{Complete, complete};
use crate::usecases::decide::{Decide, decide};
use crate::usecases::hand_over::{HandOver, hand_over};
use crate::usecases::receive::{ReceiveOnline, receive_online};
use crate::usecases::supply::{Supply, supply};
use crate::usecases::turn_away::{TurnAway, turn_away};
use crate::usecases::{Changed, claim, send_back};

/// Rows of a supplement request.
pub(super) const ASKED: usize = 3;

/// What was sent.
struct Sent {
    dossier: DossierId,
    texts: BTreeMap<String, String>,
}

impl Sent {
    fn raw(&self, name: &str) -> &str {
        self.texts.get(name).map(|text| text.trim()).unwrap_or_default()
    }

    /// What the names of the fields of the sent form begin with.
    fn prefix(&self) -> String {
        let (action, task) = (self.raw("_action"), self.raw("_task"));
        if task.is_empty() { action.to_owned() } else { format!("{action}-{task}") }
    }

    fn name(&self, tail: &str) -> String {
        format!("{}-{tail}", self.prefix())
    }

    fn text(&self, tail: &str) -> String {
        self.raw(&self.name(tail)).to_owned()
    }

    fn version(&self) -> Result<Option<i32>, Refusal> {
        self.raw("_version").parse().map(Some).map_err(|_| Refusal::WrongForm { field: "version" })
    }

    fn task(&self) -> Result<TaskId, Refusal> {
        self.raw("_task").parse().map_err(|_| Refusal::TaskNotFound)
    }

    fn limit(&self) -> Result<Option<Limit>, Refusal> {
        let (amount, unit) = (self.text("limit").replace(',', "."), self.text("unit"));
        if amount.is_empty() && unit.is_empty() {
            return Ok(None);
        }
        let wrong = || Refusal::WrongForm { field: "limit" };
        let unit = LimitUnit::from_code(&unit).ok_or_else(wrong)?;
        let amount = if amount.is_empty() { None } else { Some(amount.parse().map_err(|_| wrong())?) };
        Limit::new(amount, unit).map(Some).map_err(|_| wrong())
    }

    fn items(&self) -> Vec<SupplementItem> {
        (1..=ASKED)
            .map(|at| SupplementItem { subject: self.text(&format!("subject-{at}")), reason: self.text(&format!("reason-{at}")) })
            .filter(|item| !item.subject.is_empty() || !item.reason.is_empty())
            .collect()
    }

    /// The papers that were brought: originals, shown at the counter.
    fn papers(&self) -> Vec<Paper> {
        let prefix = self.name("paper-");
        let named = self.texts.iter().filter(|(name, text)| name.starts_with(&prefix) && !text.trim().is_empty());
        named
            .map(|(_, text)| Paper { name: text.trim().to_owned(), form: PaperForm::Original, copies: 1, document: None, file_name: None })
            .collect()
    }

    fn variables(&self) -> Variables {
        if !self.texts.contains_key(&self.name("consult")) {
            return Variables::new();
        }
        let office = self.text("consult");
        if office.is_empty() {
            Variables::new().with("consult", 0)
        } else {
            Variables::new().with("consult", 1).with("consult_1_office", process::Value::Text(office.as_str().into()))
        }
    }

    /// The input a refusal belongs to, with the message of its label; none when it concerns the whole page.
    fn input(&self, refusal: &Refusal) -> Option<(String, &'static str)> {
        let field = match refusal {
            Refusal::Missing { field } | Refusal::TooLong { field, .. } | Refusal::WrongForm { field } => *field,
            Refusal::LimitUnknown => "limit",
            Refusal::UnknownOutcome(_) => "outcome",
            Refusal::UnknownOffice => "consult",
            _ => return None,
        };
        let tail = match (self.raw("_action"), field) {
            ("ask", "items" | "subject") => self.half_row("subject"),
            ("ask", "reason") => self.half_row("reason"),
            ("supply", "papers") => self.wrong_paper(refusal),
            (_, "legal_basis") => "basis".to_owned(),
            (_, "version") => return None,
            _ => field.to_owned(),
        };
        Some((self.name(&tail), label(self.raw("_action"), field)))
    }

    /// The row of the papers brought that a refusal is about: one that is too long, else the first.
    fn wrong_paper(&self, refusal: &Refusal) -> String {
        let too_long = |text: &str| matches!(refusal, Refusal::TooLong { limit, .. } if text.chars().count() > *limit);
        let prefix = format!("{}-", self.prefix());
        let wrong = self.texts.iter().filter_map(|(name, text)| name.strip_prefix(&prefix).filter(|_| too_long(text.trim())));
        wrong.map(ToOwned::to_owned).next().unwrap_or_else(|| "paper-1".to_owned())
    }

    /// The first row of a supplement request that lacks `column` and has something else; else the first row.
    fn half_row(&self, column: &str) -> String {
        let other = if column == "subject" { "reason" } else { "subject" };
        let lacks = |at: &usize| self.text(&format!("{column}-{at}")).is_empty() && !self.text(&format!("{other}-{at}")).is_empty();
        format!("{column}-{}", (1..=ASKED).find(lacks).unwrap_or(1))
    }
}

/// The message that names a field.
fn label(action: &str, field: &str) -> &'static str {
    match (action, field) {
        ("decide", "outcome") => "dossier-work-decision",
        (_, "outcome") => "dossier-work-outcome",
        ("ask", "items" | "subject") => "dossier-work-ask",
        ("supply", "papers") => "dossier-work-supply",
        (_, "legal_basis") => "dossier-work-basis",
        (_, "pointer") => "dossier-work-pointer",
        (_, "limit") => "dossier-work-limit",
        (_, "note") => "dossier-work-note",
        (_, "consult") => "dossier-work-consult",
        (_, "way") => "dossier-work-way",
        (_, "receiver") => "dossier-work-receiver",
        _ => "dossier-work-reason",
    }
}

/// Does what the form says and shows the dossier again; after a refusal with what was typed.
pub(in crate::web::desk) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Path(id): Path<String>,
    Form(texts): Form<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let dossier: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    let sent = Sent { dossier, texts };
    let refusal = match act(&services, &actor, &sent).await {
        Ok(_) => return Ok(Redirect::to(&format!("/ban/ho-so/{dossier}")).into_response()),
        Err(UseCaseError::Refused(Refusal::NotFound)) => return Err(PageError::NotFound),
        Err(UseCaseError::Refused(refusal)) => refusal,
        Err(failure) => return Err(failed(failure)),
    };
    let words = refusal.words(visitor.language);
    let mut said = Said { texts: BTreeMap::new(), errors: FieldErrors::none(), top: String::new() };
    match sent.input(&refusal) {
        Some((input, label)) => {
            let field = t(visitor.language, label);
            said.errors.add(input, t_with(visitor.language, "dossier-work-at", &[("field", field.into()), ("words", words.into())]));
        }
        None => said.top = words,
    }
    said.texts = sent.texts;
    let mut page = load(&services, visitor, &actor, dossier, said).await?;
    if let Refusal::VersionConflict { expected, .. } = refusal {
        page.tell_what_happened_since(expected);
    }
    render_with(status(&refusal), &page)
}

async fn act(services: &Services, actor: &Actor, sent: &Sent) -> Result<Changed, UseCaseError> {
    match sent.raw("_action") {
        "accept" => {
            let command = ReceiveOnline { dossier: sent.dossier, version: sent.version()?, limit: sent.limit()? };
            receive_online(services, actor, command).await
        }
        "refuse" => away(services, actor, sent, RefusalKind::NotEligible).await,
        "wrong" => away(services, actor, sent, RefusalKind::WrongAgency).await,
        "ask" => {
            let (items, legal_basis) = (sent.items(), sent.text("basis"));
            ask_supplement(services, actor, AskSupplement { dossier: sent.dossier, version: sent.version()?, items, legal_basis }).await
        }
        "supply" => {
            let papers = sent.papers();
            supply(services, actor, Supply { dossier: sent.dossier, version: sent.version()?, declaration: None, papers }).await
        }
        "hand" => {
            let way = ReturnWay::from_code(&sent.text("way")).ok_or(Refusal::Missing { field: "way" })?;
            let command = HandOver { dossier: sent.dossier, version: sent.version()?, way, receiver: sent.text("receiver") };
            hand_over(services, actor, command).await
        }
        _ => on_task(services, actor, sent).await,
    }
}

async fn away(services: &Services, actor: &Actor, sent: &Sent, kind: RefusalKind) -> Result<Changed, UseCaseError> {
    let command = TurnAway {
        dossier: sent.dossier,
        version: sent.version()?,
        kind,
        reason: sent.text("reason"),
        legal_basis: sent.text("basis"),
        pointer: sent.text("pointer"),
    };
    turn_away(services, actor, command).await
}

async fn on_task(services: &Services, actor: &Actor, sent: &Sent) -> Result<Changed, UseCaseError> {
    let (task, version) = (sent.task()?, sent.version()?);
    match sent.raw("_action") {
        "claim" => claim::claim(services, actor, task).await,
        "release" => claim::release(services, actor, task).await,
        "complete" => {
            let (outcome, note, variables) = (sent.text("outcome"), sent.text("note"), sent.variables());
            complete(services, actor, Complete { task, version, outcome, note, variables }).await
        }
        "back" => send_back::send_back(services, actor, task, version, &sent.text("reason")).await,
        "decide" => {
            let outcome = match sent.text("outcome").as_str() {
                "approved" => Outcome::Approved,
                "refused" => Outcome::Refused,
                _ => return Err(Refusal::Missing { field: "outcome" }.into()),
            };
            decide(services, actor, Decide { task, version, outcome, reason: sent.text("reason") }).await
        }
        _ => Err(Refusal::WrongForm { field: "version" }.into()),
    }
}
