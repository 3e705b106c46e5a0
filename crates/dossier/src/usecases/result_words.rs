//! What the paper of a decision says: the template of the procedure filled from the dossier, or general words where there is none.

use access::Actor;
use chrono::{DateTime, Months, NaiveDate, NaiveDateTime, Utc};
use document::NewResult;
use document::paper::{Fact, Signer};
use document::templates::{self, Fields, Issuer, Layout, Template};
use kernel::code::PersonalNumber;
use sqlx::PgConnection;
use web::Language;
use web::schema_form::Summary;

use crate::error::{Refusal, UseCaseError};
use crate::model::{Applicant, Content, Dossier, Outcome};
use crate::papers::place_name;
use crate::ports;
use crate::services::Services;
use crate::tally::local_day;

/// What a paper is written from.
pub(crate) struct Occasion<'a> {
    /// Who decides and signs; nobody when the law takes silence for a decision.
    pub(crate) actor: Option<&'a Actor>,
    /// The name on the paper, when another than the actor signed it.
    pub(crate) signer: Option<&'a str>,
    pub(crate) dossier: &'a Dossier,
    pub(crate) content: &'a Content,
    pub(crate) outcome: Outcome,
    /// Reasons, as typed.
    pub(crate) reason: &'a str,
    pub(crate) now: DateTime<Utc>,
}

/// The paper of a decision. It is an official paper of the country, so its words are Vietnamese whatever the reader's language.
pub(crate) async fn compose(services: &Services, conn: &mut PgConnection, occasion: &Occasion<'_>) -> Result<NewResult, UseCaseError> {
    let plain = plain(services, occasion)?;
    if occasion.actor.is_none() {
        // A template is what an officer certifies. Nobody did: the paper says that the law decided.
        return Ok(plain);
    }
    let outcome = match occasion.outcome {
        Outcome::Approved => templates::Outcome::Approved,
        Outcome::Refused => templates::Outcome::Refused,
    };
    let procedure = occasion.dossier.opening.procedure.as_str();
    let found = templates::in_force(conn, &services.ctx, procedure, outcome, plain.issued_on).await?;
    let Some(found) = found else { return Ok(plain) };
    let fields = fields(services, conn, occasion, &plain).await?;
    Ok(written(services, plain, &found.template, &fields))
}

/// The paper as `template` writes it.
pub(crate) fn written(services: &Services, plain: NewResult, template: &Template, fields: &Fields) -> NewResult {
    let filled = templates::fill(template, fields);
    let directory = services.directory();
    let authority = directory.office(plain.office).and_then(|office| office.parent).and_then(|parent| directory.office(parent));
    let (authority, unit) = match (template.issuer, authority) {
        (Issuer::Authority, Some(authority)) => (authority.name.clone(), String::new()),
        _ => (plain.authority, plain.unit),
    };
    let on_behalf = Some(filled.on_behalf).filter(|text| !text.is_empty());
    NewResult {
        symbol: template.symbol.clone(),
        title: template.title.clone(),
        subject: filled.subject,
        bases: filled.bases,
        facts: filled.facts,
        articles: filled.body,
        recipients: filled.recipients,
        layout: template.layout,
        valid_until: valid_until(plain.issued_on, template.validity_months),
        signer: Signer { title: filled.signer_title, on_behalf, ..plain.signer },
        authority,
        unit,
        ..plain
    }
}

/// The last day a result counts, by the months its template gives it.
fn valid_until(issued: NaiveDate, months: Option<u32>) -> Option<NaiveDate> {
    issued.checked_add_months(Months::new(months?))
}

/// The values of the places of templates.
pub(crate) async fn fields(
    services: &Services,
    conn: &mut PgConnection,
    occasion: &Occasion<'_>,
    plain: &NewResult,
) -> Result<Fields, UseCaseError> {
    let Occasion { dossier, content, .. } = occasion;
    let calendar = services.calendar_of(dossier.opening.solving_office)?;
    let day = |at| web::format::date(Language::Vi, local_day(calendar, at));
    let directory = services.directory();
    let solving = directory.office(dossier.opening.solving_office).ok_or(Refusal::UnknownOffice)?;
    let parent = solving.parent.and_then(|parent| directory.office(parent)).unwrap_or(solving);
    let mut fields: Fields = person(&content.applicant);
    let mut put = |name: &str, value: String| fields.insert(name.to_owned(), value);
    put("ho_so.ma", plain.dossier_code.clone());
    put("ho_so.ngay_nhan", dossier.received_at.map(day).unwrap_or_default());
    put("thu_tuc.ten", dossier.opening.procedure_name.clone());
    put("thu_tuc.ma", dossier.opening.procedure.to_string());
    put("co_quan.ten", solving.name.clone());
    put("co_quan.cap_tren", parent.name.clone());
    put("dia_danh", plain.place.clone());
    put("ngay_ban_hanh", web::format::date(Language::Vi, plain.issued_on));
    put("can_cu_thoi_han", dossier.clock.as_ref().map(|clock| clock.legal_basis.clone()).unwrap_or_default());
    put("ly_do", occasion.reason.trim().to_owned());
    put("nguoi_ky", occasion.signer_name());
    let received = services.day_of(dossier.submitted_at);
    if let Some(form) = ports::form_over(services, conn, &dossier.opening.procedure, received).await? {
        fields.extend(declared(form.summary(&content.declaration, Language::Vi)));
    }
    Ok(fields)
}

