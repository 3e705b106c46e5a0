//! Accounts, sessions, roles, grants and scopes.
