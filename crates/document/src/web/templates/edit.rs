//! `/quan-tri/mau-ket-qua/{code}`: one template: what it says, its steps, its versions.

use access::{Actor, SignedIn};
use askama::Template as Markup;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::id::AccountId;
use kernel::text::nfc;
use serde::Deserialize;
use web::page::{render, render_with};
use web::{Choice, FieldErrors, Page, PageError, Section, Side, Visitor};

use super::{ADDRESS, words};
use crate::node::Documents;
use crate::templates::{
    self, Issuer, Layout, Outcome, PLACES, Published, Step, Template, TemplateRefusal, facts_from_lines, facts_to_lines, from_lines,
    to_lines,
};

/// What was typed: every field as text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Typed {
    code: String,
    name: String,
    procedures: String,
    outcome: String,
    title: String,
    subject: String,
    symbol: String,
    layout: String,
    issuer: String,
    bases: String,
    facts: String,
    body: String,
    recipients: String,
    on_behalf: String,
    signer_title: String,
    validity_months: String,
    legal_basis: String,
    source: String,
}

impl Typed {
    fn of(template: &Template) -> Self {
        let Template { code, name, title, subject, symbol, on_behalf, signer_title, legal_basis, source, .. } = template.clone();
        Self {
            procedures: template.procedures.join(", "),
            outcome: template.outcome.code().to_owned(),
            layout: template.layout.code().to_owned(),
            issuer: template.issuer.code().to_owned(),
            bases: to_lines(&template.bases),
            facts: facts_to_lines(&template.facts),
            body: to_lines(&template.body),
            recipients: to_lines(&template.recipients),
            validity_months: template.validity_months.map(|months| months.to_string()).unwrap_or_default(),
            code,
            name,
            title,
            subject,
            symbol,
            on_behalf,
            signer_title,
            legal_basis,
            source,
        }
    }

    fn template(&self, code: &str) -> Template {
        let text = |text: &str| nfc(text.trim());
        let codes = self.procedures.split([',', ' ', '\n', '\r', ';']).map(str::trim).filter(|code| !code.is_empty());
        Template {
            code: code.to_owned(),
            name: text(&self.name),
            procedures: codes.map(ToOwned::to_owned).collect(),
            outcome: Outcome::ALL.into_iter().find(|one| one.code() == self.outcome).unwrap_or_default(),
            title: text(&self.title),
            subject: text(&self.subject),
            symbol: text(&self.symbol),
            layout: Layout::ALL.into_iter().find(|one| one.code() == self.layout).unwrap_or_default(),
            issuer: Issuer::ALL.into_iter().find(|one| one.code() == self.issuer).unwrap_or_default(),
            bases: from_lines(&self.bases),
            facts: facts_from_lines(&self.facts),
            body: from_lines(&self.body),
            recipients: from_lines(&self.recipients),
            on_behalf: text(&self.on_behalf),
            signer_title: text(&self.signer_title),
            // What is no number is found by the check as zero months.
            validity_months: Some(self.validity_months.trim()).filter(|text| !text.is_empty()).map(|text| text.parse().unwrap_or(0)),
            legal_basis: text(&self.legal_basis),
            source: text(&self.source),
        }
    }
}

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    /// What was done before.
    xong: String,
}

/// Something that happened to it.
struct Moment {
    what: String,
    when: String,
    who: String,
    /// The version that can be brought back; 0 for none.
    version: i64,
}

#[derive(Markup)]
#[template(path = "document/template.html")]
struct EditPage {
    page: Page,
    typed: Typed,
    errors: FieldErrors,
    top: String,
    done: String,
    address: String,
    is_new: bool,
    may_edit: bool,
    drafted: bool,
    in_force: bool,
    outcomes: Vec<Choice>,
    layouts: Vec<Choice>,
    issuers: Vec<Choice>,
    places: Vec<&'static str>,
    moments: Vec<Moment>,
    today: String,
}

impl EditPage {
    fn new(visitor: Visitor, typed: Typed, code: &str, today: String) -> Self {
        let title = if code.is_empty() { web::t(visitor.language, "document-template-new") } else { typed.name.clone() };
        let page = Page::titled(visitor, Side::Desk, Section::Administration, title);
        let choice =
            |kind: &str, code: &str, chosen: &str| Choice::new(code, page.t(&format!("document-template-{kind}-{code}")), code == chosen);
        Self {
            outcomes: Outcome::ALL.map(|one| choice("outcome", one.code(), &typed.outcome)).into(),
            layouts: Layout::ALL.map(|one| choice("layout", one.code(), &typed.layout)).into(),
            issuers: Issuer::ALL.map(|one| choice("issuer", one.code(), &typed.issuer)).into(),
            places: PLACES.to_vec(),
            address: if code.is_empty() { format!("{ADDRESS}/moi") } else { format!("{ADDRESS}/{code}") },
            is_new: code.is_empty(),
            may_edit: true,
            drafted: false,
            in_force: false,
            errors: FieldErrors::none(),
            top: String::new(),
            done: String::new(),
            moments: Vec::new(),
            typed,
            today,
            page,
        }
    }
}

/// Shows the empty form.
pub(in crate::web) async fn get_new(
    State(documents): State<Documents>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let today = today(&documents, &visitor);
    render(&EditPage::new(visitor, Typed::default(), "", today))
}

/// Makes a template.
pub(in crate::web) async fn post_new(
    State(documents): State<Documents>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let code = typed.code.trim().to_owned();
    match templates::save(&documents.ctx, &actor, typed.template(&code), true).await {
        Ok(()) => Ok(Redirect::to(&format!("{ADDRESS}/{code}?xong=luu")).into_response()),
        Err(refusal) => {
            let today = today(&documents, &visitor);
            refused(EditPage::new(visitor, typed, "", today), refusal)
        }
    }
}

