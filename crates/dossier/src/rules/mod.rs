//! Decisions: (facts, now) to events or a refusal. Pure; every rule names its source.

mod clock;
mod intake;
mod process;
mod result;
mod supplement;
mod work;

pub use clock::Promise;
pub(crate) use intake::{Acceptance, accept, hand_in, turn_away, withdraw};
pub(crate) use process::{Desk, Lanes};
pub(crate) use result::{DecisionFacts, decidable, decide, hand_over};
pub(crate) use supplement::{ask_supplement, supply};
pub(crate) use work::{Completion, DECISION_STEP, claim, complete, release, send_back};
