//! The only thing other capabilities use of this one. Everything is asked "as of" a day.

use chrono::{DateTime, NaiveDate, Utc};
use db::DbError;
use kernel::code::ProcedureCode;
use kernel::id::AccountId;
use sqlx::PgConnection;

use crate::editor::{self, DraftInShort};
use crate::model::{Binding, FormSource, Procedure, ProcessSource, Silence, SilenceSubject};
use crate::processes;
use crate::store;

/// The version of a procedure that holds on a day.
///
/// # Errors
/// [`DbError`].
pub async fn procedure(connection: &mut PgConnection, code: &ProcedureCode, on: NaiveDate) -> Result<Option<Procedure>, DbError> {
    store::procedures::find(connection, code.as_str(), on).await
}

/// One version of a procedure: what a dossier that remembers the number was received under.
///
/// # Errors
/// [`DbError`].
pub async fn procedure_version(connection: &mut PgConnection, code: &ProcedureCode, version: i32) -> Result<Option<Procedure>, DbError> {
    store::procedures::version(connection, code.as_str(), version).await
}

/// The newest version of a form.
///
/// # Errors
/// [`DbError`].
pub async fn form(connection: &mut PgConnection, id: &str) -> Result<Option<FormSource>, DbError> {
    store::forms::newest(connection, id).await
}

/// The version of a form that holds on a day.
///
/// # Errors
/// [`DbError`].
pub async fn form_on(connection: &mut PgConnection, id: &str, on: NaiveDate) -> Result<Option<FormSource>, DbError> {
    store::forms::find(connection, id, on).await
}

/// One version of a form: what a draft or a dossier was filled in with.
///
/// # Errors
/// [`DbError`].
pub async fn form_version(connection: &mut PgConnection, id: &str, version: i32) -> Result<Option<FormSource>, DbError> {
    store::forms::version(connection, id, version).await
}

/// The newest version of an internal process.
///
/// # Errors
/// [`DbError`].
pub async fn process(connection: &mut PgConnection, id: &str) -> Result<Option<ProcessSource>, DbError> {
    store::processes::newest(connection, id).await
}

/// One version of an internal process: what an instance was begun with.
///
/// # Errors
/// [`DbError`].
pub async fn process_version(connection: &mut PgConnection, id: &str, version: i32) -> Result<Option<ProcessSource>, DbError> {
    store::processes::version(connection, id, version).await
}

/// Which form and process a procedure uses on a day. Only a node without a pack has none.
///
/// # Errors
/// [`DbError`].
pub async fn binding(connection: &mut PgConnection, code: &ProcedureCode, on: NaiveDate) -> Result<Option<Binding>, DbError> {
    store::bindings::find(connection, code.as_str(), on).await
}

/// What the silence of `subject` means for a procedure on a day; nothing where no rule is written.
///
/// # Errors
/// [`DbError`].
pub async fn silence(
    connection: &mut PgConnection,
    code: &ProcedureCode,
    subject: SilenceSubject,
    on: NaiveDate,
) -> Result<Option<Silence>, DbError> {
    store::silence::find(connection, code.as_str(), subject, on).await
}

/// Codes of the procedures in which the silence of the solving office decides, under whatever version.
///
/// # Errors
/// [`DbError`].
pub async fn decided_by_silence(connection: &mut PgConnection) -> Result<Vec<String>, DbError> {
    store::silence::deciding(connection).await
}

/// The form of a procedure as of a day.
///
/// # Errors
/// [`DbError`].
pub async fn form_of(connection: &mut PgConnection, code: &ProcedureCode, on: NaiveDate) -> Result<Option<FormSource>, DbError> {
    match binding(connection, code, on).await? {
        Some(binding) => store::forms::find(connection, &binding.form, on).await,
        None => Ok(None),
    }
}

/// The internal process of a procedure as of a day.
///
/// # Errors
/// [`DbError`].
pub async fn process_of(connection: &mut PgConnection, code: &ProcedureCode, on: NaiveDate) -> Result<Option<ProcessSource>, DbError> {
    match binding(connection, code, on).await? {
        Some(binding) => store::processes::find(connection, &binding.process, on).await,
        None => Ok(None),
    }
}

/// What waits for a decision of an administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRule {
    /// What it is: `procedure-draft`, `procedure-ahead`, `draft-of-process`.
    pub kind: &'static str,
    /// Code of the procedure or identifier of the process.
    pub code: String,
    /// Its name so far; may be empty.
    pub name: String,
    /// Who worked on it last and when; nothing for a version that only waits for its day.
    pub saved: Option<(DateTime<Utc>, AccountId)>,
    /// The day from which a published version holds.
    pub from: Option<NaiveDate>,
}

/// Drafts, the one saved last first, then versions that are published and not yet in force.
///
/// # Errors
/// [`DbError`].
pub async fn waiting(connection: &mut PgConnection, today: NaiveDate) -> Result<Vec<WaitingRule>, DbError> {
    let of_draft = |kind| {
        move |draft: DraftInShort| WaitingRule {
            kind,
            code: draft.code,
            name: draft.name,
            saved: Some((draft.saved_at, draft.saved_by)),
            from: None,
        }
    };
    let mut found: Vec<WaitingRule> = editor::drafts(connection).await?.into_iter().map(of_draft("procedure-draft")).collect();
    found.extend(processes::drafts(connection).await?.into_iter().map(of_draft("draft-of-process")));
    let ahead = editor::waiting(connection, today).await?;
    let of_version = |(code, name, from)| WaitingRule { kind: "procedure-ahead", code, name, saved: None, from: Some(from) };
    found.extend(ahead.into_iter().map(of_version));
    Ok(found)
}
