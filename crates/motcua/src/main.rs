//! Motcua: one door to public administration. `motcua --help` shows the commands.

mod administration;
mod bench;
mod commands;
mod config;
mod database;
mod health;
mod jobs;
mod meaning;
mod nearby;
mod node;
mod observe;
mod openapi;
mod progress;
mod router;
mod say;
mod seed;
mod server;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

use commands::Command;

/// The system's own allocator holds half as much memory again under load; without huge pages, which keep what was freed (`motcua bench inbox`).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// One door to public administration: a person asks once, the right office answers in time, everyone sees where it stands.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = "Examples:\n  motcua demo\n  motcua serve --listen 0.0.0.0:8049 --site https://motcua.example\n  motcua deadline --jsonl < cases.jsonl\n  motcua pack check data/vn"
)]
struct Cli {
    #[command(flatten)]
    settings: config::Settings,
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    observe::start_log();
    match commands::run(cli.command, &cli.settings) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("motcua: {}", told(&error));
            ExitCode::FAILURE
        }
    }
}

/// The failure with its causes. Some libraries repeat the cause in their own words: what was said already is not said again.
fn told(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).fold(String::new(), |said, cause| match () {
        () if said.is_empty() => cause,
        () if said.contains(&cause) => said,
        () => format!("{said}: {cause}"),
    })
}

/// The runtime of commands that talk to a database.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_told_once() {
        let error = anyhow::anyhow!("refused").context("cannot connect: refused").context("no tables");
        assert_eq!(told(&error), "no tables: cannot connect: refused");
        assert_eq!(told(&anyhow::anyhow!("alone")), "alone");
    }
}
