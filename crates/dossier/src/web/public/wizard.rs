//! What the three steps of an application share: the draft, its forms, the steps at the side, the line about the draft.

use access::Actor;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::code::ProcedureCode;
use kernel::id::DraftId;
use organisation::Directory;
use web::components::{Progress, Step};
use web::schema_form::{Form, Typed};
use web::{Choice, FieldErrors, Language, Page, PageError, Section, Side, Visitor, format};

use super::refused;
use super::written::Written;
use crate::ports::{self, AskedPaper};
use crate::services::Services;
use crate::store::drafts::{Draft, DraftContent};
use crate::usecases::draft;

/// Message keys of the steps, in order.
const STEPS: [&str; 3] = ["dossier-public-step-declare", "dossier-public-step-papers", "dossier-public-step-review"];

/// An application that is being written, with the forms it is written in.
pub(super) struct Wizard {
    pub(super) code: ProcedureCode,
    pub(super) procedure_name: String,
    pub(super) draft: Draft,
    pub(super) who: Form,
    pub(super) form: Form,
}

/// The day in office time: what is in force on it.
pub(super) fn today(visitor: &Visitor, services: &Services) -> NaiveDate {
    visitor.site.local(services.ctx.now()).date()
}

/// The code in an address; what is no code is no page.
pub(super) fn code_of(text: &str) -> Result<ProcedureCode, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

impl Wizard {
    /// Opens the draft named in an address.
    pub(super) async fn open(
        services: &Services,
        visitor: &Visitor,
        actor: &Actor,
        (code, draft): &(String, String),
    ) -> Result<Self, PageError> {
        let code = code_of(code)?;
        let id: DraftId = draft.parse().map_err(|_| PageError::NotFound)?;
        let draft = draft::open_draft(services, actor, id).await.map_err(refused::page)?;
        if draft.procedure != code.as_str() {
            return Err(PageError::NotFound);
        }
        let (who, form) = forms(services, &code, today(visitor, services)).await?;
        let procedure_name = super::apply::name_of(services, &code).await?;
        Ok(Self { code, procedure_name, draft, who, form })
    }

    /// Saves over the draft that was opened.
    pub(super) async fn save(&mut self, services: &Services, actor: &Actor, content: DraftContent) -> Result<(), PageError> {
        self.draft = draft::save_draft(services, actor, self.draft.id, self.draft.version, content).await.map_err(refused::page)?;
        Ok(())
    }

    /// The papers that are asked for: those the form has a field for, then those of the procedure.
    pub(super) async fn papers_asked(&self, services: &Services, day: NaiveDate) -> Result<Vec<AskedPaper>, PageError> {
        let of_procedure = ports::papers_for(services, &self.code, day).await.map_err(refused::page)?;
        let files = self.typed().1.files_asked(&self.form).into_iter().map(|field| field.label.vi.clone());
        let new = files.filter(|name| of_procedure.iter().all(|paper| paper.name != *name)).map(AskedPaper::of_form).collect::<Vec<_>>();
        Ok(new.into_iter().chain(of_procedure).collect())
    }

    /// Names of files the form must have and that are not there.
    pub(super) fn files_missing(&self) -> Vec<String> {
        let given = &self.draft.content.papers;
        let typed = self.typed().1;
        let must = typed.files_asked(&self.form).into_iter().filter(|field| field.required).map(|field| field.label.vi.clone());
        must.filter(|name| given.iter().all(|paper| paper.name != *name)).collect()
    }

    /// Address of the application: of its first step.
    pub(super) fn address(&self) -> String {
        format!("/nop/{}/{}", self.code, self.draft.id)
    }

    /// What was typed so far.
    pub(super) fn written(&self) -> Written {
        Written::of(&self.draft.content)
    }

    /// What was typed into the two forms: who applies, and what for.
    pub(super) fn typed(&self) -> (Typed, Typed) {
        let written = self.written();
        (written.typed(&self.who), written.typed(&self.form))
    }

    /// What is wrong in both forms, in the order of the page.
    pub(super) fn check(&self, language: Language) -> FieldErrors {
        let (who, typed) = self.typed();
        let (first, second) = (self.who.check(&who, language), self.form.check(&typed, language));
        first.list().iter().chain(second.list()).cloned().collect()
    }

    /// The frame of the step with this number.
    pub(super) fn frame(&self, visitor: Visitor, number: usize) -> Frame {
        let page = Page::titled(visitor, Side::Public, Section::Procedures, String::new());
        let title = STEPS.get(number - 1).map(|key| page.t(key)).unwrap_or_default();
        let page = Page { title, ..page };
        Frame {
            steps: steps(&page, &self.address(), number),
            draft_line: draft_line(&page, self.draft.saved_at, self.draft.expires_at),
            address: self.address(),
            procedure_name: self.procedure_name.clone(),
            number,
            page,
        }
    }
}

/// What every step shows around its own part.
pub(super) struct Frame {
    pub(super) page: Page,
    pub(super) steps: Vec<Step>,
    pub(super) draft_line: String,
    pub(super) address: String,
    pub(super) procedure_name: String,
    pub(super) number: usize,
}

impl Frame {
    /// How many steps there are.
    pub(super) const fn whole(&self) -> usize {
        STEPS.len()
    }
}

/// The form that asks who applies and the form of the procedure.
pub(super) async fn forms(services: &Services, code: &ProcedureCode, day: NaiveDate) -> Result<(Form, Form), PageError> {
    let who = ports::applicant_form(services).await.map_err(refused::page)?;
    let form = ports::form_for(services, code, day).await.map_err(refused::page)?;
    // A node into which no pack was loaded has no forms, and no procedures either.
    who.zip(form).ok_or(PageError::NotFound)
}

fn steps(page: &Page, address: &str, current: usize) -> Vec<Step> {
    let tails = ["", "/giay-to", "/kiem-tra"];
    let state = |number: usize| match number.cmp(&current) {
        std::cmp::Ordering::Less => Progress::Done,
        std::cmp::Ordering::Equal => Progress::Now,
        std::cmp::Ordering::Greater => Progress::Next,
    };
    let step =
        |(at, (key, tail)): (usize, (&&str, &str))| Step { label: page.t(key), address: format!("{address}{tail}"), state: state(at + 1) };
    STEPS.iter().zip(tails).enumerate().map(step).collect()
}

/// "Bản nháp lưu lúc 20:06, giữ đến 13/12/2026".
pub(super) fn draft_line(page: &Page, saved_at: DateTime<Utc>, expires_at: DateTime<Utc>) -> String {
    let time = format::time(page.language(), page.local(saved_at).time());
    page.t2("dossier-public-draft-line", "time", time, "date", page.date(page.local(expires_at).date()))
}

/// The one-stop offices to choose from, that of the province first.
pub(super) fn office_choices(directory: &Directory, language: Language, chosen: &str) -> Vec<Choice> {
    let name = |office: &organisation::Office| if language == Language::Vi { office.name.clone() } else { office.name_en.clone() };
    let none = Choice::new("", web::t(language, "dossier-public-office-choose"), chosen.is_empty());
    let known = directory.one_stop_offices().map(|office| Choice::new(office.code.as_str(), name(office), office.code.as_str() == chosen));
    std::iter::once(none).chain(known).collect()
}
