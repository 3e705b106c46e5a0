//! What the capability needs while the program runs: one value, made at the start, cheap to clone.

use std::sync::Arc;

use db::Context;

use crate::files::Files;
use crate::usecases::fetch::MayRead;

/// The documents of a running node.
#[derive(Debug, Clone)]
pub struct Documents {
    pub(crate) ctx: Context,
    pub(crate) files: Files,
    pub(crate) may_read: Arc<dyn MayRead>,
}

impl Documents {
    /// Documents in `files`. `may_read` opens them for others than their owners; only the binary knows who that is.
    #[must_use]
    pub fn new(ctx: Context, files: Files, may_read: Arc<dyn MayRead>) -> Self {
        Self { ctx, files, may_read }
    }
}
