//! Mail over SMTP, step by step: everything up to `DATA` can be repeated without harm, only the text itself cannot.

use std::fmt;
use std::future::Future;
use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailCommand, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use tokio::time::timeout;

use super::{Failure, Letter};
use crate::error::NoticeError;

/// The longest wait for one answer of the server.
const PATIENCE: Duration = Duration::from_secs(20);

/// How the connection is kept secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Security {
    /// Not at all: for a server on the same machine.
    None,
    /// Switched on after the greeting; a server that cannot is not used.
    StartTls,
    /// From the first byte.
    Tls,
}

/// How mail leaves the node, as it is configured.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct MailSettings {
    /// `smtp://host:25`, `smtp+starttls://user@host:587` or `smtps://user@host:465`.
    pub server: String,
    /// Password of the user in `server`.
    pub password: Option<String>,
    /// Sender, for example `Một cửa Quảng Ninh <motcua@quangninh.example>`.
    pub from: String,
    /// A certificate (PEM) to trust beside the public ones.
    pub certificate: Option<Vec<u8>>,
    /// The longest wait for one answer; 20 seconds when nothing is said.
    pub patience: Option<Duration>,
}

impl fmt::Debug for MailSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "MailSettings({})", self.server)
    }
}

/// A mail server to hand letters to.
#[derive(Clone)]
pub struct Mail {
    host: String,
    port: u16,
    security: Security,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    from: Mailbox,
    hello: ClientId,
    patience: Duration,
}

impl fmt::Debug for Mail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Mail({}:{})", self.host, self.port)
    }
}

impl Mail {
    /// Reads the settings. Connects to nobody yet.
    ///
    /// # Errors
    /// [`NoticeError::Settings`], naming the setting and the remedy.
    pub fn new(settings: &MailSettings) -> Result<Self, NoticeError> {
        let wrong = |what: &str| NoticeError::Settings(format!("MOTCUA_SMTP: {what}; for example smtp+starttls://user@mail.example:587"));
        let (scheme, rest) = settings.server.split_once("://").ok_or_else(|| wrong("the address has no scheme"))?;
        let (security, usual_port) = match scheme {
            "smtp" => (Security::None, 25),
            "smtp+starttls" => (Security::StartTls, 587),
            "smtps" => (Security::Tls, 465),
            _ => return Err(wrong("the scheme is none of smtp, smtp+starttls, smtps")),
        };
        let (user, place) =
            rest.trim_end_matches('/').rsplit_once('@').map_or((None, rest.trim_end_matches('/')), |(user, place)| (Some(user), place));
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| wrong("the port is no number"))?),
            None => (place, usual_port),
        };
        let from: Mailbox = settings
            .from
            .parse()
            .map_err(|_| NoticeError::Settings("MOTCUA_MAIL_FROM: name a sender, for example Một cửa <motcua@example.vn>".to_owned()))?;
        let credentials = user.map(|user| Credentials::new(user.to_owned(), settings.password.clone().unwrap_or_default()));
        if credentials.is_some() && security == Security::None {
            return Err(wrong("a password is not sent over an open connection: use smtp+starttls or smtps"));
        }
        let tls = if security == Security::None { None } else { Some(tls_for(host, settings.certificate.as_deref())?) };
        let hello = ClientId::Domain(from.email.domain().to_owned());
        let patience = settings.patience.unwrap_or(PATIENCE);
        Ok(Self { host: host.to_owned(), port, security, tls, credentials, from, hello, patience })
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Failure> {
        let tls = self.tls.clone().filter(|_| self.security == Security::Tls);
        let connecting = AsyncSmtpConnection::connect_tokio1((self.host.as_str(), self.port), Some(self.patience), &self.hello, tls, None);
        let mut connection = self.in_time(connecting).await.map_err(own_trouble)?;
        if let (Security::StartTls, Some(tls)) = (self.security, self.tls.clone()) {
            if !connection.can_starttls() {
                return Err(Failure { problem: "no_starttls", answer: None, is_final: false });
            }
            self.in_time(connection.starttls(tls, &self.hello)).await.map_err(own_trouble)?;
        }
        if let Some(credentials) = &self.credentials {
            self.in_time(connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials)).await.map_err(own_trouble)?;
        }
        Ok(connection)
    }

    /// The answer, or the failure of a server that is too slow.
    async fn in_time<T>(&self, asked: impl Future<Output = Result<T, SmtpError>>) -> Result<T, Failure> {
        match timeout(self.patience, asked).await {
            Ok(answer) => answer.map_err(|error| failure(&error)),
            Err(_) => Err(Failure::UNREACHABLE),
        }
    }

    /// The letter as bytes. The identifier of the delivery is that of the message: a mailbox that gets it twice can tell.
    fn message(&self, letter: &Letter) -> Result<Message, Failure> {
        let unwritable = Failure::of_letter("no_address");
        let to = letter.to.parse().map_err(|_| unwritable)?;
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject.clone())
            .date(SystemTime::from(letter.at))
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())
            .map_err(|_| unwritable)?;
        message.headers_mut().insert_raw(automatic);
        Ok(message)
    }
}

