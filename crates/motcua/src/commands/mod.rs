//! What the program can be told to do. One file per command.

pub(crate) mod deadline;
mod lines;
mod search;

use std::process::ExitCode;

use clap::Subcommand;

use crate::config::Settings;

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compute legal due dates: a JSON line in, a JSON line out
    Deadline(deadline::Options),
    /// Find procedures by everyday words
    Search(search::Options),
}

/// Runs one command.
pub(crate) fn run(command: Command, settings: &Settings) -> anyhow::Result<ExitCode> {
    match command {
        Command::Deadline(options) => deadline::run(&options, settings),
        Command::Search(options) => search::run(&options, settings),
    }
}
