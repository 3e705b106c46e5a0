//! A client over one kept connection: little work of its own, so that it measures the server.

use anyhow::{Context as _, ensure};
use axum::body::Bytes;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;

/// One connection to the server.
#[derive(Debug)]
pub(super) struct Client {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    /// A header that says who asks.
    identity: Option<(header::HeaderName, String)>,
}

/// What the server said.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Answer {
    /// The answer, if it is a good one.
    pub(super) fn good(self) -> anyhow::Result<Self> {
        ensure!(self.status.is_success(), "{}: {}", self.status, String::from_utf8_lossy(&self.body));
        Ok(self)
    }

    /// The body as JSON.
    pub(super) fn json(&self) -> anyhow::Result<Value> {
        Ok(serde_json::from_slice(&self.body)?)
    }

    fn cookies(&self) -> String {
        let set = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        set.filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ")
    }
}

impl Client {
    /// Connects to `host`, an address with a port.
    pub(super) async fn connect(host: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(host).await.with_context(|| format!("cannot connect to {host}"))?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, host: host.to_owned(), identity: None })
    }

    /// The same client, sending this cookie or token.
    pub(super) fn known_as(mut self, identity: (header::HeaderName, String)) -> Self {
        self.identity = Some(identity);
        self
    }

    /// Asks for `path`.
    pub(super) async fn get(&mut self, path: &str) -> anyhow::Result<Answer> {
        self.ask("GET", path, &[], Bytes::new()).await
    }

    /// Sends JSON.
    pub(super) async fn post(&mut self, path: &str, headers: &[(&str, &str)], body: &Value) -> anyhow::Result<Answer> {
        let headers = [headers, &[("content-type", "application/json")]].concat();
        self.ask("POST", path, &headers, serde_json::to_vec(body)?.into()).await
    }

    /// Sends a form, encoded as `content_type` says.
    pub(super) async fn post_form(&mut self, path: &str, content_type: &str, body: Bytes) -> anyhow::Result<Answer> {
        self.ask("POST", path, &[("content-type", content_type)], body).await
    }

    async fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: Bytes) -> anyhow::Result<Answer> {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, &self.host);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some((name, value)) = &self.identity {
            request = request.header(name, value);
        }
        self.sender.ready().await?;
        let (parts, body) = self.sender.send_request(request.body(Full::new(body))?).await?.into_parts();
        Ok(Answer { status: parts.status, headers: parts.headers, body: body.collect().await?.to_bytes() })
    }

    /// Exchanges login and password for the header of a bearer token.
    pub(super) async fn token(&mut self, login: &str, password: &str) -> anyhow::Result<(header::HeaderName, String)> {
        let asked = json!({ "login": login, "password": password, "label": "bench" });
        let answer = self.post("/api/v1/tokens", &[], &asked).await?.good().with_context(|| format!("no token for {login}"))?;
        let token = answer.json()?.pointer("/token").and_then(Value::as_str).context("an answer without a token")?.to_owned();
        Ok((header::AUTHORIZATION, format!("Bearer {token}")))
    }

    /// Signs in as people do, with the form; gives the header of the session's cookies.
    pub(super) async fn session(&mut self, login: &str, password: &str) -> anyhow::Result<(header::HeaderName, String)> {
        let form = self.get("/dang-nhap").await?.good()?;
        let page = String::from_utf8_lossy(&form.body).into_owned();
        let csrf =
            page.split_once("name=\"_csrf\" value=\"").and_then(|(_, rest)| rest.split_once('"')).context("a form without a token")?.0;
        let sent = format!("_csrf={csrf}&login={login}&password={password}");
        let cookies = form.cookies();
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("cookie", cookies.as_str())];
        let answer = self.ask("POST", "/dang-nhap", &headers, sent.into()).await?;
        ensure!(answer.status.is_redirection(), "{login} cannot sign in: {}", answer.status);
        Ok((header::COOKIE, answer.cookies()))
    }
}
