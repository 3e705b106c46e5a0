//! `/ban/ban-giao`: what an officer who is away holds goes to a colleague in one step. Doing it back is the undoing.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Action, Actor, Facts, Official, Resource};
use askama::Template;
use axum::extract::{Form, Query, State};
use axum::response::Response;
use kernel::id::{AccountId, OfficeId};
use serde::Deserialize;
use web::page::{render, render_with};
use web::{Choice, FieldErrors, Page, PageError, Section, Visitor};

use super::super::shown::office_name;
use super::inbox::staff;
use super::shared::{failed, status, step_name};
use crate::error::{Refusal, UseCaseError};
use crate::services::Services;
use crate::usecases::assign::{HandedOver, hand_over_work, held_by_step};
use crate::usecases::label::desks;

/// Whose work, and who takes it over.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The office, when the actor heads several.
    office: String,
    /// Who is away.
    tu: String,
    /// Who takes over.
    cho: String,
    /// Why.
    reason: String,
}

/// Work that will move, in words.
struct Step {
    name: String,
    count: i64,
}

#[derive(Template)]
#[template(path = "desk_absent.html")]
struct AbsentPage {
    page: Page,
    errors: FieldErrors,
    asked: Asked,
    offices: Vec<Choice>,
    from: Vec<Choice>,
    to: Vec<Choice>,
    from_name: String,
    to_name: String,
    /// What will move, once both are named.
    steps: Vec<Step>,
    whole: i64,
    ready: bool,
    /// What was done, and what stayed with the reason.
    done: Option<HandedOver>,
    stayed: Vec<(String, usize)>,
}

/// The offices whose work the actor may give.
fn headed(actor: &Actor) -> Vec<OfficeId> {
    let may = |office: &OfficeId| {
        access::may(actor, Resource::Task, Action::Assign, &Facts { owner: None, assignee: None, office: Some(*office) })
    };
    desks(actor).into_iter().filter(may).collect()
}

/// Does the actor head an office, so that its work can be given?
pub(super) fn heads(actor: &Actor) -> bool {
    !headed(actor).is_empty()
}

impl Asked {
    fn office(&self, headed: &[OfficeId]) -> Option<OfficeId> {
        let named = self.office.parse().ok().filter(|office| headed.contains(office));
        named.or_else(|| headed.first().copied())
    }

    fn people(&self) -> Result<(AccountId, AccountId), Refusal> {
        let from = self.tu.parse().map_err(|_| Refusal::Missing { field: "tu" })?;
        let to = self.cho.parse().map_err(|_| Refusal::Missing { field: "cho" })?;
        if from == to { Err(Refusal::WrongForm { field: "cho" }) } else { Ok((from, to)) }
    }
}

/// Shows who can be named, and with both named what will move.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let page = Page::desk(visitor, Section::Inbox, "dossier-absent");
    let errors = errors(&page, &asked);
    render(&load(&services, page, &actor, asked, errors, None).await?)
}

/// What is wrong with what was asked; nothing as long as nobody is named.
fn errors(page: &Page, asked: &Asked) -> FieldErrors {
    let mut errors = FieldErrors::none();
    if asked.tu.is_empty() && asked.cho.is_empty() {
        return errors;
    }
    match asked.people() {
        Err(Refusal::WrongForm { field }) => errors.add(field, page.t("dossier-absent-same")),
        Err(Refusal::Missing { field }) => errors.add(field, page.t(&format!("dossier-absent-missing-{field}"))),
        _ => {}
    }
    errors
}

/// Does it and shows what became of it.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Form(asked): Form<Asked>,
) -> Result<Response, PageError> {
    let page = Page::desk(visitor, Section::Inbox, "dossier-absent");
    let office = asked.office(&headed(&actor)).ok_or(PageError::NotFound)?;
    let (people, mut errors) = (asked.people(), errors(&page, &asked));
    let outcome = match people {
        Ok(people) => hand_over_work(&services, &actor, office, people, &asked.reason).await,
        Err(refusal) => Err(refusal.into()),
    };
    match outcome {
        Ok(done) => render(&load(&services, page, &actor, asked, errors, Some(done)).await?),
        Err(UseCaseError::Refused(refusal)) => {
            if errors.is_empty() {
                errors.add("tu", refusal.words(page.language()));
            }
            render_with(status(&refusal), &load(&services, page, &actor, asked, errors, None).await?)
        }
        Err(failure) => Err(failed(failure)),
    }
}

async fn load(
    services: &Services,
    page: Page,
    actor: &Actor,
    asked: Asked,
    errors: FieldErrors,
    done: Option<HandedOver>,
) -> Result<AbsentPage, PageError> {
    let headed = headed(actor);
    let office = asked.office(&headed).ok_or(PageError::NotFound)?;
    draw(services, page, actor, (office, &headed), asked, errors, done).await.map_err(failed)
}

async fn draw(
    services: &Services,
    page: Page,
    actor: &Actor,
    (office, headed): (OfficeId, &[OfficeId]),
    asked: Asked,
    errors: FieldErrors,
    done: Option<HandedOver>,
) -> Result<AbsentPage, UseCaseError> {
    let staff = staff(services, &[office]).await?;
    let named = |id: &str| staff.iter().find(|one| one.account.to_string() == id).map(|one| one.name.clone()).unwrap_or_default();
    let people = |chosen: &str, key: &str| {
        let one = |one: &access::api::Colleague| Choice::new(one.account.to_string(), one.name.clone(), one.account.to_string() == chosen);
        std::iter::once(Choice::new("", page.t(key), chosen.is_empty())).chain(staff.iter().map(one)).collect::<Vec<_>>()
    };
    let ready = done.is_none() && errors.is_empty() && asked.people().is_ok();
    let steps = match asked.people() {
        Ok((from, _)) if ready => held_by_step(services, actor, office, from).await?,
        _ => Vec::new(),
    };
    let directory = services.directory();
    let place = |id: &OfficeId| Choice::new(id.to_string(), office_name(&directory, *id, page.language()), *id == office);
    Ok(AbsentPage {
        offices: if headed.len() > 1 { headed.iter().map(place).collect() } else { Vec::new() },
        from: people(&asked.tu, "dossier-absent-nobody"),
        to: people(&asked.cho, "dossier-absent-nobody"),
        from_name: named(&asked.tu),
        to_name: named(&asked.cho),
        whole: steps.iter().map(|step| step.2).sum(),
        steps: steps.into_iter().map(|(key, name, count)| Step { name: step_name(page.language(), &key, &name), count }).collect(),
        ready,
        stayed: stayed(&page, done.as_ref()),
        done,
        errors: errors.clone(),
        page: page.with_errors(!errors.is_empty()),
        asked,
    })
}

/// Why work stayed, with how much for each reason.
fn stayed(page: &Page, done: Option<&HandedOver>) -> Vec<(String, usize)> {
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for (_, refusal) in done.iter().flat_map(|done| &done.left) {
        *reasons.entry(refusal.words(page.language())).or_default() += 1;
    }
    reasons.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_different_people_are_needed() {
        let (one, other) = ("0193a5e0-0000-7000-8000-000000000001", "0193a5e0-0000-7000-8000-000000000002");
        let people = |from: &str, to: &str| Asked { tu: from.to_owned(), cho: to.to_owned(), ..Asked::default() }.people();
        assert!(people(one, other).is_ok());
        assert_eq!(people("", other), Err(Refusal::Missing { field: "tu" }));
        assert_eq!(people(one, "x"), Err(Refusal::Missing { field: "cho" }));
        assert_eq!(people(one, one), Err(Refusal::WrongForm { field: "cho" }));
    }
}
