//! Drafts of forms, their steps, and what pages need to work with them.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use db::Context;
use kernel::id::AccountId;
use serde_json::Value;
use web::Site;
use web::schema_form::Places;

/// What building forms needs; cheap to clone.
#[derive(Clone)]
pub struct FormDesk {
    pub(super) ctx: Context,
    places: Arc<dyn Fn() -> Arc<Places> + Send + Sync>,
}

impl fmt::Debug for FormDesk {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("FormDesk").finish_non_exhaustive()
    }
}

impl FormDesk {
    /// `places` gives the administrative units of now, which previews show.
    #[must_use]
    pub fn new(ctx: Context, places: impl Fn() -> Arc<Places> + Send + Sync + 'static) -> Self {
        Self { ctx, places: Arc::new(places) }
    }

    pub(super) fn places(&self) -> Arc<Places> {
        (self.places)()
    }

    /// Today in office time.
    pub(super) fn today(&self) -> NaiveDate {
        Site::default().local(self.ctx.now()).date()
    }
}

/// A form that is being changed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    pub(super) form: String,
    /// The version it was begun from; 0 for a new form.
    pub(super) base: i32,
    pub(super) step: i32,
    pub(super) last_step: i32,
    pub(super) revision: i32,
    pub(super) changed_at: DateTime<Utc>,
    pub(super) json: Value,
}

/// One saved change of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) number: i32,
    pub(super) what: String,
    pub(super) subject: String,
    pub(super) by: AccountId,
    pub(super) at: DateTime<Utc>,
}

/// A version that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) number: i32,
    pub(super) valid_from: NaiveDate,
    pub(super) valid_to: Option<NaiveDate>,
    pub(super) legal_basis: String,
    pub(super) by_administrator: bool,
}

/// A form in the list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listed {
    pub(super) id: String,
    pub(super) version: i32,
    pub(super) valid_from: Option<NaiveDate>,
    pub(super) json: Value,
    pub(super) has_draft: bool,
}

/// How a draft becomes a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// First day of the version; later than today, so that what was handed in today stays read as it was filled in.
    pub from: NaiveDate,
    /// The act or decision it rests on.
    pub legal_basis: String,
}