/// What an applicant said of themselves.
fn person(applicant: &Applicant) -> Fields {
    let number = applicant.personal_number.as_deref().and_then(|number| number.parse::<PersonalNumber>().ok());
    let sex = applicant.sex.and_then(|sex| serde_json::to_value(sex).ok()).and_then(|code| code.as_str().map(ToOwned::to_owned));
    let values = [
        ("nguoi_nop.ten", applicant.name.clone()),
        ("nguoi_nop.so_dinh_danh", number.map(|number| number.reveal().to_owned()).unwrap_or_default()),
        ("nguoi_nop.ngay_sinh", applicant.born.map(|day| web::format::date(Language::Vi, day)).unwrap_or_default()),
        ("nguoi_nop.gioi_tinh", sex.map(|code| web::t(Language::Vi, &format!("dossier-result-sex-{code}"))).unwrap_or_default()),
        ("nguoi_nop.dia_chi", applicant.address.clone()),
    ];
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What was declared, as people read it, by the keys of the form.
fn declared(summaries: Vec<Summary>) -> impl Iterator<Item = (String, String)> {
    summaries.into_iter().flat_map(|summary| summary.rows).map(|row| (format!("to_khai.{}", row.key), row.value))
}

/// The paper in general words: what every procedure can answer with.
pub(crate) fn plain(services: &Services, occasion: &Occasion<'_>) -> Result<NewResult, UseCaseError> {
    let Occasion { dossier, actor, now, .. } = occasion;
    let applicant = &occasion.content.applicant;
    let directory = services.directory();
    let solving = directory.office(dossier.opening.solving_office).ok_or(Refusal::UnknownOffice)?;
    let authority = solving.parent.and_then(|parent| directory.office(parent)).unwrap_or(solving);
    let code = dossier.code.as_ref().map(ToString::to_string).unwrap_or_default();
    let calendar = services.calendar_of(solving.id)?;
    let word = |key: &str| web::t(Language::Vi, key);
    let kind = occasion.outcome.code();
    let fact = |key: &str, value: &str| Fact { label: word(key), value: value.to_owned() };
    let facts = [
        fact("dossier-paper-applicant", &applicant.name),
        fact("dossier-paper-address", &applicant.address),
        fact("dossier-paper-code", &code),
    ];
    Ok(NewResult {
        office: solving.id,
        actor: actor.map(|actor| actor.account),
        dossier: dossier.id,
        dossier_code: code,
        procedure: dossier.opening.procedure_name.clone(),
        symbol: word(&format!("dossier-paper-symbol-{kind}")),
        title: word(&format!("dossier-paper-title-{kind}")),
        subject: dossier.opening.procedure_name.clone(),
        authority: authority.name.clone(),
        unit: if authority.id == solving.id { String::new() } else { solving.name.clone() },
        place: directory.area(&solving.unit).map(|area| place_name(&area.full_name).to_owned()).unwrap_or_default(),
        issued_on: local_day(calendar, *now),
        bases: dossier.clock.iter().map(|clock| clock.legal_basis.clone()).filter(|basis| !basis.is_empty()).collect(),
        facts: facts.into_iter().filter(|fact| !fact.value.is_empty()).collect(),
        articles: articles(occasion),
        recipients: vec![applicant.name.clone(), word("dossier-paper-archive")],
        signer: signer(occasion, calendar.local(*now)),
        layout: Layout::Decision,
        valid_until: None,
        site: services.site.clone(),
    })
}

impl Occasion<'_> {
    /// Whose name stands under the paper; nobody's where silence decided.
    fn signer_name(&self) -> String {
        let own = self.actor.map(|actor| actor.name.as_str());
        self.signer.or(own).unwrap_or_default().to_owned()
    }
}

/// Who signs, and when. Where nobody decided the paper says so in the signer's place.
fn signer(occasion: &Occasion<'_>, at: NaiveDateTime) -> Signer {
    let key = if occasion.actor.is_some() { "dossier-paper-signer" } else { "dossier-paper-silence" };
    Signer { on_behalf: None, title: web::t(web::Language::Vi, key), name: occasion.signer_name(), signed_at: Some(at) }
}

fn articles(occasion: &Occasion<'_>) -> Vec<String> {
    let value = [("procedure", occasion.dossier.opening.procedure_name.as_str().into()), ("reason", occasion.reason.trim().into())];
    let word = |key: &str| web::t_with(Language::Vi, key, &value);
    match (occasion.actor.is_some(), occasion.outcome) {
        (false, Outcome::Approved) => vec![word("dossier-paper-article-silence-approved"), word("dossier-paper-article-validity")],
        (false, Outcome::Refused) => vec![word("dossier-paper-article-silence-refused"), word("dossier-paper-article-appeal")],
        (true, Outcome::Approved) => vec![word("dossier-paper-article-approved"), word("dossier-paper-article-validity")],
        (true, Outcome::Refused) => vec![word("dossier-paper-article-refused"), word("dossier-paper-article-appeal")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_counts_for_the_months_its_template_gives() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        for (issued, months, last) in
            [("2026-08-31", Some(6), day("2027-02-28")), ("2026-11-25", Some(24), day("2028-11-25")), ("2026-11-25", None, None)]
        {
            assert_eq!(valid_until(day(issued).unwrap_or_default(), months), last, "{issued}");
        }
    }
}
