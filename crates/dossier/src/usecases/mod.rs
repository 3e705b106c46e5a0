//! What people do with dossiers. One verb per file: load, decide with the pure rules, save, journal, commit.

mod begin;
mod change;
mod idempotency;
mod papers;

pub mod ask_supplement;
pub mod assign;
pub mod batch;
pub mod claim;
pub mod complete;
pub mod consult;
pub mod correct;
pub mod decide;
pub mod deem;
pub mod draft;
pub mod extend;
pub mod figures;
pub mod hand_over;
pub mod keep_filter;
pub mod keep_text;
pub mod label;
pub mod note;
pub mod pay;
pub mod presence;
pub mod prove;
pub mod read;
pub mod receive;
pub mod send_back;
pub mod stop;
pub mod submit;
pub mod supply;
pub mod turn_away;
pub mod upkeep;
pub mod withdraw;

pub use begin::Beginnings;
pub use change::Changed;
pub use idempotency::Key;
