//! Decisions: (facts, now) to events or a refusal. Pure; every rule names its source.

mod clock;
mod consultation;
mod correction;
mod deemed;
mod extension;
mod intake;
#[cfg(test)]
mod lawful;
mod payment;
mod process;
mod result;
mod stop;
mod supplement;
mod work;

pub use clock::Promise;
pub(crate) use consultation::{Question, answer, consult, lapsed};
pub(crate) use correction::{correct, correctable};
pub(crate) use deemed::{deem, is_silent};
pub(crate) use extension::extend;
pub(crate) use intake::{Acceptance, accept, hand_in, turn_away, withdraw};
pub(crate) use payment::{Obligation, confirm_payment, request_payment};
pub(crate) use process::{Desk, Lanes};
pub(crate) use result::{DecisionFacts, decidable, decide, hand_over};
pub(crate) use stop::{ask_stop, stop, stoppable, take_stop_back};
pub(crate) use supplement::{Wanted, ask_supplement, supply};
pub(crate) use work::{Completion, DECISION_STEP, assign, claim, complete, note, release, send_back, transferred};
