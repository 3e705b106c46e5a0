//! People who go on working while the node is killed: they ask again, with the same key, until they get an answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use axum::http::HeaderName;
use serde_json::{Value, json};

use super::client::{Answer, Client};
use super::ground::{Ground, Server};
use super::receive::sheet;

/// How long an answer may take before the question is asked again.
const PATIENCE: Duration = Duration::from_secs(20);
/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(25);
/// Attempts before something is wrong with more than a crash.
const ATTEMPTS: u32 = 4_000;

/// Something that was acknowledged.
#[derive(Debug, Clone)]
pub(super) struct Receipt {
    pub(super) applicant: String,
    pub(super) dossier: String,
    pub(super) code: String,
    /// The newest version that was acknowledged.
    pub(super) version: i32,
}

/// Who works, where.
#[derive(Debug)]
pub(super) struct Officials {
    address: String,
    office: String,
    intake: (HeaderName, String),
    expert: (HeaderName, String),
    /// Makes keys of different runs on one folder different.
    run: u32,
}

impl Officials {
    /// The intake officer of a one-stop shop and an officer who appraises what it receives.
    pub(super) async fn of(ground: &Ground, server: &Server) -> anyhow::Result<Self> {
        let login = ground.login("intake_officer")?;
        let office = login.trim_end_matches(".tiep-nhan").to_uppercase();
        let (intake, expert) = (server.token(&login).await?, server.token(&ground.login("processing_officer")?).await?);
        Ok(Self { address: server.address.clone(), office, intake, expert, run: std::process::id() })
    }
}

/// One receipt on a connection of its own.
pub(super) async fn receive_once(officials: Arc<Officials>, name: String) -> anyhow::Result<Receipt> {
    let mut worker = Worker::new(0, &officials, &Arc::new(AtomicBool::new(false)));
    let applicant = format!("{name} {}", officials.run);
    Ok(worker.receive(&applicant).await?.0)
}

/// One person at a counter who also appraises every second dossier.
pub(super) struct Worker {
    place: usize,
    officials: Arc<Officials>,
    done: Arc<AtomicBool>,
    client: Option<Client>,
}

impl Worker {
    pub(super) fn new(place: usize, officials: &Arc<Officials>, done: &Arc<AtomicBool>) -> Self {
        Self { place, officials: Arc::clone(officials), done: Arc::clone(done), client: None }
    }

    /// Works until it is done; gives everything that was acknowledged.
    pub(super) async fn work(mut self) -> anyhow::Result<Vec<Receipt>> {
        let mut receipts = Vec::new();
        let mut number = 0;
        while !self.done.load(Ordering::Relaxed) {
            let applicant = format!("crash {} {} {number}", self.officials.run, self.place);
            let (mut receipt, body, tag) = self.receive(&applicant).await?;
            if number % 2 == 0 {
                receipt.version = self.appraise(&receipt, &body, &tag).await?;
            }
            receipts.push(receipt);
            number += 1;
        }
        Ok(receipts)
    }

    /// Hands in and is sure of it.
    async fn receive(&mut self, applicant: &str) -> anyhow::Result<(Receipt, Value, String)> {
        let mut sheet = sheet(&self.officials.office, 7);
        if let Some(name) = sheet.pointer_mut("/applicant/name") {
            *name = Value::from(applicant);
        }
        let key = applicant.replace(' ', "-");
        let intake = self.officials.intake.clone();
        let answer = self.insist("/api/v1/receipts", &intake, &[("idempotency-key", &key)], &sheet).await?.good()?;
        let body = answer.json()?;
        let text = |name: &str| body.get(name).and_then(Value::as_str).with_context(|| format!("no {name} in {body}")).map(str::to_owned);
        let receipt = Receipt { applicant: applicant.to_owned(), dossier: text("id")?, code: text("code")?, version: version(&body)? };
        let tag = answer.headers.get("etag").and_then(|tag| tag.to_str().ok()).unwrap_or_default().to_owned();
        Ok((receipt, body, tag))
    }

    /// Completes the appraisal. An answer that was lost shows as a version conflict: then it was done.
    async fn appraise(&mut self, receipt: &Receipt, body: &Value, tag: &str) -> anyhow::Result<i32> {
        let task = body.pointer("/tasks/0/id").and_then(Value::as_str).context("a received dossier without work")?;
        let outcome = json!({ "outcome": body.pointer("/tasks/0/outcomes/0"), "variables": { "consult": 0, "verify": false } });
        let expert = self.officials.expert.clone();
        let answer = self.insist(&format!("/api/v1/tasks/{task}/completion"), &expert, &[("if-match", tag)], &outcome).await?;
        match answer.status.as_u16() {
            404 | 409 | 412 => Ok(receipt.version + 1),
            _ => version(&answer.good()?.json()?),
        }
    }

    /// Asks until there is an answer that is not a fault.
    async fn insist(
        &mut self,
        path: &str,
        identity: &(HeaderName, String),
        headers: &[(&str, &str)],
        body: &Value,
    ) -> anyhow::Result<Answer> {
        for _ in 0..ATTEMPTS {
            match tokio::time::timeout(PATIENCE, self.try_once(path, identity, headers, body)).await {
                Ok(Ok(answer)) if !answer.status.is_server_error() => return Ok(answer),
                Ok(Ok(_)) => {}
                _ => self.client = None,
            }
            tokio::time::sleep(PAUSE).await;
        }
        bail!("no answer from {path} after {ATTEMPTS} attempts")
    }

    async fn try_once(
        &mut self,
        path: &str,
        identity: &(HeaderName, String),
        headers: &[(&str, &str)],
        body: &Value,
    ) -> anyhow::Result<Answer> {
        let client = match self.client.take() {
            Some(client) => client,
            None => Client::connect(&self.officials.address).await?,
        };
        let mut client = client.known_as(identity.clone());
        let answer = client.post(path, headers, body).await?;
        self.client = Some(client);
        Ok(answer)
    }
}

fn version(body: &Value) -> anyhow::Result<i32> {
    let version = body.get("version").and_then(Value::as_i64).with_context(|| format!("no version in {body}"))?;
    ensure!(version > 0, "version {version}");
    Ok(i32::try_from(version)?)
}
