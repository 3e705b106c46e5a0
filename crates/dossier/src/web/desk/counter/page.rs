//! The counter as a page.

use askama::Template;
use chrono::{DateTime, Utc};
use kernel::calendar::{ClockCase, SupplementRule};
use kernel::code::ProcedureCode;
use kernel::id::{DocumentId, DossierId, OfficeId};
use kernel::limit::{Limit, LimitUnit};
use web::clock_view::{Story, limit_in_words};
use web::schema_form::ShownSection;
use web::{Choice, FieldErrors, Page, Section, Visitor, format};

use super::super::super::public::uploads;
use super::super::super::shown::{chip, dashed, due_in_force, office_name};
use super::sent::{OTHER_PAPERS, Sent};
use super::visit::Visit;
use crate::error::UseCaseError;
use crate::model::{Channel, Dossier, PaperForm, ReturnWay, State};
use crate::ports::{self, AskedPaper, FileFacts};
use crate::services::Services;
use crate::usecases::read::View;

/// Procedures offered for typed words.
const OFFERED: usize = 6;

/// One paper the procedure asks for, with what was handed in.
pub(super) struct AskedRow {
    at: usize,
    asked: AskedPaper,
    ticked: bool,
    forms: Vec<Choice>,
    count: String,
    /// It belongs to another case than the one at hand.
    other_case: bool,
    /// Whether and why it is digitised, with the act.
    digitise: String,
    file: Option<Shown>,
    error: String,
}

/// A file beside the form.
pub(super) struct Shown {
    document: DocumentId,
    name: String,
    size: String,
    is_picture: bool,
    is_pdf: bool,
}

/// One thing to check before receiving.
pub(super) struct CheckRow {
    input: String,
    text: String,
    basis: String,
    ticked: bool,
}

/// A paper beside those.
pub(super) struct OtherRow {
    pub(super) input: String,
    pub(super) number: usize,
    pub(super) name: String,
}

/// The form.
#[derive(Template)]
#[template(path = "desk_counter.html")]
pub(super) struct CounterPage {
    page: Page,
    office: String,
    visit: Visit,
    visit_ids: String,
    by_post: bool,
    post_sender: String,
    post_item: String,
    posted_on: String,
    key: String,
    card: String,
    typed: String,
    procedure_name: String,
    offered: Vec<Choice>,
    sections: Vec<ShownSection>,
    cases: Vec<Choice>,
    papers: Vec<AskedRow>,
    given: i64,
    needed: i64,
    others: Vec<OtherRow>,
    checks: Vec<CheckRow>,
    ways: Vec<Choice>,
    /// The procedure names no limit that can be used: the officer states one.
    ask_limit: bool,
    limit: String,
    units: Vec<Choice>,
    promise: Option<Promised>,
    /// The act by which it is settled at once; empty for all other procedures.
    immediate: String,
    signer: String,
    accepted: &'static str,
    errors: FieldErrors,
}

/// The date that will be promised.
pub(super) struct Promised {
    limit: String,
    due: DateTime<Utc>,
    story: Story,
}

impl CounterPage {
    /// Everything the page shows for what was sent.
    pub(super) async fn load(
        services: &Services,
        visitor: Visitor,
        (office, visit): (OfficeId, Visit),
        sent: &Sent,
        errors: FieldErrors,
    ) -> Result<Self, UseCaseError> {
        let language = visitor.language;
        let page = Page::desk(visitor, Section::Reception, "dossier-counter-title").with_errors(!errors.is_empty());
        let (code, now) = (sent.procedure(), services.ctx.now());
        let overview = services.catalogue.overview();
        let entry = code.as_ref().and_then(|code| overview.entry(code.as_str()));
        let own = match &code {
            Some(code) => procedure_limit(services, code).await?,
            None => None,
        };
        let papers = match &code {
            Some(code) => ports::papers_for(services, code, services.day_of(now)).await?,
            None => Vec::new(),
        };
        let form = ports::applicant_form(services).await?;
        let files = ports::files(services, None, &sent.documents()).await?;
        let facts = Facts { services, code: code.as_ref().map(ProcedureCode::as_str).unwrap_or_default(), page: &page, errors: &errors };
        let cases = cases(&page, &papers, sent.text("case"));
        let papers: Vec<AskedRow> = papers.into_iter().enumerate().map(|(at, paper)| facts.row(sent, at, paper, &files)).collect();
        let count = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
        let own = own.or_else(|| services.intake.limit(facts.code, services.day_of(now)));
        let stated = sent.limit().ok().flatten();
        Ok(Self {
            office: office_name(&services.directory(), office, language),
            key: sent.text("key").to_owned(),
            card: sent.text("card").to_owned(),
            // Once it is known, its code stands in the field: the next look and the receipt go by it.
            typed: entry.map_or_else(|| sent.text("procedure").to_owned(), |entry| entry.code.to_string()),
            procedure_name: entry.map(|entry| entry.name.clone()).unwrap_or_default(),
            offered: if entry.is_none() { offered(services, sent) } else { Vec::new() },
            sections: form.map(|form| sections(form.shown(&sent.typed(&form), &errors, language))).unwrap_or_default(),
            cases,
            given: count(papers.iter().filter(|row| row.ticked && !row.other_case).count()),
            needed: count(papers.iter().filter(|row| !row.other_case).count()),
            checks: facts.checks(sent, entry.is_some()),
            immediate: services.intake.immediate(facts.code, services.day_of(now)).unwrap_or_default().to_owned(),
            signer: sent.text("signer").to_owned(),
            accepted: uploads::ACCEPTED,
            by_post: sent.channel() == Channel::Post,
            post_sender: sent.text("post_sender").to_owned(),
            post_item: sent.text("post_item").to_owned(),
            posted_on: sent.text("posted_on").to_owned(),
            visit_ids: sent.text("khach").to_owned(),
            visit,
            papers,
            others: (1..=OTHER_PAPERS).map(|at| other_row(sent, at)).collect(),
            ways: ways(&page, sent.way()),
            ask_limit: entry.is_some() && own.is_none(),
            limit: sent.text("limit").to_owned(),
            units: units(&page, sent.text("unit")),
            promise: own.or(stated).filter(|_| entry.is_some()).and_then(|limit| promised(services, &page, office, limit)),
            errors,
            page,
        })
    }
}

