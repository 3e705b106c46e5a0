//! Accounts, sessions, roles, grants and scopes.
//!
//! The one invariant: **what a person may list is exactly what that person may open.** Both come from one definition, `matrix.csv`,
//! through [`scope`]: [`may`] asks it about one thing, [`ScopeFilter`] carries it into the query.

pub mod model;
pub mod rules;

pub use model::{Account, AccountKind, Action, Actor, Grant, Login, OfficeTree, Profile, Resource, Role};
pub use rules::{Facts, Scope, ScopeFilter, may, scope};
