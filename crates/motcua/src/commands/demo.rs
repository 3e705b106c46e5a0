//! `motcua demo`: a living province in a browser.

use std::path::PathBuf;
use std::process::ExitCode;

use access::Access;
use anyhow::Context as _;
use clap::Args;
use db::Context;

use super::pack;
use crate::config::{Address, Settings};
use crate::database::Database;
use crate::node::Node;
use crate::progress::Bar;
use crate::say::say;
use crate::seed::{self, PASSWORD, Sample, Size};
use crate::{runtime, server};

/// Options of `motcua demo`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  motcua demo --dossiers 500")]
pub(crate) struct Options {
    #[command(flatten)]
    address: Address,
    /// How many dossiers the year has
    #[arg(long, default_value_t = 5000)]
    dossiers: u64,
    /// People with an account
    #[arg(long, default_value_t = 400)]
    citizens: usize,
    /// The same seed lives the same year
    #[arg(long, default_value_t = 49)]
    seed: u64,
    /// Fill the database, then stop
    #[arg(long)]
    fill_only: bool,
}

/// Connections while the year is lived and afterwards.
const CONNECTIONS: u32 = 16;

/// Starts a node, lives the year if that was not done before, and serves.
pub(crate) fn run(options: &Options, settings: &Settings) -> anyhow::Result<ExitCode> {
    let settings = Settings { data: Some(settings.data.clone().unwrap_or_else(folder)), ..settings.clone() };
    let database = Database::open(&settings)?;
    let served = runtime()?.block_on(show(options, &settings, &database));
    database.stop()?;
    served.map(|()| ExitCode::SUCCESS)
}

/// In the working folder; for root where PostgreSQL's own account can reach it.
fn folder() -> PathBuf {
    if nix::unistd::geteuid().is_root() { PathBuf::from("/var/lib/motcua-demo") } else { PathBuf::from("data/local") }
}

async fn show(options: &Options, settings: &Settings, database: &Database) -> anyhow::Result<()> {
    // Before the year is lived: nobody wants to learn afterwards that the address is taken.
    let listener = if options.fill_only { None } else { Some(server::listen(options.address.listen).await?) };
    let ctx = database.context(settings, CONNECTIONS).await?;
    let samples = settings.data().join("demo-accounts.json");
    pack::load(&ctx, &settings.pack()?, &Bar::default()).await?;
    let node = Node::start(ctx.clone(), settings, &options.address, true).await?;
    if !samples.exists() {
        let half_lived = || {
            format!(
                "the year could not be lived; if an earlier start was interrupted, remove {} and start again",
                settings.data().display()
            )
        };
        let lived = fill(options, settings, database, &node).await.with_context(half_lived)?;
        std::fs::write(&samples, serde_json::to_vec_pretty(&lived)?).with_context(|| format!("cannot write {}", samples.display()))?;
        seed::furnish(&node.queue, &node.access, &node.organisation).await?;
        node.fold_counters().await?;
    }
    let accounts: Vec<Sample> = serde_json::from_slice(&std::fs::read(&samples)?)?;
    tell(&options.address, &accounts)?;
    match listener {
        Some(listener) => server::serve(node, listener).await,
        None => Ok(()),
    }
}

/// Lives the year over connections that do not wait for the disk: a crash before the end only means living it again.
async fn fill(options: &Options, settings: &Settings, database: &Database, node: &Node) -> anyhow::Result<Vec<Sample>> {
    let hasty = database.app().clone().options([("synchronous_commit", "off")]);
    let pool = db::pool::connect(hasty, CONNECTIONS).await?;
    let ctx = Context { pool, ..node.ctx.clone() };
    let services = node.dossiers.under(ctx);
    let size = Size { dossiers: options.dossiers, citizens: options.citizens, seed: options.seed };
    let tree = std::sync::Arc::new(node.organisation.clone());
    let access_under = async |ctx: Context| Ok(Access::start(ctx, tree.clone(), access::Settings::default()).await?);
    seed::live(&services, access_under, &settings.pack()?, size, &Bar::default()).await
}

fn tell(address: &Address, accounts: &[Sample]) -> anyhow::Result<()> {
    say(&format!("\nMotcua is ready: {}\n\nOne account per role, all with the password {PASSWORD}\n", address.site()))?;
    for Sample { role, login, name, office } in accounts {
        say(&format!("  {role:<20} {login:<28} {name:<24} {office}"))?;
    }
    Ok(say("\nStop with Ctrl-C.")?)
}
