//! What the use cases work with: the database, the clock, and the parts of other capabilities they ask.

use std::sync::Arc;

use access::Actor;
use access::{Action, Facts, Resource};
use db::Context;
use kernel::calendar::{Calendar, Calendars};
use kernel::id::OfficeId;

use crate::codes::CodeBook;
use crate::error::{Refusal, UseCaseError};
use crate::model::Dossier;
use crate::processes::Processes;

/// Everything a use case of this capability needs. One per running node, cheap to share.
#[derive(Debug)]
pub struct Services {
    /// Database, clock, entropy and node.
    pub ctx: Context,
    /// Working calendars.
    pub calendars: Arc<Calendars>,
    /// Offices as of today.
    pub offices: Arc<organisation::Directory>,
    /// Internal processes.
    pub processes: Processes,
    /// Stored files.
    pub files: document::Files,
    /// Ordinals of dossier codes.
    pub codes: CodeBook,
}

impl Services {
    /// The calendar an office works by.
    pub(crate) fn calendar_of(&self, office: OfficeId) -> Result<&Calendar, UseCaseError> {
        let office = self.offices.office(office).ok_or(Refusal::UnknownOffice)?;
        self.calendars.get(&office.calendar).ok_or_else(|| UseCaseError::Calendar(format!("no calendar called {}", office.calendar)))
    }
}

/// May the actor do this to the dossier? Any office that takes part and any officer who holds work on it opens it.
#[must_use]
pub fn may(actor: &Actor, action: Action, dossier: &Dossier) -> bool {
    let owner = Facts { owner: dossier.opening.applicant, assignee: None, office: None };
    let offices = dossier.offices().into_iter().map(|office| Facts { owner: None, assignee: None, office: Some(office) });
    let holders = dossier.tasks.iter().map(|task| Facts { owner: None, assignee: task.holder, office: None });
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
