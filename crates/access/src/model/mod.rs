//! What the crate speaks of: accounts and logins, roles, grants, actors. Pure: no SQL, no HTTP, no time, no chance.

mod account;
mod actor;
mod login;
mod one_line;
mod overview;
mod role;

pub use account::{Account, AccountKind, Profile, UnknownKind};
pub use actor::{Actor, Flat, Grant, OfficeChoice, OfficeTree};
pub use login::{Login, LoginError, LoginKind};
pub(crate) use one_line::one_line;
pub use overview::{AccountCursor, AccountFilter, AccountRecord, GrantRecord, LiveToken, OwnAccount, SignedInAt};
pub use role::{Action, Resource, Role, UnknownCode};