async fn procedure_limit(services: &Services, code: &kernel::code::ProcedureCode) -> Result<Option<Limit>, UseCaseError> {
    let mut conn = services.ctx.pool.acquire().await?;
    let found = catalogue::api::procedure(&mut conn, code, services.day_of(services.ctx.now())).await?;
    Ok(found.and_then(|procedure| procedure.promise()).map(|(limit, _)| limit))
}

/// Procedures that answer the typed words.
fn offered(services: &Services, sent: &Sent) -> Vec<Choice> {
    let (words, overview) = (sent.text("procedure"), services.catalogue.overview());
    if words.is_empty() {
        return Vec::new();
    }
    let found = services.catalogue.searcher().search(words, OFFERED);
    let entries = found.iter().filter_map(|code| overview.entry(code.as_str()));
    entries.map(|entry| Choice::new(entry.code.as_str(), format!("{} ({})", entry.name, entry.code), false)).collect()
}

/// Whoever types here is an official: nobody is asked who helped.
fn sections(all: Vec<ShownSection>) -> Vec<ShownSection> {
    all.into_iter().filter(|section| section.fields.iter().all(|field| field.name != "helper")).collect()
}

/// The cases of the procedure, when there are several.
fn cases(page: &Page, papers: &[AskedPaper], chosen: &str) -> Vec<Choice> {
    let mut names: Vec<&str> = papers.iter().map(|paper| paper.case.as_str()).filter(|case| !case.is_empty()).collect();
    names.dedup();
    if names.len() < 2 {
        return Vec::new();
    }
    let all = Choice::new("", page.t("dossier-visit-case-all"), chosen.is_empty());
    std::iter::once(all).chain(names.into_iter().map(|name| Choice::new(name, name, name == chosen))).collect()
}

/// What the rows of the tick list are made with.
struct Facts<'a> {
    services: &'a Services,
    code: &'a str,
    page: &'a Page,
    errors: &'a FieldErrors,
}

impl Facts<'_> {
    fn row(&self, sent: &Sent, at: usize, asked: AskedPaper, files: &[FileFacts]) -> AskedRow {
        let form = sent.form_of(at, &asked);
        let chosen_case = sent.text("case");
        let file = sent.document(at).and_then(|document| files.iter().find(|file| file.document == document));
        AskedRow {
            ticked: sent.is_ticked(at),
            forms: self.forms(form),
            count: sent.count_of(at, &asked).to_string(),
            other_case: !chosen_case.is_empty() && !asked.case.is_empty() && asked.case != chosen_case,
            digitise: self.digitise(form, &asked),
            file: file.map(|file| shown(self.page, file)),
            error: self.errors.of(&format!("file-{at}")).to_owned(),
            at,
            asked,
        }
    }

    fn forms(&self, chosen: PaperForm) -> Vec<Choice> {
        let forms = [PaperForm::Original, PaperForm::Copy, PaperForm::Shown, PaperForm::Electronic];
        forms
            .iter()
            .map(|form| Choice::new(form.code(), self.page.t(&format!("dossier-visit-form-{}", form.code())), *form == chosen))
            .collect()
    }

    /// Papers that are only shown are not scanned (rules B6); why others are, with the act (B7).
    fn digitise(&self, form: PaperForm, asked: &AskedPaper) -> String {
        if form == PaperForm::Shown {
            return self.page.t("dossier-visit-digitise-shown");
        }
        let day = self.services.day_of(self.services.ctx.now());
        match self.services.intake.digitise(self.code, &asked.name, day) {
            Some((reason, basis)) => format!("{} ({basis})", self.page.t(reason.key())),
            None => self.page.t("dossier-visit-digitise-optional"),
        }
    }

    fn checks(&self, sent: &Sent, known: bool) -> Vec<CheckRow> {
        if !known {
            return Vec::new();
        }
        let day = self.services.day_of(self.services.ctx.now());
        let row = |(at, check): (usize, &crate::intake_facts::Check)| {
            let input = format!("check-{at}");
            let ticked = !sent.text(&input).is_empty();
            CheckRow { ticked, text: check.text(self.page.language()).to_owned(), basis: check.legal_basis.clone(), input }
        };
        self.services.intake.checks(self.code, day).enumerate().map(row).collect()
    }
}

