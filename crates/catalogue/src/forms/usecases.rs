//! An administrator begins a draft, changes it step by step, goes back, and publishes it or throws it away.

use access::{Action, Actor, Facts, Resource, may};
use chrono::NaiveDate;
use journal::NewEntry;
use kernel::id::AccountId;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;
use web::schema_form::{Form, is_key};

use super::error::FormRefusal;
use super::model::{Draft, FormDesk, Publication, Step};
use super::sheet::{Change, Sheet};
use super::store;
use crate::model::Binding;
use crate::store::{bindings, forms, procedures};

/// The subject of journal entries about forms; which form it is stands in the data.
const SUBJECT: Uuid = Uuid::from_u128(0x6361_7461_6c6f_8075_8066_6f72_6d73_0001);
/// Longest file that is read as a form.
pub(super) const LARGEST_FILE: usize = 2 * 1024 * 1024;

/// May the actor change forms?
pub(super) fn may_edit(actor: &Actor) -> bool {
    may(actor, Resource::Procedure, Action::Edit, &Facts::default())
}

fn authorise(actor: &Actor) -> Result<(), FormRefusal> {
    if may_edit(actor) { Ok(()) } else { Err(FormRefusal::NotFound) }
}

/// Begins a draft of a form that is in force, or of a new one with this title. A draft that is there already goes on.
///
/// # Errors
/// [`FormRefusal`].
pub async fn begin(desk: &FormDesk, actor: &Actor, form: &str, title: Option<&[String; 3]>) -> Result<(), FormRefusal> {
    authorise(actor)?;
    if !is_key(form) {
        return Err(FormRefusal::wrong("id", "forms-id-wrong", form));
    }
    let mut transaction = desk.ctx.begin().await?;
    let source = forms::newest(&mut transaction, form).await?;
    let (base, json) = match (source, title) {
        (Some(_), Some(_)) => return Err(FormRefusal::Taken),
        (Some(source), None) => (source.version, source.json),
        (None, Some(title)) if title[0].is_empty() => return Err(FormRefusal::wrong("title.vi", "forms-title-missing", "")),
        (None, Some(title)) => (0, Sheet::new(form, title).json().clone()),
        (None, None) => return Err(FormRefusal::NotFound),
    };
    let begun = start(&mut transaction, desk, actor.account, (form, base, &json)).await?;
    if !begun && title.is_some() {
        return Err(FormRefusal::Taken);
    }
    transaction.commit().await?;
    Ok(())
}

async fn start(
    connection: &mut PgConnection,
    desk: &FormDesk,
    by: AccountId,
    (form, base, json): (&str, i32, &Value),
) -> Result<bool, FormRefusal> {
    let at = desk.ctx.now();
    let draft = Draft { form: form.to_owned(), base, step: 0, last_step: 0, revision: 1, changed_at: at, json: Value::Null };
    let begun = store::begin(connection, &draft, by).await?;
    if begun {
        let first = Step { number: 0, what: "begun".to_owned(), subject: String::new(), by, at };
        store::add_step(connection, form, &first, json).await?;
    }
    Ok(begun)
}

/// Makes one change of a draft that was seen at `revision`, as a step of its own.
///
/// # Errors
/// [`FormRefusal`]; the draft stays as it was.
pub async fn change(desk: &FormDesk, actor: &Actor, form: &str, revision: i32, change: Change) -> Result<(), FormRefusal> {
    authorise(actor)?;
    let mut transaction = desk.ctx.begin().await?;
    let draft = seen(&mut transaction, form, revision).await?;
    let (mut sheet, what) = (Sheet::of(draft.json.clone()), change.what());
    let subject = sheet.subject(&change);
    sheet.apply(change)?;
    Form::from_value(sheet.json())?;
    write(&mut transaction, desk, actor.account, (&draft, what, subject), sheet.json()).await?;
    transaction.commit().await?;
    Ok(())
}

