//! The life of one dossier, lived through by the real use cases under a clock of its own.

use std::sync::Arc;

use access::{Actor, Role};
use anyhow::{Context as _, anyhow};
use chrono::{DateTime, Utc};
use dossier::model::{Applicant, Channel, Dossier, Outcome, Paper, PaperForm, RefusalKind, ReturnWay, State, SupplementItem, Task};
use dossier::usecases::ask_supplement::{AskSupplement, ask_supplement};
use dossier::usecases::claim::claim;
use dossier::usecases::complete::{Complete, complete};
use dossier::usecases::decide::{Decide, decide};
use dossier::usecases::hand_over::{HandOver, hand_over};
use dossier::usecases::receive::{ReceiveAtCounter, ReceiveOnline, receive_at_counter, receive_online};
use dossier::usecases::send_back::send_back;
use dossier::usecases::submit::{Submit, submit};
use dossier::usecases::supply::{Supply, supply};
use dossier::usecases::turn_away::{TurnAway, turn_away};
use dossier::usecases::withdraw::withdraw;
use dossier::{Services, UseCaseError};
use kernel::calendar::Calendar;
use kernel::clock::SettableClock;
use kernel::id::OfficeId;
use process::Variables;
use serde_json::Value;

use super::chance::Chance;
use super::plan::{Matter, later};
use super::staff::{Citizen, Staff};

/// One request to be lived.
pub(super) struct Plan<'a> {
    pub(super) matter: &'a Matter,
    pub(super) citizen: &'a Citizen,
    pub(super) applicant: Applicant,
    pub(super) declaration: Value,
    pub(super) office: OfficeId,
    pub(super) channel: Channel,
    pub(super) arrival: DateTime<Utc>,
}

/// Somebody who lives dossiers, one after the other.
pub(super) struct Liver<'a> {
    pub(super) services: Services,
    pub(super) clock: Arc<SettableClock>,
    pub(super) calendar: &'a Calendar,
    pub(super) staff: &'a Staff,
    pub(super) chance: Chance,
    /// The present: what would happen later has not happened.
    pub(super) present: DateTime<Utc>,
}

/// A life that has come as far as it could; nothing when the present came first.
type Lived<T> = Result<Option<T>, UseCaseError>;

/// Takes the value, or ends the life here because the present has come.
macro_rules! or_present {
    ($lived:expr) => {
        match $lived? {
            Some(value) => value,
            None => return Ok(None),
        }
    };
}

