//! What was typed at the counter, and the command it makes.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::card::{CardError, CardText};
use kernel::code::ProcedureCode;
use kernel::id::{DocumentId, DossierId, OfficeId};
use kernel::limit::{Limit, LimitUnit};
use serde_json::json;
use web::schema_form::{Form, Typed};
use web::{FieldErrors, Language, t, t_with};

use super::super::super::shown::{applicant_of, declaration_of};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Applicant, Capacity, Channel, Paper, PaperForm, PostItem, ReturnWay};
use crate::ports::{self, AskedPaper, FileFacts};
use crate::services::Services;
use crate::usecases::Key;
use crate::usecases::receive::ReceiveAtCounter;

/// Papers beside those the procedure asks for.
pub(super) const OTHER_PAPERS: usize = 2;
/// Papers of one procedure that the page can take files for.
const MOST_PAPERS: usize = 100;
/// Dossiers of one visit that are shown side by side.
const MOST_OF_A_VISIT: usize = 8;

/// What is to be done with what somebody brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// It is complete: receive it.
    Receive,
    /// It is not: write it down, to ask for what is missing or to refuse.
    Keep,
    /// It is answered at once: receive it and hand the signed result over.
    Settle,
}

impl Wish {
    /// The operation for which a key stands.
    const fn operation(self) -> &'static str {
        match self {
            Self::Receive => "receiveDossier",
            Self::Keep => "keepDossier",
            Self::Settle => "settleDossier",
        }
    }
}

/// The form as it was sent.
pub(super) struct Sent {
    texts: BTreeMap<String, String>,
    /// Files that came with this form, by the name of their input.
    files: Vec<(String, FileFacts)>,
}

impl Sent {
    /// A new form; `key` makes receiving it twice the same as receiving it once.
    pub(super) fn empty(key: String) -> Self {
        Self { texts: BTreeMap::from([("key".to_owned(), key)]), files: Vec::new() }
    }

    pub(super) const fn of(texts: BTreeMap<String, String>, files: Vec<(String, FileFacts)>) -> Self {
        Self { texts, files }
    }

    /// The same form with the person of an earlier dossier.
    pub(super) fn with_person(mut self, form: &Form, applicant: &Applicant) -> Self {
        self.texts.extend(inputs_of(form, applicant));
        self
    }

    /// Sets one text.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.texts.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The dossiers of this visit that were received before.
    pub(super) fn visit(&self) -> Vec<DossierId> {
        self.text("khach").split(',').filter_map(|id| id.parse().ok()).take(MOST_OF_A_VISIT).collect()
    }

    /// Where it comes from.
    pub(super) fn channel(&self) -> Channel {
        if self.text("kenh") == "post" { Channel::Post } else { Channel::Counter }
    }

    /// The file that stands for the paper at this place: the one just sent, else the one kept from before.
    pub(super) fn document(&self, at: usize) -> Option<DocumentId> {
        let input = format!("file-{at}");
        let sent = self.files.iter().rev().find(|(name, _)| *name == input).map(|(_, file)| file.document);
        sent.or_else(|| self.text(&format!("doc-{at}")).parse().ok())
    }

    /// All files of the form.
    pub(super) fn documents(&self) -> Vec<DocumentId> {
        (0..MOST_PAPERS).filter_map(|at| self.document(at)).collect()
    }

    /// Was this paper handed in?
    pub(super) fn is_ticked(&self, at: usize) -> bool {
        !self.text(&format!("paper-{at}")).is_empty() || self.document(at).is_some()
    }

    /// As what it was handed in; without a choice as what the law asks for.
    pub(super) fn form_of(&self, at: usize, asked: &AskedPaper) -> PaperForm {
        match self.text(&format!("form-{at}")) {
            "original" => PaperForm::Original,
            "copy" => PaperForm::Copy,
            "shown" => PaperForm::Shown,
            "electronic" => PaperForm::Electronic,
            _ if asked.originals > 0 => PaperForm::Original,
            _ => PaperForm::Copy,
        }
    }

