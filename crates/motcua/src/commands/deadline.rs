//! `motcua deadline`: legal due dates from the command line.

use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use kernel::calendar::Calendars;

use super::lines::answer_each;
use crate::config::Settings;

/// Options of `motcua deadline`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  echo '{\"id\":\"1\",\"calendar\":\"standard\",\"received_at\":\"2026-08-28T10:00:00+07:00\",\"limit\":{\"value\":3,\"unit\":\"working_day\"},\"supplement_rule\":\"restart\",\"events\":[]}' | motcua deadline --jsonl --explain"
)]
pub(crate) struct Options {
    /// Read cases from standard input, one JSON object per line, and answer each with a line
    #[arg(long, required = true)]
    jsonl: bool,
    /// Add the ordered steps that made the due date
    #[arg(long)]
    explain: bool,
}

/// Answers every case. A bad case gets an error line and the next one goes on.
pub(crate) fn run(options: &Options, settings: &Settings) -> anyhow::Result<ExitCode> {
    let calendars = calendars(settings)?;
    answer_each(|line| kernel::deadline::answer_line(&calendars, line, options.explain))?;
    Ok(ExitCode::SUCCESS)
}

/// The calendars of the country pack.
pub(crate) fn calendars(settings: &Settings) -> anyhow::Result<Calendars> {
    let (holidays, weeks) = tables(settings)?;
    Calendars::from_csv(&holidays, &weeks).map_err(|error| anyhow::anyhow!("the calendars of the pack: {error}"))
}

/// The two tables they are read from: `holidays.csv` and `weeks.csv`.
pub(crate) fn tables(settings: &Settings) -> anyhow::Result<(String, String)> {
    let folder = settings.pack()?.join("calendars");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).with_context(|| format!("cannot read {}/{name}", folder.display()));
    Ok((read("holidays.csv")?, read("weeks.csv")?))
}
