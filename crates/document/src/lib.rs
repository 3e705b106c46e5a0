//! Files, slips and results, signatures and verification.
