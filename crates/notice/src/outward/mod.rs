//! The ways out of the node: a mail server and a gateway for telephones.

mod gateway;
mod mail;

pub use gateway::{Gateway, GatewaySettings, signature};
pub(crate) use mail::Conversation;
pub use mail::{Mail, MailSettings};

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What is sent to one address.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The delivery: a repetition is known by it.
    pub id: Uuid,
    /// Address.
    pub to: String,
    /// Subject line, for mail; holds nothing personal.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Language of the text.
    pub language: &'static str,
    /// What it is about, as a stable word.
    pub topic: &'static str,
    /// When it is sent.
    pub at: DateTime<Utc>,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Letter({})", self.id)
    }
}

/// Why a letter was not taken. Never holds words of the other side: they may repeat an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure {
    /// Stable code; its words are `notice-problem-<code>`.
    pub problem: &'static str,
    /// The number the server answered.
    pub answer: Option<u16>,
    /// Trying again changes nothing.
    pub is_final: bool,
}

impl Failure {
    /// The server could not be reached or did not answer in time.
    pub(crate) const UNREACHABLE: Self = Self { problem: "unreachable", answer: None, is_final: false };

    pub(crate) const fn answered(problem: &'static str, answer: u16, is_final: bool) -> Self {
        Self { problem, answer: Some(answer), is_final }
    }

    pub(crate) const fn of_letter(problem: &'static str) -> Self {
        Self { problem, answer: None, is_final: true }
    }
}