async fn seen(connection: &mut PgConnection, form: &str, revision: i32) -> Result<Draft, FormRefusal> {
    let draft = store::draft(connection, form).await?.ok_or(FormRefusal::NotFound)?;
    if draft.revision == revision { Ok(draft) } else { Err(FormRefusal::Changed) }
}

async fn write(
    connection: &mut PgConnection,
    desk: &FormDesk,
    by: AccountId,
    (draft, what, subject): (&Draft, &str, String),
    json: &Value,
) -> Result<(), FormRefusal> {
    let step = Step { number: draft.step + 1, what: what.to_owned(), subject, by, at: desk.ctx.now() };
    store::add_step(connection, &draft.form, &step, json).await?;
    store::stand_at(connection, &draft.form, (step.number, step.number), step.at).await?;
    Ok(())
}

/// Goes one step back.
///
/// # Errors
/// [`FormRefusal::NoStep`] at the first.
pub async fn undo(desk: &FormDesk, actor: &Actor, form: &str, revision: i32) -> Result<(), FormRefusal> {
    go(desk, actor, (form, revision), |draft| draft.step.checked_sub(1).filter(|step| *step >= 0)).await
}

/// Goes one step forward again.
///
/// # Errors
/// [`FormRefusal::NoStep`] at the last.
pub async fn redo(desk: &FormDesk, actor: &Actor, form: &str, revision: i32) -> Result<(), FormRefusal> {
    go(desk, actor, (form, revision), |draft| Some(draft.step + 1).filter(|step| *step <= draft.last_step)).await
}

async fn go(desk: &FormDesk, actor: &Actor, (form, revision): (&str, i32), to: impl Fn(&Draft) -> Option<i32>) -> Result<(), FormRefusal> {
    authorise(actor)?;
    let mut transaction = desk.ctx.begin().await?;
    let draft = seen(&mut transaction, form, revision).await?;
    let step = to(&draft).ok_or(FormRefusal::NoStep)?;
    store::stand_at(&mut transaction, form, (step, draft.last_step), desk.ctx.now()).await?;
    transaction.commit().await?;
    Ok(())
}

/// Takes a form from a file: as a step of its draft, which is begun if there is none. Gives the name of the form.
///
/// # Errors
/// [`FormRefusal::Form`] says what is wrong with the file.
pub async fn import(desk: &FormDesk, actor: &Actor, json: Value) -> Result<String, FormRefusal> {
    authorise(actor)?;
    let read = Form::from_value(&json)?;
    if !is_key(&read.key) {
        return Err(FormRefusal::wrong("file", "forms-id-wrong", read.key));
    }
    let mut transaction = desk.ctx.begin().await?;
    let standing = forms::newest(&mut transaction, &read.key).await?;
    let (base, first) = standing.map_or_else(|| (0, json.clone()), |source| (source.version, source.json));
    start(&mut transaction, desk, actor.account, (&read.key, base, &first)).await?;
    let draft = store::draft(&mut transaction, &read.key).await?.ok_or(FormRefusal::NotFound)?;
    write(&mut transaction, desk, actor.account, (&draft, "imported", String::new()), &json).await?;
    transaction.commit().await?;
    Ok(read.key)
}

/// Throws a draft away.
///
/// # Errors
/// [`FormRefusal::NotFound`].
pub async fn discard(desk: &FormDesk, actor: &Actor, form: &str) -> Result<(), FormRefusal> {
    authorise(actor)?;
    let mut connection = desk.ctx.pool.acquire().await?;
    if store::discard(&mut connection, form).await? { Ok(()) } else { Err(FormRefusal::NotFound) }
}

