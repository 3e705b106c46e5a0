//! All SQL of this capability.

pub(crate) mod bookings;
pub(crate) mod figures;
pub(crate) mod tickets;
pub(crate) mod windows;
