//! `/ban/ho-so/{id}`: one dossier, what an officer has to do with it, and what is in it.

pub(super) mod act;
mod content;
pub(super) mod correct;
pub(super) mod looking;
mod other;
mod sent;
pub(super) mod show;
mod told;
mod work;
