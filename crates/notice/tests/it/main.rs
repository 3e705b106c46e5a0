//! Notices on a real database, over a real mail server and a gateway that are programs of their own. One file per subject.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot prepare its facts stops there: that is its report")]

mod address;
mod gateway;
mod mail;
mod pages;
mod preferences;
mod program;
mod support;
mod telling;
