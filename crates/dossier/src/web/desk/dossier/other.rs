//! What can be done with a dossier beside its next step: payment, apology, stopping, opinions, notes.

use access::{Action, Actor};
use kernel::id::OfficeId;
use web::form::TypedDate;
use web::{Choice, Page};

use super::super::super::shown::{office_name, owed};
use super::sent::Sent;
use super::show::Said;
use super::work::Field;
use crate::error::{Refusal, UseCaseError};
use crate::model::{Consultation, ConsultationState, Dossier, State as Legal};
use crate::rules;
use crate::services::{Services, may};
use crate::usecases::Changed;
use crate::usecases::consult::{Consult, consult};
use crate::usecases::extend::extend;
use crate::usecases::note::{confirm_transfer, note};
use crate::usecases::pay::{RequestPayment, confirm_payment, request_payment};
use crate::usecases::stop::stop;

/// An opinion that was asked for, in words.
pub(super) struct Opinion {
    pub(super) office: String,
    pub(super) question: String,
    /// By when, or what became of it.
    pub(super) standing: String,
    pub(super) answer: String,
    pub(super) silent: bool,
}

/// The forms, and who may use them.
pub(super) struct Other {
    pub(super) may_transfer: bool,
    pub(super) may_pay: bool,
    pub(super) pay_purpose: Field,
    pub(super) pay_amount: Field,
    pub(super) pay_reference: Field,
    pub(super) may_confirm: bool,
    /// What is owed, and how much.
    pub(super) owed: String,
    pub(super) proof: Field,
    pub(super) may_extend: bool,
    pub(super) extend_reason: Field,
    pub(super) extend_day: Field,
    pub(super) extend_date: TypedDate,
    pub(super) may_stop: bool,
    /// The applicant has asked online.
    pub(super) stop_asked: bool,
    pub(super) stop_reason: Field,
    pub(super) stop_note: Field,
    pub(super) may_correct: bool,
    pub(super) may_note: bool,
    pub(super) note: Field,
    pub(super) may_consult: bool,
    pub(super) consult: Field,
    pub(super) offices: Vec<Choice>,
    pub(super) days: Field,
    pub(super) question: Field,
    pub(super) opinions: Vec<Opinion>,
}

impl Other {
    pub(super) fn new(services: &Services, page: &Page, actor: &Actor, dossier: &Dossier, said: &Said) -> Self {
        let running = matches!(dossier.state, Legal::Received | Legal::InProcess);
        let consult = said.field("consult-consult");
        let may_consult = running && may(actor, Action::Consult, dossier);
        let offices = if may_consult { offices(services, page, dossier, &consult.value) } else { Vec::new() };
        let day = said.field("extend-day");
        Self {
            may_transfer: dossier.transfer.as_ref().is_some_and(|transfer| transfer.done_at.is_none())
                && !dossier.state.is_final()
                && may(actor, Action::Transfer, dossier),
            may_pay: dossier.state == Legal::InProcess && may(actor, Action::RequestPayment, dossier),
            pay_purpose: said.field("pay-purpose"),
            pay_amount: said.field("pay-amount"),
            pay_reference: said.field("pay-reference"),
            may_confirm: dossier.open_payment().is_some() && may(actor, Action::ConfirmPayment, dossier),
            owed: dossier.open_payment().map(|payment| owed(page.language(), payment)).unwrap_or_default(),
            proof: said.field("paid-proof"),
            may_extend: running && dossier.extension.is_none() && may(actor, Action::Extend, dossier),
            extend_reason: said.field("extend-reason"),
            extend_date: said.date("extend-day", !day.error.is_empty()),
            extend_day: day,
            may_stop: rules::stoppable(dossier) && may(actor, Action::Stop, dossier),
            stop_asked: dossier.waiting_stop().is_some(),
            stop_reason: said.field("stop-reason"),
            stop_note: said.field("stop-note"),
            may_correct: rules::correctable(dossier) && may(actor, Action::Correct, dossier),
            may_note: may(actor, Action::Note, dossier),
            note: said.field("note-note"),
            may_consult,
            consult,
            offices,
            days: said.field_or("consult-days", "5"),
            question: said.field("consult-question"),
            opinions: dossier.consultations.iter().map(|asked| opinion(services, page, asked)).collect(),
        }
    }

    /// Is there any of it that the officer may do?
    pub(super) const fn any(&self) -> bool {
        self.may_transfer || self.may_pay || self.may_confirm || self.may_extend || self.may_stop || self.may_correct || self.may_consult
    }
}

fn opinion(services: &Services, page: &Page, asked: &Consultation) -> Opinion {
    let at = asked.ended_at.unwrap_or(asked.due_at);
    let key = format!("dossier-work-opinion-{}", asked.state.code());
    Opinion {
        office: office_name(&services.directory(), asked.office, page.language()),
        question: asked.question.clone(),
        standing: page.t1(&key, "moment", page.short_moment(at)),
        answer: if asked.answer.is_empty() { asked.silence_basis.clone() } else { asked.answer.clone() },
        silent: asked.state == ConsultationState::Silent,
    }
}

/// Offices that can be asked: those of the same place and those above it, by name.
fn offices(services: &Services, page: &Page, dossier: &Dossier, chosen: &str) -> Vec<Choice> {
    let directory = services.directory();
    let mut found: Vec<(String, OfficeId)> = crate::ports::neighbours(&directory, dossier.opening.solving_office)
        .into_iter()
        .map(|office| (office_name(&directory, office, page.language()), office))
        .collect();
    found.sort();
    let nobody = Choice::new("", page.t("dossier-work-consult-nobody"), chosen.is_empty());
    let one = |(name, office): (String, OfficeId)| Choice::new(office.to_string(), name, office.to_string() == chosen);
    std::iter::once(nobody).chain(found.into_iter().map(one)).collect()
}

/// Does what the form says.
pub(super) async fn act(services: &Services, actor: &Actor, sent: &Sent, action: &str) -> Result<Changed, UseCaseError> {
    if action == "note" {
        return note(services, actor, sent.dossier, &sent.text("note")).await;
    }
    let seen = (sent.dossier, sent.version()?);
    match action {
        "transfer" => confirm_transfer(services, actor, seen).await,
        "pay" => {
            let (dossier, version) = seen;
            let (purpose, amount, reference) = (sent.text("purpose"), sent.amount()?, sent.text("reference"));
            request_payment(services, actor, RequestPayment { dossier, version, purpose, amount, reference }).await
        }
        "paid" => confirm_payment(services, actor, seen, &sent.text("proof")).await,
        "extend" => extend(services, actor, seen, &sent.text("reason"), sent.day("day")?).await,
        "stop" => {
            let reason = sent.text("reason");
            stop(services, actor, seen, Some(&reason), &sent.text("note")).await
        }
        "consult" => {
            let (dossier, version) = seen;
            let days = sent.text("days").parse().map_err(|_| Refusal::WrongForm { field: "days" })?;
            consult(services, actor, Consult { dossier, version, office: sent.office()?, question: sent.text("question"), days }).await
        }
        _ => Err(Refusal::WrongForm { field: "version" }.into()),
    }
}
