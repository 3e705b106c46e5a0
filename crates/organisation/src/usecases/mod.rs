//! What is done with offices, one verb per file.

pub mod reorganise;
