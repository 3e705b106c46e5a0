//! `/ho-so/{id}`: the applicant's dossier.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Actor, SignedIn};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use journal::Entry;
use kernel::calendar::Calendars;
use kernel::id::{AccountId, DossierId};
use serde::Deserialize;
use web::clock_view::{Chip, Story};
use web::components::{Link, Progress, Stage};
use web::page::render;
use web::schema_form::Summary;
use web::{Page, PageError, Section, Side, Visitor};

use super::super::shown::{PaperRow, chip, declared, due_in_force, names, owed, paper_rows};
use super::handed_in::HandedInPage;
use super::refused;
use super::timeline::{self, Moment, Names};
use crate::error::UseCaseError;
use crate::model::{Content, Decision, Dossier, Extension, State as Legal, Supplement};
use crate::papers::issued;
use crate::rules::stoppable;
use crate::services::Services;
use crate::store::readings::Reading;
use crate::usecases::{messages, read};

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Present right after handing in.
    moi: Option<String>,
}

/// One look at the applicant's data.
pub(super) struct Look {
    pub(super) name: String,
    pub(super) purpose: String,
    pub(super) at: DateTime<Utc>,
}

/// The page.
#[derive(Template)]
#[template(path = "public_dossier.html")]
pub(super) struct DossierPage {
    pub(super) page: Page,
    pub(super) dossier: Dossier,
    pub(super) says: String,
    pub(super) office_name: String,
    /// What is to be paid, and how much; empty when nothing is.
    pub(super) owed: String,
    pub(super) chip: Option<Chip>,
    pub(super) due: Option<DateTime<Utc>>,
    pub(super) story: Option<Story>,
    pub(super) stages: Vec<Stage>,
    pub(super) moments: Vec<Moment>,
    pub(super) declined: Vec<String>,
    pub(super) looks: Vec<Look>,
    pub(super) summaries: Vec<Summary>,
    pub(super) papers: Vec<PaperRow>,
    pub(super) messages_unread: i64,
}

impl DossierPage {
    /// The request that waits for the applicant's answer.
    fn open_supplement(&self) -> Option<&Supplement> {
        self.dossier.supplement.as_ref().filter(|_| self.dossier.state == Legal::SupplementRequested)
    }

    fn code(&self) -> &str {
        self.dossier.code.as_ref().map_or("", |code| code.as_str())
    }

    fn decision(&self) -> Option<&Decision> {
        self.dossier.decision.as_ref()
    }

    fn may_withdraw(&self) -> bool {
        may_withdraw(&self.dossier)
    }

    fn may_stop(&self) -> bool {
        stoppable(&self.dossier) && self.dossier.waiting_stop().is_none()
    }

    /// The apology, until there is a result.
    fn apology(&self) -> Option<&Extension> {
        self.dossier.extension.as_ref().filter(|_| self.dossier.decision.is_none())
    }

    /// What the date beside the chip is: of the answer to the request, or of the result.
    const fn due_key(&self) -> &'static str {
        if self.dossier.clock.is_some() { "dossier-public-due-result" } else { "dossier-public-due-answer" }
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn outcome_key(&self, decision: &Decision) -> String {
        format!("dossier-public-did-decided-{}", decision.outcome.code())
    }

    /// The forms there are to print.
    fn forms(&self) -> Vec<Link> {
        let link = |(tail, key): (&str, &str)| Link::new(format!("/ho-so/{}/{tail}", self.dossier.id), self.page.t(key));
        issued(&self.dossier).into_iter().map(link).collect()
    }
}

/// May the applicant still take the request back? Shows the link only; the rule decides.
pub(super) fn may_withdraw(dossier: &Dossier) -> bool {
    match dossier.state {
        Legal::New => true,
        Legal::SupplementRequested => dossier.received_at.is_none(),
        _ => false,
    }
}

/// The dossier in an address; what is no identifier is no page.
pub(super) fn id_of(text: &str) -> Result<DossierId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// Opens a dossier that the actor handed in; officials have a page of their own.
pub(super) async fn open_own(services: &Services, actor: &Actor, id: &str) -> Result<(Dossier, Content), PageError> {
    read::open_own(services, actor, id_of(id)?).await.map_err(refused::page)
}

/// Shows the dossier; right after handing in, the confirmation.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let (dossier, content) = open_own(&services, &actor, &id).await?;
    if asked.moi.is_some() && dossier.state == Legal::New {
        return render(&HandedInPage::new(&services, visitor, dossier));
    }
    let facts = Facts::load(&services, &actor, &dossier).await.map_err(refused::page)?;
    let papers = paper_rows(&services, visitor.language, &content.papers).await.map_err(refused::page)?;
    let summaries = declared(&services, &dossier, &content, visitor.language).await.map_err(refused::page)?;
    render(&draw(&services, visitor, dossier, &facts, (summaries, papers)))
}

