//! Use cases on a real database, and pages through the router without a socket. One binary, one file per use case.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot prepare its facts stops there: that is its report")]

mod accounts;
mod accounts_pages;
mod change_password;
mod create_official;
mod csrf;
mod grant;
mod own_account;
mod pages;
mod register;
mod routes;
mod scope_in_sql;
mod session;
mod sign_in;
mod support;
mod token;