    /// How many; without a number as many as the law asks for.
    pub(super) fn count_of(&self, at: usize, asked: &AskedPaper) -> u16 {
        let typed = self.text(&format!("count-{at}")).parse::<u16>().ok().filter(|count| *count > 0);
        typed.unwrap_or_else(|| asked.originals.max(asked.copies).max(1))
    }

    pub(super) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map(|text| text.trim()).unwrap_or_default()
    }

    /// What the officer wants done with what is filled in; nothing when only looking.
    pub(super) fn wish(&self) -> Option<Wish> {
        match self.text("_then") {
            "receive" => Some(Wish::Receive),
            "keep" => Some(Wish::Keep),
            "settle" => Some(Wish::Settle),
            _ => None,
        }
    }

    /// What stands in the applicant's form.
    pub(super) fn typed(&self, form: &Form) -> Typed {
        Typed::from_inputs(form, self.texts.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// The procedure that was chosen among those found, or typed as a code.
    pub(super) fn procedure(&self) -> Option<ProcedureCode> {
        let typed = self.text("procedure").parse().ok();
        typed.or_else(|| self.text("chosen").parse().ok())
    }

    pub(super) fn way(&self) -> ReturnWay {
        ReturnWay::from_code(self.text("return_way")).unwrap_or_default()
    }

    /// The limit the officer states; nothing when the fields are empty.
    pub(super) fn limit(&self) -> Result<Option<Limit>, Refusal> {
        let (amount, unit) = (self.text("limit").replace(',', "."), LimitUnit::from_code(self.text("unit")));
        let wrong = || Refusal::WrongForm { field: "limit" };
        match (amount.is_empty(), unit) {
            (true, Some(unit)) if unit.stands_alone() => Limit::new(None, unit).map(Some).map_err(|_| wrong()),
            (true, _) => Ok(None),
            (false, unit) => {
                let amount: f64 = amount.parse().map_err(|_| wrong())?;
                Limit::new(Some(amount), unit.ok_or_else(wrong)?).map(Some).map_err(|_| wrong())
            }
        }
    }

    /// Puts what a chip card says into the applicant's form; everything else that was typed stays.
    pub(super) async fn read_card(
        &mut self,
        services: &Services,
        errors: &mut FieldErrors,
        language: Language,
    ) -> Result<(), UseCaseError> {
        if self.text("card").is_empty() {
            return Ok(());
        }
        let card = match self.text("card").parse::<CardText>() {
            Ok(card) => card,
            Err(error) => {
                errors.add("card", t(language, &format!("dossier-counter-card-{}", fault(error))));
                return Ok(());
            }
        };
        let Some(form) = ports::applicant_form(services).await? else { return Ok(()) };
        let own = Capacity::from_code(self.text("capacity")).unwrap_or_default().is_own();
        let known = if own { holder(card) } else { submitter(&card) };
        self.texts.extend(inputs_of(&form, &known).into_iter().filter(|(name, _)| own || name.starts_with("submitter_")));
        self.texts.remove("card");
        Ok(())
    }

    /// The command, when a procedure is chosen; what is wrong with the applicant's form is added to `errors`.
    pub(super) async fn command(
        &self,
        services: &Services,
        (wish, office): (Wish, OfficeId),
        errors: &mut FieldErrors,
        language: Language,
    ) -> Result<Option<ReceiveAtCounter>, UseCaseError> {
        let form =
            ports::applicant_form(services).await?.ok_or_else(|| UseCaseError::Form("the applicant's form is missing".to_owned()))?;
        let typed = self.typed(&form);
        for error in form.check(&typed, language).list() {
            errors.add(error.field.clone(), error.message.clone());
        }
        let Some(procedure) = self.procedure() else {
            errors.add("procedure", t(language, "dossier-counter-procedure-missing"));
            return Ok(None);
        };
        let applicant = Applicant { post: self.post(services, errors, language), ..applicant_of(&form, &typed) };
        let now = services.ctx.now();
        let asked = ports::papers_for(services, &procedure, services.day_of(now)).await?;
        let papers = self.with_names(services, self.papers(&asked)).await?;
        if wish != Wish::Keep {
            self.note_unchecked(services, &procedure, errors, language);
            self.note_unscanned(services, &procedure, &asked, errors, language);
        }
        let way = self.way();
        let limit = self.limit()?.or_else(|| services.intake.limit(procedure.as_str(), services.day_of(now)));
        let key = Key::new(self.text("key"), wish.operation(), &(&procedure, office, &applicant, &papers, way))?;
        Ok(Some(ReceiveAtCounter {
            procedure,
            office,
            channel: self.channel(),
            applicant,
            declaration: json!({}),
            papers,
            return_way: way,
            limit,
            key: Some(key),
        }))
    }

    fn papers(&self, asked: &[AskedPaper]) -> Vec<Paper> {
        let of_procedure = asked.iter().enumerate().filter(|(at, _)| self.is_ticked(*at)).map(|(at, paper)| Paper {
            name: paper.name.clone(),
            form: self.form_of(at, paper),
            copies: self.count_of(at, paper),
            document: self.document(at),
            file_name: None,
        });
        let others = (1..=OTHER_PAPERS).filter_map(|at| {
            let name = self.text(&format!("other-{at}")).to_owned();
            (!name.is_empty()).then_some(Paper { name, form: PaperForm::Copy, copies: 1, document: None, file_name: None })
        });
        of_procedure.chain(others).collect()
    }

    /// The papers with the names of their files.
    async fn with_names(&self, services: &Services, papers: Vec<Paper>) -> Result<Vec<Paper>, UseCaseError> {
        let files = ports::files(services, None, &self.documents()).await?;
        let name_of = |document| files.iter().find(|file| Some(file.document) == document).map(|file| file.name.clone());
        Ok(papers.into_iter().map(|paper| Paper { file_name: name_of(paper.document), ..paper }).collect())
    }

    /// Everything on the check list is ticked before receiving: that is what receiving says.
    fn note_unchecked(&self, services: &Services, procedure: &ProcedureCode, errors: &mut FieldErrors, language: Language) {
        let day = services.day_of(services.ctx.now());
        let open = (0..services.intake.checks(procedure.as_str(), day).count()).filter(|at| self.text(&format!("check-{at}")).is_empty());
        let open = i64::try_from(open.count()).unwrap_or(i64::MAX);
        if open > 0 {
            errors.add("check-0", t_with(language, "dossier-visit-checks-open", &[("count", open.into())]));
        }
    }

    /// A paper that has to be digitised comes with its scan, unless it is only shown (rules B6, B7).
    fn note_unscanned(
        &self,
        services: &Services,
        procedure: &ProcedureCode,
        asked: &[AskedPaper],
        errors: &mut FieldErrors,
        language: Language,
    ) {
        let day = services.day_of(services.ctx.now());
        for (at, paper) in asked.iter().enumerate().filter(|(at, _)| self.is_ticked(*at)) {
            let must = services.intake.digitise(procedure.as_str(), &paper.name, day).is_some();
            let shown = self.form_of(at, paper) == PaperForm::Shown;
            if must && !shown && self.document(at).is_none() {
                errors.add(format!("file-{at}"), t(language, "dossier-visit-scan-missing"));
            }
        }
    }

    /// What came by post; what is wrong with it is added to `errors`.
    fn post(&self, services: &Services, errors: &mut FieldErrors, language: Language) -> Option<PostItem> {
        if self.channel() != Channel::Post {
            return None;
        }
        let item: String = self.text("post_item").chars().filter(|sign| !sign.is_whitespace()).collect::<String>().to_uppercase();
        if !(8..=20).contains(&item.chars().count()) || !item.chars().all(|sign| sign.is_ascii_alphanumeric()) {
            let found = i64::try_from(item.chars().count()).unwrap_or(i64::MAX);
            errors.add("post_item", t_with(language, "dossier-visit-post-item-wrong", &[("found", found.into())]));
        }
        let today = services.day_of(services.ctx.now());
        let posted_on = NaiveDate::parse_from_str(self.text("posted_on"), "%d/%m/%Y").ok().filter(|day| *day <= today);
        if posted_on.is_none() {
            errors.add("posted_on", t(language, "dossier-visit-post-day-wrong"));
        }
        Some(PostItem { sender: self.text("post_sender").chars().take(300).collect(), item, posted_on })
    }
}

/// The applicant's form as it is filled for somebody known.
fn inputs_of(form: &Form, applicant: &Applicant) -> BTreeMap<String, String> {
    let inputs = serde_json::to_value(Typed::from_declaration(form, &declaration_of(applicant))).ok();
    let inputs: BTreeMap<String, String> = inputs.and_then(|inputs| serde_json::from_value(inputs).ok()).unwrap_or_default();
    inputs.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The holder of a card as whoever hands in for somebody else.
fn submitter(card: &CardText) -> Applicant {
    Applicant {
        capacity: Capacity::Authorised,
        submitter_name: card.name.clone(),
        submitter_number: Some(card.number.reveal().to_owned()),
        ..Applicant::default()
    }
}

/// The holder of a card as an applicant.
fn holder(card: CardText) -> Applicant {
    Applicant {
        name: card.name,
        personal_number: Some(card.number.reveal().to_owned()),
        born: Some(card.born),
        sex: Some(card.sex),
        address: card.address,
        ..Applicant::default()
    }
}

/// The end of the message that says what is wrong with a card's text.
const fn fault(error: CardError) -> &'static str {
    match error {
        CardError::Fields | CardError::Length => "fields",
        CardError::Field(_) => "field",
    }
}

/// The input a refusal belongs to.
pub(super) fn input(refusal: &Refusal) -> &'static str {
    match refusal.field() {
        Some("limit") => "limit",
        Some("applicant.personal_number") => "personal_number",
        Some("applicant.name") => "name",
        Some("applicant.address") => "address",
        Some("applicant.tax_number") => "tax_number",
        Some("applicant.submitter_name") => "submitter_name",
        Some("applicant.submitter_number") => "submitter_number",
        Some("applicant.submitter_position") => "submitter_position",
        Some("applicant.authority") => "authority",
        Some("signer") => "signer",
        _ => "procedure",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(texts: &[(&str, &str)]) -> Sent {
        Sent::of(texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(), Vec::new())
    }

    #[test]
    fn a_typed_code_goes_before_a_chosen_one() {
        let both = sent(&[("procedure", "1.001193"), ("chosen", "1.000894")]);
        assert_eq!(both.procedure().unwrap().as_str(), "1.001193");
        assert_eq!(sent(&[("procedure", "khai sinh"), ("chosen", "1.000894")]).procedure().unwrap().as_str(), "1.000894");
        assert_eq!(sent(&[("procedure", "khai sinh")]).procedure(), None);
    }

    #[test]
    fn a_limit_needs_number_and_unit_unless_the_unit_stands_alone() {
        let limit = |amount: &str, unit: &str| sent(&[("limit", amount), ("unit", unit)]).limit();
        assert_eq!(limit("", ""), Ok(None));
        assert_eq!(limit("2,5", "working_day"), Ok(Limit::new(Some(2.5), LimitUnit::WorkingDay).ok()));
        assert_eq!(limit("", "same_day"), Ok(Some(Limit::whole(0, LimitUnit::SameDay))));
        assert_eq!(limit("3", ""), Err(Refusal::WrongForm { field: "limit" }));
        assert_eq!(limit("ba", "working_day"), Err(Refusal::WrongForm { field: "limit" }));
    }

    #[test]
    fn only_papers_that_were_handed_in_count() {
        let asked = |name: &str, originals| AskedPaper {
            case: String::new(),
            name: name.to_owned(),
            form_name: String::new(),
            originals,
            copies: 1,
        };
        let sent = sent(&[("paper-0", "1"), ("paper-1", ""), ("other-1", "Giấy ủy quyền"), ("other-2", "")]);
        let papers = sent.papers(&[asked("Giấy chứng sinh", 1), asked("Căn cước", 0)]);
        let shown: Vec<(&str, PaperForm, u16)> = papers.iter().map(|paper| (paper.name.as_str(), paper.form, paper.copies)).collect();
        assert_eq!(shown, [("Giấy chứng sinh", PaperForm::Original, 1), ("Giấy ủy quyền", PaperForm::Copy, 1)]);
    }
}
