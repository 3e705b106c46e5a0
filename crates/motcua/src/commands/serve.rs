//! `motcua serve`: run a node.

use std::process::ExitCode;

use clap::Args;

use crate::config::{Address, Settings};
use crate::database::Database;
use crate::node::Node;
use crate::{runtime, server};

/// Options of `motcua serve`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  motcua serve --listen 0.0.0.0:8049 --site https://motcua.example")]
pub(crate) struct Options {
    #[command(flatten)]
    address: Address,
    /// Most connections to the database
    #[arg(long, env = "MOTCUA_CONNECTIONS", default_value_t = 16, value_parser = clap::value_parser!(u32).range(2..=200))]
    connections: u32,
}

/// Runs until it is asked to stop.
pub(crate) fn run(options: &Options, settings: &Settings) -> anyhow::Result<ExitCode> {
    let database = Database::open(settings)?;
    let served = runtime()?.block_on(async {
        let listener = server::listen(options.address.listen).await?;
        let ctx = database.context(settings, options.connections).await?;
        let node = Node::start(ctx, settings, &options.address, false).await?;
        eprintln!("motcua: ready at {}", options.address.site());
        server::serve(node, listener).await
    });
    database.stop()?;
    served.map(|()| ExitCode::SUCCESS)
}
