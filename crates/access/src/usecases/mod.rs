//! One verb per file: command, outcome, function. Passwords are hashed before a transaction is opened.

pub mod change_password;
pub mod create_official;
pub mod create_token;
pub mod end_expired_sessions;
pub mod grant;
pub mod register;
pub mod revoke_grant;
pub mod revoke_token;
pub mod sign_in;
pub mod sign_out;