/// What the journal and the note of readings say, with the names of those who appear in them.
struct Facts {
    entries: Vec<Entry>,
    readings: Vec<Reading>,
    names: BTreeMap<AccountId, String>,
    messages_unread: i64,
}

impl Facts {
    async fn load(services: &Services, actor: &Actor, dossier: &Dossier) -> Result<Self, UseCaseError> {
        let entries = read::journal_of(services, actor, dossier.id).await?;
        let readings = read::readings_of(services, actor, dossier.id).await?;
        let mut people: Vec<AccountId> = entries.iter().filter_map(|entry| entry.actor).collect();
        people.extend(readings.iter().map(|reading| reading.account));
        let messages_unread = messages::unread(services, actor, dossier).await?;
        Ok(Self { entries, readings, names: names(services, people).await?, messages_unread })
    }
}

fn draw(services: &Services, visitor: Visitor, dossier: Dossier, facts: &Facts, shown: (Vec<Summary>, Vec<PaperRow>)) -> DossierPage {
    let page = Page::titled(visitor, Side::Public, Section::Track, dossier.opening.procedure_name.clone());
    let directory = services.directory();
    let names = Names { accounts: &facts.names, directory: &directory };
    let now = services.ctx.now();
    let look = |reading: &Reading| Look {
        name: facts.names.get(&reading.account).cloned().unwrap_or_default(),
        purpose: page.t(&format!("dossier-purpose-{}", reading.purpose)),
        at: reading.read_at,
    };
    let office_name = names.office(&page, dossier.owner_office);
    DossierPage {
        owed: dossier.open_payment().map(|payment| owed(page.language(), payment)).unwrap_or_default(),
        says: says(&page, &dossier, &office_name),
        chip: chip(services, &dossier, now, page.language()),
        due: due_in_force(&dossier),
        story: story(&services.calendars, &page, &dossier, now),
        stages: stages(&page, &dossier, &office_name),
        moments: timeline::moments(&page, &dossier, &facts.entries, &names),
        declined: if dossier.state == Legal::NotAccepted { timeline::declined(&facts.entries) } else { Vec::new() },
        looks: facts.readings.iter().map(look).collect(),
        summaries: shown.0,
        papers: shown.1,
        messages_unread: facts.messages_unread,
        office_name,
        dossier,
        page,
    }
}

/// Where it stands, in one sentence.
pub(super) fn says(page: &Page, dossier: &Dossier, office: &str) -> String {
    let key = format!("dossier-public-says-{}", dossier.state.code().replace('_', "-"));
    let due = dossier.due().map(|due| page.moment(due)).unwrap_or_default();
    page.t2(&key, "office", office, "due", due)
}

fn story(calendars: &Calendars, page: &Page, dossier: &Dossier, now: DateTime<Utc>) -> Option<Story> {
    let case = &dossier.clock.as_ref()?.case;
    let calendar = calendars.get(&case.calendar)?;
    let explanation = calendar.explain(case).ok()?;
    Some(Story::of(page.language(), calendar, case, &explanation, page.local(now).date()))
}

/// The four stages over the timeline.
pub(super) fn stages(page: &Page, dossier: &Dossier, office: &str) -> Vec<Stage> {
    let reached = [Some(dossier.submitted_at), dossier.received_at, dossier.decision.as_ref().map(|decision| decision.decided_at)];
    let done = if dossier.state == Legal::Returned { 4 } else { reached.iter().take_while(|at| at.is_some()).count() };
    let due = dossier.due().filter(|_| dossier.clock.is_some());
    let notes = [
        page.short_moment(dossier.submitted_at),
        dossier.received_at.map(|at| page.short_moment(at)).unwrap_or_default(),
        if dossier.received_at.is_some() { office.to_owned() } else { String::new() },
        dossier.closed_at.filter(|_| done == 4).or(due).map(|at| page.short_moment(at)).unwrap_or_default(),
    ];
    let state = |at: usize| match at.cmp(&done) {
        std::cmp::Ordering::Less => Progress::Done,
        std::cmp::Ordering::Equal if !dossier.state.is_final() => Progress::Now,
        _ => Progress::Next,
    };
    ["handed-in", "received", "in-work", "result"]
        .iter()
        .zip(notes)
        .enumerate()
        .map(|(at, (name, note))| Stage { label: page.t(&format!("dossier-public-stage-{name}")), note, state: state(at) })
        .collect()
}
