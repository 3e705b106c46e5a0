//! A number and what becomes of it.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::{AccountId, BookingId, OfficeId, TicketId, WindowId};

use super::words;
use crate::error::Refusal;

words! {
    /// Where a number was drawn.
    TicketChannel {
        /// At the kiosk or on the office's public page.
        Kiosk = "kiosk",
        /// Given by an officer.
        Counter = "counter",
        /// By arriving for an appointment.
        Booking = "booking",
    }
}

words! {
    /// How far somebody with a number is.
    TicketState {
        /// Waits to be called.
        Waiting = "waiting",
        /// Was called and is expected at a window.
        Called = "called",
        /// Stands at a window.
        Serving = "serving",
        /// Was served.
        Done = "done",
        /// Was called and did not come.
        Missed = "missed",
        /// Went away before being called.
        Left = "left",
    }
}

/// A number of an office and day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Identifier.
    pub id: TicketId,
    /// The office.
    pub office: OfficeId,
    /// The day, in office time.
    pub day: NaiveDate,
    /// The number: unique in the office on the day, whatever the letter.
    pub number: i16,
    /// The letter of the purpose.
    pub letter: String,
    /// What the slip opens its state with; tells nothing and cannot be guessed.
    pub code: String,
    /// Code of the purpose.
    pub purpose: String,
    /// Code of the reason to be let go first, if there is one.
    pub priority: Option<String>,
    /// The appointment it was drawn for.
    pub booking: Option<BookingId>,
    /// The hour of that appointment.
    pub booked_for: Option<DateTime<Utc>>,
    /// Where it was drawn.
    pub channel: TicketChannel,
    /// How far it is.
    pub state: TicketState,
    /// The only window that may call it, after it was sent there.
    pub sent_to: Option<WindowId>,
    /// The window that called it last.
    pub window: Option<WindowId>,
    /// Who called it last.
    pub officer: Option<AccountId>,
    /// How often it was called, at the last window.
    pub calls: i16,
    /// When it was drawn.
    pub issued_at: DateTime<Utc>,
    /// Since when it stands in the line.
    pub queued_at: DateTime<Utc>,
    /// When it was called first by the last window.
    pub called_at: Option<DateTime<Utc>>,
    /// When serving began.
    pub served_at: Option<DateTime<Utc>>,
    /// When it ended, in whatever way.
    pub finished_at: Option<DateTime<Utc>>,
}

