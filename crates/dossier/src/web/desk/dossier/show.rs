//! Shows the dossier to those who work on it.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Actor, Official};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::id::{AccountId, DossierId};
use process::svg::Wording;
use web::clock_view::Chip;
use web::components::Link;
use web::page::render;
use web::schema_form::Summary;
use web::{Choice, FieldErrors, Language, Page, PageError, Section, Side, Visitor, t, t_with};

use super::super::super::shown::{PaperRow, chip, dashed, declared, names, paper_rows};
use super::super::labels;
use super::super::shared::failed;
use super::super::texts::{self, Offered};
use super::content::{Moment, moments, notes, outcome_name};
use super::looking;
use super::other::Other;
use super::told::{ToldRow, told};
use super::work::{Desk, Drawing, Work};
use crate::asked;
use crate::error::UseCaseError;
use crate::model::{Content, Dossier, Label, State as Legal};
use crate::papers::issued_inside;
use crate::services::Services;
use crate::usecases::read::{self, View};
use crate::usecases::{assign, messages};

/// What was typed before, and what is wrong with it.
pub(super) struct Said {
    pub(super) texts: BTreeMap<String, String>,
    pub(super) errors: FieldErrors,
    /// A refusal that belongs to no field.
    pub(super) top: String,
}

/// The page.
#[derive(Template)]
#[template(path = "desk_dossier.html")]
pub(super) struct WorkPage {
    page: Page,
    dossier: Dossier,
    applicant_name: String,
    chip: Option<Chip>,
    top: String,
    errors: FieldErrors,
    desk: Desk,
    other: Other,
    notes: Vec<Moment>,
    labels: Vec<Label>,
    marks: Vec<Choice>,
    presence: String,
    texts: Vec<Offered>,
    works: Vec<Work>,
    has_content: bool,
    summaries: Vec<Summary>,
    papers: Vec<PaperRow>,
    moments: Vec<Moment>,
    drawing: String,
    told: Vec<ToldRow>,
    messages_unread: i64,
}

impl WorkPage {
    /// The forms there are to print.
    fn forms(&self) -> Vec<Link> {
        let link = |(tail, key): (&str, &str)| Link::new(format!("{}/{tail}", self.address()), self.page.t(key));
        issued_inside(&self.dossier).into_iter().map(link).collect()
    }

    /// Adds to the refusal who did what after the version the officer saw.
    pub(super) fn tell_what_happened_since(&mut self, version: i32) {
        let seen = usize::try_from(version).unwrap_or_default();
        for moment in self.moments.iter().skip(seen) {
            let values =
                [("who", moment.who.as_str().into()), ("what", moment.title.as_str().into()), ("when", moment.when.as_str().into())];
            self.top.push(' ');
            self.top.push_str(&t_with(self.page.language(), "dossier-work-happened", &values));
        }
    }

    fn address(&self) -> String {
        format!("/ban/ho-so/{}", self.dossier.id)
    }
}

/// Shows the page.
pub(in crate::web::desk) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Path(id): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let id: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    // A kept text that was chosen by its link: the forms of the page take it.
    let texts = asked.get("mau").map(|text| (CHOSEN_TEXT.to_owned(), text.clone())).into_iter().collect();
    let said = Said { texts, errors: FieldErrors::none(), top: String::new() };
    render(&load(&services, visitor, &actor, id, said).await?)
}

/// Reads the dossier and everything the page shows of it.
pub(super) async fn load(services: &Services, visitor: Visitor, actor: &Actor, id: DossierId, said: Said) -> Result<WorkPage, PageError> {
    let view = read::open(services, actor, id).await.map_err(failed)?;
    draw(services, visitor, actor, view, said).await.map_err(failed)
}

/// The name under which the chosen text is handed on.
const CHOSEN_TEXT: &str = "_mau";

/// The names of the fields that take kept texts.
fn text_fields(dossier: &Dossier) -> Vec<String> {
    let on_task = dossier.tasks.iter().flat_map(|task| [format!("decide-{}-reason", task.id), format!("back-{}-reason", task.id)]);
    let fixed = ["refuse-reason", "wrong-reason", "ask-reason-1", "extend-reason", "note-note"].map(str::to_owned);
    on_task.chain(fixed).collect()
}

