//! The closed vocabulary of rights: who may be what, on which thing, to do what. The words of `matrix.csv`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A word that stands for no role, resource or action.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no {vocabulary} called {word:?}")]
pub struct UnknownCode {
    /// Which list was searched.
    pub vocabulary: &'static str,
    /// What was looked for.
    pub word: String,
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident, $label:literal, { $($(#[$item_doc:meta])* $item:ident => $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$item_doc])* $item,)+
        }

        impl $name {
            /// All of them, in the order of the matrix.
            pub const ALL: &'static [Self] = &[$(Self::$item,)+];

            /// Stable word, as stored and as written in the matrix.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$item => $code,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.code())
            }
        }

        impl FromStr for $name {
            type Err = UnknownCode;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|item| item.code() == word)
                    .ok_or_else(|| UnknownCode { vocabulary: $label, word: word.to_owned() })
            }
        }
    };
}

vocabulary! {
    /// What somebody is, in one office or everywhere.
    Role, "role", {
        /// Asks for something in their own name.
        Applicant => "applicant",
        /// Receives at a one-stop shop, at the counter and online.
        IntakeOfficer => "intake_officer",
        /// Works on dossiers in a specialised unit.
        ProcessingOfficer => "processing_officer",
        /// Heads a unit: decides and signs.
        UnitHead => "unit_head",
        /// Heads a one-stop shop and answers for everything below it.
        OneStopHead => "one_stop_head",
        /// Keeps catalogue, offices and accounts; sees where dossiers stand but never what is in them.
        Administrator => "administrator",
        /// Reads everything, changes nothing.
        Auditor => "auditor",
    }
}

vocabulary! {
    /// A kind of thing rights are about.
    Resource, "resource", {
        /// An application from draft to result.
        Dossier => "dossier",
        /// A piece of work for one office.
        Task => "task",
        /// The journal entries of a subject.
        Journal => "journal",
        /// A stored file.
        Document => "document",
        /// A procedure of the catalogue.
        Procedure => "procedure",
        /// What administrators prepare and its history: drafts of procedures and versions not yet in force.
        Draft => "draft",
        /// An internal process with its drafts.
        Process => "process",
        /// The working calendar of offices.
        Calendar => "calendar",
        /// Everyday words of the search.
        Thesaurus => "thesaurus",
        /// An office or unit.
        Office => "office",
        /// An account with its grants.
        Account => "account",
        /// Figures about the work of an office.
        Report => "report",
        /// An API token.
        Token => "token",
        /// The line of people at a counter: its tickets, windows and appointments.
        Queue => "queue",
    }
}

vocabulary! {
    /// Something done to a resource.
    Action, "action", {
        /// Find it in a list. Always the same scope as [`Action::View`]: a test holds the matrix to it.
        List => "list",
        /// Open it.
        View => "view",
        /// Read what an applicant declared and handed in.
        ViewContent => "view_content",
        /// Make one.
        Create => "create",
        /// Change it.
        Edit => "edit",
        /// Put it into force, or take it out of force.
        Publish => "publish",
        /// Accept a request: the legal clock starts.
        Receive => "receive",
        /// Refuse, with reasons.
        Refuse => "refuse",
        /// Ask once for what is missing.
        RequestSupplement => "request_supplement",
        /// Hand in what was missing.
        SupplySupplement => "supply_supplement",
        /// Extend the limit, with reasons.
        Extend => "extend",
        /// Decide and sign.
        Decide => "decide",
        /// Hand back the result.
        Return => "return",
        /// Take a request back.
        Withdraw => "withdraw",
        /// Confirm that papers arrived from the one-stop shop.
        Transfer => "transfer",
        /// Tell the applicant of a payment.
        RequestPayment => "request_payment",
        /// Write down proof of payment.
        ConfirmPayment => "confirm_payment",
        /// Stop a received dossier at the applicant's wish.
        Stop => "stop",
        /// Put a received declaration right.
        Correct => "correct",
        /// Write a note for colleagues.
        Note => "note",
        /// Ask another office for its opinion.
        Consult => "consult",
        /// Use an exception of the law that counts against the office.
        AllowException => "allow_exception",
        /// Take a task that nobody holds.
        Claim => "claim",
        /// Finish a task.
        Complete => "complete",
        /// Give a task to somebody.
        Assign => "assign",
        /// Give or take a role.
        Grant => "grant",
        /// End a token.
        Revoke => "revoke",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for role in Role::ALL {
            assert_eq!(role.code().parse(), Ok(*role));
            assert_eq!(serde_json::to_string(role).unwrap(), format!("{:?}", role.code()));
        }
        for resource in Resource::ALL {
            assert_eq!(resource.code().parse(), Ok(*resource));
        }
        for action in Action::ALL {
            assert_eq!(action.code().parse(), Ok(*action));
        }
        assert_eq!("king".parse::<Role>().unwrap_err().to_string(), "there is no role called \"king\"");
    }
}
