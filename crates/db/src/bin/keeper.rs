//! Runs a private, migrated PostgreSQL in a folder until standard input closes, for developers and for the crash tests:
//! `keeper FOLDER` prints the postmaster's process number and the folder of the socket once it is ready.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use db::keeper::{Keeper, KeeperError, Options};

/// The two ways this can fail, each already a sentence.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Keeper(#[from] KeeperError),
    #[error(transparent)]
    Database(#[from] db::DbError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: keeper FOLDER");
        return ExitCode::from(2);
    };
    match run(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path) -> Result<(), Failure> {
    let keeper = Keeper::start(folder, &Options::default())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        keeper.create_database().await?;
        db::migrate::migrate(&keeper.administrator()).await
    })?;
    writeln!(std::io::stdout(), "{} {}", keeper.process().unwrap_or(0), keeper.socket().display())?;
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(keeper.stop()?)
}
