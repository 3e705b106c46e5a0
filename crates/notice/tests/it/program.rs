//! A program beside the test: what it prints is kept, it ends with the test.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;

/// Debian's own interpreter: only it finds the package `python3-aiosmtpd`, which `scripts/setup --tests` installs.
const PYTHON: &str = "/usr/bin/python3";

pub(crate) struct Program {
    pub(crate) port: u16,
    child: Child,
    _input: ChildStdin,
    printed: Arc<Mutex<Vec<Value>>>,
}

impl Program {
    pub(crate) fn start(name: &str, arguments: &[&str]) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs").join(name);
        let mut command = Command::new(PYTHON);
        command.arg(path).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("python3 of the system: run scripts/setup --tests");
        let mut lines = BufReader::new(child.stdout.take().expect("an output")).lines();
        let first = lines.next().expect("the program starts: scripts/setup --tests installs python3-aiosmtpd").expect("a line");
        let port = serde_json::from_str::<Value>(&first).expect("json")["port"].as_u64().expect("a port");
        let printed = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&printed);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let value = serde_json::from_str(&line).unwrap_or(Value::Null);
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(value);
            }
        });
        let input = child.stdin.take().expect("an input");
        Self { port: u16::try_from(port).expect("a port"), child, _input: input, printed }
    }

    pub(crate) fn printed(&self) -> Vec<Value> {
        self.printed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until it has printed `count` things, and a moment longer for one too many.
    pub(crate) async fn settled(&self, count: usize) -> Vec<Value> {
        for _ in 0..100 {
            if self.printed().len() >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        self.printed()
    }

    /// Ends it; its port is free afterwards.
    pub(crate) fn stop(mut self) -> u16 {
        self.child.kill().expect("the program can be ended");
        self.child.wait().expect("the program ends");
        self.port
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