/// Makes a draft the next version: in force from a day to come, for the procedures the form names.
///
/// # Errors
/// [`FormRefusal`]; nothing is changed then.
pub async fn publish(desk: &FormDesk, actor: &Actor, form: &str, revision: i32, how: &Publication) -> Result<i32, FormRefusal> {
    authorise(actor)?;
    check_publication(desk, how)?;
    let mut transaction = desk.ctx.begin().await?;
    let draft = seen(&mut transaction, form, revision).await?;
    let newest = forms::newest(&mut transaction, form).await?.map_or(0, |source| source.version);
    if newest != draft.base {
        return Err(FormRefusal::Changed);
    }
    let (version, now) = (newest + 1, desk.ctx.now());
    let json = versioned(draft.json, version);
    let read = Form::from_value(&json)?;
    check_complete(&read)?;
    let digest = Sha256::digest(json.to_string().as_bytes());
    store::publish(&mut transaction, (form, version, &json), (how.from, &how.legal_basis), (&digest, actor.account, now)).await?;
    bind(&mut transaction, form, &read.procedures, how.from).await?;
    store::discard(&mut transaction, form).await?;
    let data = json!({ "form": form, "version": version, "from": how.from, "legal_basis": how.legal_basis, "procedures": read.procedures,
        "digest": hex(&digest) });
    let entry = NewEntry { office: None, actor: Some(actor.account), kind: "form.published", subject_kind: "form", subject: SUBJECT, data };
    journal::append(&mut transaction, &desk.ctx, entry).await?;
    transaction.commit().await?;
    Ok(version)
}

fn check_publication(desk: &FormDesk, how: &Publication) -> Result<(), FormRefusal> {
    if how.from <= desk.today() {
        return Err(FormRefusal::wrong("from", "forms-from-past", ""));
    }
    if how.legal_basis.trim().is_empty() {
        return Err(FormRefusal::wrong("basis", "forms-basis-missing", ""));
    }
    Ok(())
}

/// A form that people are asked to fill has something to fill, in every language.
pub(super) fn check_complete(form: &Form) -> Result<(), FormRefusal> {
    if form.fields.is_empty() {
        return Err(FormRefusal::wrong("form", "forms-no-fields", ""));
    }
    if let Some(section) = form.sections.iter().find(|section| section.fields.is_empty()) {
        return Err(FormRefusal::wrong("form", "forms-section-empty", section.title.vi.clone()));
    }
    let within = form.fields.iter().flat_map(|field| field.group.iter().flat_map(|group| &group.fields).chain([field]));
    let texts = within.flat_map(|field| field.options.iter().map(|option| &option.label).chain([&field.label]));
    let mut all = texts.chain(form.sections.iter().map(|section| &section.title)).chain([&form.title]);
    match all.find(|text| text.vi.is_empty() || text.en.is_empty() || text.th.is_empty()) {
        Some(text) => Err(FormRefusal::wrong("form", "forms-untranslated", text.vi.clone())),
        None => Ok(()),
    }
}

fn versioned(mut json: Value, version: i32) -> Value {
    if let Value::Object(words) = &mut json {
        words.insert("x-version".to_owned(), version.into());
    }
    json
}

/// Binds the named procedures to the form from a day on, and those it no longer names to the general form.
async fn bind(connection: &mut PgConnection, form: &str, codes: &[String], from: NaiveDate) -> Result<(), FormRefusal> {
    for code in codes {
        if procedures::find(connection, code, from).await?.is_none() {
            return Err(FormRefusal::wrong("procedures", "forms-procedure-unknown", code));
        }
        let standing = bindings::find(connection, code, from).await?;
        if standing.as_ref().is_none_or(|binding| binding.form != form) {
            let process = standing.map_or_else(|| "general".to_owned(), |binding| binding.process);
            bindings::end(connection, code, from).await?;
            bindings::insert_by_administrator(connection, code, &Binding { form: form.to_owned(), process }, from).await?;
        }
    }
    for (code, binding) in bindings::standing(connection).await? {
        if binding.form == form && code != bindings::EVERY && !codes.contains(&code) {
            bindings::end(connection, &code, from).await?;
        }
    }
    Ok(())
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
