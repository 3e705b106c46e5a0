//! `motcua journal`: is the past as it was?

use std::process::ExitCode;

use clap::{Args, Subcommand};
use dossier::usecases::prove::{Proof, prove};
use journal::Verdict;

use crate::config::Settings;
use crate::database::Database;
use crate::node::node_key;
use crate::runtime;
use crate::say::say;

/// Options of `motcua journal`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  motcua journal verify")]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Compare every entry with the signed checkpoints, then every dossier with its entries; names what was altered, removed or inserted
    Verify,
}

/// Verifies the journal of the node. Ends with failure when it was touched.
pub(crate) fn run(options: &Options, settings: &Settings) -> anyhow::Result<ExitCode> {
    let Action::Verify = options.action;
    let database = Database::open(settings)?;
    let verdict = runtime()?.block_on(async {
        let ctx = database.context(settings, 4).await?;
        let key = node_key(&settings.data(), &ctx)?;
        anyhow::Ok((journal::verify(&ctx.pool, &key.public()).await?, prove(&ctx).await?))
    });
    database.stop()?;
    let (verdict, proof): (Verdict, Proof) = verdict?;
    say(&serde_json::to_string(&verdict)?)?;
    say(&serde_json::to_string(&proof)?)?;
    Ok(if verdict.is_intact() && proof.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
