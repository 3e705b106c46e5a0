//! One verb per file: command, outcome, function. Passwords are hashed before a transaction is opened.

pub mod change_password;
pub mod choose_language;
pub mod close_account;
mod confirm_password;
pub mod create_accounts;
pub mod create_official;
pub mod create_token;
pub mod end_expired_sessions;
pub mod grant;
pub mod list_accounts;
pub mod own_account;
pub mod register;
pub mod reset_password;
pub mod revoke_grant;
pub mod revoke_token;
pub mod sign_in;
pub mod sign_out;
pub mod view_account;
