//! What is known of a person before they type anything: their profile, and what they declared in earlier dossiers. Every value that is filled in
//! says where it comes from, and can be changed like any other.

use std::collections::BTreeMap;

use access::Actor;
use chrono::NaiveDate;
use kernel::id::DossierId;
use kernel::text::fold;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::schema_form::{Field, Form, ShownSection, Typed};
use web::{Language, format, t, t_with};

use super::super::shown::declaration_of;
use super::apply::known as profile_of;
use crate::error::UseCaseError;
use crate::model::{Applicant, Content, Dossier};
use crate::ports;
use crate::services::Services;
use crate::usecases::read;

/// Earlier dossiers that are looked through, newest first.
const LOOKED_THROUGH: i64 = 8;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Source {
    /// The person's profile.
    Profile,
    /// A dossier they handed in on this day.
    Dossier(DossierId, NaiveDate),
}

/// A value with its source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Known {
    pub(super) value: Value,
    pub(super) source: Source,
}

/// What is known, by the word forms have for it: for the applicant's form the key of the field, for others `x-known-as`.
#[derive(Debug, Clone, Default)]
pub(super) struct Remembered {
    applicant: BTreeMap<String, Known>,
    answers: BTreeMap<String, Known>,
}

/// Gathers what is known of the actor.
pub(super) async fn remembered(services: &Services, actor: &Actor) -> Result<Remembered, UseCaseError> {
    let mut found = Remembered::default();
    let profile = profile_of(services, actor).await?;
    found.take_applicant(&profile, &Source::Profile);
    for row in read::own_list(services, actor, (None, LOOKED_THROUGH)).await? {
        let (dossier, content) = read::open_own(services, actor, row.id).await?;
        let day = services.day_of(dossier.submitted_at);
        if is_about(&content.applicant, actor, &profile) {
            found.take(services, &dossier, &content, day).await?;
        }
    }
    Ok(found)
}

/// Did the actor apply for themselves?
fn is_about(applicant: &Applicant, actor: &Actor, profile: &Applicant) -> bool {
    let same_number = applicant.personal_number.is_some() && applicant.personal_number == profile.personal_number;
    same_number || (profile.personal_number.is_none() && fold(&applicant.name) == fold(&actor.name))
}

impl Remembered {
    async fn take(&mut self, services: &Services, dossier: &Dossier, content: &Content, day: NaiveDate) -> Result<(), UseCaseError> {
        let source = Source::Dossier(dossier.id, day);
        self.take_applicant(&content.applicant, &source);
        if let Some(form) = ports::form_for(services, &dossier.opening.procedure, day).await? {
            self.take_answers(&form, content, &source);
        }
        Ok(())
    }

    fn take_applicant(&mut self, applicant: &Applicant, source: &Source) {
        let Value::Object(fields) = declaration_of(applicant) else { return };
        for (key, value) in fields {
            self.applicant.entry(key).or_insert_with(|| Known { value, source: source.clone() });
        }
    }

    /// Answers that have a word for later forms, where their section speaks of the applicant.
    fn take_answers(&mut self, form: &Form, content: &Content, source: &Source) {
        for section in &form.sections {
            let fields = || section.fields.iter().filter_map(|key| form.field(key));
            let named = fields().find(|field| field.person == "name").and_then(|field| content.declaration.get(&field.key));
            if named.and_then(Value::as_str).is_some_and(|name| fold(name) != fold(&content.applicant.name)) {
                continue;
            }
            for field in fields().filter(|field| !field.known_as.is_empty()) {
                if let Some(value) = content.declaration.get(&field.key) {
                    let known = || Known { value: value.clone(), source: source.clone() };
                    self.answers.entry(field.known_as.clone()).or_insert_with(known);
                }
            }
        }
    }

    /// What is known for the fields of a form; `is_applicant` when it is the form that asks who applies.
    pub(super) fn fill(&self, form: &Form, typed: &mut Typed, is_applicant: bool) -> BTreeMap<String, Known> {
        let for_field = |field: &Field| if is_applicant { self.applicant.get(&field.key) } else { self.answers.get(&field.known_as) };
        let mut filled = BTreeMap::new();
        for field in &form.fields {
            if let Some(known) = for_field(field).filter(|known| typed.prefill(field, &known.value)) {
                filled.insert(field.key.clone(), known.clone());
            }
        }
        filled
    }
}

