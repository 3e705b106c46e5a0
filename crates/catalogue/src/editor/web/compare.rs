//! `GET /quan-tri/thu-tuc/{code}/so-sanh`: two versions, or the draft and the version it would replace, side by side.

use ::web::page::render;
use ::web::{Page, PageError, Section, Visitor};
use access::SignedIn;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::code::ProcedureCode;
use serde::Deserialize;

use super::{ADDRESS, may_edit, sees_drafts};
use crate::editor::{Difference, Editor, differences, rules, store};
use crate::model::Procedure;
use crate::store::procedures;

/// What the address of the page carries: the numbers of two versions; without them the draft is compared.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    cu: String,
    moi: String,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/editor_compare.html")]
struct ComparePage {
    page: Page,
    code: String,
    name: String,
    address: String,
    old_label: String,
    new_label: String,
    differences: Vec<Difference>,
    /// What is still missing before the draft can be published, in words.
    missing: Vec<String>,
    is_draft: bool,
    may_edit: bool,
}

impl ComparePage {
    fn kept(&self, difference: &Difference) -> i64 {
        i64::try_from(difference.kept).unwrap_or(i64::MAX)
    }
}

/// Shows what differs.
pub(super) async fn get(
    State(editor): State<Editor>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(code): Path<ProcedureCode>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    sees_drafts(&actor)?;
    let mut connection = editor.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let page = Page::desk(visitor, Section::Administration, "editor-compare");
    let label = |version: i32| page.t1("editor-version-number", "version", i64::from(version));
    let is_draft = asked.moi.is_empty();
    let (old, new, old_label, new_label) = if is_draft {
        let draft = store::draft(&mut connection, code.as_str()).await.map_err(PageError::fault)?.ok_or(PageError::NotFound)?;
        let old = procedures::find(&mut connection, code.as_str(), editor.today()).await.map_err(PageError::fault)?;
        let old_label = old.as_ref().map_or_else(|| page.t("editor-compare-nothing"), |old| label(old.version));
        (old, draft.procedure, old_label, page.t("editor-draft"))
    } else {
        let (old, new) = (version(&editor, &code, &asked.cu).await?, version(&editor, &code, &asked.moi).await?);
        let labels = (label(old.version), label(new.version));
        (Some(old), new, labels.0, labels.1)
    };
    let missing = if is_draft { rules::missing(&new) } else { Vec::new() };
    render(&ComparePage {
        differences: differences(old.as_ref(), &new, page.language()),
        missing: missing.into_iter().map(|key| page.t(key)).collect(),
        address: format!("{ADDRESS}/{code}"),
        code: code.to_string(),
        name: new.name,
        may_edit: may_edit(&actor),
        old_label,
        new_label,
        is_draft,
        page,
    })
}

async fn version(editor: &Editor, code: &ProcedureCode, number: &str) -> Result<Procedure, PageError> {
    let number = number.parse().map_err(|_| PageError::NotFound)?;
    let mut connection = editor.ctx.pool.acquire().await.map_err(PageError::fault)?;
    procedures::version(&mut connection, code.as_str(), number).await.map_err(PageError::fault)?.ok_or(PageError::NotFound)
}
