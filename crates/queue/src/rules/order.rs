//! Who is next.

use chrono::{DateTime, Duration, Utc};

use crate::model::{Ticket, TicketState, Window};

/// Whoever has waited so long is not overtaken any more, by priority or appointment; our assumption, so that nobody waits for ever.
const PATIENCE: Duration = Duration::minutes(60);
/// Somebody who comes later than this to an appointment waits like everybody else.
const GRACE: Duration = Duration::minutes(15);

/// The class of a ticket: those let go first and those whose patience is used up; those whose appointment has come; everybody else.
fn class(ticket: &Ticket, now: DateTime<Utc>) -> u8 {
    if ticket.priority.is_some() || now - ticket.queued_at >= PATIENCE || ticket.sent_to.is_some() {
        0
    } else if ticket.booked_for.is_some_and(|hour| hour <= now && ticket.issued_at <= hour + GRACE) {
        1
    } else {
        2
    }
}

/// Since when a ticket counts: nobody gains by coming long before an appointment.
fn since(ticket: &Ticket) -> DateTime<Utc> {
    ticket.booked_for.map_or(ticket.queued_at, |hour| hour.max(ticket.queued_at))
}

/// Those who wait, in the order they are called.
#[must_use]
pub fn in_order(tickets: &[Ticket], now: DateTime<Utc>) -> Vec<&Ticket> {
    let mut waiting: Vec<&Ticket> = tickets.iter().filter(|ticket| ticket.state == TicketState::Waiting).collect();
    waiting.sort_by_key(|ticket| (class(ticket, now), since(ticket), ticket.number));
    waiting
}

/// May the window call this ticket?
pub(super) fn calls(window: &Window, ticket: &Ticket) -> bool {
    ticket.sent_to.map_or_else(|| window.serves(&ticket.purpose), |sent| sent == window.id)
}

/// The ticket a window calls next.
#[must_use]
pub fn next_for<'a>(window: &Window, tickets: &'a [Ticket], now: DateTime<Utc>) -> Option<&'a Ticket> {
    in_order(tickets, now).into_iter().find(|ticket| calls(window, ticket))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::ticket_tests::ticket;
    use kernel::id::{OfficeId, WindowId};
    use proptest::prelude::*;
    use uuid::Uuid;

    pub(crate) fn window(number: i16, purposes: &[&str]) -> Window {
        Window {
            id: WindowId::from_uuid(Uuid::from_u128(u128::try_from(number).unwrap())),
            office: OfficeId::from_uuid(Uuid::from_u128(1)),
            number,
            purposes: purposes.iter().map(|purpose| (*purpose).to_owned()).collect(),
            officer: None,
            opened_at: None,
        }
    }

    fn at(minute: i64) -> DateTime<Utc> {
        ticket(1, 0).issued_at + Duration::minutes(minute)
    }

    fn order(tickets: &[Ticket], minute: i64) -> Vec<i16> {
        in_order(tickets, at(minute)).into_iter().map(|ticket| ticket.number).collect()
    }

    #[test]
    fn first_come_first_served_but_the_law_goes_first() {
        let mut tickets = [ticket(1, 0), ticket(2, 1), ticket(3, 2)];
        tickets[2].priority = Some("elderly".to_owned());
        assert_eq!(order(&tickets, 10), [3, 1, 2]);
    }

    #[test]
    fn nobody_is_overtaken_for_ever() {
        let mut tickets = [ticket(1, 0), ticket(2, 50), ticket(3, 59)];
        tickets[2].priority = Some("merit".to_owned());
        assert_eq!(order(&tickets, 59), [3, 1, 2]);
        assert_eq!(order(&tickets, 60), [1, 3, 2]);
    }

    #[test]
    fn an_appointment_counts_from_its_hour_and_not_before() {
        let mut tickets = [ticket(1, 5), ticket(2, 0), ticket(3, 30)];
        tickets[1].booked_for = Some(at(20));
        assert_eq!(order(&tickets, 10), [1, 2].into_iter().chain([3]).collect::<Vec<_>>());
        assert_eq!(order(&tickets, 20), [2, 1, 3]);
        // Too late for the appointment: it waits like everybody else, from its arrival on.
        tickets[1].booked_for = Some(at(-20));
        assert_eq!(order(&tickets, 10), [2, 1, 3]);
        tickets[1].queued_at = at(7);
        tickets[1].issued_at = at(7);
        assert_eq!(order(&tickets, 10), [1, 2, 3]);
    }

    #[test]
    fn a_window_calls_what_it_serves_and_what_was_sent_to_it() {
        let mut tickets = [ticket(1, 0), ticket(2, 1)];
        tickets[0].sent_to = Some(window(2, &["land"]).id);
        assert_eq!(next_for(&window(1, &["civil"]), &tickets, at(5)).map(|ticket| ticket.number), Some(2));
        assert_eq!(next_for(&window(2, &["land"]), &tickets, at(5)).map(|ticket| ticket.number), Some(1));
        assert_eq!(next_for(&window(3, &["result"]), &tickets, at(5)), None);
    }

    proptest! {
        #[test]
        fn everybody_who_waits_stands_in_the_line_once(minutes in proptest::collection::vec((0_u32..240, any::<bool>()), 0..40), now in 0_i64..400) {
            let tickets: Vec<Ticket> = (1_i16..).zip(&minutes).map(|(number, (minute, first))| {
                Ticket { priority: first.then(|| "elderly".to_owned()), ..ticket(number, *minute) }
            }).collect();
            let mut numbers = order(&tickets, now);
            prop_assert_eq!(numbers.len(), tickets.len());
            numbers.sort_unstable();
            numbers.dedup();
            prop_assert_eq!(numbers.len(), tickets.len());
        }
    }
}
