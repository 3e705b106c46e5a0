//! The list of templates.

use access::SignedIn;
use askama::Template as Markup;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use web::page::render;
use web::{FieldErrors, Page, PageError, Section, Visitor};

use super::ADDRESS;
use crate::node::Documents;
use crate::templates::{Published, Template, list as all};

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    /// What was done before.
    xong: String,
}

/// One template.
struct Line {
    address: String,
    name: String,
    title: String,
    procedures: String,
    outcome: String,
    symbol: String,
    standing: String,
    drafted: bool,
}

#[derive(Markup)]
#[template(path = "document/templates.html")]
pub(super) struct ListPage {
    page: Page,
    lines: Vec<Line>,
    may_edit: bool,
    done: String,
    pub(super) errors: FieldErrors,
    pub(super) pasted: String,
}

/// Lists the templates.
pub(in crate::web) async fn list(
    State(documents): State<Documents>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    render(&page(&documents, visitor, &actor, &asked.xong, FieldErrors::none()).await?)
}

pub(super) async fn page(
    documents: &Documents,
    visitor: Visitor,
    actor: &access::Actor,
    done: &str,
    errors: FieldErrors,
) -> Result<ListPage, PageError> {
    let (published, drafts) = all(&documents.ctx, actor).await?;
    let page = Page::desk(visitor, Section::Administration, "document-template-list").with_errors(!errors.is_empty());
    let today = page.local(documents.ctx.now()).date();
    let mut lines: Vec<Line> = published
        .iter()
        .map(|one| {
            let drafted = drafts.iter().any(|draft| draft.code == one.template.code);
            line(&page, &one.template, standing(&page, one, today), drafted)
        })
        .collect();
    let known = |code: &str| published.iter().any(|one| one.template.code == code);
    lines
        .extend(drafts.iter().filter(|draft| !known(&draft.code)).map(|draft| line(&page, draft, page.t("document-template-never"), true)));
    let may_edit = access::may(actor, access::Resource::Template, access::Action::Edit, &access::Facts::default());
    let done = if done == "nhap" { page.t("document-template-imported") } else { String::new() };
    Ok(ListPage { page, lines, may_edit, done, errors, pasted: String::new() })
}

fn line(page: &Page, template: &Template, standing: String, drafted: bool) -> Line {
    Line {
        address: format!("{ADDRESS}/{}", template.code),
        name: template.name.clone(),
        title: template.title.clone(),
        procedures: template.procedures.join(", "),
        outcome: page.t(&format!("document-template-outcome-{}", template.outcome.code())),
        symbol: template.symbol.clone(),
        standing,
        drafted,
    }
}

fn standing(page: &Page, one: &Published, today: chrono::NaiveDate) -> String {
    let key = match (one.holds_on(today), one.valid_from > today) {
        (true, _) => "document-template-in-force",
        (false, true) => "document-template-later",
        (false, false) => "document-template-ended",
    };
    page.t2(key, "version", i64::from(one.version), "day", page.date(one.valid_from))
}
