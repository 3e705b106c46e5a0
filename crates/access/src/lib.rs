//! Accounts, sessions, roles, grants and scopes.
//!
//! The one invariant: **what a person may list is exactly what that person may open.** Both come from one definition, `matrix.csv`,
//! through [`scope`]: [`may`] asks it about one thing, [`ScopeFilter`] carries it into the query.

pub mod api;
pub mod error;
pub mod events;
mod hashing;
mod limiter;
mod lookup;
pub mod model;
mod node;
pub mod routes;
pub mod rules;
mod secret;
pub mod session;
mod store;
pub mod usecases;
pub mod web;

pub use crate::web::{Administrator, ApiActor, ApiDoc, MaybeSignedIn, Official, ROUTES, SignedIn, protect, router};
pub use hashing::HashingError;
pub use limiter::Wait;
pub use model::{Account, AccountKind, Action, Actor, Grant, Login, OfficeChoice, OfficeTree, Profile, Resource, Role};
pub use node::{Access, Settings};
pub use routes::{Need, RouteRule};
pub use rules::{Facts, Scope, ScopeFilter, may, scope};