impl Liver<'_> {
    /// Lives one request to its end or to the present.
    pub(super) async fn live(&self, plan: &Plan<'_>) -> anyhow::Result<()> {
        self.life(plan).await.map(|_| ()).map_err(|error| anyhow!("{} on {}: {error:?}", plan.matter.procedure, plan.arrival))
    }

    async fn life(&self, plan: &Plan<'_>) -> Lived<Dossier> {
        let received = if plan.channel == Channel::Online { self.online(plan).await } else { self.at_counter(plan).await };
        let received = or_present!(received);
        let decided = or_present!(self.work(plan, received).await);
        self.hand_over(plan, decided).await
    }

    /// Moves the clock; false when that lies after the present.
    fn moves_to(&self, at: DateTime<Utc>) -> bool {
        self.clock.set(at.min(self.present));
        at <= self.present
    }

    /// Lets `minutes` of working time pass.
    fn wait(&self, minutes: u64) -> bool {
        self.moves_to(later(self.calendar, self.services.ctx.now(), minutes))
    }

    fn official(&self, office: OfficeId, role: Role) -> Result<&Actor, UseCaseError> {
        self.staff.official(office, role).map_err(|error| UseCaseError::Process(error.to_string()))
    }

    async fn at_counter(&self, plan: &Plan<'_>) -> Lived<Dossier> {
        if !self.moves_to(plan.arrival) {
            return Ok(None);
        }
        let command = ReceiveAtCounter {
            procedure: procedure(plan)?,
            office: plan.office,
            channel: plan.channel,
            applicant: plan.applicant.clone(),
            declaration: plan.declaration.clone(),
            papers: papers(PaperForm::Copy),
            return_way: if plan.channel == Channel::Post { ReturnWay::Post } else { ReturnWay::Counter },
            limit: plan.matter.stated(),
            key: None,
        };
        let officer = self.official(plan.office, Role::IntakeOfficer)?;
        Ok(Some(receive_at_counter(&self.services, officer, command).await?.dossier))
    }

    async fn online(&self, plan: &Plan<'_>) -> Lived<Dossier> {
        if !self.moves_to(plan.arrival) {
            return Ok(None);
        }
        let command = Submit {
            procedure: procedure(plan)?,
            office: plan.office,
            applicant: plan.applicant.clone(),
            declaration: plan.declaration.clone(),
            papers: papers(PaperForm::Electronic),
            return_way: if self.chance.percent(60) { ReturnWay::Online } else { ReturnWay::Counter },
            draft: None,
            key: None,
        };
        let handed_in = submit(&self.services, &plan.citizen.actor, command).await?.dossier;
        if !self.wait(self.chance.between(10, 400)) {
            return Ok(None);
        }
        self.intake(plan, handed_in).await
    }

    /// The one-stop shop answers an online request.
    async fn intake(&self, plan: &Plan<'_>, handed_in: Dossier) -> Lived<Dossier> {
        let officer = self.official(plan.office, Role::IntakeOfficer)?;
        let waiting = match self.chance.below(100) {
            0..=2 => return self.turn_away(officer, &handed_in, RefusalKind::NotEligible).await,
            3..=4 => return self.turn_away(officer, &handed_in, RefusalKind::WrongAgency).await,
            5..=6 => {
                withdraw(&self.services, &plan.citizen.actor, handed_in.id, Some(handed_in.version), "Tôi sẽ nộp lại sau.").await?;
                return Ok(None);
            }
            7..=12 => or_present!(self.supplemented(officer, plan, handed_in).await),
            _ => handed_in,
        };
        let command = ReceiveOnline { dossier: waiting.id, version: Some(waiting.version), limit: plan.matter.stated() };
        Ok(Some(receive_online(&self.services, officer, command).await?.dossier))
    }

    async fn turn_away(&self, officer: &Actor, dossier: &Dossier, kind: RefusalKind) -> Lived<Dossier> {
        let (reason, pointer) = match kind {
            RefusalKind::NotEligible => ("Giấy tờ kèm theo không phải của người nộp; thủ tục yêu cầu giấy ủy quyền.", ""),
            RefusalKind::WrongAgency => ("Việc này do cơ quan khác giải quyết.", "Công an xã, phường nơi cư trú"),
        };
        let command = TurnAway {
            dossier: dossier.id,
            version: Some(dossier.version),
            kind,
            reason: reason.to_owned(),
            legal_basis: String::new(),
            pointer: pointer.to_owned(),
        };
        turn_away(&self.services, officer, command).await?;
        Ok(None)
    }

    /// Asked to complete the papers; most people do, some never answer.
    async fn supplemented(&self, officer: &Actor, plan: &Plan<'_>, dossier: Dossier) -> Lived<Dossier> {
        let item = SupplementItem {
            subject: "Bản chụp giấy chứng sinh hoặc giấy tờ thay thế".to_owned(),
            reason: "Tệp đã gửi bị mờ, không đọc được số và ngày cấp.".to_owned(),
            ..SupplementItem::default()
        };
        let command = AskSupplement {
            dossier: dossier.id,
            version: Some(dossier.version),
            items: vec![item],
            legal_basis: String::new(),
            exception: String::new(),
        };
        let asked = ask_supplement(&self.services, officer, command).await?.dossier;
        if self.chance.percent(10) || !self.wait(self.chance.between(200, 3000)) {
            return Ok(None);
        }
        let command = Supply { dossier: asked.id, version: Some(asked.version), declaration: None, papers: papers(PaperForm::Electronic) };
        // At the counter the papers are brought to the intake officer, who enters them for the applicant.
        let by = if plan.channel == Channel::Online { &plan.citizen.actor } else { self.official(plan.office, Role::IntakeOfficer)? };
        let supplied = supply(&self.services, by, command).await?.dossier;
        Ok(self.wait(self.chance.between(5, 120)).then_some(supplied))
    }

    /// The internal process up to its end.
    async fn work(&self, plan: &Plan<'_>, received: Dossier) -> Lived<Dossier> {
        let pace = self.pace(&received);
        let mut dossier = received;
        let mut may_ask = dossier.supplement.is_none() && self.chance.percent(6);
        let mut may_send_back = self.chance.percent(3);
        // Nothing is sent back to a step that never was: what is settled at once has one.
        let mut has_earlier = false;
        while let Some(task) = dossier.tasks.iter().find(|task| task.key != Task::RETURN).cloned() {
            let officer = self.official(task.office, role_of(&task))?;
            // Only who holds the work may ask the applicant for papers.
            if may_ask || self.chance.percent(30) {
                dossier = claim(&self.services, officer, task.id).await?.dossier;
            }
            if !self.wait(pace) {
                return Ok(None);
            }
            if may_ask && task.key == "appraise" {
                may_ask = false;
                dossier = or_present!(self.supplemented(officer, plan, dossier).await);
                continue;
            }
            dossier = if task.key != "decide" {
                has_earlier = true;
                self.complete(officer, &task, &dossier).await?
            } else if has_earlier && std::mem::take(&mut may_send_back) {
                send_back(&self.services, officer, task.id, Some(dossier.version), "Chưa nêu rõ căn cứ của đề xuất.").await?.dossier
            } else {
                self.decide(officer, &task, &dossier).await?
            };
        }
        Ok(Some(dossier))
    }

    /// Working minutes each step takes, so that most dossiers end in time and a few late.
    fn pace(&self, dossier: &Dossier) -> u64 {
        let now = self.services.ctx.now();
        let due = dossier.due().unwrap_or(now);
        let given = self.calendar.working_minutes_between(now, due).ok().and_then(|minutes| u64::try_from(minutes).ok()).unwrap_or(60);
        let percent = match self.chance.below(100) {
            0..=3 => self.chance.between(115, 220),
            4..=24 => self.chance.between(75, 95),
            _ => self.chance.between(15, 75),
        };
        given * percent / 100 / 3
    }

    async fn complete(&self, officer: &Actor, task: &Task, dossier: &Dossier) -> Result<Dossier, UseCaseError> {
        let command = Complete {
            task: task.id,
            version: Some(dossier.version),
            outcome: task.outcomes.first().cloned().unwrap_or_default(),
            note: String::new(),
            variables: Variables::new().with("consult", 0).with("verify", false),
        };
        Ok(complete(&self.services, officer, command).await?.dossier)
    }

    async fn decide(&self, head: &Actor, task: &Task, dossier: &Dossier) -> Result<Dossier, UseCaseError> {
        let refused = self.chance.percent(4);
        let command = Decide {
            task: task.id,
            version: Some(dossier.version),
            outcome: if refused { Outcome::Refused } else { Outcome::Approved },
            reason: if refused { "Không đủ điều kiện theo quy định của thủ tục.".to_owned() } else { String::new() },
        };
        Ok(decide(&self.services, head, command).await?.dossier)
    }

    async fn hand_over(&self, plan: &Plan<'_>, decided: Dossier) -> Lived<Dossier> {
        if decided.state != State::Decided || !self.wait(self.chance.between(5, 900)) {
            return Ok(None);
        }
        let way = decided.opening.return_way;
        let command = HandOver {
            dossier: decided.id,
            version: Some(decided.version),
            way,
            receiver: if way == ReturnWay::Online { String::new() } else { plan.applicant.name.clone() },
        };
        let officer = self.official(plan.office, Role::IntakeOfficer)?;
        Ok(Some(hand_over(&self.services, officer, command).await?.dossier))
    }
}

fn procedure(plan: &Plan<'_>) -> Result<kernel::code::ProcedureCode, UseCaseError> {
    let code = plan.matter.procedure.parse().context("a code of the plan");
    code.map_err(|error| UseCaseError::Process(error.to_string()))
}

fn role_of(task: &Task) -> Role {
    task.role.parse().unwrap_or(Role::ProcessingOfficer)
}

fn papers(form: PaperForm) -> Vec<Paper> {
    vec![Paper { name: "Giấy tờ kèm theo hồ sơ".to_owned(), form, copies: 1, document: None, file_name: None }]
}
