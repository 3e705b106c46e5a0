//! `motcua bench`: speed as a ratio to a physical limit or a peer that is measured in the same run.
//!
//! Scenarios over HTTP start the program itself as a server of its own on a data folder, so that its memory is its own, and ask it with
//! [`CLIENTS`] clients that each wait for an answer before they ask again.

mod client;
mod compute;
mod crash;
mod crash_work;
mod form;
mod ground;
mod inbox;
mod load;
mod reading;
mod receive;
mod reference;
mod report;
mod start;

use std::time::Duration;

use clap::ValueEnum;

pub(crate) use report::Report;

use crate::config::Settings;

/// Clients that ask at the same time.
const CLIENTS: usize = 16;

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scenario {
    /// Complete receipts per second at counters, against bare durable one-row inserts
    Receive,
    /// The inbox page of an officer with narrow rights and of the administrator, against a bare answer
    Inbox,
    /// The public look-up by code, against a bare read by primary key
    Track,
    /// Finding procedures by everyday words, against a bare answer
    Search,
    /// Saving a form of 200 fields in the builder, page to page, against bare durable one-row inserts
    Form,
    /// Due dates per second on one core, against adding days without a calendar
    Deadline,
    /// Seconds until the first answer on an existing data folder, against starting PostgreSQL alone
    Serve,
    /// Node visits per second of the process engine on one core, against reading a list of the same length
    Process,
    /// Kills the program or PostgreSQL at random moments under load, then proves that nothing was lost or done twice
    Crash,
}

/// How much is to be measured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    /// Dossiers in the database of the inbox.
    pub(crate) dossiers: u64,
    /// How often to kill in the crash test.
    pub(crate) kills: u32,
    /// How long each measurement lasts, after warming up.
    pub(crate) measured: Duration,
}

/// Measures one scenario.
pub(crate) fn run(scenario: Scenario, settings: &Settings, extent: Extent) -> anyhow::Result<Report> {
    match scenario {
        Scenario::Deadline => compute::deadline(settings, extent.measured),
        Scenario::Process => compute::process(extent.measured),
        Scenario::Receive => receive::run(settings, extent),
        Scenario::Inbox => inbox::run(settings, extent),
        Scenario::Track => reading::track(settings, extent),
        Scenario::Search => reading::search(settings, extent),
        Scenario::Form => form::run(settings, extent),
        Scenario::Serve => start::run(settings),
        Scenario::Crash => crash::run(settings, extent.kills),
    }
}
