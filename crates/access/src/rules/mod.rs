//! Decisions: facts in, answer out. Pure.

mod agent;
mod matrix;
mod password;
mod return_path;
mod scope;

pub use agent::describe_agent;
pub use matrix::{Matrix, Reach, RowError, TEXT as MATRIX_TEXT, matrix};
pub use password::{PasswordWeakness, check_password};
pub use return_path::safe_return_path;
pub use scope::{Facts, Scope, ScopeFilter, may, scope};
