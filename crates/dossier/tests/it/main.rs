//! Dossiers on a real database, and operations through the router without a socket. One binary, one file per subject.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot prepare its facts stops there: that is its report")]

mod behalf;
mod book;
mod desk;
mod kept;
mod messages;
mod own_results;
mod reminders;
mod rest_conditions;
mod rest_job;
mod rest_rights;
mod settled;
mod support;
mod together;
mod turns;
mod versions;
