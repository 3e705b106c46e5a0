//! The append-only journal: entries, ordered cursors, sealed checkpoints.