/// Says at every field whose value is still the one that was filled in where that came from.
pub(super) fn tell(sections: &mut [ShownSection], form: &Form, typed: &Typed, sources: &BTreeMap<String, Known>, language: Language) {
    let declared = typed.declaration(form);
    for field in sections.iter_mut().flat_map(|section| &mut section.fields) {
        let Some(known) = sources.get(&field.name).filter(|known| declared.get(&field.name) == Some(&known.value)) else { continue };
        (field.source, field.source_address) = match &known.source {
            Source::Profile => (t(language, "dossier-known-profile"), "/tai-khoan".to_owned()),
            Source::Dossier(id, day) => {
                let day = format::date(language, *day);
                (t_with(language, "dossier-known-dossier", &[("day", day.into())]), format!("/ho-so/{id}"))
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Applicant;
    use kernel::id::ContentId;
    use serde_json::json;

    fn form(key: &str) -> Form {
        let path = format!("{}/../../data/vn/forms/{key}.json", env!("CARGO_MANIFEST_DIR"));
        Form::read(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    fn content(name: &str) -> Content {
        Content {
            id: ContentId::from_uuid(uuid::Uuid::nil()),
            applicant: Applicant { name: "Vũ Thị Mẫu".into(), address: "12 Lê Lợi".into(), ..Applicant::default() },
            declaration: json!({ "subject_name": name, "subject_ethnicity": "Tày", "subject_nationality": "VN" }),
            papers: Vec::new(),
        }
    }

    fn source() -> Source {
        Source::Dossier(DossierId::from_uuid(uuid::Uuid::nil()), "2026-03-12".parse().unwrap())
    }

    #[test]
    fn an_answer_of_an_earlier_dossier_is_filled_in_with_its_source() {
        let mut remembered = Remembered::default();
        remembered.take_answers(&form("marital_status"), &content("vũ thị mẫu"), &source());
        let (passport, mut typed) = (form("passport"), Typed::default());
        let sources = remembered.fill(&passport, &mut typed, false);
        assert_eq!(typed.get("subject_ethnicity"), "Tày");
        let told = |typed: &Typed| {
            let mut sections = passport.shown(typed, &web::FieldErrors::none(), Language::Vi);
            tell(&mut sections, &passport, typed, &sources, Language::Vi);
            let mut fields = sections.into_iter().flat_map(|section| section.fields);
            fields.find(|field| field.name == "subject_ethnicity").map(|field| (field.source, field.source_address)).unwrap()
        };
        assert_eq!(told(&typed).0, "Từ hồ sơ của bạn ngày 12/03/2026.");
        assert!(told(&typed).1.starts_with("/ho-so/"));
        let changed = Typed::from_inputs(&passport, [("subject_ethnicity", "Kinh")]);
        assert_eq!(told(&changed).0, "", "what the person typed themselves has no source");
    }

    #[test]
    fn what_was_declared_about_somebody_else_is_not_the_persons() {
        let mut remembered = Remembered::default();
        remembered.take_answers(&form("marital_status"), &content("Trần Văn Thử"), &source());
        assert!(remembered.answers.is_empty());
    }

    #[test]
    fn the_profile_goes_before_dossiers_and_newer_before_older() {
        let mut remembered = Remembered::default();
        let person = |phone: &str| Applicant { phone: phone.into(), ..Applicant::default() };
        remembered.take_applicant(&person("0900000001"), &Source::Profile);
        remembered.take_applicant(&Applicant { address: "12 Lê Lợi".into(), ..person("0900000002") }, &source());
        let (who, mut typed) = (form("applicant"), Typed::default());
        let sources = remembered.fill(&who, &mut typed, true);
        assert_eq!((typed.get("phone"), typed.get("address")), ("0900000001", "12 Lê Lợi"));
        assert_eq!((&sources["phone"].source, &sources["address"].source), (&Source::Profile, &source()));
    }
}