fn shown(page: &Page, file: &FileFacts) -> Shown {
    let ending = file.name.rsplit('.').next().unwrap_or_default().to_lowercase();
    Shown {
        document: file.document,
        name: file.name.clone(),
        size: format::size(page.language(), file.size),
        is_picture: matches!(ending.as_str(), "jpg" | "jpeg" | "png" | "webp"),
        is_pdf: ending == "pdf",
    }
}

fn other_row(sent: &Sent, number: usize) -> OtherRow {
    let input = format!("other-{number}");
    OtherRow { name: sent.text(&input).to_owned(), input, number }
}

fn ways(page: &Page, chosen: ReturnWay) -> Vec<Choice> {
    let way = |way: &ReturnWay| Choice::new(way.code(), page.t(&format!("dossier-work-way-{}", way.code())), *way == chosen);
    ReturnWay::ALL.iter().map(way).collect()
}

fn units(page: &Page, chosen: &str) -> Vec<Choice> {
    let offered = [LimitUnit::WorkingDay, LimitUnit::WorkingHour, LimitUnit::CalendarDay, LimitUnit::Month, LimitUnit::SameDay];
    let unit =
        |unit: LimitUnit| Choice::new(unit.code(), page.t(&format!("web-deadline-unit-{}", dashed(unit.code()))), unit.code() == chosen);
    offered.into_iter().map(unit).collect()
}

/// The date and its reasons for a dossier received now.
fn promised(services: &Services, page: &Page, office: OfficeId, limit: Limit) -> Option<Promised> {
    let calendar = services.calendar_of(office).ok()?;
    let received_at = services.ctx.now();
    let case = ClockCase {
        calendar: calendar.id().to_owned(),
        received_at,
        limit,
        supplement_rule: SupplementRule::default(),
        events: Vec::new(),
    };
    let explanation = calendar.explain(&case).ok()?;
    let story = Story::of(page.language(), calendar, &case, &explanation, page.local(received_at).date());
    Some(Promised { limit: limit_in_words(page.language(), limit), due: calendar.due(received_at, limit).ok()?, story })
}

/// What was just received.
#[derive(Template)]
#[template(path = "desk_counter_done.html")]
pub(super) struct DonePage {
    page: Page,
    dossier: Dossier,
    applicant_name: String,
    chip: Option<web::clock_view::Chip>,
    due: String,
    /// Where another dossier for the same person is begun.
    more: String,
    settled: bool,
    by_post: bool,
    address: String,
}

impl DonePage {
    /// What was settled at once needs no slip unless somebody asks for it.
    const fn slip_kind(&self) -> &'static str {
        if self.settled { "secondary" } else { "primary" }
    }

    fn slip(&self) -> String {
        format!("/ban/ho-so/{}/phieu", self.dossier.id)
    }

    pub(super) fn new(services: &Services, visitor: Visitor, view: View, visit: &str) -> Self {
        let View { dossier, applicant_name, content, .. } = view;
        let settled = dossier.state == State::Returned;
        let by_post = dossier.opening.channel == Channel::Post;
        let page = Page::desk(visitor, Section::Reception, if settled { "dossier-visit-settled" } else { "dossier-counter-done" });
        let ids: Vec<DossierId> = visit.split(',').filter_map(|id| id.parse().ok()).collect();
        let ids = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        Self {
            chip: chip(services, &dossier, services.ctx.now(), page.language()),
            due: due_in_force(&dossier).map(|due| page.moment(due)).unwrap_or_default(),
            more: if ids.is_empty() {
                String::new()
            } else {
                format!("/ban/tiep-nhan?khach={ids}{}", if by_post { "&kenh=post" } else { "" })
            },
            settled,
            by_post,
            address: content.map(|content| content.applicant.address).unwrap_or_default(),
            dossier,
            applicant_name,
            page,
        }
    }
}
