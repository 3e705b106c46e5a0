//! What the capability needs while the program runs: one value, made at the start, cheap to clone.

use std::sync::Arc;

use access::{OfficeChoice, OfficeTree};
use db::Context;

use crate::files::Files;
use crate::usecases::fetch::MayRead;

/// The offices of the node.
#[derive(Clone)]
pub(crate) struct Offices(Arc<dyn OfficeTree>);

impl std::fmt::Debug for Offices {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Offices(…)")
    }
}

impl Offices {
    /// All of them, for choosing one.
    pub(crate) fn choices(&self) -> Vec<OfficeChoice> {
        self.0.choices()
    }
}

/// The documents of a running node.
#[derive(Debug, Clone)]
pub struct Documents {
    pub(crate) ctx: Context,
    pub(crate) files: Files,
    pub(crate) may_read: Arc<dyn MayRead>,
    /// The offices whose number series are administered; none when the binary named none.
    pub(crate) offices: Option<Offices>,
}

impl Documents {
    /// Documents in `files`. `may_read` opens them for others than their owners; only the binary knows who that is.
    #[must_use]
    pub fn new(ctx: Context, files: Files, may_read: Arc<dyn MayRead>) -> Self {
        Self { ctx, files, may_read, offices: None }
    }

    /// The same documents, with the offices whose number series are administered.
    #[must_use]
    pub fn with_offices(self, offices: Arc<dyn OfficeTree>) -> Self {
        Self { offices: Some(Offices(offices)), ..self }
    }
}
