//! An applicant makes an account.
//!
//! The answer never tells whether a login is taken: in both cases the same work is done and the same outcome returned, and the person goes on
//! to sign in. Somebody whose login exists signs in with the password they have.

use std::net::IpAddr;

use kernel::id::AccountId;
use kernel::text::nfc;
use serde_json::json;

use crate::error::{FieldProblem, RegisterRefusal};
use crate::events::{ACCOUNT_REGISTERED, Happened, record};
use crate::model::{Account, AccountKind, Login, LoginKind, Profile, Role, one_line};
use crate::node::Access;
use crate::rules::check_password;
use crate::store;
use crate::usecases::grant::first_grant;

/// Longest name of a person, in characters.
const LONGEST_NAME: usize = 200;

/// What was typed.
#[derive(Clone, Default)]
pub struct Register {
    /// Full name.
    pub name: String,
    /// Telephone number; it or the e-mail address is needed.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// Personal number; may be empty.
    pub personal_number: String,
    /// The password.
    pub password: String,
    /// Language of the page.
    pub language: String,
}

/// A registration whose fields are all in order.
struct Checked {
    name: String,
    logins: Vec<Login>,
    profile: Profile,
}

/// Makes the account, if none of its logins is taken.
///
/// # Errors
/// [`RegisterRefusal`]: fields to correct, or too many registrations from one network.
pub async fn register(access: &Access, command: &Register, client: IpAddr) -> Result<(), RegisterRefusal> {
    let checked = check(command).map_err(RegisterRefusal::Fields)?;
    access.limiter.register(client).map_err(RegisterRefusal::TooMany)?;
    let hash = access.hasher.hash(&nfc(&command.password), &*access.ctx.entropy).await?;
    let account = Account {
        id: AccountId::new(&*access.ctx.clock, &*access.ctx.entropy),
        name: checked.name,
        kind: AccountKind::Person,
        language: command.language.clone(),
    };
    let mut transaction = access.ctx.begin().await?;
    if !store::accounts::insert(&mut transaction, &account, Some(&hash), &checked.logins, access.ctx.now()).await? {
        tracing::info!("a registration named a login that exists; nothing was changed");
        return Ok(());
    }
    store::accounts::insert_profile(&mut transaction, account.id, &checked.profile).await?;
    store::grants::insert(&mut transaction, &first_grant(&access.ctx, account.id, Role::Applicant)).await?;
    let happened = Happened {
        kind: ACCOUNT_REGISTERED,
        account: account.id,
        actor: Some(account.id),
        office: None,
        data: json!({ "kind": account.kind, "roles": [Role::Applicant] }),
    };
    record(&mut transaction, &access.ctx, happened).await?;
    transaction.commit().await?;
    Ok(())
}

fn check(command: &Register) -> Result<Checked, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let name = one_line(&command.name);
    match name.chars().count() {
        0 => problems.push(FieldProblem::NameMissing),
        1..=LONGEST_NAME => {}
        _ => problems.push(FieldProblem::NameTooLong),
    }
    let phone = contact(&command.phone, LoginKind::Phone).map_err(|()| problems.push(FieldProblem::PhoneUnreadable));
    let email = contact(&command.email, LoginKind::Email).map_err(|()| problems.push(FieldProblem::EmailUnreadable));
    if phone == Ok(None) && email == Ok(None) {
        problems.push(FieldProblem::ContactMissing);
    }
    let personal_number = personal_number(&command.personal_number).map_err(|digits| problems.push(FieldProblem::NumberWrong(digits)));
    let (phone, email) = (phone.ok().flatten(), email.ok().flatten());
    let logins: Vec<Login> = phone.iter().chain(&email).cloned().collect();
    if let Err(weakness) = check_password(&nfc(&command.password), &logins) {
        problems.push(FieldProblem::Password(weakness));
    }
    let text = |login: Option<Login>| login.map(|login| login.as_str().to_owned());
    let profile = Profile { personal_number: personal_number.ok().flatten(), phone: text(phone), email: text(email) };
    if problems.is_empty() { Ok(Checked { name, logins, profile }) } else { Err(problems) }
}

/// Nothing when the field is empty, an error when it is not what it should be.
fn contact(text: &str, kind: LoginKind) -> Result<Option<Login>, ()> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match text.parse::<Login>() {
        Ok(login) if login.kind() == kind => Ok(Some(login)),
        _ => Err(()),
    }
}

/// The twelve digits, or how many digits there were.
fn personal_number(text: &str) -> Result<Option<String>, usize> {
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    if bare.is_empty() {
        return Ok(None);
    }
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    if digits == 12 && bare.len() == 12 { Ok(Some(bare)) } else { Err(digits) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::PasswordWeakness;

    fn typed() -> Register {
        Register {
            name: "Vũ Thị Mẫu".into(),
            phone: "0912 345 678".into(),
            password: "bốn từ dễ nhớ".into(),
            language: "vi".into(),
            ..Register::default()
        }
    }

    fn check_problems(command: Register, expected: &[FieldProblem]) {
        let problems = check(&command).err().unwrap_or_default();
        assert_eq!(problems, expected);
    }

    #[test]
    fn every_field_says_what_is_wrong_with_it() {
        use FieldProblem::*;
        check_problems(typed(), &[]);
        check_problems(Register { name: "  ".into(), ..typed() }, &[NameMissing]);
        check_problems(Register { name: "x".repeat(201), ..typed() }, &[NameTooLong]);
        check_problems(Register { phone: String::new(), ..typed() }, &[ContactMissing]);
        check_problems(Register { phone: "a@b.vn".into(), ..typed() }, &[PhoneUnreadable]);
        check_problems(Register { email: "0912345678".into(), ..typed() }, &[EmailUnreadable]);
        check_problems(Register { personal_number: "0221 9400".into(), ..typed() }, &[NumberWrong(8)]);
        check_problems(Register { personal_number: "022194000417".into(), ..typed() }, &[]);
        check_problems(Register { password: "0912345678".into(), ..typed() }, &[Password(PasswordWeakness::SameAsLogin)]);
        check_problems(
            Register { name: String::new(), password: "ngắn".into(), ..typed() },
            &[NameMissing, Password(PasswordWeakness::TooShort)],
        );
    }
}