/// Shows a template with what happened to it.
pub(in crate::web) async fn get(
    State(documents): State<Documents>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let template = templates::current(&documents.ctx, &actor, &code).await?;
    let mut page = whole(&documents, visitor, &actor, Typed::of(&template), &code).await?;
    page.done = match asked.xong.as_str() {
        done @ ("luu" | "cong-bo" | "hoan-tac" | "ngung" | "khoi-phuc") => page.page.t(&format!("document-template-done-{done}")),
        _ => String::new(),
    };
    render(&page)
}

/// Saves a change.
pub(in crate::web) async fn post(
    State(documents): State<Documents>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    templates::current(&documents.ctx, &actor, &code).await?;
    match templates::save(&documents.ctx, &actor, typed.template(&code), false).await {
        Ok(()) => Ok(Redirect::to(&format!("{ADDRESS}/{code}?xong=luu")).into_response()),
        Err(refusal) => refused(whole(&documents, visitor, &actor, typed, &code).await?, refusal),
    }
}

/// What is done with a template as a whole.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Done {
    viec: String,
    ngay: String,
    phien_ban: i32,
}

/// Publishes, takes back, withdraws, brings back.
pub(in crate::web) async fn step(
    State(documents): State<Documents>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    Form(done): Form<Done>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let ctx = &documents.ctx;
    let day = done.ngay.trim().parse().unwrap_or_else(|_| local_day(&documents, &visitor));
    let outcome = match done.viec.as_str() {
        "cong-bo" => templates::publish(ctx, &actor, &code, day.max(local_day(&documents, &visitor))).await.map(|_| ()),
        "hoan-tac" => templates::undo(ctx, &actor, &code).await,
        "ngung" => templates::withdraw(ctx, &actor, &code, day.max(local_day(&documents, &visitor))).await,
        "khoi-phuc" => templates::restore(ctx, &actor, &code, done.phien_ban).await,
        _ => return Err(PageError::NotFound),
    };
    match outcome {
        Ok(()) if templates::current(ctx, &actor, &code).await.is_err() => Ok(Redirect::to(ADDRESS).into_response()),
        Ok(()) => Ok(Redirect::to(&format!("{ADDRESS}/{code}?xong={}", done.viec)).into_response()),
        Err(refusal) => {
            let template = templates::current(ctx, &actor, &code).await?;
            refused(whole(&documents, visitor, &actor, Typed::of(&template), &code).await?, refusal)
        }
    }
}

fn edits(actor: &Actor) -> Result<(), PageError> {
    let may = access::may(actor, access::Resource::Template, access::Action::Edit, &access::Facts::default());
    if may { Ok(()) } else { Err(PageError::NotAllowed) }
}

fn local_day(documents: &Documents, visitor: &Visitor) -> chrono::NaiveDate {
    visitor.site.local(documents.ctx.now()).date()
}

fn today(documents: &Documents, visitor: &Visitor) -> String {
    local_day(documents, visitor).to_string()
}

/// The form again, with what was typed and what is wrong.
fn refused(mut page: EditPage, refusal: TemplateRefusal) -> Result<Response, PageError> {
    match refusal {
        TemplateRefusal::Flaws(flaws) => {
            for flaw in &flaws {
                page.errors.add(flaw.field, words(page.page.language(), flaw));
            }
        }
        TemplateRefusal::Taken => page.errors.add("code", page.page.t("document-template-taken")),
        TemplateRefusal::Rival { code, procedure } => {
            page.top = page.page.t2("document-template-rival", "code", code, "procedure", procedure);
        }
        TemplateRefusal::NoDraft => page.top = page.page.t("document-template-no-draft"),
        other => return Err(other.into()),
    }
    page.page = page.page.with_errors(true);
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn whole(documents: &Documents, visitor: Visitor, actor: &Actor, typed: Typed, code: &str) -> Result<EditPage, PageError> {
    let steps = templates::steps(&documents.ctx, actor, code).await?;
    let versions = templates::history(&documents.ctx, actor, code).await?;
    let people: Vec<AccountId> =
        steps.iter().map(|step| step.saved_by).chain(versions.iter().filter_map(|version| version.published_by)).collect();
    let mut conn = documents.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let names = access::api::names(&mut conn, &people).await.map_err(PageError::fault)?;
    drop(conn);
    let name = |account: Option<AccountId>| account.and_then(|account| names.get(&account)).cloned().unwrap_or_default();
    let day = local_day(documents, &visitor);
    let mut page = EditPage::new(visitor, typed, code, day.to_string());
    page.may_edit = edits(actor).is_ok();
    page.drafted = !steps.is_empty();
    page.in_force = versions.iter().any(|version| version.holds_on(day));
    let step = |step: &Step| Moment {
        what: page.page.t1("document-template-did-saved", "step", i64::from(step.step)),
        when: page.page.moment(step.saved_at),
        who: name(Some(step.saved_by)),
        version: 0,
    };
    let version = |version: &Published| Moment {
        what: published(&page.page, version),
        when: page.page.moment(version.published_at),
        who: name(version.published_by),
        version: version.version.into(),
    };
    page.moments = steps.iter().rev().map(step).chain(versions.iter().map(version)).collect();
    Ok(page)
}

fn published(page: &Page, version: &Published) -> String {
    let end = version.valid_to.map(|end| page.date(end)).unwrap_or_default();
    let key = if end.is_empty() { "document-template-did-published" } else { "document-template-did-published-until" };
    let values = [
        ("version", i64::from(version.version).into()),
        ("from", page.date(version.valid_from).into()),
        ("to", end.into()),
        ("origin", page.t(&format!("document-template-origin-{}", version.origin.code())).into()),
    ];
    page.t_with(key, &values)
}
