#![no_main]
//! Every code that people type or scan: read, shown and read again it is the same, and it never grows beyond its bounds.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use access::Login;
use chrono::{Days, NaiveDate};
use document::PublicId;
use kernel::code::{AgencyCode, DossierCode, NodeCode, PersonalNumber, ProcedureCode};
use kernel::id::DossierId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, u32, &str)| {
    let (day, ordinal, text) = input;
    if let Some(node) = same::<NodeCode>(text) {
        assert_eq!(node.as_str().len(), 3);
    }
    if let Some(agency) = same::<AgencyCode>(text) {
        check_agency(&agency);
        check_issued(&agency, day, ordinal);
    }
    if let Some(procedure) = same::<ProcedureCode>(text) {
        assert!(procedure.as_str().len() == 8 && text.starts_with(procedure.as_str()));
    }
    if let Some(dossier) = same::<DossierCode>(text) {
        assert!(dossier.as_str() == text && text.len() <= DossierCode::LONGEST);
    }
    if let Some(id) = same::<PublicId>(text) {
        assert!(id.as_str().len() == 16 && id.to_string().len() == 19);
    }
    same::<DossierId>(text);
    check_number(text);
    check_login(text);
});

/// Reads, shows and reads again.
fn same<Code: FromStr<Err: Debug + PartialEq> + Display + Debug + PartialEq>(text: &str) -> Option<Code> {
    let code: Code = text.parse().ok()?;
    assert_eq!(code.to_string().parse().as_ref(), Ok(&code), "{text:?}");
    Some(code)
}

fn check_agency(agency: &AgencyCode) {
    assert!(agency.as_str().len() <= AgencyCode::LONGEST && agency.as_str().starts_with(agency.node().as_str()));
    if let Some(old) = agency.in_old_order() {
        assert_eq!(old.parse().as_ref(), Ok(agency), "{old}");
    }
    let json = serde_json::to_string(agency).expect("a code is a text");
    assert_eq!(&serde_json::from_str::<AgencyCode>(&json).expect("it was just written"), agency);
}

/// A code that was handed out reads back, whatever the day and the ordinal.
fn check_issued(agency: &AgencyCode, day: u16, ordinal: u32) {
    let first = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a date");
    let day = first + Days::new(u64::from(day) % 36_500);
    let issued = DossierCode::issue(agency, day, ordinal % 1_000_000_000);
    assert_eq!(issued.as_str().parse().as_ref(), Ok(&issued));
}

/// A personal number is shown masked, so it is read back from what is stored.
fn check_number(text: &str) {
    let Ok(number) = text.parse::<PersonalNumber>() else { return };
    assert!(number.reveal() == text && text.len() == 12);
    assert!(!number.to_string().contains(text) && !format!("{number:?}").contains(text), "a number in clear");
}

/// A login has one normal form: what is stored reads back as itself.
fn check_login(text: &str) {
    let Ok(login) = text.parse::<Login>() else { return };
    assert!(login.as_str().chars().count() <= 254 && login.as_str().trim() == login.as_str(), "{text:?}");
    assert_eq!(login.as_str().parse().as_ref(), Ok(&login), "{text:?}");
}
