//! What the rules say, written a second time and only from the law (`rules.md` A3 to A11): given where a dossier stands, is a step allowed?
//! Knows nothing of the aggregate.

use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;

/// What somebody tries to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Try {
    Accept,
    TurnAway { pointer: bool, reason: bool },
    Ask { exception: bool, items: bool },
    Supply,
    Withdraw,
    Appraise { refuse: bool },
    Decide { refuse: bool, reason: bool },
    SendBack,
    HandOver { receiver: bool },
    Owe { amount: Option<i64>, purpose: bool },
    Pay { proof: bool },
    Extend { days: i64, reason: bool },
    AskStop,
    TakeBack,
    Stop { on_paper: bool },
    Correct { changed: bool, reason: bool },
    Consult { office: u8, days: u16 },
    Answer { words: bool },
    Lapse,
    Transfer,
    Deem,
}

/// Any try, likely ones more often, with the minutes that pass before it.
pub(super) fn tries() -> impl Strategy<Value = Vec<(Try, i64)>> {
    let flag = || any::<bool>();
    let one = prop_oneof![
        4 => Just(Try::Accept),
        1 => (flag(), flag()).prop_map(|(pointer, reason)| Try::TurnAway { pointer, reason }),
        3 => (flag(), prop::bool::weighted(0.9)).prop_map(|(exception, items)| Try::Ask { exception, items }),
        4 => Just(Try::Supply),
        1 => Just(Try::Withdraw),
        6 => flag().prop_map(|refuse| Try::Appraise { refuse }),
        3 => (flag(), flag()).prop_map(|(refuse, reason)| Try::Decide { refuse, reason }),
        1 => Just(Try::SendBack),
        2 => flag().prop_map(|receiver| Try::HandOver { receiver }),
        2 => (prop::option::of(-1_i64..2_000_000), flag()).prop_map(|(amount, purpose)| Try::Owe { amount, purpose }),
        3 => prop::bool::weighted(0.8).prop_map(|proof| Try::Pay { proof }),
        3 => (-3_i64..30, prop::bool::weighted(0.8)).prop_map(|(days, reason)| Try::Extend { days, reason }),
        1 => Just(Try::AskStop),
        1 => Just(Try::TakeBack),
        1 => flag().prop_map(|on_paper| Try::Stop { on_paper }),
        1 => (flag(), flag()).prop_map(|(changed, reason)| Try::Correct { changed, reason }),
        3 => (0_u8..3, 0_u16..70).prop_map(|(office, days)| Try::Consult { office, days }),
        2 => prop::bool::weighted(0.8).prop_map(|words| Try::Answer { words }),
        2 => Just(Try::Lapse),
        1 => Just(Try::Transfer),
        1 => Just(Try::Deem),
    ];
    prop::collection::vec((one, 0_i64..2_500), 1..40)
}

/// The national status (A14), by its number.
pub(super) const NEW: i16 = 1;
pub(super) const ACCEPTED: i16 = 2;
pub(super) const NOT_ACCEPTED: i16 = 3;
pub(super) const IN_PROCESS: i16 = 4;
pub(super) const SUPPLEMENT: i16 = 5;
pub(super) const OBLIGATION: i16 = 6;
pub(super) const WITHDRAWN: i16 = 7;
pub(super) const STOPPED: i16 = 8;
pub(super) const PROCESSED: i16 = 9;
pub(super) const RETURNED: i16 = 10;

/// Where a dossier stands, as far as the law asks.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) status: i16,
    pub(super) received: bool,
    /// The internal process waits for the decision, not for the appraisal.
    pub(super) appraised: bool,
    pub(super) asked: u32,
    pub(super) extended: bool,
    pub(super) wish: bool,
    /// Offices whose opinion is waited for, with the end of their time.
    pub(super) waiting: Vec<(u8, DateTime<Utc>)>,
    pub(super) transferred: bool,
    pub(super) on_paper: bool,
    /// The date in force, while the clock runs.
    pub(super) due: Option<DateTime<Utc>>,
}

impl Standing {
    /// Just handed in.
    pub(super) const fn handed_in(on_paper: bool) -> Self {
        Self {
            status: NEW,
            received: false,
            appraised: false,
            asked: 0,
            extended: false,
            wish: false,
            waiting: Vec::new(),
            transferred: false,
            on_paper,
            due: None,
        }
    }

    const fn is(&self, one: &[i16]) -> bool {
        let mut at = 0;
        while at < one.len() {
            if one[at] == self.status {
                return true;
            }
            at += 1;
        }
        false
    }

    const fn stoppable(&self) -> bool {
        self.received && self.is(&[ACCEPTED, IN_PROCESS, SUPPLEMENT, OBLIGATION])
    }