impl Ticket {
    /// "A047".
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}{:03}", self.letter, self.number)
    }

    /// The number as it is read out: "A 0 4 7".
    #[must_use]
    pub fn spelled(&self) -> String {
        self.label().chars().map(|sign| sign.to_string()).collect::<Vec<_>>().join(" ")
    }

    /// A window calls it.
    ///
    /// # Errors
    /// [`Refusal::NotWaiting`].
    pub fn call(&mut self, window: WindowId, officer: AccountId, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.state != TicketState::Waiting {
            return Err(Refusal::NotWaiting);
        }
        self.state = TicketState::Called;
        (self.window, self.officer, self.calls, self.called_at) = (Some(window), Some(officer), 1, Some(now));
        Ok(())
    }

    /// It is called once more.
    ///
    /// # Errors
    /// [`Refusal::NobodyCalled`].
    pub fn call_again(&mut self) -> Result<(), Refusal> {
        self.called()?;
        self.calls = self.calls.saturating_add(1);
        Ok(())
    }

    /// The person stands at the window.
    ///
    /// # Errors
    /// [`Refusal::NobodyCalled`].
    pub fn serve(&mut self, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.called()?;
        (self.state, self.served_at) = (TicketState::Serving, Some(now));
        Ok(())
    }

    /// The person did not come.
    ///
    /// # Errors
    /// [`Refusal::NobodyCalled`].
    pub fn miss(&mut self, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.called()?;
        (self.state, self.finished_at) = (TicketState::Missed, Some(now));
        Ok(())
    }

    /// The person goes; whoever was called and never marked as served was served from the call on.
    ///
    /// # Errors
    /// [`Refusal::NobodyServed`].
    pub fn finish(&mut self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if !matches!(self.state, TicketState::Called | TicketState::Serving) {
            return Err(Refusal::NobodyServed);
        }
        self.served_at = self.served_at.or(self.called_at);
        (self.state, self.finished_at) = (TicketState::Done, Some(now));
        Ok(())
    }

    /// The person goes on to another window and keeps the place in the line.
    ///
    /// # Errors
    /// [`Refusal::NobodyServed`]; [`Refusal::SameWindow`].
    pub fn send(&mut self, window: WindowId) -> Result<(), Refusal> {
        if !matches!(self.state, TicketState::Called | TicketState::Serving) {
            return Err(Refusal::NobodyServed);
        }
        if self.window == Some(window) {
            return Err(Refusal::SameWindow);
        }
        (self.state, self.sent_to) = (TicketState::Waiting, Some(window));
        (self.window, self.officer, self.calls, self.called_at, self.served_at) = (None, None, 0, None, None);
        Ok(())
    }

    /// Somebody who was missed is there after all, and stands at the end of the line.
    ///
    /// # Errors
    /// [`Refusal::NotMissed`].
    pub fn come_back(&mut self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.state != TicketState::Missed {
            return Err(Refusal::NotMissed);
        }
        (self.state, self.queued_at) = (TicketState::Waiting, now);
        (self.window, self.officer, self.calls, self.called_at, self.finished_at) = (None, None, 0, None, None);
        Ok(())
    }

    /// The person does not wait any longer.
    ///
    /// # Errors
    /// [`Refusal::NotWaiting`].
    pub fn leave(&mut self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.state != TicketState::Waiting {
            return Err(Refusal::NotWaiting);
        }
        (self.state, self.finished_at) = (TicketState::Left, Some(now));
        Ok(())
    }

    fn called(&self) -> Result<(), Refusal> {
        if self.state == TicketState::Called { Ok(()) } else { Err(Refusal::NobodyCalled) }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use uuid::Uuid;

    /// The `number`-th ticket of the day, drawn at `minute` past eight in the morning.
    pub(crate) fn ticket(number: i16, minute: u32) -> Ticket {
        let at: DateTime<Utc> = "2026-11-25T01:00:00Z".parse().unwrap();
        let at = at + chrono::Duration::minutes(minute.into());
        Ticket {
            id: TicketId::from_uuid(Uuid::from_u128(u128::try_from(number).unwrap())),
            office: OfficeId::from_uuid(Uuid::from_u128(1)),
            day: "2026-11-25".parse().unwrap(),
            number,
            letter: "A".to_owned(),
            code: format!("MA{number}"),
            purpose: "civil".to_owned(),
            priority: None,
            booking: None,
            booked_for: None,
            channel: TicketChannel::Kiosk,
            state: TicketState::Waiting,
            sent_to: None,
            window: None,
            officer: None,
            calls: 0,
            issued_at: at,
            queued_at: at,
            called_at: None,
            served_at: None,
            finished_at: None,
        }
    }

    fn now() -> DateTime<Utc> {
        "2026-11-25T02:00:00Z".parse().unwrap()
    }

    const WINDOW: WindowId = WindowId::from_uuid(Uuid::from_u128(3));
    const OFFICER: AccountId = AccountId::from_uuid(Uuid::from_u128(4));

    #[test]
    fn a_number_is_called_served_and_done() {
        let mut ticket = ticket(47, 0);
        assert_eq!((ticket.label().as_str(), ticket.spelled().as_str()), ("A047", "A 0 4 7"));
        ticket.call(WINDOW, OFFICER, now()).unwrap();
        ticket.call_again().unwrap();
        assert_eq!(ticket.calls, 2);
        ticket.serve(now()).unwrap();
        ticket.finish(now()).unwrap();
        assert_eq!(ticket.state, TicketState::Done);
        assert_eq!(ticket.finish(now()), Err(Refusal::NobodyServed));
    }

    #[test]
    fn what_does_not_fit_the_state_is_refused() {
        let mut waiting = ticket(1, 0);
        assert_eq!(waiting.serve(now()), Err(Refusal::NobodyCalled));
        assert_eq!(waiting.miss(now()), Err(Refusal::NobodyCalled));
        assert_eq!(waiting.call_again(), Err(Refusal::NobodyCalled));
        assert_eq!(waiting.come_back(now()), Err(Refusal::NotMissed));
        waiting.call(WINDOW, OFFICER, now()).unwrap();
        assert_eq!(waiting.call(WINDOW, OFFICER, now()), Err(Refusal::NotWaiting));
        assert_eq!(waiting.leave(now()), Err(Refusal::NotWaiting));
        assert_eq!(waiting.send(WINDOW), Err(Refusal::SameWindow));
    }

    #[test]
    fn whoever_was_missed_comes_back_to_the_end() {
        let mut missed = ticket(1, 0);
        missed.call(WINDOW, OFFICER, now()).unwrap();
        missed.miss(now()).unwrap();
        missed.come_back(now()).unwrap();
        assert_eq!((missed.state, missed.queued_at, missed.window), (TicketState::Waiting, now(), None));
    }

    #[test]
    fn whoever_is_sent_on_keeps_the_place() {
        let mut sent = ticket(1, 5);
        let (queued, other) = (sent.queued_at, WindowId::from_uuid(Uuid::from_u128(9)));
        sent.call(WINDOW, OFFICER, now()).unwrap();
        sent.serve(now()).unwrap();
        sent.send(other).unwrap();
        assert_eq!((sent.state, sent.queued_at, sent.sent_to, sent.served_at), (TicketState::Waiting, queued, Some(other), None));
    }
}
