//! All SQL of this capability.

pub(crate) mod bindings;
pub(crate) mod forms;
pub(crate) mod pack;
pub(crate) mod procedures;
pub(crate) mod processes;
pub(crate) mod silence;
pub(crate) mod thesaurus;
