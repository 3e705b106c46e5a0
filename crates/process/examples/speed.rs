//! Node visits per second on one core: `cargo run --release -p process --example speed`.
#![expect(clippy::print_stdout, reason = "a command writes its result")]

use std::time::Instant;

use process::bench::Workload;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let workload = Workload::new().map_err(|errors| format!("{errors:#?}"))?;
    workload.run(2_000)?;
    let begin = Instant::now();
    let report = workload.run(100_000)?;
    let seconds = begin.elapsed().as_secs_f64();
    println!("{report:?} in {seconds:.2} s, {} bytes per live instance", workload.bytes_per_instance(1_000)?);
    println!("nanoseconds per visit: {}", begin.elapsed().as_nanos() / u128::from(report.visits.max(1)));
    Ok(())
}
