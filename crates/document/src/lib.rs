//! Files, slips and results, signatures and verification.

pub mod paper;
