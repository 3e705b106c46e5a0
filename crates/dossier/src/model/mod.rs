//! The aggregate: what a dossier is, which states it can be in and what may happen to it.

mod clock;
mod content;
mod dossier;
mod event;
mod state;
mod task;

pub use clock::{DossierClock, IntakeClock};
pub use content::{Applicant, Content, Paper, PaperForm};
pub use dossier::{Decision, Dossier, FoldError, Opening, Supplement, SupplementItem, SupplementStage};
pub use event::{Event, Outcome, RefusalKind, ResultPaper, ReturnWay, Step};
pub use kernel::card::Sex;
pub use state::{Channel, Stage, State};
pub use task::Task;
