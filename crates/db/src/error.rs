//! What can go wrong between the program and its database.

use sqlx::error::ErrorKind;

/// A failure of storage. Never shown to a visitor: it goes to the log with an incident number.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A stored value that the program cannot have written: someone else did, or a migration is wrong.
    #[error("inconsistent data in {table}.{column} of row {id}")]
    Inconsistent {
        /// Table, with its schema.
        table: &'static str,
        /// Column whose value makes no sense.
        column: &'static str,
        /// Key of the row, as text.
        id: String,
    },
    /// PostgreSQL or the connection to it failed.
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    /// Work that was handed on was broken off; whether it was done is not known. Asking again under the same key tells.
    #[error("the work was broken off before it was answered")]
    Unanswered,
    /// The server is older than the program needs.
    #[error("PostgreSQL {found} is too old: version 15 or newer is needed")]
    TooOld {
        /// What the server says it is.
        found: String,
    },
    /// The connected role may neither use nor make the roles the program needs.
    #[error("the database role \"{user}\" cannot act as \"{role}\": {remedy}")]
    Roles {
        /// The role that is connected.
        user: String,
        /// The role that is missing or out of reach.
        role: &'static str,
        /// What an administrator has to run.
        remedy: String,
    },
    /// The database's history of migrations and the program's differ.
    #[error("the database cannot be migrated: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl DbError {
    /// An error about one stored value.
    #[must_use]
    pub fn inconsistent(table: &'static str, column: &'static str, id: impl ToString) -> Self {
        Self::Inconsistent { table, column, id: id.to_string() }
    }

    /// True when a unique index refused the row: somebody else was first.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Sql(sqlx::Error::Database(error)) if error.kind() == ErrorKind::UniqueViolation)
    }

    /// True when the row would break the constraint of this name.
    #[must_use]
    pub fn violates(&self, constraint: &str) -> bool {
        matches!(self, Self::Sql(sqlx::Error::Database(error)) if error.constraint() == Some(constraint))
    }

    /// True when the database refused because of a missing privilege.
    #[must_use]
    pub fn is_not_privileged(&self) -> bool {
        matches!(self, Self::Sql(sqlx::Error::Database(error)) if error.code().as_deref() == Some("42501"))
    }

    /// True when the server answered that it has undone the statement: nothing of it is left. After other failures the work may have been done.
    #[must_use]
    pub fn nothing_was_done(&self) -> bool {
        match self {
            Self::Sql(sqlx::Error::Database(error)) => error.code().is_some_and(|code| !code.starts_with("57P")),
            _ => false,
        }
    }

    /// True when the same work may succeed if tried again: a deadlock, a serialisation failure, or the server went away
    /// before it acknowledged anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Sql(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut) => true,
            Self::Sql(sqlx::Error::Database(error)) => {
                error.code().is_some_and(|code| matches!(code.as_ref(), "40001" | "40P01" | "57P01" | "57P02" | "57P03"))
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inconsistency_names_table_column_and_row() {
        let error = DbError::inconsistent("platform.node", "code", "H49");
        assert_eq!(error.to_string(), "inconsistent data in platform.node.code of row H49");
    }

    #[test]
    fn only_failures_that_may_pass_are_transient() {
        let cases = [
            (DbError::Sql(sqlx::Error::PoolTimedOut), true),
            (DbError::Sql(sqlx::Error::RowNotFound), false),
            (DbError::TooOld { found: "14.2".into() }, false),
        ];
        for (error, expected) in cases {
            assert_eq!(error.is_transient(), expected, "{error}");
        }
    }
}
