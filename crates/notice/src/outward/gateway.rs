//! The gateway for telephones: a program of the province or of an operator that sends short messages or Zalo. The format is in the README.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::Full;
use hyper::{Request, StatusCode, Uri, header};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Serialize;
use sha2::Sha256;
use tokio::time::timeout;

use super::{Failure, Letter};
use crate::error::NoticeError;

/// The longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// Header with the moment of sending, in seconds since 1970; it is part of what is signed.
const TIMESTAMP: &str = "x-motcua-timestamp";
/// Header with the signature.
const SIGNATURE: &str = "x-motcua-signature";

/// Where the gateway is, as it is configured.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct GatewaySettings {
    /// Address that takes the requests, `https://…`; `http://` for a program on the same machine.
    pub address: String,
    /// The key both sides know.
    pub secret: String,
    /// The longest wait for an answer; 20 seconds when nothing is said.
    pub patience: Option<Duration>,
}

impl fmt::Debug for GatewaySettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "GatewaySettings({})", self.address)
    }
}

/// A gateway to hand letters to.
#[derive(Clone)]
pub struct Gateway {
    address: Uri,
    secret: Vec<u8>,
    patience: Duration,
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

impl fmt::Debug for Gateway {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Gateway({})", self.address)
    }
}

/// What is posted.
#[derive(Serialize)]
struct Posted<'a> {
    id: uuid::Uuid,
    channel: &'static str,
    to: &'a str,
    text: &'a str,
    language: &'a str,
    topic: &'a str,
    sent_at: String,
}

impl Gateway {
    /// Reads the settings. Connects to nobody yet.
    ///
    /// # Errors
    /// [`NoticeError::Settings`], naming the setting and the remedy.
    pub fn new(settings: &GatewaySettings) -> Result<Self, NoticeError> {
        let wrong = |what: &str| NoticeError::Settings(what.to_owned());
        let address: Uri = settings.address.parse().map_err(|_| wrong("MOTCUA_WEBHOOK: this is no address; begin with https://"))?;
        if !matches!(address.scheme_str(), Some("https" | "http")) || address.host().is_none() {
            return Err(wrong("MOTCUA_WEBHOOK: this is no address; begin with https://"));
        }
        if settings.secret.len() < 16 {
            return Err(wrong("MOTCUA_WEBHOOK_SECRET: give the key both sides know, at least 16 characters"));
        }
        let provider = rustls::crypto::ring::default_provider();
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(provider)
            .map_err(|error| NoticeError::Settings(format!("MOTCUA_WEBHOOK: {error}")))?
            .https_or_http()
            .enable_http1()
            .build();
        let client = Client::builder(TokioExecutor::new()).build(connector);
        let patience = settings.patience.unwrap_or(PATIENCE);
        Ok(Self { address, secret: settings.secret.clone().into_bytes(), patience, client })
    }

    /// Posts the letter. Posting the same one again is harmless: the gateway knows it by its key.
    pub(crate) async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        let request = self.request(letter).ok_or(Failure::of_letter("no_address"))?;
        let answered = timeout(self.patience, self.client.request(request)).await;
        match answered {
            Ok(Ok(response)) => judge(response.status()),
            Ok(Err(_)) | Err(_) => Err(Failure::UNREACHABLE),
        }
    }

    fn request(&self, letter: &Letter) -> Option<Request<Full<Bytes>>> {
        let posted = Posted {
            id: letter.id,
            channel: "phone",
            to: &letter.to,
            text: &letter.text,
            language: letter.language,
            topic: letter.topic,
            sent_at: letter.at.to_rfc3339(),
        };
        let body = serde_json::to_vec(&posted).ok()?;
        let seconds = letter.at.timestamp();
        Request::post(self.address.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", letter.id.to_string())
            .header(TIMESTAMP, seconds)
            .header(SIGNATURE, format!("sha256={}", signature(&self.secret, seconds, &body)))
            .body(Full::new(Bytes::from(body)))
            .ok()
    }
}

/// HMAC-SHA256 over the moment, a dot and the body, in hexadecimal: what the gateway compares.
#[must_use]
pub fn signature(secret: &[u8], seconds: i64, body: &[u8]) -> String {
    // A key of any length will do for HMAC.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return String::new() };
    mac.update(seconds.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    hex::encode(mac.finalize().into_bytes())
}

/// 409 means that the gateway had the letter already: it is there.
fn judge(status: StatusCode) -> Result<(), Failure> {
    let answer = status.as_u16();
    match status {
        status if status.is_success() => Ok(()),
        StatusCode::CONFLICT => Ok(()),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS => {
            Err(Failure::answered("busy", answer, false))
        }
        // The key or the address of the gateway is wrong: the node's own trouble, to be mended by its operator.
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => Err(Failure::answered("server_refused", answer, false)),
        status if status.is_client_error() => Err(Failure::answered("refused", answer, true)),
        _ => Err(Failure::answered("busy", answer, false)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_the_one_of_the_readme() {
        let made = signature(b"0123456789abcdef", 1_795_572_600, br#"{"id":"x"}"#);
        assert_eq!(made, "c36675696bd53caa7b7a7fd7f7a6e2456e2bcb2da657511e13bc293a576eddad");
        assert_ne!(made, signature(b"0123456789abcdeg", 1_795_572_600, br#"{"id":"x"}"#));
        assert_ne!(made, signature(b"0123456789abcdef", 1_795_572_601, br#"{"id":"x"}"#));
    }

    #[test]
    fn answers_are_judged_by_whether_another_try_helps() {
        for (status, expected) in [
            (200, None),
            (202, None),
            (409, None),
            (400, Some(("refused", true))),
            (422, Some(("refused", true))),
            (401, Some(("server_refused", false))),
            (429, Some(("busy", false))),
            (500, Some(("busy", false))),
            (503, Some(("busy", false))),
        ] {
            let judged = judge(StatusCode::from_u16(status).unwrap()).err().map(|failure| (failure.problem, failure.is_final));
            assert_eq!(judged, expected, "{status}");
        }
    }

    #[test]
    fn settings_are_read_or_explained() {
        let read = |address: &str, secret: &str| {
            Gateway::new(&GatewaySettings { address: address.into(), secret: secret.into(), patience: None })
                .map(|_| ())
                .map_err(|error| error.to_string())
        };
        assert_eq!(read("https://sms.example.vn/send", "0123456789abcdef"), Ok(()));
        assert!(read("sms.example.vn", "0123456789abcdef").unwrap_err().contains("MOTCUA_WEBHOOK:"));
        assert!(read("https://sms.example.vn", "short").unwrap_err().contains("MOTCUA_WEBHOOK_SECRET"));
    }
}
