//! What the program can be told to do. One file per command.

mod bench;
pub(crate) mod deadline;
mod demo;
mod journal;
mod lines;
mod pack;
mod search;
mod serve;
mod user;

use std::process::ExitCode;

use clap::Subcommand;

use crate::config::Settings;

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a node
    Serve(serve::Options),
    /// Show a living province: real procedures and offices, invented people
    Demo(demo::Options),
    /// Check or load a country pack
    Pack(pack::Options),
    /// Look after the journal
    Journal(journal::Options),
    /// Make accounts for officials; the first administrator comes from here
    User(user::Options),
    /// Compute legal due dates: a JSON line in, a JSON line out
    Deadline(deadline::Options),
    /// Find procedures by everyday words
    Search(search::Options),
    /// Measure how fast this program is here, against a limit or a peer
    Bench(bench::Options),
}

/// Runs one command.
pub(crate) fn run(command: Command, settings: &Settings) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve(options) => serve::run(&options, settings),
        Command::Demo(options) => demo::run(&options, settings),
        Command::Pack(options) => pack::run(&options, settings),
        Command::Journal(options) => journal::run(&options, settings),
        Command::User(options) => user::run(&options, settings),
        Command::Deadline(options) => deadline::run(&options, settings),
        Command::Search(options) => search::run(&options, settings),
        Command::Bench(options) => bench::run(&options, settings),
    }
}
