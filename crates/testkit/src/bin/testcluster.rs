//! Starts or stops the PostgreSQL that the tests share: `testcluster start` prints the folder of its socket.

use std::io::Write;
use std::process::ExitCode;

use testkit::cluster;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("start") => {
            let socket = cluster::start(&cluster::folder());
            if writeln!(std::io::stdout(), "{}", socket.display()).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Some("stop") => {
            cluster::stop(&cluster::folder());
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: testcluster start|stop");
            ExitCode::from(2)
        }
    }
}
