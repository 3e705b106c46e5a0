//! What makes a password good enough: length first, after NIST SP 800-63B §5.1.1. No demand for special characters: they make passwords worse.

use crate::model::Login;

/// Fewest characters.
const SHORTEST: usize = 8;
/// Most characters; argon2id takes more, a request body need not.
const LONGEST: usize = 128;

/// Passwords that every attacker tries first, folded to lower case.
const COMMON: &[&str] = &[
    "12345678",
    "123456789",
    "1234567890",
    "0123456789",
    "87654321",
    "11111111",
    "00000000",
    "88888888",
    "password",
    "password1",
    "matkhau1",
    "matkhau123",
    "mật khẩu",
    "qwertyui",
    "qwerty123",
    "iloveyou",
    "anhyeuem",
    "emyeuanh",
    "vietnam1",
    "vietnam123",
    "abcd1234",
    "a1234567",
    "abc12345",
    "admin123",
    "administrator",
];

/// Why a password is refused. Each has a message that says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordWeakness {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// One of the passwords everybody tries, or a single character again and again.
    Common,
    /// The login itself, or the part of the e-mail address before the @.
    SameAsLogin,
}

impl PasswordWeakness {
    /// Key of the message.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::TooShort => "access-password-too-short",
            Self::TooLong => "access-password-too-long",
            Self::Common => "access-password-common",
            Self::SameAsLogin => "access-password-same-as-login",
        }
    }
}

/// Judges a password for the account that signs in with `logins`.
///
/// # Errors
/// The first weakness found.
pub fn check_password(password: &str, logins: &[Login]) -> Result<(), PasswordWeakness> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(PasswordWeakness::TooShort);
    }
    if length > LONGEST {
        return Err(PasswordWeakness::TooLong);
    }
    let folded = password.to_lowercase();
    let mut letters = folded.chars();
    let first = letters.next();
    if COMMON.contains(&folded.as_str()) || letters.all(|letter| Some(letter) == first) {
        return Err(PasswordWeakness::Common);
    }
    let told = logins.iter().any(|login| login.as_str() == folded || login.as_str().split('@').next() == Some(folded.as_str()));
    if told { Err(PasswordWeakness::SameAsLogin) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str, expected: Result<(), PasswordWeakness>) {
        let logins = ["nguyenmau@example.vn".parse().unwrap(), "0912345678".parse().unwrap()];
        assert_eq!(check_password(password, &logins), expected, "{password:?}");
    }

    #[test]
    fn length_counts_and_the_obvious_does_not_pass() {
        check("ngắn", Err(PasswordWeakness::TooShort));
        check("bốn từ rất dễ nhớ", Ok(()));
        check("kín-đáo1", Ok(()));
        check(&"dài ".repeat(40), Err(PasswordWeakness::TooLong));
        check("12345678", Err(PasswordWeakness::Common));
        check("MatKhau123", Err(PasswordWeakness::Common));
        check("aaaaaaaaaa", Err(PasswordWeakness::Common));
        check("0912345678", Err(PasswordWeakness::SameAsLogin));
        check("NguyenMau", Err(PasswordWeakness::SameAsLogin));
    }
}
