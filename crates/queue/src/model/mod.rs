//! Tickets, windows, appointments. Pure.

mod booking;
mod ticket;
mod window;

pub use booking::{Booking, BookingState, Setting};
#[cfg(test)]
pub(crate) use ticket::tests as ticket_tests;
pub use ticket::{Ticket, TicketChannel, TicketState};
pub use window::Window;

/// Declares a closed list of words that are stored as text.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$item_doc])* $item,)+
        }

        impl $name {
            /// Stable code, as stored and as the tail of its message key.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$item => $code,)+
                }
            }

            /// The word with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                [$(Self::$item,)+].into_iter().find(|item| item.code() == code)
            }
        }
    };
}
use words;
