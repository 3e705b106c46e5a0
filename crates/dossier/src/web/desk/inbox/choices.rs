//! What the inbox can be narrowed by: tabs, boxes, officers.

use std::collections::BTreeMap;

use access::Actor;
use access::api::Colleague;
use chrono::NaiveDate;
use kernel::id::{AccountId, OfficeId};
use web::components::Tab;
use web::{Choice, Page};

use super::super::super::shown::dashed;
use super::asked::{Asked, DUE, ME, NOBODY};
use crate::error::UseCaseError;
use crate::model::{Channel, Label, SavedFilter};
use crate::services::Services;
use crate::store::tallies::InboxCount;
use crate::store::tasks::TaskRow;
use crate::usecases::label::desks;

/// Steps that every general process has, and the work of the shop.
const STEPS: [&str; 6] = ["intake", "appraise", "consult_1", "decide", "return", "consultation"];

/// The boxes of the filter form.
pub(super) struct Boxes {
    pub(super) due: Vec<Choice>,
    pub(super) steps: Vec<Choice>,
    pub(super) channels: Vec<Choice>,
    pub(super) holders: Vec<Choice>,
    pub(super) labels: Vec<Choice>,
    pub(super) procedures: Vec<Choice>,
}

impl Boxes {
    pub(super) fn new(page: &Page, asked: &Asked, labels: &[Label], officers: &[(AccountId, String)], rows: &[TaskRow]) -> Self {
        let ticked = |list: &[String], value: &str| list.iter().any(|known| known == value);
        let step = |key: &&str| Choice::new(*key, page.t(&format!("dossier-step-{}", dashed(key))), ticked(&asked.steps, key));
        let due = |code: &&str| Choice::new(*code, page.t(&format!("dossier-desk-due-{code}")), ticked(&asked.due, code));
        let channel = |channel: Channel| {
            Choice::new(channel.code(), page.t(&format!("dossier-channel-{}", channel.code())), ticked(&asked.channels, channel.code()))
        };
        let label = |label: &Label| Choice::new(label.id.to_string(), label.name.clone(), ticked(&asked.labels, &label.id.to_string()));
        let officer = |(id, name): &(AccountId, String)| Choice::new(id.to_string(), name, ticked(&asked.holders, &id.to_string()));
        let known = [(ME, "dossier-desk-holder-me"), (NOBODY, "dossier-desk-holder-nobody")];
        let known = known.into_iter().map(|(code, key)| Choice::new(code, page.t(key), ticked(&asked.holders, code)));
        Self {
            due: DUE.iter().map(due).collect(),
            steps: STEPS.iter().map(step).collect(),
            channels: Channel::ALL.into_iter().map(channel).collect(),
            holders: known.chain(officers.iter().map(officer)).collect(),
            labels: labels.iter().map(label).collect(),
            procedures: procedures(asked, rows),
        }
    }
}

/// Procedures to tick: those chosen, and those of the work that is shown.
fn procedures(asked: &Asked, rows: &[TaskRow]) -> Vec<Choice> {
    let mut named: BTreeMap<&str, &str> = asked.procedures.iter().map(|code| (code.as_str(), "")).collect();
    for row in rows {
        named.insert(&row.procedure, &row.procedure_name);
    }
    let chosen = |code: &str| asked.procedures.iter().any(|known| known == code);
    let choice = |(code, name): (&str, &str)| Choice::new(code, format!("{name} {code}").trim(), chosen(code));
    named.into_iter().map(choice).collect()
}

/// The officers of the actor's offices, by name, without the actor.
pub(super) async fn officers(services: &Services, actor: &Actor) -> Result<Vec<(AccountId, String)>, UseCaseError> {
    let found = staff(services, &desks(actor)).await?;
    Ok(found.into_iter().filter(|one| one.account != actor.account).map(|one| (one.account, one.name)).collect())
}

/// The officials of these offices, each once.
pub(in crate::web::desk) async fn staff(services: &Services, offices: &[OfficeId]) -> Result<Vec<Colleague>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let mut found: Vec<Colleague> = Vec::new();
    for office in offices {
        for colleague in access::api::colleagues(&mut conn, *office, services.ctx.now()).await? {
            if !found.iter().any(|known| known.account == colleague.account) {
                found.push(colleague);
            }
        }
    }
    Ok(found)
}

/// The tabs every desk has, with kept counts, then the filters that were kept.
pub(super) fn tabs(
    page: &Page,
    (counts, today): (&[InboxCount], NaiveDate),
    account: AccountId,
    asked: &Asked,
    kept: &[SavedFilter],
) -> Vec<Tab> {
    let sum = |of: &dyn Fn(&InboxCount) -> bool| counts.iter().filter(|count| of(count)).map(|count| count.amount).sum::<i64>();
    let query = asked.query();
    let here = kept.iter().any(|filter| filter.query == query);
    let tab = |name: &'static str, count| Tab {
        label: page.t(&format!("dossier-desk-tab-{name}")),
        address: if name == "office" { "/ban/hop-viec".to_owned() } else { format!("/ban/hop-viec?loc={name}") },
        count: Some(count),
        current: !here && (asked.loc == name || (name == "office" && asked.loc.is_empty())),
    };
    let mut tabs = vec![
        tab("office", sum(&|_| true)),
        tab("mine", sum(&|count| count.holder == Some(account))),
        tab("free", sum(&|count| count.holder.is_none())),
        tab("late", sum(&|count| !count.stopped && count.day < today)),
        tab("today", sum(&|count| !count.stopped && count.day <= today)),
        tab("stopped", sum(&|count| count.stopped)),
    ];
    tabs.extend(kept.iter().map(|filter| Tab {
        label: filter.name.clone(),
        address: format!("/ban/hop-viec?{}", filter.query),
        count: None,
        current: filter.query == query,
    }));
    tabs
}
