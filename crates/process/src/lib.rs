//! The process engine: who works next on a dossier, as a pure function.
//!
//! A [`Draft`] is the plain, serialisable picture of a procedure (BPMN 2.0 concepts). [`Definition::compile`] checks it and makes the
//! indexed form; every [`Definition`] is sound: no token is lost, and every reachable [`Instance`] can end. [`step`] takes an instance and
//! an event and returns the new instance and the [`Effect`]s the caller must carry out. Nothing here reads a clock, a file or a network.

pub mod bench;
mod bits;
mod compile;
mod condition;
mod definition;
mod draft;
mod engine;
mod event;
mod flaw;
mod graph;
mod instance;
pub mod migrate;
mod name;
mod outline;
mod soundness;
mod structure;
pub mod svg;
pub mod table;
mod tokens;
mod value;
mod work_time;

pub use condition::{Comparison, Condition, ConditionError};
pub use definition::{Definition, Unsound, validate};
pub use draft::{Draft, Flow, Lane, Node, NodeKind, OnFailure, Task, TimerRule};
pub use engine::{StepError, step};
pub use event::{Closing, Effect, Event, OpenWork};
pub use flaw::Flaw;
pub use instance::{Instance, Status};
pub use name::{Name, Names};
pub use outline::{Outline, StepState, Way, outline};
pub use value::{Number, NumberError, Value, Variables};
pub use work_time::{WorkTime, WorkTimeError};
