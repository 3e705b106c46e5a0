//! Who was told what about the dossier, with the names of those who were told.

use chrono::{DateTime, Utc};
use web::Page;

use super::super::super::shown::names;
use crate::error::UseCaseError;
use crate::model::Dossier;
use crate::services::Services;

/// One thing somebody was told.
pub(super) struct ToldRow {
    pub(super) what: String,
    pub(super) who: String,
    pub(super) at: DateTime<Utc>,
    pub(super) ways: Vec<String>,
    pub(super) has_trouble: bool,
}

/// What was told about the dossier, oldest first.
pub(super) async fn told(services: &Services, page: &Page, dossier: &Dossier) -> Result<Vec<ToldRow>, UseCaseError> {
    let lines = {
        let mut conn = services.ctx.pool.acquire().await?;
        services.told.about(&mut conn, page, dossier.id).await?
    };
    let people = names(services, lines.iter().filter_map(|line| line.account).collect()).await?;
    let applicant = page.t("notice-told-applicant");
    let who = |account| people.get(&account).cloned().unwrap_or_else(|| applicant.clone());
    let row = |line: crate::told::ToldLine| ToldRow {
        who: match line.account {
            Some(account) if dossier.opening.applicant != Some(account) => who(account),
            _ => applicant.clone(),
        },
        what: line.what,
        at: line.at,
        ways: line.ways,
        has_trouble: line.has_trouble,
    };
    Ok(lines.into_iter().map(row).collect())
}
