//! The reader of the journal that tells people what happened.

use journal::{Entry, reader::Reader, reader::ReaderError};
use sqlx::PgConnection;

use crate::node::Notices;
use crate::usecases::tell::tell;

/// Name of the cursor; never changed.
pub(crate) const NAME: &str = "notice";

/// Follows the journal with a cursor of its own. What it writes is saved together with the cursor: nobody is told twice, nobody is forgotten.
#[derive(Debug, Clone)]
pub struct Teller(Notices);

impl Teller {
    /// Tells with these notices.
    #[must_use]
    pub const fn new(notices: Notices) -> Self {
        Self(notices)
    }
}

impl Reader for Teller {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn handle(&self, connection: &mut PgConnection, entry: &Entry) -> Result<(), ReaderError> {
        tell(&self.0, connection, entry).await.map_err(ReaderError::Db)
    }
}
