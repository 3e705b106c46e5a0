//! What people do with dossiers. One verb per file: load, decide with the pure rules, save, journal, commit.

mod begin;
mod change;
mod idempotency;
mod papers;
pub(crate) mod result_words;

pub mod ask_supplement;
pub mod assign;
pub mod claim;
pub mod complete;
pub mod consult;
pub mod correct;
pub mod decide;
pub mod deem;
pub mod draft;
pub mod draft_result;
pub mod extend;
pub mod figures;
pub mod hand_over;
pub mod hand_over_proved;
pub mod keep_book;
pub mod messages;
pub mod note;
pub mod own_results;
pub mod pay;
pub mod preview_template;
pub mod prove;
pub mod read;
pub mod read_book;
pub mod receive;
pub mod remind;
pub mod send_back;
pub mod settle;
pub mod stop;
pub mod submit;
pub mod supply;
pub mod turn_away;
pub mod upkeep;
pub mod withdraw;

pub use begin::Beginnings;
pub use change::Changed;
pub use idempotency::Key;
