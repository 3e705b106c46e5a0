//! Behaviour of the engine as its callers see it.

mod engine;
mod flaws;
mod migration;
mod pack;
mod properties;
mod shared;
mod tables;