/// What concerns the connection is never the recipient's fault: a wrong password does not give a letter up.
const fn own_trouble(failure: Failure) -> Failure {
    Failure { problem: if failure.answer.is_some() { "server_refused" } else { failure.problem }, is_final: false, ..failure }
}

fn failure(error: &SmtpError) -> Failure {
    match error.status().map(u16::from) {
        Some(answer) if error.is_permanent() => Failure::answered("refused", answer, true),
        Some(answer) => Failure::answered("busy", answer, false),
        None if error.is_client() => Failure { problem: "server_refused", answer: None, is_final: false },
        None if error.is_tls() || is_about_trust(error) => Failure { problem: "no_trust", answer: None, is_final: false },
        None => Failure::UNREACHABLE,
    }
}

/// A certificate that is not trusted ends the connection; the reason lies deeper.
fn is_about_trust(error: &SmtpError) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if error.is::<rustls::Error>() || inner.is_some_and(|inner| inner.is::<rustls::Error>()) {
            return true;
        }
        cause = error.source();
    }
    false
}

fn tls_for(host: &str, certificate: Option<&[u8]>) -> Result<TlsParameters, NoticeError> {
    let wrong = |error: SmtpError| NoticeError::Settings(format!("MOTCUA_SMTP_CERTIFICATE: {error}; name a PEM file"));
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(pem) = certificate {
        builder = builder.add_root_certificate(Certificate::from_pem(pem).map_err(wrong)?);
    }
    builder.build_rustls().map_err(wrong)
}

/// A conversation with the server in which several letters are handed over.
pub(crate) struct Conversation<'a> {
    mail: &'a Mail,
    connection: Option<AsyncSmtpConnection>,
}

impl<'a> Conversation<'a> {
    /// One that has not begun yet.
    pub(crate) const fn new(mail: &'a Mail) -> Self {
        Self { mail, connection: None }
    }

    /// Everything that can be repeated: connects, names sender and recipient, asks to send. Gives the text to hand over.
    pub(crate) async fn prepare(&mut self, letter: &Letter) -> Result<Vec<u8>, Failure> {
        let message = self.mail.message(letter)?;
        let outcome = self.announce(&message).await;
        self.settle(outcome).await?;
        Ok(message.formatted())
    }

    async fn announce(&mut self, message: &Message) -> Result<(), Failure> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            empty => empty.insert(self.mail.connect().await?),
        };
        let to = message.envelope().to().first().cloned().ok_or(Failure::of_letter("no_address"))?;
        self.mail.in_time(connection.command(MailCommand::new(message.envelope().from().cloned(), Vec::new()))).await?;
        self.mail.in_time(connection.command(Rcpt::new(to, Vec::new()))).await?;
        self.mail.in_time(connection.command(Data)).await?;
        Ok(())
    }

    /// Hands the text over: what cannot be repeated.
    pub(crate) async fn hand_over(&mut self, text: &[u8]) -> Result<(), Failure> {
        let Some(connection) = &mut self.connection else { return Err(Failure::UNREACHABLE) };
        let outcome = self.mail.in_time(connection.message(text)).await.map(|_| ());
        self.settle(outcome).await
    }

    /// After a failure the next letter begins with a new connection: nobody knows what the server still expects.
    async fn settle(&mut self, outcome: Result<(), Failure>) -> Result<(), Failure> {
        if outcome.is_err() {
            self.end().await;
        }
        outcome
    }

    /// Says goodbye. A server that does not answer is left without.
    pub(crate) async fn end(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            let _ = timeout(Duration::from_secs(1), connection.quit()).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(server: &str, from: &str) -> Result<(String, u16, Security), String> {
        let settings = MailSettings { server: server.into(), from: from.into(), ..MailSettings::default() };
        Mail::new(&settings).map(|mail| (mail.host, mail.port, mail.security)).map_err(|error| error.to_string())
    }

    #[test]
    fn settings_are_read_or_explained() {
        let from = "Một cửa <motcua@example.vn>";
        for (server, expected) in [
            ("smtp://localhost", ("localhost", 25, Security::None)),
            ("smtp+starttls://motcua@mail.example.vn", ("mail.example.vn", 587, Security::StartTls)),
            ("smtps://a@b.vn@mail.example.vn:1465/", ("mail.example.vn", 1465, Security::Tls)),
        ] {
            assert_eq!(read(server, from), Ok((expected.0.to_owned(), expected.1, expected.2)), "{server}");
        }
        for (server, from, part) in [
            ("mail.example.vn", from, "has no scheme"),
            ("http://mail.example.vn", from, "none of smtp"),
            ("smtp://mail.example.vn:many", from, "no number"),
            ("smtp://user@mail.example.vn", from, "open connection"),
            ("smtp://localhost", "nobody", "MOTCUA_MAIL_FROM"),
        ] {
            let message = read(server, from).unwrap_err();
            assert!(message.contains(part), "{server}: {message}");
        }
    }

    #[test]
    fn settings_keep_their_password_to_themselves() {
        let settings = MailSettings { server: "smtps://u@h".into(), password: Some("bí mật".into()), ..MailSettings::default() };
        assert!(!format!("{settings:?}").contains("bí mật"));
    }
}
