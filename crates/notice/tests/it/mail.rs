//! Mail over a server that is another program.

use std::process::Command;
use std::time::Duration;

use super::program::Program;
use super::support::{CODE, World, settings};

#[tokio::test]
async fn a_letter_arrives_once_and_says_nothing_personal_on_its_outside() {
    let server = Program::start("smtp.py", &[]);
    let world = World::new(Some(server.port), None).await;
    let mai = world.person("mai", Some("mai@example.vn"), None).await;
    world.happened(Some(mai.account), "received").await;
    assert_eq!(world.tell().await.parked, 0);
    assert_eq!((world.send().await.sent, world.send().await.sent), (1, 0));
    let letters = server.settled(1).await;
    assert_eq!(letters.len(), 1);
    let letter = &letters[0];
    assert_eq!((letter["to"][0].as_str(), letter["automatic"].as_str()), (Some("mai@example.vn"), Some("auto-generated")));
    assert_eq!(letter["subject"].as_str(), Some(format!("Hồ sơ {CODE}: đã tiếp nhận").as_str()));
    let text = letter["text"].as_str().unwrap_or_default();
    assert!(text.contains("17:00") && text.contains("https://motcua.example/ho-so/") && !text.contains("Người"), "{text}");
    assert_eq!(world.deliveries().await, [("sent".to_owned(), 1, String::new())]);
    assert!(world.sums_agree().await);
}

#[tokio::test]
async fn what_a_mailbox_answers_decides_what_is_tried_again_and_stops_nobody_else() {
    let server = Program::start("smtp.py", &[]);
    let world = World::new(Some(server.port), None).await;
    for name in ["refused", "busy", "later", "fine"] {
        let person = world.person(name, Some(&format!("{name}@example.vn")), None).await;
        world.happened(Some(person.account), "decided").await;
        world.tell().await;
        world.later(chrono::Duration::milliseconds(1));
    }
    let nobody = world.person("nobody", Some("không phải địa chỉ"), None).await;
    world.happened(Some(nobody.account), "decided").await;
    world.tell().await;
    let first = world.send().await;
    assert_eq!((first.sent, first.failed, first.given_up), (1, 2, 2));
    let failed = |problem: &str, attempts: i32| ("failed".to_owned(), attempts, problem.to_owned());
    let given_up = |problem: &str| ("given_up".to_owned(), 1, problem.to_owned());
    let states = world.deliveries().await;
    assert_eq!(states[..3], [given_up("refused"), failed("busy", 1), failed("busy", 1)]);
    assert_eq!(states[4], given_up("no_address"));
    assert_eq!(world.send().await.failed, 0, "nothing is tried before its time");
    for (minutes, sent) in [(2, 0), (5, 1), (60 * 24, 0), (60 * 24 * 3, 0)] {
        world.later(chrono::Duration::minutes(minutes));
        assert_eq!(world.send().await.sent, sent, "after {minutes} more minutes");
    }
    assert_eq!(world.deliveries().await[1].0, "given_up", "after three days nobody tries any more");
    assert_eq!(server.settled(2).await.len(), 2);
    assert!(world.sums_agree().await);
}

#[tokio::test]
async fn a_server_that_is_down_for_a_while_loses_nothing() {
    let server = Program::start("smtp.py", &[]);
    let world = World::new(Some(server.port), None).await;
    let mai = world.person("mai", Some("mai@example.vn"), None).await;
    let port = server.stop();
    for _ in 0..3 {
        world.happened(Some(mai.account), "decided").await;
    }
    world.tell().await;
    assert_eq!(world.send().await.failed, 1, "a server that is not there is not asked for every letter");
    assert_eq!(world.deliveries().await[0].2, "unreachable");
    let server = Program::start("smtp.py", &["--port", &port.to_string()]);
    world.later(chrono::Duration::minutes(2));
    assert_eq!(world.send().await.sent, 3);
    assert_eq!(server.settled(3).await.len(), 3);
}

#[tokio::test]
async fn a_kill_in_the_middle_sends_nothing_twice() {
    let server = Program::start("smtp.py", &[]);
    let world = World::new(Some(server.port), None).await;
    for name in ["slow", "slowly"] {
        let person = world.person(name, Some(&format!("{name}@example.vn")), None).await;
        world.happened(Some(person.account), "decided").await;
        world.tell().await;
        // Dropping the work in the middle is what a kill leaves behind: the text was handed over, or only the recipient named.
        assert!(tokio::time::timeout(Duration::from_millis(900), world.send()).await.is_err());
        world.later(chrono::Duration::milliseconds(1));
    }
    let states: Vec<String> = world.deliveries().await.into_iter().map(|delivery| delivery.0).collect();
    assert_eq!(states, ["sending", "sending"]);
    assert_eq!(world.send().await.sent, 0, "somebody may still be at it");
    world.later(chrono::Duration::minutes(4));
    assert_eq!(world.send().await.sent, 1);
    let mut to: Vec<String> = server.settled(2).await.iter().map(|letter| letter["to"][0].to_string()).collect();
    to.sort_unstable();
    assert_eq!(to, ["\"slow@example.vn\"", "\"slowly@example.vn\""], "each arrived once");
    assert_eq!(
        world.deliveries().await,
        [("given_up".to_owned(), 1, "interrupted".to_owned()), ("sent".to_owned(), 2, String::new())],
        "the one that may have arrived waits for a person"
    );
    assert!(world.sums_agree().await);
}

#[tokio::test]
async fn the_line_is_encrypted_and_the_node_names_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let (certificate, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
        ])
        .args(["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-keyout", key.to_str().expect("a path"), "-out", certificate.to_str().expect("a path")])
        .output()
        .expect("openssl");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let pem = std::fs::read(&certificate).expect("a certificate");
    let paths = ["--certificate", certificate.to_str().expect("a path"), "--key", key.to_str().expect("a path")];
    for (way, scheme) in [("start", "smtp+starttls"), ("always", "smtps")] {
        let server = Program::start("smtp.py", &[&paths[..], &["--tls", way]].concat());
        let mut known = settings(&format!("{scheme}://motcua@localhost:{}", server.port));
        known.password = Some("mật khẩu".to_owned());
        for (trusted, password, expected) in [(true, "sai", ("failed", "server_refused")), (false, "mật khẩu", ("failed", "no_trust"))]
        {
            let settings = notice::outward::MailSettings {
                certificate: Some(pem.clone()).filter(|_| trusted),
                password: Some(password.to_owned()),
                ..known.clone()
            };
            assert_eq!(one(settings).await, (expected.0.to_owned(), 1, expected.1.to_owned()), "{way} {expected:?}");
        }
        let right = notice::outward::MailSettings { certificate: Some(pem.clone()), ..known };
        assert_eq!(one(right).await, ("sent".to_owned(), 1, String::new()), "{way}");
        let letters = server.settled(1).await;
        assert_eq!((letters.len(), &letters[0]["tls"], &letters[0]["user"]), (1, &true.into(), &true.into()), "{way}");
    }
}

/// What becomes of one letter with these settings.
async fn one(settings: notice::outward::MailSettings) -> (String, i32, String) {
    let world = World::with(Some(settings), None).await;
    let mai = world.person("mai", Some("mai@example.vn"), None).await;
    world.happened(Some(mai.account), "decided").await;
    world.tell().await;
    world.send().await;
    world.deliveries().await.remove(0)
}
