//! `motcua pack`: check a country pack, load it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use db::Context;
use kernel::pack::Progress;

use crate::config::Settings;
use crate::database::Database;
use crate::progress::Bar;
use crate::runtime;
use crate::say::say;

/// Options of `motcua pack`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  motcua pack check data/vn\n  motcua pack load data/vn")]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Say everything that is wrong, with file and row
    Check {
        /// Folder of the pack; by default the one of this node
        folder: Option<PathBuf>,
    },
    /// Load it into the database; twice gives the same
    Load {
        /// Folder of the pack; by default the one of this node
        folder: Option<PathBuf>,
    },
}

/// Checks or loads.
pub(crate) fn run(options: &Options, settings: &Settings) -> anyhow::Result<ExitCode> {
    match &options.action {
        Action::Check { folder } => check(&folder.clone().map_or_else(|| settings.pack(), Ok)?),
        Action::Load { folder } => {
            let folder = folder.clone().map_or_else(|| settings.pack(), Ok)?;
            let database = Database::open(settings)?;
            let loaded = runtime()?.block_on(async {
                let ctx = database.context(settings, 4).await?;
                load(&ctx, &folder, &Bar::default()).await
            });
            database.stop()?;
            loaded.map(|()| ExitCode::SUCCESS)
        }
    }
}

fn check(folder: &Path) -> anyhow::Result<ExitCode> {
    let mut findings = organisation::pack::check(folder);
    findings.extend(catalogue::pack::check(folder));
    findings.extend(queue::check(folder));
    findings.extend(calendars(folder));
    for finding in &findings {
        say(&finding.to_string())?;
    }
    eprintln!(
        "motcua: {} of {}",
        if findings.is_empty() { "nothing wrong".to_owned() } else { format!("{} findings", findings.len()) },
        folder.display()
    );
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What is wrong with the calendars: the first row that cannot be used.
fn calendars(folder: &Path) -> Option<kernel::pack::Finding> {
    let read = |name: &str| std::fs::read_to_string(folder.join("calendars").join(name));
    let finding = |file: String, row, problem| kernel::pack::Finding { file, row, column: None, problem };
    let (holidays, weeks) = match (read("holidays.csv"), read("weeks.csv")) {
        (Ok(holidays), Ok(weeks)) => (holidays, weeks),
        (Err(error), _) => return Some(finding("calendars/holidays.csv".to_owned(), None, error.to_string())),
        (_, Err(error)) => return Some(finding("calendars/weeks.csv".to_owned(), None, error.to_string())),
    };
    let error = kernel::calendar::Calendars::from_csv(&holidays, &weeks).err()?;
    Some(finding(format!("calendars/{}", error.file), Some(error.row), error.problem))
}

/// Loads every part of a pack and says what changed.
pub(crate) async fn load(ctx: &Context, folder: &Path, progress: &dyn Progress) -> anyhow::Result<()> {
    let offices = organisation::pack::load(ctx, folder, progress).await?;
    let procedures = catalogue::pack::load(ctx, folder, progress).await?;
    eprintln!(
        "motcua: offices and units {}, procedures {}",
        changed(offices != organisation::pack::Loaded::Unchanged),
        changed(procedures != catalogue::pack::Loaded::Unchanged)
    );
    Ok(())
}

const fn changed(written: bool) -> &'static str {
    if written { "loaded" } else { "unchanged" }
}
