//! What the use cases work with: the database, the clock, and the parts of other capabilities they ask.

use std::sync::Arc;

use access::{Action, Actor, Facts, Resource};
use chrono::{DateTime, NaiveDate, Utc};
use db::Context;
use kernel::calendar::{Calendar, Calendars};
use kernel::id::{OfficeId, TaskId};
use process::Definition;
use sqlx::PgConnection;

use crate::asked::RecentlyAsked;
use crate::codes::CodeBook;
use crate::error::{Refusal, UseCaseError};
use crate::model::{Dossier, Opening, Task};
use crate::processes::Processes;
use crate::rules::{Desk, Lanes};
use crate::tally;
use crate::told::Told;
use crate::usecases::Beginnings;

/// The calendar that tells the country's day; every pack has it.
const COUNTRY_CALENDAR: &str = "standard";

/// Everything a use case of this capability needs. One per running node, cheap to share.
#[derive(Debug)]
pub struct Services {
    /// Database, clock, entropy and node.
    pub ctx: Context,
    /// Working calendars.
    pub calendars: Arc<Calendars>,
    /// Offices; ask [`Services::directory`] for those of now.
    pub organisation: organisation::Organisation,
    /// Procedures of now in short, and finding them.
    pub catalogue: catalogue::Catalogue,
    /// Procedures read a moment ago.
    pub asked: RecentlyAsked,
    /// Internal processes.
    pub processes: Processes,
    /// Stored files.
    pub files: document::Files,
    /// Ordinals of dossier codes.
    pub codes: CodeBook,
    /// Writes dossiers that begin.
    pub beginnings: Beginnings,
    /// Public address of the node, without a slash at the end; printed on papers.
    pub site: String,
    /// What people were told about dossiers.
    pub told: Arc<dyn Told>,
}

impl Services {
    /// The same services under other surroundings, such as another clock. Codes are reserved apart.
    #[must_use]
    pub fn under(&self, ctx: Context) -> Self {
        Self {
            beginnings: Beginnings::new(ctx.clone()),
            ctx,
            calendars: Arc::clone(&self.calendars),
            organisation: self.organisation.clone(),
            catalogue: self.catalogue.clone(),
            asked: RecentlyAsked::default(),
            processes: self.processes.clone(),
            files: self.files.clone(),
            codes: CodeBook::default(),
            site: self.site.clone(),
            told: Arc::clone(&self.told),
        }
    }

    /// The offices of now. Take it once for one piece of work.
    #[must_use]
    pub fn directory(&self) -> Arc<organisation::Directory> {
        self.organisation.directory()
    }

    /// The day it is in the country at `at`, by which the version of a rule is chosen: before seven in the morning the world's day is still
    /// yesterday's.
    pub(crate) fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        self.calendars.get(COUNTRY_CALENDAR).map_or_else(|| at.date_naive(), |calendar| tally::local_day(calendar, at))
    }

    /// The calendar an office works by.
    pub(crate) fn calendar_of(&self, office: OfficeId) -> Result<&Calendar, UseCaseError> {
        let directory = self.directory();
        let office = directory.office(office).ok_or(Refusal::UnknownOffice)?;
        self.calendars.get(&office.calendar).ok_or_else(|| UseCaseError::Calendar(format!("no calendar called {}", office.calendar)))
    }

    /// The internal process a dossier names, read over `conn`; without one over a connection of its own, which only a caller who holds none
    /// may ask for.
    pub(crate) async fn process(&self, conn: Option<&mut PgConnection>, name: &str) -> Result<Arc<Definition>, UseCaseError> {
        match (self.processes.known(name), conn) {
            (Some(known), _) => Ok(known),
            (None, Some(conn)) => self.processes.read(conn, name).await,
            (None, None) => self.processes.read(&mut *self.ctx.pool.acquire().await?, name).await,
        }
    }

    /// Gives `decide` what decisions about work need, for a dossier with this opening. For `conn` see [`Services::process`].
    pub(crate) async fn with_desk<T>(
        &self,
        conn: Option<&mut PgConnection>,
        opening: &Opening,
        now: DateTime<Utc>,
        decide: impl FnOnce(&Desk<'_>) -> Result<T, UseCaseError>,
    ) -> Result<T, UseCaseError> {
        let definition = self.process(conn, &opening.process).await?;
        let directory = self.directory();
        let lanes = OfficeLanes { opening, offices: &directory };
        let new_task = || TaskId::new(&*self.ctx.clock, &*self.ctx.entropy);
        let calendar = self.calendar_of(opening.receiving_office)?;
        decide(&Desk { now, calendar, definition: &definition, lanes: &lanes, new_task: &new_task })
    }
}

/// The lanes of the internal process of one dossier: the one-stop shop, the solving office and its head, or an office named by its code.
struct OfficeLanes<'a> {
    opening: &'a Opening,
    offices: &'a organisation::Directory,
}

impl Lanes for OfficeLanes<'_> {
    fn office(&self, lane: &str) -> Option<OfficeId> {
        match lane {
            "one_stop" => Some(self.opening.receiving_office),
            "specialist" | "leader" => Some(self.opening.solving_office),
            code => self.offices.office_by_code(code).map(|office| office.id),
        }
    }
}

/// May the actor do this to the dossier? Any office that takes part and any officer who holds work on it opens it; it is acted on by the office
/// that receives, the one that solves and those with a step of the internal process, not by one that was only asked for its opinion.
#[must_use]
pub fn may(actor: &Actor, action: Action, dossier: &Dossier) -> bool {
    let looks = matches!(action, Action::List | Action::View | Action::ViewContent | Action::Note);
    let counts = |task: &&Task| looks || task.key != Task::CONSULTATION;
    let offices = if looks { dossier.offices() } else { dossier.acting_offices() };
    let owner = Facts { owner: dossier.opening.applicant, assignee: None, office: None };
    let offices = offices.into_iter().map(|office| Facts { owner: None, assignee: None, office: Some(office) });
    let holders = dossier.tasks.iter().filter(counts).map(|task| Facts { owner: None, assignee: task.holder, office: None });
    std::iter::once(owner).chain(offices).chain(holders).any(|facts| access::may(actor, Resource::Dossier, action, &facts))
}

/// Lets the actor through or answers as if the dossier did not exist; a person who may see it but not do this is told so.
pub(crate) fn authorise(actor: &Actor, action: Action, dossier: &Dossier) -> Result<(), Refusal> {
    if may(actor, action, dossier) {
        Ok(())
    } else if may(actor, Action::View, dossier) {
        Err(Refusal::NotAllowed)
    } else {
        Err(Refusal::NotFound)
    }
}
