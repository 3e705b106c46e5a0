//! The aggregate: what a dossier is, which states it can be in and what may happen to it.

mod clock;
mod consultation;
mod content;
mod dossier;
mod event;
mod extension;
mod fold;
mod label;
mod pause;
mod state;
mod submission;
mod supplement;
mod task;
mod text;

pub use clock::{DossierClock, IntakeClock};
pub use consultation::{Consultation, ConsultationState};
pub use content::{Applicant, Content, Paper, PaperForm};
pub use dossier::{Decision, Dossier, Opening, Transfer};
pub use event::{Event, Outcome, RefusalKind, ResultPaper, ReturnWay, Step};
pub use extension::Extension;
pub use fold::FoldError;
pub use kernel::card::Sex;
pub use label::{Label, LabelColour, SavedFilter};
pub use pause::{PaymentRequest, StopRequest};
pub use state::{Channel, Stage, State};
pub use submission::{Capacity, PostItem, Submission, TypedBy};
pub use supplement::{About, Supplement, SupplementItem, SupplementStage};
pub use task::Task;
pub use text::{KeptText, TextKind};
