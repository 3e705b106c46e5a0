//! Kills the program or PostgreSQL at random moments while people work, then proves that nothing acknowledged was lost and nothing was
//! done twice. Worth running on the machine of a new node: a disk that lies about writing shows here.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::ensure;
use dossier::usecases::prove::prove;
use futures::future::try_join_all;
use kernel::clock::{Entropy, OsEntropy};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::crash_work::{Officials, Receipt, Worker, receive_once};
use super::ground::{Ground, Server};
use super::{CLIENTS, Report};
use crate::config::Settings;
use crate::node::node_key;
use crate::runtime;

/// Shortest and longest time under load before a kill.
const LOAD: (u64, u64) = (200, 1_500);
/// How often and how long apart it is looked for PostgreSQL.
const LOOKS: u32 = 300;
const GLANCE: Duration = Duration::from_millis(50);
/// Receipts handed in at the same moment at the end.
const AT_ONCE: usize = 1_000;

/// Kills `rounds` times. The value is the number of kills after which everything held.
pub(super) fn run(settings: &Settings, rounds: u32) -> anyhow::Result<Report> {
    let ground = Ground::prepare(settings)?;
    let runtime = runtime()?;
    let mut server = runtime.block_on(ground.serve())?;
    let officials = Arc::new(runtime.block_on(Officials::of(&ground, &server))?);
    let done = Arc::new(AtomicBool::new(false));
    let workers: Vec<_> = (0..CLIENTS).map(|place| runtime.spawn(Worker::new(place, &officials, &done).work())).collect();
    for round in 1..=rounds {
        server = runtime.block_on(kill_one(&ground, server, round))?;
    }
    done.store(true, Ordering::Relaxed);
    let mut receipts: Vec<Receipt> = Vec::new();
    for worker in workers {
        receipts.extend(runtime.block_on(worker)??);
    }
    receipts.extend(runtime.block_on(all_at_once(&officials))?);
    let peak = server.peak_rss_mb()?;
    server.stop()?;
    eprintln!("bench: {} receipts were acknowledged", receipts.len());
    let database = ground.database()?;
    let proved = runtime.block_on(proved(&ground, database.app().clone(), &receipts));
    database.stop()?;
    proved?;
    let value = f64::from(rounds);
    Ok(Report { scenario: "crash", value, unit: "kills survived", peak_rss_mb: Some(peak), ..Report::default() })
}

/// Waits a random while, kills the program or PostgreSQL, and waits until the node works again.
async fn kill_one(ground: &Ground, mut server: Server, round: u32) -> anyhow::Result<Server> {
    let mut chance = [0; 8];
    OsEntropy.fill(&mut chance);
    let chance = u64::from_le_bytes(chance);
    tokio::time::sleep(Duration::from_millis(LOAD.0 + chance / 2 % (LOAD.1 - LOAD.0))).await;
    eprint!("\rbench: kill {round}");
    if chance.is_multiple_of(2) {
        let address = server.address.clone();
        server.kill()?;
        return ground.serve_at(address).await;
    }
    kill(postmaster(ground).await?, Signal::SIGKILL)?;
    server.ready().await?;
    Ok(server)
}

/// The running PostgreSQL. The file names the previous one until the next has started, and by then its number may be another program's.
async fn postmaster(ground: &Ground) -> anyhow::Result<Pid> {
    let file = ground.settings().data().join("postgres/postmaster.pid");
    for _ in 0..LOOKS {
        let process: Option<i32> = fs::read_to_string(&file).ok().and_then(|text| text.lines().next()?.trim().parse().ok());
        let name = process.and_then(|process| fs::read_to_string(format!("/proc/{process}/comm")).ok());
        if let (Some(process), Some("postgres")) = (process, name.as_deref().map(str::trim)) {
            return Ok(Pid::from_raw(process));
        }
        tokio::time::sleep(GLANCE).await;
    }
    anyhow::bail!("PostgreSQL is not running")
}

/// A thousand receipts at one counter in the same moment.
async fn all_at_once(officials: &Arc<Officials>) -> anyhow::Result<Vec<Receipt>> {
    let receipts = (0..AT_ONCE).map(|number| tokio::spawn(receive_once(Arc::clone(officials), format!("once-{number}"))));
    let receipts = try_join_all(receipts).await?.into_iter().collect::<anyhow::Result<Vec<_>>>()?;
    let codes: HashSet<&str> = receipts.iter().map(|receipt| receipt.code.as_str()).collect();
    ensure!(codes.len() == AT_ONCE, "{AT_ONCE} receipts at once got {} codes", codes.len());
    eprintln!("\nbench: {AT_ONCE} receipts at once got {} different codes", codes.len());
    Ok(receipts)
}

/// A dossier as its row has it: identifier, code, version.
type Row = (uuid::Uuid, Option<String>, i32);

/// Everything acknowledged is there once, codes are unique, rows follow from the journal, the journal is intact.
async fn proved(ground: &Ground, app: sqlx::postgres::PgConnectOptions, receipts: &[Receipt]) -> anyhow::Result<()> {
    let ctx = db::Context::new(db::pool::connect(app, 4).await?, ground.settings().node()?);
    let mut there: HashMap<String, Vec<Row>> = HashMap::new();
    let rows = sqlx::query_as("select applicant_name, id, code, version from dossier.dossier").fetch_all(&ctx.pool).await?;
    for (applicant, id, code, version) in rows {
        there.entry(applicant).or_default().push((id, code, version));
    }
    for receipt in receipts {
        let found = there.get(&receipt.applicant).map(Vec::as_slice).unwrap_or_default();
        let [(id, code, version)] = found else { anyhow::bail!("{} is there {} times", receipt.applicant, found.len()) };
        ensure!(
            id.to_string() == receipt.dossier && code.as_deref() == Some(&receipt.code),
            "{} changed its code or dossier",
            receipt.applicant
        );
        ensure!(*version >= receipt.version, "{}: version {version} although {} was acknowledged", receipt.code, receipt.version);
    }
    let codes: HashSet<&str> = receipts.iter().map(|receipt| receipt.code.as_str()).collect();
    ensure!(codes.len() == receipts.len(), "{} receipts have {} codes", receipts.len(), codes.len());
    let proof = prove(&ctx).await?;
    ensure!(proof.holds(), "{} rows do not follow from the journal, such as {:?}", proof.broken.len(), proof.broken.first());
    let verdict = journal::verify(&ctx.pool, &node_key(&ground.settings().data(), &ctx)?.public()).await?;
    ensure!(verdict.is_intact(), "the journal: {verdict:?}");
    eprintln!("bench: {} dossiers follow from the journal, which is intact", proof.dossiers);
    Ok(())
}
