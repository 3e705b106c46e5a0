//! `/quan-tri/thu-tuc/{code}/soan/{section}`: one section of a draft.

use ::web::components::{Progress, Step};
use ::web::page::{render, render_with};
use ::web::{FieldErrors, Page, PageError, Section, Sent, Visitor};
use access::{Actor, SignedIn, api};
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::code::ProcedureCode;

use super::{ADDRESS, edits};
use crate::editor::model::Draft;
use crate::editor::section::{self, Block, Control, SECTIONS};
use crate::editor::{EditRefusal, Editor, store, usecases};

/// The page.
#[derive(Template)]
#[template(path = "catalogue/editor_section.html")]
struct SectionPage {
    page: Page,
    code: String,
    name: String,
    address: String,
    steps: Vec<Step>,
    revision: i32,
    blocks: Vec<Block>,
    errors: FieldErrors,
    /// What stands at the top of the page, such as the rule of a section.
    lead: String,
    /// When and by whom it was saved last.
    saved: String,
}

/// Shows the section of the draft.
pub(super) async fn get(
    State(editor): State<Editor>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path((code, slug)): Path<(ProcedureCode, String)>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let section = section::section(&slug).ok_or(PageError::NotFound)?;
    let (draft, by) = read(&editor, &code).await?;
    let sent = section::typed(section, &draft.procedure);
    render(&page(visitor, section, (&draft, &by), &sent, draft.revision, FieldErrors::none()))
}

/// Saves the section and goes where the button says: on, or here again for another row.
pub(super) async fn post(
    State(editor): State<Editor>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path((code, slug)): Path<(ProcedureCode, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let section = section::section(&slug).ok_or(PageError::NotFound)?;
    let sent = Sent::new(pairs);
    let (draft, by) = read(&editor, &code).await?;
    match keep(&editor, &actor, section, &draft, &sent, &visitor).await? {
        Ok(()) => Ok(Redirect::to(&next(&code, section, sent.text("den"))).into_response()),
        Err((errors, revision)) => {
            render_with(StatusCode::UNPROCESSABLE_ENTITY, &page(visitor, section, (&draft, &by), &sent, revision, errors))
        }
    }
}

async fn read(editor: &Editor, code: &ProcedureCode) -> Result<(Draft, String), PageError> {
    let mut connection = editor.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let draft = store::draft(&mut connection, code.as_str()).await.map_err(PageError::fault)?.ok_or(PageError::NotFound)?;
    let names = api::names(&mut connection, &[draft.saved_by]).await.map_err(PageError::fault)?;
    let by = names.get(&draft.saved_by).cloned().unwrap_or_default();
    Ok((draft, by))
}

/// Saves what was typed, or says what is wrong with it and which revision the form is to be sent with next.
async fn keep(
    editor: &Editor,
    actor: &Actor,
    section: &section::Section,
    draft: &Draft,
    sent: &Sent,
    visitor: &Visitor,
) -> Result<Result<(), (FieldErrors, i32)>, PageError> {
    let revision = sent.text("revision").parse().unwrap_or_default();
    let mut procedure = draft.procedure.clone();
    let mut errors = section::read(section, sent, &mut procedure, visitor.language);
    if !errors.is_empty() {
        return Ok(Err((errors, revision)));
    }
    match usecases::save(editor, actor, &procedure, revision).await {
        Ok(()) => Ok(Ok(())),
        Err(EditRefusal::Stale { revision }) => {
            errors.add("luu", ::web::t(visitor.language, "editor-stale"));
            Ok(Err((errors, revision)))
        }
        Err(other) => Err(other.into()),
    }
}

/// The address after saving: this section again, the next one, or the comparison after the last.
fn next(code: &ProcedureCode, section: &section::Section, button: &str) -> String {
    let own = SECTIONS.iter().position(|known| known.slug == section.slug).unwrap_or_default();
    let following = SECTIONS.get(own + 1).map(|next| next.slug);
    match (button, following) {
        ("lai", _) => format!("{ADDRESS}/{code}/soan/{}#luu", section.slug),
        (_, Some(next)) => format!("{ADDRESS}/{code}/soan/{next}"),
        (_, None) => format!("{ADDRESS}/{code}/so-sanh"),
    }
}

fn page(
    visitor: Visitor,
    section: &section::Section,
    (draft, by): (&Draft, &str),
    sent: &Sent,
    revision: i32,
    errors: FieldErrors,
) -> SectionPage {
    let page = Page::desk(visitor, Section::Administration, &format!("editor-section-{}", section.key)).with_errors(!errors.is_empty());
    let code = draft.procedure.code.to_string();
    let step = |known: &section::Section| Step {
        label: page.t(&format!("editor-section-{}", known.key)),
        address: format!("{ADDRESS}/{code}/soan/{}", known.slug),
        state: if known.slug == section.slug { Progress::Now } else { Progress::Done },
    };
    SectionPage {
        steps: SECTIONS.iter().map(step).collect(),
        blocks: section::blocks(section, sent, &errors, &page),
        lead: page.t(&format!("editor-lead-{}", section.key)),
        saved: page.t2("editor-saved", "moment", page.moment(draft.saved_at), "name", by),
        address: format!("{ADDRESS}/{code}/soan/{}", section.slug),
        name: draft.procedure.name.clone(),
        code,
        revision,
        errors,
        page,
    }
}
