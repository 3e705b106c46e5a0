//! The catalogue part of a country pack: reading, checking, loading.
//!
//! Read are `procedures/*.jsonl`, `procedures/state.csv`, `procedures/bindings.csv`, `procedures/silence.csv`,
//! `forms/*.json`, `processes/*.csv` and `thesaurus.csv`.

mod check;
mod load;
mod read;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;

use crate::model::{Binding, FormSource, ProcessSource, SilenceSubject};
use crate::thesaurus::Thesaurus;

pub use check::check;
pub use load::{Changes, Loaded, PackError, load};

/// Something with the place in the pack where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Placed<T> {
    /// File, relative to the pack's folder.
    pub(crate) file: String,
    /// Row, the first line being row 1; `None` when it is the whole file.
    pub(crate) row: Option<u64>,
    /// What stands there.
    pub(crate) value: T,
}

/// A line of the pack that is a procedure.
#[derive(Debug, Clone)]
pub(crate) struct ProcedureLine {
    /// Its code, already checked.
    pub(crate) code: String,
    /// The line as JSON.
    pub(crate) content: Value,
    /// SHA-256 of the line.
    pub(crate) digest: [u8; 32],
}

/// A form or process with the SHA-256 of its file. The version is not known before loading.
#[derive(Debug, Clone)]
pub(crate) struct Digested<T> {
    pub(crate) value: T,
    pub(crate) digest: [u8; 32],
}

/// What a rule about silence makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Meaning {
    Approved,
    Refused,
}

impl Meaning {
    /// As stored.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }
}

/// A row of `procedures/silence.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct SilenceRow {
    pub(crate) code: String,
    pub(crate) subject: SilenceSubject,
    pub(crate) meaning: Meaning,
    pub(crate) legal_basis: String,
    pub(crate) valid_from: NaiveDate,
    pub(crate) valid_to: Option<NaiveDate>,
}

/// Since when the state of the pack holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct State {
    /// First day of procedures that the node did not know before any pack was loaded.
    pub(crate) valid_from: NaiveDate,
}

/// Everything the pack says about the catalogue.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pack {
    pub(crate) state: Option<State>,
    pub(crate) procedures: Vec<Placed<ProcedureLine>>,
    pub(crate) forms: Vec<Placed<Digested<FormSource>>>,
    pub(crate) processes: Vec<Placed<Digested<ProcessSource>>>,
    pub(crate) bindings: Vec<Placed<(String, Binding)>>,
    pub(crate) silences: Vec<Placed<SilenceRow>>,
    pub(crate) thesaurus: Thesaurus,
}
