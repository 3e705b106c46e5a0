//! Motcua: one door to public administration. `motcua --help` shows the commands.

mod commands;
mod config;
mod database;
mod health;
mod jobs;
mod node;
mod observe;
mod seed;

use std::process::ExitCode;

use clap::Parser;

use commands::Command;

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
    match commands::run(cli.command, &cli.settings) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("motcua: {error:#}");
            ExitCode::FAILURE
        }
    }
}
