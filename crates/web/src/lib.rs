//! Page shell, components, forms, languages and errors to pages.
//!
//! A capability's page extends a layout of this crate, uses the macros of `components.html`, takes its words from the message files and
//! turns its refusals into [`PageError`] or [`Problem`]. `README.md` is the guide.

// Templates name types by the crate's own name, here and in the crates that use them.
extern crate self as web;

pub mod administration;
pub mod assets;
pub mod clock_view;
pub mod components;
pub mod deadline_page;
pub mod error;
pub mod form;
pub mod format;
pub mod home;
pub mod i18n;
pub mod language_switch;
pub mod page;
pub mod problem;
pub mod schema_form;
pub mod sent;
pub mod site;
pub mod visitor;

pub use error::PageError;
pub use form::{Choice, FieldErrors};
pub use home::HomePage;
pub use i18n::{Language, Value, t, t_with};
pub use page::{Page, Section, Side};
pub use problem::Problem;
pub use sent::Sent;
pub use site::Site;
pub use visitor::{Person, Visitor};

/// The routes this crate answers itself: static files, the components page and the language switch.
pub fn routes<S: Clone + Send + Sync + 'static>() -> axum::Router<S> {
    axum::Router::new().merge(assets::routes()).merge(components::routes()).merge(language_switch::routes())
}
