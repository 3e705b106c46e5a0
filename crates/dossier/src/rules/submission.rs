//! What has to be known about whoever hands in for somebody else.

use crate::error::{Refusal, optional, required};
use crate::model::{Applicant, Capacity};

/// The applicant with everything their capacity needs, and nothing it does not.
pub(crate) fn checked(applicant: Applicant) -> Result<Applicant, Refusal> {
    let helper = optional("applicant.helper", &applicant.helper, 200)?;
    if applicant.capacity == Capacity::Own {
        return Ok(Applicant {
            tax_number: None,
            submitter_name: String::new(),
            submitter_number: None,
            submitter_phone: String::new(),
            submitter_position: String::new(),
            authority: String::new(),
            helper,
            ..applicant
        });
    }
    let company = applicant.capacity == Capacity::Representative;
    let text = |field, text: &str, needed: bool| if needed { required(field, text, 300) } else { optional(field, text, 300) };
    Ok(Applicant {
        tax_number: if company { Some(tax_number(applicant.tax_number.as_deref().unwrap_or_default())?) } else { None },
        submitter_name: required("applicant.submitter_name", &applicant.submitter_name, 200)?,
        submitter_number: applicant.submitter_number.as_deref().filter(|number| !number.is_empty()).map(personal_number).transpose()?,
        submitter_phone: optional("applicant.submitter_phone", &applicant.submitter_phone, 30)?,
        submitter_position: text("applicant.submitter_position", &applicant.submitter_position, company)?,
        authority: text("applicant.authority", &applicant.authority, !company)?,
        helper,
        ..applicant
    })
}

/// Ten digits, thirteen for a branch, twelve where the personal number serves as one.
fn tax_number(text: &str) -> Result<String, Refusal> {
    const FIELD: &str = "applicant.tax_number";
    let text = required(FIELD, text, 20)?;
    let digits: String = text.chars().filter(|sign| !matches!(sign, '-' | ' ' | '.')).collect();
    let sound = matches!(digits.len(), 10 | 12 | 13) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if sound { Ok(digits) } else { Err(Refusal::WrongForm { field: FIELD }) }
}

fn personal_number(text: &str) -> Result<String, Refusal> {
    let number = text.trim().parse::<kernel::code::PersonalNumber>();
    number.map(|number| number.reveal().to_owned()).map_err(|_| Refusal::WrongForm { field: "applicant.submitter_number" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn company() -> Applicant {
        Applicant {
            capacity: Capacity::Representative,
            name: "Công ty TNHH Mẫu".to_owned(),
            tax_number: Some("5700 100 256-001".to_owned()),
            submitter_name: "Vũ Văn Mẫu".to_owned(),
            submitter_position: "Giám đốc".to_owned(),
            ..Applicant::default()
        }
    }

    #[test]
    fn a_company_has_a_tax_number_and_somebody_with_a_position() {
        assert_eq!(checked(company()).unwrap().tax_number.as_deref(), Some("5700100256001"));
        for (wrong, field) in [
            (Applicant { tax_number: None, ..company() }, "applicant.tax_number"),
            (Applicant { tax_number: Some("57001".to_owned()), ..company() }, "applicant.tax_number"),
            (Applicant { tax_number: Some("570010025x".to_owned()), ..company() }, "applicant.tax_number"),
            (Applicant { submitter_name: " ".to_owned(), ..company() }, "applicant.submitter_name"),
            (Applicant { submitter_position: String::new(), ..company() }, "applicant.submitter_position"),
            (Applicant { submitter_number: Some("123".to_owned()), ..company() }, "applicant.submitter_number"),
            (Applicant { submitter_name: "a".repeat(10_000), ..company() }, "applicant.submitter_name"),
        ] {
            assert_eq!(checked(wrong).unwrap_err().field(), Some(field));
        }
    }

    #[test]
    fn whoever_is_authorised_shows_the_paper() {
        let authorised = Applicant { capacity: Capacity::Authorised, ..company() };
        assert_eq!(checked(authorised.clone()).unwrap_err().field(), Some("applicant.authority"));
        let shown = checked(Applicant { authority: "Giấy ủy quyền 12/2026".to_owned(), ..authorised }).unwrap();
        assert_eq!((shown.tax_number, shown.submitter_name.as_str()), (None, "Vũ Văn Mẫu"));
    }

    #[test]
    fn nothing_about_another_is_kept_for_oneself() {
        let own = checked(Applicant { capacity: Capacity::Own, helper: "Bưu điện".to_owned(), ..company() }).unwrap();
        assert_eq!((own.tax_number, own.submitter_name.as_str(), own.helper.as_str()), (None, "", "Bưu điện"));
    }
}
