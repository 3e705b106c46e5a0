//! The legal states of a dossier and the ways a request comes in. The same for every procedure.

use serde::{Deserialize, Serialize};

/// Legal state; the numbers are those of the national synchronisation format (contracts §1.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Handed in online, not yet looked at by the one-stop shop.
    New,
    /// Accepted; a receipt was given and the clock runs.
    Received,
    /// Turned away at intake, with reasons.
    NotAccepted,
    /// An officer works on it.
    InProcess,
    /// The applicant owes a supplement; the clock stands still.
    SupplementRequested,
    /// The applicant owes a payment or tax; the clock stands still.
    FinancialRequested,
    /// Taken back by the applicant before it was received.
    Withdrawn,
    /// Stopped at the applicant's wish after it was received.
    Stopped,
    /// There is a result (or a refusal after appraisal), not yet handed over.
    Decided,
    /// The result is in the applicant's hands.
    Returned,
}

impl State {
    /// Every state, in the order of the national list.
    pub const ALL: [Self; 10] = [
        Self::New,
        Self::Received,
        Self::NotAccepted,
        Self::InProcess,
        Self::SupplementRequested,
        Self::FinancialRequested,
        Self::Withdrawn,
        Self::Stopped,
        Self::Decided,
        Self::Returned,
    ];

    /// The number in the national format, 1 to 10.
    #[must_use]
    pub const fn number(self) -> i16 {
        match self {
            Self::New => 1,
            Self::Received => 2,
            Self::NotAccepted => 3,
            Self::InProcess => 4,
            Self::SupplementRequested => 5,
            Self::FinancialRequested => 6,
            Self::Withdrawn => 7,
            Self::Stopped => 8,
            Self::Decided => 9,
            Self::Returned => 10,
        }
    }

    /// The state with this number, if there is one.
    #[must_use]
    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.number() == number)
    }

    /// The stable code used in the API, in message keys and in journal data.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Received => "received",
            Self::NotAccepted => "not_accepted",
            Self::InProcess => "in_process",
            Self::SupplementRequested => "supplement_requested",
            Self::FinancialRequested => "financial_requested",
            Self::Withdrawn => "withdrawn",
            Self::Stopped => "stopped",
            Self::Decided => "decided",
            Self::Returned => "returned",
        }
    }

    /// The state with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Nothing more happens to a dossier in such a state.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::NotAccepted | Self::Withdrawn | Self::Stopped | Self::Returned)
    }

    /// May a dossier go from `self` to `next`? The closed state machine of the dossier; everything else is refused.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::New, Self::Received | Self::NotAccepted | Self::SupplementRequested | Self::Withdrawn)
                | (Self::Received, Self::InProcess | Self::Decided | Self::Stopped)
                | (Self::InProcess, Self::SupplementRequested | Self::FinancialRequested | Self::Decided | Self::Stopped)
                | (Self::SupplementRequested, Self::New | Self::InProcess | Self::Withdrawn | Self::Stopped)
                | (Self::FinancialRequested, Self::InProcess | Self::Stopped)
                | (Self::Decided, Self::Returned)
        )
    }

    /// How far the dossier has come, as the public look-up shows it.
    #[must_use]
    pub const fn stage(self) -> Stage {
        match self {
            Self::New => Stage::HandedIn,
            Self::Received => Stage::Received,
            Self::InProcess | Self::SupplementRequested | Self::FinancialRequested => Stage::InWork,
            Self::Decided => Stage::ResultReady,
            Self::Returned | Self::NotAccepted | Self::Withdrawn | Self::Stopped => Stage::Closed,
        }
    }
}

/// Degree of completion: all that a look-up without signing in tells (Decree 61/2018 art. 16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Handed in.
    HandedIn,
    /// Received by the one-stop shop.
    Received,
    /// In work, or waiting for the applicant.
    InWork,
    /// The result is ready.
    ResultReady,
    /// Finished.
    Closed,
}

impl Stage {
    /// Stable code, also the tail of its message key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::HandedIn => "handed_in",
            Self::Received => "received",
            Self::InWork => "in_work",
            Self::ResultReady => "result_ready",
            Self::Closed => "closed",
        }
    }

    /// Completed quarters of the way, 0 to 4.
    #[must_use]
    pub const fn quarters(self) -> u8 {
        match self {
            Self::HandedIn => 1,
            Self::Received => 2,
            Self::InWork => 3,
            Self::ResultReady | Self::Closed => 4,
        }
    }
}

/// How a request reached the one-stop shop; the numbers are those of the national format (contracts §1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// At a counter.
    Counter,
    /// Online.
    Online,
    /// By public post.
    Post,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 3] = [Self::Counter, Self::Online, Self::Post];

    /// The number in the national format, 1 to 3.
    #[must_use]
    pub const fn number(self) -> i16 {
        match self {
            Self::Counter => 1,
            Self::Online => 2,
            Self::Post => 3,
        }
    }

    /// The channel with this number, if there is one.
    #[must_use]
    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.number() == number)
    }

    /// Stable code, also the tail of its message key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Online => "online",
            Self::Post => "post",
        }
    }

    /// The channel with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_codes_lead_back_to_their_state() {
        for state in State::ALL {
            assert_eq!(State::from_number(state.number()), Some(state));
            assert_eq!(State::from_code(state.code()), Some(state));
        }
        assert_eq!(State::from_number(0), None);
        for channel in Channel::ALL {
            assert_eq!(Channel::from_number(channel.number()), Some(channel));
            assert_eq!(Channel::from_code(channel.code()), Some(channel));
        }
    }

    #[test]
    fn final_states_lead_nowhere_and_every_other_state_can_end() {
        for state in State::ALL {
            let next: Vec<_> = State::ALL.into_iter().filter(|next| state.may_become(*next)).collect();
            assert_eq!(next.is_empty(), state.is_final(), "{state:?} leads to {next:?}");
        }
        for start in State::ALL {
            let mut reached = vec![start];
            for _ in State::ALL {
                let further: Vec<_> = State::ALL.into_iter().filter(|next| reached.iter().any(|from| from.may_become(*next))).collect();
                reached.extend(further);
            }
            assert!(reached.into_iter().any(State::is_final), "{start:?} cannot end");
        }
    }
}
