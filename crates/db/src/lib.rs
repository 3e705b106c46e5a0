//! The private PostgreSQL, the pool, transactions and migrations.
//!
//! Holds no business rules: it gives the capabilities a [`Context`] to run their use cases in, and the program a database to
//! run on, whether that is somebody's PostgreSQL or its own ([`keeper`]).

pub mod context;
pub mod error;
pub mod keeper;
pub mod migrate;
pub mod pool;
pub mod recent;
pub mod together;

pub use context::Context;
pub use error::DbError;
pub use pool::Role;
pub use recent::Recent;
pub use together::Together;
