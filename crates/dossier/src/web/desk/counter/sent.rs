//! What was typed at the counter, and the command it makes.

use std::collections::BTreeMap;

use kernel::card::{CardError, CardText};
use kernel::code::ProcedureCode;
use kernel::id::OfficeId;
use kernel::limit::{Limit, LimitUnit};
use serde_json::json;
use web::schema_form::{Form, Typed};
use web::{FieldErrors, Language, t};

use super::super::super::shown::{applicant_of, declaration_of};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Applicant, Channel, Paper, PaperForm, ReturnWay};
use crate::ports::{self, AskedPaper};
use crate::services::Services;
use crate::usecases::Key;
use crate::usecases::receive::ReceiveAtCounter;

/// Papers beside those the procedure asks for.
pub(super) const OTHER_PAPERS: usize = 2;

/// What is to be done with what somebody brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// It is complete: receive it.
    Receive,
    /// It is not: write it down, to ask for what is missing or to refuse.
    Keep,
}

impl Wish {
    /// The operation for which a key stands.
    const fn operation(self) -> &'static str {
        match self {
            Self::Receive => "receiveDossier",
            Self::Keep => "keepDossier",
        }
    }
}

/// The form as it was sent.
pub(super) struct Sent {
    texts: BTreeMap<String, String>,
}

impl Sent {
    /// A new form; `key` makes receiving it twice the same as receiving it once.
    pub(super) fn empty(key: String) -> Self {
        Self { texts: BTreeMap::from([("key".to_owned(), key)]) }
    }

    pub(super) const fn of(texts: BTreeMap<String, String>) -> Self {
        Self { texts }
    }

    pub(super) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map(|text| text.trim()).unwrap_or_default()
    }

    /// What the officer wants done with what is filled in; nothing when only looking.
    pub(super) fn wish(&self) -> Option<Wish> {
        match self.text("_then") {
            "receive" => Some(Wish::Receive),
            "keep" => Some(Wish::Keep),
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
        let known = declaration_of(&holder(card));
        let inputs: BTreeMap<String, String> = serde_json::to_value(Typed::from_declaration(&form, &known))
            .ok()
            .and_then(|inputs| serde_json::from_value(inputs).ok())
            .unwrap_or_default();
        self.texts.extend(inputs.into_iter().filter(|(_, value)| !value.is_empty()));
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
        let applicant = applicant_of(&form, &typed);
        let papers = self.papers(&ports::papers_for(services, &procedure, services.day_of(services.ctx.now())).await?);
        let way = self.way();
        let key = Key::new(self.text("key"), wish.operation(), &(&procedure, office, &applicant, &papers, way))?;
        Ok(Some(ReceiveAtCounter {
            procedure,
            office,
            channel: Channel::Counter,
            applicant,
            declaration: json!({}),
            papers,
            return_way: way,
            limit: self.limit()?,
            key: Some(key),
        }))
    }

    fn papers(&self, asked: &[AskedPaper]) -> Vec<Paper> {
        let count = |name: &str| self.text(name).parse::<u16>().ok().filter(|count| *count > 0);
        let of_procedure = asked.iter().enumerate().filter_map(|(at, paper)| {
            let form = if paper.originals > 0 { PaperForm::Original } else { PaperForm::Copy };
            Some(Paper { name: paper.name.clone(), form, copies: count(&format!("paper-{at}"))?, document: None, file_name: None })
        });
        let others = (1..=OTHER_PAPERS).filter_map(|at| {
            let name = self.text(&format!("other-{at}")).to_owned();
            (!name.is_empty()).then_some(Paper { name, form: PaperForm::Copy, copies: 1, document: None, file_name: None })
        });
        of_procedure.chain(others).collect()
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
        _ => "procedure",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(texts: &[(&str, &str)]) -> Sent {
        Sent::of(texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
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
