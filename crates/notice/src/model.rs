//! What is told to whom, and how it travels.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::{AccountId, EntryId};
use uuid::Uuid;

/// Makes an enum whose values are stored as words.
macro_rules! worded {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$value_doc])* $value,)+
        }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$value,)+];

            /// Stable word, as stored; also the tail of message keys.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$value => $word,)+
                }
            }

            /// The value with this word, if there is one.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}

worded! {
    /// What happened, seen by the person who is told.
    Topic {
        /// The dossier was received and has a due date.
        Received = "received",
        /// Something has to be completed; the clock stands still.
        Supplement = "supplement",
        /// The dossier was not accepted.
        NotAccepted = "not_accepted",
        /// There is a decision.
        Decided = "decided",
        /// The result was handed over.
        Returned = "returned",
        /// The office is late, says sorry and names a new date.
        Apology = "apology",
        /// The dossier was stopped.
        Stopped = "stopped",
        /// The office corrected what was declared.
        Corrected = "corrected",
        /// Something has to be paid; the clock stands still.
        Payment = "payment",
        /// The other side wrote a message.
        Message = "message",
        /// New work for an office.
        Work = "work",
        /// The applicant sent what was missing.
        Supplied = "supplied",
        /// The applicant took the request back.
        Withdrawn = "withdrawn",
        /// Half of the time is used.
        Half = "half",
        /// Four fifths of the time are used.
        Most = "most",
        /// It is due now.
        Due = "due",
        /// It is overdue.
        Overdue = "overdue",
    }
}

worded! {
    /// Kinds of messages a person may choose ways for.
    Kind {
        /// What the law wants told; always in the account.
        Legal = "legal",
        /// Messages about a dossier.
        Message = "message",
        /// Work of an office.
        Work = "work",
        /// Reminders of limits.
        Reminder = "reminder",
    }
}

worded! {
    /// A way to reach somebody.
    Channel {
        /// In the account, on the page of notices.
        Account = "account",
        /// By e-mail.
        Email = "email",
        /// To the telephone: a short message or Zalo, through the node's gateway.
        Phone = "phone",
    }
}

worded! {
    /// When something is told over a channel.
    Mode {
        /// As soon as it happened.
        AtOnce = "at_once",
        /// Gathered, once a day.
        Daily = "daily",
        /// Not at all.
        Never = "never",
    }
}

worded! {
    /// Where a delivery stands.
    State {
        /// Nobody has tried yet.
        Waiting = "waiting",
        /// Somebody is at it.
        Sending = "sending",
        /// Taken by the mail server or the gateway.
        Sent = "sent",
        /// Tried without success; will be tried again.
        Failed = "failed",
        /// Nobody tries any more.
        GivenUp = "given_up",
    }
}

impl Topic {
    /// The kind of message it belongs to.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Message => Kind::Message,
            Self::Work | Self::Supplied | Self::Withdrawn => Kind::Work,
            Self::Half | Self::Most | Self::Due | Self::Overdue => Kind::Reminder,
            _ => Kind::Legal,
        }
    }

    /// Whether several of them are one notice as long as it is unread.
    #[must_use]
    pub const fn is_gathered(self) -> bool {
        matches!(self, Self::Work)
    }
}

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recipient {
    /// Somebody with an account.
    Account(AccountId),
    /// The applicant of the dossier, who has no account; the address stands in the dossier.
    Applicant,
}

/// That somebody is concerned by what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concern {
    /// Who.
    pub recipient: Recipient,
    /// By what.
    pub topic: Topic,
    /// The dossier.
    pub subject: Option<Uuid>,
    /// Code of the dossier, once it has one.
    pub code: Option<String>,
    /// Where on this node it is looked at: a path.
    pub link: String,
    /// The due date that belongs to it.
    pub due_at: Option<DateTime<Utc>>,
}

/// Addresses of somebody without an account. Secret in logs.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Contact(…)")
    }
}

impl Contact {
    /// The address on a channel.
    #[must_use]
    pub fn on(&self, channel: Channel) -> Option<&str> {
        match channel {
            Channel::Account => None,
            Channel::Email => self.email.as_deref(),
            Channel::Phone => self.phone.as_deref(),
        }
    }
}

/// Something a person was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Identifier.
    pub id: Uuid,
    /// Who was told; nothing for an applicant without an account.
    pub account: Option<AccountId>,
    /// What.
    pub topic: Topic,
    /// The dossier.
    pub subject: Option<Uuid>,
    /// Its code.
    pub code: Option<String>,
    /// Where it is looked at.
    pub link: String,
    /// The due date that belongs to it.
    pub due_at: Option<DateTime<Utc>>,
    /// How many things were gathered.
    pub amount: i32,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
}

/// A notice that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewNotice {
    /// Identifier.
    pub id: Uuid,
    /// What is told to whom.
    pub concern: Concern,
    /// Whether it is shown in the account.
    pub in_account: bool,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The journal entry it follows from.
    pub entry: EntryId,
}

/// A delivery that is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NewDelivery {
    /// Identifier; also the key by which a repetition is known.
    pub id: Uuid,
    /// Over which channel.
    pub channel: Channel,
    /// Not before.
    pub next_at: DateTime<Utc>,
    /// The day whose summary it is.
    pub day: Option<NaiveDate>,
}

/// One message on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Identifier.
    pub id: Uuid,
    /// To whom; nothing for an applicant without an account.
    pub account: Option<AccountId>,
    /// The dossier, when there is no account.
    pub subject: Option<Uuid>,
    /// Over which channel.
    pub channel: Channel,
    /// Where it stands.
    pub state: State,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next.
    pub next_at: DateTime<Utc>,
    /// The day whose summary it is.
    pub day: Option<NaiveDate>,
    /// Why it failed: a stable code.
    pub problem: Option<String>,
    /// What number the server answered.
    pub answer: Option<i32>,
    /// The address with all but its ends hidden.
    pub sent_to: Option<String>,
    /// When it was asked for.
    pub made_at: DateTime<Utc>,
    /// When it was sent or given up.
    pub done_at: Option<DateTime<Utc>>,
}

/// Who was told what about a dossier, and whether it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The notice.
    pub notice: Notice,
    /// Shown in the account.
    pub in_account: bool,
    /// Its way over every other channel.
    pub deliveries: Vec<Delivery>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for topic in Topic::ALL {
            assert_eq!(Topic::from_code(topic.code()), Some(*topic));
        }
        assert_eq!((Topic::from_code("gossip"), Channel::from_code(""), State::from_code("SENT")), (None, None, None));
    }

    #[test]
    fn a_contact_hides_what_it_holds() {
        let contact = Contact { email: Some("mau@example.vn".into()), phone: Some("0912345678".into()) };
        assert_eq!((contact.on(Channel::Email), contact.on(Channel::Account)), (Some("mau@example.vn"), None));
        assert!(!format!("{contact:?}").contains("091"));
    }
}
