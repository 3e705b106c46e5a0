//! `motcua search`: finding procedures from the command line, without a database.

use std::process::ExitCode;

use clap::Args;

use super::lines::answer_each;
use crate::config::Settings;

/// Options of `motcua search`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  echo '{\"id\":\"1\",\"query\":\"dang ki khai sinh\"}' | motcua search --jsonl")]
pub(crate) struct Options {
    /// Read queries from standard input, one JSON object per line, and answer each with up to five codes
    #[arg(long, required = true)]
    jsonl: bool,
}

/// Answers every query from the country pack.
pub(crate) fn run(_options: &Options, settings: &Settings) -> anyhow::Result<ExitCode> {
    let index = catalogue::search::Index::from_pack(&settings.pack()?)?;
    answer_each(|line| catalogue::search::jsonl(&index, line))?;
    Ok(ExitCode::SUCCESS)
}
