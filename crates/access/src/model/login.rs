//! What somebody types to say who they are: an e-mail address, a telephone number or a login name. All are compared in one normal form.

use std::fmt;
use std::str::FromStr;

/// Longest login accepted, in characters: the longest e-mail address of RFC 5321.
const LONGEST: usize = 254;
/// Shortest and longest telephone number in digits, national form.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 9..=15;
/// Shortest login name.
const SHORTEST_NAME: usize = 3;

/// Why a text cannot be a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoginError {
    /// Nothing was typed.
    #[error("the login is empty")]
    Empty,
    /// Longer than any login can be.
    #[error("the login is too long")]
    TooLong,
    /// Neither an address, nor a number, nor a name of letters, digits, dots, dashes and underscores.
    #[error("the login is neither an e-mail address nor a telephone number nor a login name")]
    Unreadable,
}

/// What a login is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LoginKind {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A name given by an administrator.
    Name,
}

impl LoginKind {
    /// Stable word, as stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Name => "name",
        }
    }
}

/// A login in normal form: lower case, telephone numbers as national digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Login {
    text: String,
    kind: LoginKind,
}

impl Login {
    /// The normal form, to store and to compare.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Address, number or name.
    #[must_use]
    pub const fn kind(&self) -> LoginKind {
        self.kind
    }
}

/// A login is a person's address or number: logs do not show it.
impl fmt::Debug for Login {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Login({}, …)", self.kind.code())
    }
}

impl FromStr for Login {
    type Err = LoginError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Err(LoginError::Empty);
        }
        if text.chars().count() > LONGEST {
            return Err(LoginError::TooLong);
        }
        if text.contains('@') {
            return email(text);
        }
        if let Some(digits) = phone(&text) {
            return Ok(Self { text: digits, kind: LoginKind::Phone });
        }
        name(text)
    }
}

fn email(text: String) -> Result<Login, LoginError> {
    let plain = text.chars().all(|letter| !letter.is_whitespace() && !letter.is_control() && !"<>\"(),;".contains(letter));
    let well_formed = text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.contains('@') && domain.split('.').count() > 1 && domain.split('.').all(|part| !part.is_empty())
    });
    if plain && well_formed { Ok(Login { text, kind: LoginKind::Email }) } else { Err(LoginError::Unreadable) }
}

/// The national digits of a telephone number; `+84` and `0084` become the leading zero that people write at home.
fn phone(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|letter| !matches!(letter, ' ' | '.' | '-' | '(' | ')')).collect();
    let abroad = bare.strip_prefix('+').map(|digits| digits.trim_start_matches('0'));
    let national = match abroad.and_then(|digits| digits.strip_prefix("84")).or_else(|| bare.strip_prefix("0084")) {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => abroad.unwrap_or(&bare).to_owned(),
    };
    let is_number = national.chars().all(|digit| digit.is_ascii_digit()) && PHONE_DIGITS.contains(&national.len());
    is_number.then_some(national)
}

fn name(text: String) -> Result<Login, LoginError> {
    let plain = text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_'));
    if plain && text.len() >= SHORTEST_NAME { Ok(Login { text, kind: LoginKind::Name }) } else { Err(LoginError::Unreadable) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<(&str, LoginKind), LoginError>) {
        let found = text.parse::<Login>();
        assert_eq!(found.as_ref().map(|login| (login.as_str(), login.kind())).map_err(|error| *error), expected, "{text:?}");
    }

    #[test]
    fn logins_have_one_normal_form() {
        use LoginKind::{Email, Name, Phone};
        check(" Mau@Example.vn ", Ok(("mau@example.vn", Email)));
        check("0912 345 678", Ok(("0912345678", Phone)));
        check("+84 912.345.678", Ok(("0912345678", Phone)));
        check("0084912345678", Ok(("0912345678", Phone)));
        check("+0084 912 345 678", Ok(("0912345678", Phone)));
        check("+66 81 234 5678", Ok(("66812345678", Phone)));
        check("can_bo.01", Ok(("can_bo.01", Name)));
        check("", Err(LoginError::Empty));
        check("ab", Err(LoginError::Unreadable));
        check("a@b", Err(LoginError::Unreadable));
        check("a@b@c.vn", Err(LoginError::Unreadable));
        check("hai ba", Err(LoginError::Unreadable));
        check(&"x".repeat(300), Err(LoginError::TooLong));
    }

    #[test]
    fn a_log_line_does_not_show_a_login() {
        let login: Login = "0912345678".parse().unwrap();
        assert!(!format!("{login:?}").contains("0912"));
    }
}
