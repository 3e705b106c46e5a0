//! One type per kind of identifier, all of them `UUIDv7`: sorted by time of making, never mixed up.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::{Clock, Entropy};

/// Makes a `UUIDv7` from a clock and an entropy source.
#[must_use]
pub fn uuid_v7(clock: &dyn Clock, entropy: &dyn Entropy) -> Uuid {
    let millis = u64::try_from(clock.now().timestamp_millis()).unwrap_or(0);
    let mut random = [0; 10];
    entropy.fill(&mut random);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new identifier for this instant.
            #[must_use]
            pub fn new(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
                Self(uuid_v7(clock, entropy))
            }

            /// The identifier that was stored as `uuid`.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The value to store.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }
    )+};
}

identifiers! {
    /// A person's or a program's account.
    AccountId,
    /// An office or a unit inside it.
    OfficeId,
    /// A dossier, from draft to result.
    DossierId,
    /// One piece of work for one office.
    TaskId,
    /// An entry of the journal.
    EntryId,
    /// A stored file.
    DocumentId,
    /// An API token.
    TokenId,
    /// An application that is being written.
    DraftId,
    /// One version of what an applicant declared.
    ContentId,
    /// A label of an office.
    LabelId,
    /// A filter somebody keeps.
    FilterId,
    /// A text an office keeps to write with.
    TextId,
    /// A sheet that is being written.
    ExportId,
    /// A number drawn to be served at a counter.
    TicketId,
    /// An appointment at a counter.
    BookingId,
    /// A window of a one-stop shop.
    WindowId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{SeededEntropy, SettableClock};
    use chrono::{DateTime, Duration};

    #[test]
    fn identifiers_sort_by_the_time_they_were_made() {
        let clock = SettableClock::at(DateTime::from_timestamp(1_700_000_000, 0).unwrap());
        let entropy = SeededEntropy::new(1);
        let earlier = DossierId::new(&clock, &entropy);
        clock.advance(Duration::milliseconds(1));
        let later = DossierId::new(&clock, &entropy);
        assert!(earlier < later);
        assert_eq!(earlier.to_string().parse::<DossierId>().unwrap(), earlier);
    }
}
