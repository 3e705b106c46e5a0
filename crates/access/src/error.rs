//! Refusals of the use cases, one small enum per verb, and failures.

use db::DbError;

use crate::hashing::HashingError;
use crate::limiter::Wait;
use crate::model::LoginError;
use crate::rules::PasswordWeakness;

/// Something failed that the person can do nothing about.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Storage failed.
    #[error("storage failed")]
    Db(#[from] DbError),
    /// A password hash could not be computed or read.
    #[error("hashing failed")]
    Hashing(#[from] HashingError),
    /// The session could not be read or written.
    #[error("session failed: {0}")]
    Session(String),
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Makes `?` work on storage failures inside a refusal that carries a [`Failure`].
macro_rules! carries_failure {
    ($($refusal:ty),+) => {$(
        impl From<DbError> for $refusal {
            fn from(error: DbError) -> Self {
                Self::Failure(error.into())
            }
        }

        impl From<sqlx::Error> for $refusal {
            fn from(error: sqlx::Error) -> Self {
                Self::Failure(error.into())
            }
        }

        impl From<HashingError> for $refusal {
            fn from(error: HashingError) -> Self {
                Self::Failure(error.into())
            }
        }
    )+};
}

/// Why nobody was signed in, and no token made.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefusal {
    /// No such login, wrong password or closed account: on purpose one answer.
    #[error("login and password do not match")]
    NotMatching,
    /// Too many failures.
    #[error("too many failures, wait {} seconds", .0.seconds())]
    TooMany(Wait),
    /// Something failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// What is wrong with one field of the registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldProblem {
    /// The name is missing.
    NameMissing,
    /// The name is longer than 200 characters.
    NameTooLong,
    /// Neither telephone number nor e-mail address was given.
    ContactMissing,
    /// The telephone number cannot be read.
    PhoneUnreadable,
    /// The e-mail address cannot be read.
    EmailUnreadable,
    /// The personal number does not have 12 digits; how many digits it has.
    NumberWrong(usize),
    /// The password is too weak.
    Password(PasswordWeakness),
}

/// Why an account was not made.
#[derive(Debug, thiserror::Error)]
pub enum RegisterRefusal {
    /// Fields to correct, in the order of the form. That a login is taken is not among them.
    #[error("the registration has {} problems", .0.len())]
    Fields(Vec<FieldProblem>),
    /// Too many registrations from one network.
    #[error("too many registrations, wait {} seconds", .0.seconds())]
    TooMany(Wait),
    /// Something failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// Why an official's account was not made.
#[derive(Debug, thiserror::Error)]
pub enum CreateOfficialRefusal {
    /// One of the logins cannot be read.
    #[error("{login:?}: {reason}")]
    Login {
        /// As it was given.
        login: String,
        /// What is wrong with it.
        reason: LoginError,
    },
    /// One of the logins belongs to another account.
    #[error("one of the logins is taken")]
    LoginTaken,
    /// The name is missing or too long.
    #[error("the name must have 1 to 200 characters")]
    Name,
    /// The password is too weak.
    #[error("the password is too weak: {0:?}")]
    Password(PasswordWeakness),
    /// A role and its office do not go together.
    #[error("a role and its office do not go together")]
    Role,
    /// The actor may not create accounts.
    #[error("not allowed")]
    NotAllowed,
    /// Something failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// Why no token was made.
#[derive(Debug, thiserror::Error)]
pub enum CreateTokenRefusal {
    /// Login and password were refused.
    #[error(transparent)]
    SignIn(#[from] SignInRefusal),
    /// The label is empty or longer than 100 characters.
    #[error("the label must have 1 to 100 characters")]
    Label,
}

/// Why an account, a grant or a token was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeRefusal {
    /// There is none, or the actor may not know that there is.
    #[error("not found")]
    NotFound,
    /// The role needs an office, or must not have one.
    #[error("the role and the office do not go together")]
    OfficeMismatch,
    /// The end of validity lies before its beginning.
    #[error("the validity ends before it begins")]
    Validity,
    /// People cannot close their own account or take their own administration away: nobody might be left to undo it.
    #[error("not to one's own account")]
    Oneself,
    /// The new password is too weak.
    #[error("the password is too weak: {0:?}")]
    Password(PasswordWeakness),
    /// Something failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordRefusal {
    /// The present password does not match.
    #[error("the present password does not match")]
    NotMatching,
    /// The present password was wrong too often.
    #[error("too many failures, wait {} seconds", .0.seconds())]
    TooMany(Wait),
    /// The new password is too weak.
    #[error("the new password is too weak: {0:?}")]
    Password(PasswordWeakness),
    /// Something failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

carries_failure!(SignInRefusal, RegisterRefusal, CreateOfficialRefusal, ChangeRefusal, ChangePasswordRefusal);
