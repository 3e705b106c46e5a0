//! Decisions about the line and about appointments. Pure.

mod order;
mod slots;
mod wait;

pub use order::{in_order, next_for};
pub use slots::{Slot, has_begun, may_arrive, slots_of};
pub use wait::{Wait, longest_wait, wait_of};