async fn draw(services: &Services, visitor: Visitor, actor: &Actor, view: View, mut said: Said) -> Result<WorkPage, UseCaseError> {
    let View { dossier, applicant_name, content, .. } = view;
    let now = services.ctx.now();
    let page = Page::titled(visitor, Side::Desk, Section::Inbox, dossier.opening.procedure_name.clone())
        .as_of(now)
        .with_errors(!said.errors.is_empty());
    let texts = texts::offered(services, &page, actor, &dossier, &applicant_name).await?;
    if let Some(chosen) = said.texts.remove(CHOSEN_TEXT) {
        said.texts.extend(texts::put(&texts, &chosen, &text_fields(&dossier)));
    }
    let entries = read::journal_of(services, actor, dossier.id).await?;
    let mut people: Vec<AccountId> = entries.iter().filter_map(|entry| entry.actor).collect();
    people.extend(dossier.tasks.iter().filter_map(|task| task.holder));
    let people = names(services, people).await?;
    let (summaries, papers) = inside(services, &dossier, content.as_ref(), page.language()).await?;
    let ask_limit = dossier.state == Legal::New && lacks_limit(services, &dossier).await?;
    let mut candidates = Vec::new();
    for task in &dossier.tasks {
        candidates.push(assign::candidates(services, actor, task).await?);
    }
    let drawing = Drawing { services, page: &page, actor, dossier: &dossier, said: &said, now };
    let works = dossier
        .tasks
        .iter()
        .zip(&candidates)
        .map(|(task, staff)| drawing.work(task, task.holder.and_then(|holder| people.get(&holder)).map_or("", String::as_str), staff))
        .collect();
    let (labels, marks) = labels::of_dossier(services, actor, dossier.id).await?;
    let told = told(services, &page, &dossier).await?;
    let messages_unread = messages::unread(services, actor, &dossier).await?;
    Ok(WorkPage {
        texts,
        labels,
        marks,
        presence: looking::words(services, &page, actor, dossier.id).await?,
        told,
        messages_unread,
        chip: chip(services, &dossier, now, page.language()),
        desk: Desk::new(&page, actor, &dossier, &said, (ask_limit, &points(&page, &summaries, &papers))),
        other: Other::new(services, &page, actor, &dossier, &said),
        notes: notes(&page, &entries, &people),
        works,
        has_content: content.is_some(),
        summaries,
        papers,
        moments: moments(services, &page, &entries, &people, dossier.opening.applicant),
        drawing: process_drawing(services, &dossier, page.language()).await?,
        top: said.top,
        errors: said.errors,
        applicant_name,
        dossier,
        page,
    })
}

/// What a supplement request can point at: every field that was filled and every paper, after a line for anything else.
fn points(page: &Page, summaries: &[Summary], papers: &[PaperRow]) -> Vec<(String, String)> {
    let other = (String::new(), page.t("dossier-work-about-other"));
    let field = |row: &web::schema_form::SummaryRow| {
        (format!("field|{}|{}", row.key, row.label), page.t1("dossier-work-about-field", "name", row.label.as_str()))
    };
    let paper = |paper: &PaperRow| (format!("paper|{}", paper.name), page.t1("dossier-work-about-paper", "name", paper.name.as_str()));
    // The person's own data come first and are no part of the form.
    let fields = summaries.iter().skip(1).flat_map(|summary| &summary.rows).map(field);
    std::iter::once(other).chain(papers.iter().map(paper)).chain(fields).collect()
}

async fn inside(
    services: &Services,
    dossier: &Dossier,
    content: Option<&Content>,
    language: Language,
) -> Result<(Vec<Summary>, Vec<PaperRow>), UseCaseError> {
    let Some(content) = content else { return Ok((Vec::new(), Vec::new())) };
    Ok((declared(services, dossier, content, language).await?, paper_rows(services, language, &content.papers).await?))
}

/// Does the procedure leave the limit to the officer who receives?
async fn lacks_limit(services: &Services, dossier: &Dossier) -> Result<bool, UseCaseError> {
    Ok(asked::find(services, &dossier.opening.procedure, dossier.submitted_at).await?.promise.is_none())
}

/// The internal process with the place the dossier is at; nothing before receipt.
async fn process_drawing(services: &Services, dossier: &Dossier, language: Language) -> Result<String, UseCaseError> {
    let Some(instance) = &dossier.process else { return Ok(String::new()) };
    let definition = services.process(None, &dossier.opening.process).await?;
    let known = |lane: &&str| ["one_stop", "specialist", "leader"].contains(lane);
    let lane = |key: &str| Some(key).filter(known).map(|key| t(language, &format!("dossier-lane-{}", dashed(key))));
    let outcome = |code: &str| Some(outcome_name(language, code));
    let (done, current) = (t(language, "dossier-lane-done"), t(language, "dossier-lane-current"));
    let title = t(language, "dossier-work-process");
    let wording = Wording { title: Some(&title), lane: Some(&lane), outcome: Some(&outcome), states: Some((&done, &current)) };
    Ok(process::svg::draw_with(&definition, Some(instance), &wording))
}
