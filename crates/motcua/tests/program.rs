//! The program as an operator uses it: a process with arguments, a data folder, an exit code.
#![expect(clippy::expect_used, clippy::panic, reason = "a test ends where something is not as it must be")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A data folder that PostgreSQL's own account can reach, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(format!("/tmp/motcua-program-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn motcua(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
    command.args(words).arg("--data").arg(folder).env_remove("DATABASE_URL").stdin(Stdio::null());
    command.arg("--pack").arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/vn"));
    command
}

fn run(folder: &Path, words: &[&str]) -> Output {
    motcua(folder, words).output().expect("the program runs")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn last_line(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    serde_json::from_str(text.trim().lines().last().unwrap_or_default()).unwrap_or_else(|_| panic!("no JSON at the end: {}", said(output)))
}

#[test]
fn figures_end_with_one_json_object() {
    let folder = Folder::new("figures");
    for scenario in ["deadline", "process"] {
        let report = last_line(&run(&folder.0, &["bench", scenario, "--json", "--seconds", "1"]));
        assert_eq!(report["scenario"], scenario);
        assert!(report["value"].as_f64() > Some(0.0) && report["ratio"].is_number() && report["p95_ms"].is_null(), "{report}");
    }
}

#[test]
fn the_inbox_is_measured_on_copies_of_lived_dossiers() {
    let folder = Folder::new("inbox");
    let report = last_line(&run(&folder.0, &["bench", "inbox", "--json", "--dossiers", "3000", "--seconds", "1"]));
    assert_eq!(report["scenario"], "inbox");
    assert!(report["value"].as_f64() > Some(0.0) && report["admin_p95_ms"].as_f64() > Some(0.0), "{report}");
}

#[test]
fn a_node_survives_kills_and_proves_it() {
    let folder = Folder::new("kills");
    let report = run(&folder.0, &["bench", "crash", "--json", "--kills", "3"]);
    assert!(report.status.success(), "{}", said(&report));
    assert_eq!(last_line(&report)["value"], 3.0);

    let proof = run(&folder.0, &["journal", "verify"]);
    assert!(proof.status.success() && last_line(&proof)["dossiers"].as_u64() > Some(1_000), "{}", said(&proof));

    let added = run(&folder.0, &["user", "add", "quan-tri.moi", "--name", "Nguyễn Văn An", "--role", "administrator"]);
    assert!(added.status.success() && said(&added).contains("First password"), "{}", said(&added));
    let again = run(&folder.0, &["user", "add", "quan-tri.moi", "--name", "Nguyễn Văn An", "--role", "administrator"]);
    assert!(!again.status.success(), "{}", said(&again));
    let nowhere = run(&folder.0, &["user", "add", "x.y", "--name", "X", "--role", "unit_head", "--office", "H49.00.99"]);
    assert!(!nowhere.status.success() && said(&nowhere).contains("--office"), "{}", said(&nowhere));
}

#[test]
fn the_second_program_on_a_folder_says_so_and_ends() {
    let folder = Folder::new("second");
    let mut first = motcua(&folder.0, &["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut ready = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(first.stderr.take().expect("its words")), &mut ready).expect("its words");
    let second = run(&folder.0, &["serve", "--listen", "127.0.0.1:0"]);
    first.kill().expect("it runs");
    first.wait().expect("it ends");
    assert!(ready.contains("ready"), "{ready}");
    assert!(!second.status.success() && said(&second).lines().count() == 1, "{}", said(&second));
}
