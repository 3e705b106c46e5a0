//! One visitor with several dossiers, and the number they came with.

use access::Actor;
use kernel::id::DossierId;
use queue::api::AtWindow;

use super::sent::Sent;
use crate::error::UseCaseError;
use crate::model::{Applicant, Channel};
use crate::ports;
use crate::services::Services;
use crate::usecases::read;

/// A dossier of this visit that was received before.
pub(super) struct Earlier {
    pub(super) id: DossierId,
    pub(super) name: String,
    pub(super) code: String,
}

/// What is known of the visit beside the form.
pub(super) struct Visit {
    pub(super) earlier: Vec<Earlier>,
    pub(super) window: Option<AtWindow>,
    person: Option<Applicant>,
}

impl Visit {
    /// Opens the earlier dossiers, which the officer may see or which are left out, and asks the queue for the officer's window.
    pub(super) async fn load(services: &Services, actor: &Actor, sent: &Sent) -> Result<Self, UseCaseError> {
        let (mut earlier, mut person) = (Vec::new(), None);
        for id in sent.visit() {
            match read::open(services, actor, id).await {
                Ok(view) => {
                    let code = view.dossier.code.as_ref().map(ToString::to_string).unwrap_or_default();
                    earlier.push(Earlier { id, name: view.dossier.opening.procedure_name.clone(), code });
                    person = view.content.map(|content| content.applicant).or(person);
                }
                Err(UseCaseError::Refused(_)) => {}
                Err(failure) => return Err(failure),
            }
        }
        let window = if sent.channel() == Channel::Counter { at_window(services, actor).await? } else { None };
        Ok(Self { earlier, window, person })
    }

    /// The form with the person of the last dossier.
    pub(super) async fn with_person(&self, services: &Services, sent: Sent) -> Result<Sent, UseCaseError> {
        let form = ports::applicant_form(services).await?;
        Ok(match (&self.person, form) {
            (Some(person), Some(form)) => sent.with_person(&form, person),
            _ => sent,
        })
    }

    /// The visit with one more dossier, for the address.
    pub(super) fn address(&self) -> String {
        let ids: Vec<String> = self.earlier.iter().map(|earlier| earlier.id.to_string()).collect();
        format!("/ban/tiep-nhan?khach={}", ids.join(","))
    }
}

async fn at_window(services: &Services, actor: &Actor) -> Result<Option<AtWindow>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    Ok(queue::api::at_window(&mut conn, &services.ctx, actor, services.day_of(services.ctx.now())).await?)
}
