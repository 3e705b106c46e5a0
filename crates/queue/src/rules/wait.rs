//! How long somebody still waits.

use chrono::{DateTime, Duration, Utc};

use super::order::{calls, in_order};
use crate::model::{Ticket, TicketState, Window};

/// What somebody who waits is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// People who are called before.
    pub before: usize,
    /// About how many minutes that takes; nothing while no window that serves the purpose is open.
    pub minutes: Option<i64>,
}

/// Where the ticket stands among those who wait for the same windows. `minutes_for` is what one person takes for a purpose.
#[must_use]
pub fn wait_of(ticket: &Ticket, tickets: &[Ticket], windows: &[Window], minutes_for: impl Fn(&str) -> i64, now: DateTime<Utc>) -> Wait {
    let serving: Vec<&Window> = windows.iter().filter(|window| window.is_open() && calls(window, ticket)).collect();
    // Without an open window everybody in the line is before: whoever opens one may call any of them.
    let competes = |other: &Ticket| serving.is_empty() || serving.iter().any(|window| calls(window, other));
    let line = in_order(tickets, now);
    let before: Vec<&&Ticket> = line.iter().take_while(|other| other.id != ticket.id).filter(|other| competes(other)).collect();
    let work: i64 = before.iter().map(|other| minutes_for(&other.purpose)).sum();
    let open = i64::try_from(serving.len()).unwrap_or(i64::MAX);
    Wait { before: before.len(), minutes: (open > 0).then(|| (work + open - 1) / open.max(1)) }
}

/// How long the one who waits longest has waited, in whole minutes.
#[must_use]
pub fn longest_wait(tickets: &[Ticket], now: DateTime<Utc>) -> Option<i64> {
    let waiting = tickets.iter().filter(|ticket| ticket.state == TicketState::Waiting);
    waiting.map(|ticket| (now - ticket.queued_at).max(Duration::zero()).num_minutes()).max()
}

#[cfg(test)]
mod tests {
    use super::super::order::tests::window;
    use super::*;
    use crate::model::ticket_tests::ticket;
    use kernel::id::AccountId;
    use uuid::Uuid;

    fn open(number: i16, purposes: &[&str]) -> Window {
        Window { officer: Some(AccountId::from_uuid(Uuid::from_u128(7))), ..window(number, purposes) }
    }

    fn wait(number: usize, tickets: &[Ticket], windows: &[Window]) -> (usize, Option<i64>) {
        let found = wait_of(&tickets[number], tickets, windows, |_| 10, tickets[0].issued_at);
        (found.before, found.minutes)
    }

    #[test]
    fn more_windows_make_the_wait_shorter() {
        let tickets = [ticket(1, 0), ticket(2, 1), ticket(3, 2), ticket(4, 3)];
        assert_eq!(wait(3, &tickets, &[open(1, &["civil"])]), (3, Some(30)));
        assert_eq!(wait(3, &tickets, &[open(1, &["civil"]), open(2, &["civil"])]), (3, Some(15)));
        assert_eq!(wait(0, &tickets, &[open(1, &["civil"])]), (0, Some(0)));
    }

    #[test]
    fn those_who_wait_for_another_window_do_not_count() {
        let mut tickets = [ticket(1, 0), ticket(2, 1)];
        tickets[0].purpose = "land".to_owned();
        assert_eq!(wait(1, &tickets, &[open(1, &["civil"]), open(2, &["land"])]), (0, Some(0)));
        assert_eq!(wait(1, &tickets, &[open(1, &["civil", "land"])]), (1, Some(10)));
    }

    #[test]
    fn nothing_is_promised_while_no_window_is_open() {
        let tickets = [ticket(1, 0), ticket(2, 1)];
        assert_eq!(wait(1, &tickets, &[window(1, &["civil"])]), (1, None));
        assert_eq!(longest_wait(&tickets, tickets[0].issued_at + Duration::seconds(605)), Some(10));
        assert_eq!(longest_wait(&[], tickets[0].issued_at), None);
    }
}