    /// Does the law let it happen at `now`? `closing` is the closing time of a day in office time, `today` the day it is there.
    pub(super) fn allows(
        &self,
        what: &Try,
        now: DateTime<Utc>,
        today: NaiveDate,
        closing: impl Fn(NaiveDate) -> Option<DateTime<Utc>>,
    ) -> bool {
        match what {
            // A3: exactly one of the four answers, while nothing was answered.
            Try::Accept => self.is(&[NEW]),
            Try::TurnAway { pointer: _, reason } => self.is(&[NEW]) && *reason,
            // A3.2, A7: once; again only by an exception of the law. With reasons, complete.
            Try::Ask { exception, items } => self.is(&[NEW, IN_PROCESS]) && *items && (self.asked == 0 || *exception),
            Try::Supply => self.is(&[SUPPLEMENT]),
            Try::Withdraw => self.is(&[NEW]) || (self.is(&[SUPPLEMENT]) && !self.received),
            // Work stands still with the clock.
            Try::Appraise { .. } => self.is(&[ACCEPTED, IN_PROCESS]) && !self.appraised,
            Try::SendBack => self.is(&[ACCEPTED, IN_PROCESS]) && self.appraised,
            // A8: a refusal has reasons. A11: the wish to stop is answered first.
            Try::Decide { refuse, reason } => self.is(&[ACCEPTED, IN_PROCESS]) && self.appraised && !self.wish && (!*refuse || *reason),
            Try::HandOver { receiver } => self.is(&[PROCESSED]) && *receiver,
            // A10.
            Try::Owe { amount, purpose } => self.is(&[IN_PROCESS]) && *purpose && amount.is_none_or(|amount| amount > 0),
            Try::Pay { proof } => self.is(&[OBLIGATION]) && *proof,
            // A9: once, later than promised, with a reason.
            Try::Extend { days, reason } => {
                let day = today.checked_add_signed(chrono::Duration::days(*days)).and_then(closing);
                let later = day.zip(self.due).is_some_and(|(day, due)| day > due && day > now);
                self.is(&[ACCEPTED, IN_PROCESS]) && !self.extended && *reason && later
            }
            // A11: while no decision exists.
            Try::AskStop => self.stoppable() && !self.wish,
            Try::TakeBack => self.stoppable() && self.wish,
            Try::Stop { on_paper } => self.stoppable() && (self.wish || *on_paper),
            Try::Correct { changed, reason } => self.stoppable() && *changed && *reason,
            // A12.
            Try::Consult { office, days } => {
                let waits = self.waiting.iter().any(|(waiting, _)| waiting == office);
                self.is(&[ACCEPTED, IN_PROCESS]) && !waits && (1..=60).contains(days)
            }
            Try::Answer { words } => !self.waiting.is_empty() && *words,
            Try::Lapse => self.waiting.iter().any(|(_, due)| *due < now),
            Try::Transfer => self.received && self.on_paper && !self.transferred && !self.is(&[NOT_ACCEPTED, WITHDRAWN, STOPPED, RETURNED]),
            Try::Deem => self.is(&[ACCEPTED, IN_PROCESS]) && self.due.is_some_and(|due| due < now),
        }
    }

    /// The status after it, where the law names one.
    pub(super) const fn status_after(&self, what: &Try) -> i16 {
        match what {
            Try::Accept => ACCEPTED,
            Try::TurnAway { .. } => NOT_ACCEPTED,
            Try::Ask { .. } => SUPPLEMENT,
            Try::Supply if self.received => IN_PROCESS,
            Try::Supply => NEW,
            Try::Withdraw => WITHDRAWN,
            Try::Appraise { .. } | Try::SendBack | Try::Pay { .. } => IN_PROCESS,
            Try::Decide { .. } | Try::Deem => PROCESSED,
            Try::HandOver { .. } => RETURNED,
            Try::Owe { .. } => OBLIGATION,
            Try::Stop { .. } => STOPPED,
            _ => self.status,
        }
    }

    /// Follows the dossier: what the law remembers of it.
    pub(super) fn happened(&mut self, what: &Try, now: DateTime<Utc>, due: Option<DateTime<Utc>>, until: Option<DateTime<Utc>>) {
        self.status = self.status_after(what);
        match what {
            Try::Accept => self.received = true,
            Try::Ask { .. } => self.asked += 1,
            Try::Appraise { .. } => self.appraised = true,
            Try::SendBack => self.appraised = false,
            Try::Extend { .. } => self.extended = true,
            Try::AskStop => self.wish = true,
            Try::TakeBack => self.wish = false,
            Try::Consult { office, .. } => self.waiting.extend(until.map(|until| (*office, until))),
            Try::Answer { .. } => drop(self.waiting.remove(0)),
            Try::Lapse => self.waiting.retain(|(_, due)| *due >= now),
            Try::Transfer => self.transferred = true,
            _ => {}
        }
        if self.is(&[PROCESSED, STOPPED]) {
            self.waiting.clear();
        }
        self.due = due;
    }
}
