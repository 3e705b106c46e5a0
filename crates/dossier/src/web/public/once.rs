//! Once only: a result the person already has is offered in place of a paper of that kind.

use access::Actor;
use document::NewDocument;
use document::model::ResultState;
use kernel::id::{DocumentId, DossierId};
use kernel::text::fold;
use web::{Language, format, t_with};

use crate::asked;
use crate::error::UseCaseError;
use crate::model::{Paper, PaperForm, State};
use crate::ports::AskedPaper;
use crate::readers::DocumentReaders;
use crate::services::Services;
use crate::usecases::read;

/// Earlier dossiers that are looked through, newest first.
const LOOKED_THROUGH: i64 = 20;
/// Words a name must have to tell one kind of paper from another: "Giấy khai sinh" does, "Quyết định" does not.
const TELLING_WORDS: usize = 3;

/// A result that may stand in for a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) document: DocumentId,
    pub(super) dossier: DossierId,
    /// What it is: "Giấy xác nhận tình trạng hôn nhân, số 12, ngày 12/03/2026".
    pub(super) words: String,
    /// Folded names of what it is.
    kinds: Vec<String>,
}

impl Offer {
    /// Is it a paper of the kind that is asked for?
    pub(super) fn is_for(&self, asked: &AskedPaper) -> bool {
        let name = fold(&asked.name);
        self.kinds.iter().any(|kind| kind.split_whitespace().count() >= TELLING_WORDS && name.contains(kind.as_str()))
    }
}

/// The results the actor has, newest first: decided, in force, with a file.
pub(super) async fn offers(services: &Services, actor: &Actor, language: Language) -> Result<Vec<Offer>, UseCaseError> {
    let mut found = Vec::new();
    let rows = read::own_list(services, actor, (None, LOOKED_THROUGH)).await?;
    for row in rows.into_iter().filter(|row| matches!(row.state, State::Decided | State::Returned)) {
        let Ok(code) = row.procedure.parse() else { continue };
        let at = row.finished_at.unwrap_or(row.submitted_at);
        let kinds: Vec<String> = match asked::find(services, &code, at).await {
            Ok(asked) => asked.procedure.results.iter().map(|result| fold(&result.name)).collect(),
            // A procedure that is no longer there has no names for its results.
            Err(_) => continue,
        };
        let mut conn = services.ctx.pool.acquire().await?;
        let results = document::api::results_of_dossier(&mut conn, &services.ctx, row.id).await?;
        for result in results.into_iter().filter(|result| result.state() == ResultState::Valid) {
            let Some(document) = result.document else { continue };
            let arguments = [
                ("procedure", result.procedure.clone().into()),
                ("number", result.full_number().into()),
                ("day", format::date(language, result.issued_on).into()),
            ];
            let words = t_with(language, "dossier-once-offer", &arguments);
            found.push(Offer { document, dossier: row.id, words, kinds: kinds.clone() });
        }
    }
    Ok(found)
}

/// The result as a paper of this name: the same bytes, kept as a file of the actor's own, so that it stays with the application whatever
/// becomes of the dossier it came from.
pub(super) async fn take(services: &Services, actor: &Actor, offer: &Offer, name: &str) -> Result<Paper, UseCaseError> {
    let failed = |error: &dyn std::fmt::Display| UseCaseError::Paper(error.to_string());
    let readers = DocumentReaders::new(services.ctx.clone());
    let opened = document::usecases::fetch::fetch(&services.ctx, &services.files, &readers, actor, offer.document).await;
    let opened = opened.map_err(|error| failed(&error))?;
    let new = NewDocument {
        file_name: opened.document.file_name.clone(),
        owner: Some(actor.account),
        office: None,
        purpose: document::Purpose::Component,
    };
    let stored = document::store_stream(&services.ctx, &services.files, new, None, opened.content).await.map_err(|error| failed(&error))?;
    Ok(Paper {
        name: name.to_owned(),
        form: PaperForm::Electronic,
        copies: 1,
        document: Some(stored.id),
        file_name: Some(stored.file_name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_stands_in_for_papers_of_its_kind_only() {
        let offer = Offer {
            document: DocumentId::from_uuid(uuid::Uuid::nil()),
            dossier: DossierId::from_uuid(uuid::Uuid::nil()),
            words: String::new(),
            kinds: vec![fold("Giấy xác nhận tình trạng hôn nhân"), fold("Quyết định")],
        };
        for (name, expected) in [
            ("Giấy xác nhận tình trạng hôn nhân do Ủy ban nhân dân cấp xã cấp", true),
            ("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN (bản chính)", true),
            ("Giấy khai sinh", false),
            ("Quyết định ly hôn của Tòa án", false),
        ] {
            assert_eq!(offer.is_for(&AskedPaper::of_form(name.to_owned())), expected, "{name}");
        }
    }
}
