//! Random lives of dossiers against the law: every step is refused or allowed exactly as the rules say, every due date is what its explanation
//! adds up to, and the national status is defined at every moment.

mod law;

use std::sync::LazyLock;

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use kernel::calendar::{Calendar, Calendars, Rule};
use kernel::id::{AccountId, ContentId, DossierId, OfficeId, TaskId};
use kernel::limit::{Limit, LimitUnit};
use kernel::money::Dong;
use process::Definition;
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use self::law::{Standing, Try, tries};
use super::{
    Acceptance, Completion, DECISION_STEP, DecisionFacts, Desk, Lanes, Obligation, Promise, Question, Wanted, accept, answer, ask_stop,
    ask_supplement, complete, confirm_payment, consult, correct, decide, deem, extend, hand_in, hand_over, lapsed, request_payment,
    send_back, stop, supply, take_stop_back, transferred, turn_away, withdraw,
};
use crate::error::{Refusal, UseCaseError};
use crate::model::{
    Applicant, Channel, Content, Dossier, Event, Opening, Outcome, RefusalKind, ResultPaper, ReturnWay, State, SupplementItem, Task,
};

static CALENDARS: LazyLock<Calendars> = LazyLock::new(|| {
    let read = |name: &str| std::fs::read_to_string(pack("calendars").join(name)).expect("a file of the pack");
    Calendars::from_csv(&read("holidays.csv"), &read("weeks.csv")).expect("calendars")
});

static GENERAL: LazyLock<Definition> = LazyLock::new(|| {
    let table = std::fs::read(pack("processes").join("general.csv")).expect("the general process");
    process::table::compile_csv(table).expect("a sound process")
});

fn pack(part: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/vn").join(part)
}

fn calendar() -> &'static Calendar {
    CALENDARS.get("standard").expect("the standard calendar")
}

const fn office(number: u128) -> OfficeId {
    OfficeId::from_uuid(Uuid::from_u128(number))
}

const SHOP: OfficeId = office(1);
const SOLVING: OfficeId = office(2);

fn officer() -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(7))
}

struct Both;

impl Lanes for Both {
    fn office(&self, lane: &str) -> Option<OfficeId> {
        Some(if lane == "one_stop" { SHOP } else { SOLVING })
    }
}

/// One dossier with its journal and its clock on the wall.
struct Life {
    dossier: Dossier,
    journal: Vec<(Event, DateTime<Utc>)>,
    now: DateTime<Utc>,
    tasks: std::cell::Cell<u128>,
}

impl Life {
    fn begin(now: DateTime<Utc>, channel: Channel) -> Self {
        let opening = Opening {
            procedure: "1.001193".parse().expect("a code"),
            procedure_version: 1,
            procedure_name: "Đăng ký khai sinh".to_owned(),
            process: "general".to_owned(),
            channel,
            receiving_office: SHOP,
            solving_office: SOLVING,
            applicant: None,
            content: ContentId::from_uuid(Uuid::from_u128(1)),
            content_sha256: String::new(),
            return_way: ReturnWay::Counter,
        };
        let tasks = std::cell::Cell::new(100);
        let event = on_desk(&tasks, now, |desk| hand_in(desk, opening)).expect("handed in");
        let dossier = Dossier::begin(DossierId::from_uuid(Uuid::from_u128(9)), &event, now).expect("it begins");
        Self { dossier, journal: vec![(event, now)], now, tasks }
    }

    fn desk<T>(&self, then: impl FnOnce(&Desk<'_>) -> Result<T, UseCaseError>) -> Result<T, UseCaseError> {
        on_desk(&self.tasks, self.now, then)
    }

    fn task(&self, key: &str) -> TaskId {
        self.dossier.tasks.iter().find(|task| task.key == key).map_or_else(|| TaskId::from_uuid(Uuid::nil()), |task| task.id)
    }

    /// What the rules answer to the try.
    fn attempt(&self, what: &Try) -> Result<Vec<Event>, UseCaseError> {
        let (dossier, calendar, now) = (&self.dossier, calendar(), self.now);
        let words = |there: bool| if there { "vì lý do này" } else { " " };
        let one = |event: Result<Event, UseCaseError>| event.map(|event| vec![event]);
        match what {
            Try::Accept => one(self.desk(|desk| accept(desk, Some(dossier), acceptance()))),
            Try::TurnAway { pointer, reason } => {
                let kind = if *pointer { RefusalKind::WrongAgency } else { RefusalKind::NotEligible };
                one(turn_away(dossier, kind, words(*reason), "", "UBND phường Hà Lầm"))
            }
            Try::Ask { exception, items } => one(ask_supplement(calendar, dossier, &wanted(*exception, *items), officer(), now)),
            Try::Supply => one(supply(calendar, dossier, &content(2), now)),
            Try::Withdraw => one(withdraw(dossier, "")),
            Try::Appraise { refuse } => {
                let outcome = if *refuse { "propose_refusal" } else { "propose_approval" };
                let done = Completion {
                    task: self.task("appraise"),
                    outcome: outcome.to_owned(),
                    note: String::new(),
                    variables: process::Variables::new().with("consult", 0),
                };
                self.desk(|desk| complete(desk, dossier, officer(), done))
            }
            Try::SendBack => self.desk(|desk| send_back(desk, dossier, officer(), self.task(DECISION_STEP), "thiếu căn cứ")),
            Try::Decide { refuse, reason } => {
                let outcome = if *refuse { Outcome::Refused } else { Outcome::Approved };
                let facts = DecisionFacts { task: self.task(DECISION_STEP), outcome, reason: words(*reason).to_owned(), paper: paper() };
                self.desk(|desk| decide(desk, dossier, officer(), facts))
            }
            Try::HandOver { receiver } => one(hand_over(dossier, ReturnWay::Counter, words(*receiver)).map_err(UseCaseError::from)),
            Try::Owe { amount, purpose } => {
                let owed = Obligation { purpose: words(*purpose).to_owned(), amount: amount.map(Dong), reference: String::new() };
                one(request_payment(calendar, dossier, &owed, officer(), now))
            }
            Try::Pay { proof } => one(confirm_payment(calendar, dossier, words(*proof), now)),
            Try::Extend { days, reason } => {
                let day = calendar.local(now).date() + Duration::days(*days);
                one(extend(calendar, dossier, (words(*reason), day), officer(), now))
            }
            Try::AskStop => one(ask_stop(dossier, "", officer(), now)),
            Try::TakeBack => one(take_stop_back(dossier)),
            Try::Stop { on_paper } => stop(dossier, on_paper.then_some("đổi ý"), "", officer(), now),
            Try::Correct { changed, reason } => {
                let fields = if *changed { vec!["child_name".to_owned()] } else { Vec::new() };
                one(correct(dossier, &content(3), fields, words(*reason)))
            }
            Try::Consult { office: number, days } => {
                let question = Question { office: office(50 + u128::from(*number)), text: "Ý kiến?".to_owned(), days: *days };
                one(self.desk(|desk| consult(desk, dossier, &question, officer())))
            }
            Try::Answer { words: there } => answer(dossier, self.task(Task::CONSULTATION), words(*there), officer(), now),
            Try::Lapse => match lapsed(dossier, "", now) {
                events if events.is_empty() => Err(Refusal::TaskNotFound.into()),
                events => Ok(events),
            },
            Try::Transfer => one(transferred(dossier)),
            Try::Deem => one(self.desk(|desk| deem(desk, dossier, (Outcome::Approved, "im lặng".to_owned()), "luật", paper()))),
        }
    }

    fn take(&mut self, events: Vec<Event>) {
        for event in events {
            self.dossier.apply(&event, self.now).expect("an allowed step fits the state machine");
            self.journal.push((event, self.now));
        }
    }
}

fn on_desk<T>(
    tasks: &std::cell::Cell<u128>,
    now: DateTime<Utc>,
    then: impl FnOnce(&Desk<'_>) -> Result<T, UseCaseError>,
) -> Result<T, UseCaseError> {
    let new_task = || {
        tasks.set(tasks.get() + 1);
        TaskId::from_uuid(Uuid::from_u128(tasks.get()))
    };
    then(&Desk { now, calendar: calendar(), definition: &GENERAL, lanes: &Both, new_task: &new_task })
}

fn acceptance() -> Acceptance {
    let promise = Promise {
        limit: Limit::whole(5, LimitUnit::WorkingDay),
        supplement_rule: Default::default(),
        legal_basis: "Luật Hộ tịch".to_owned(),
    };
    Acceptance { code: "H49.31.01-260105-0001".parse().expect("a code"), promise, opening: None }
}

fn wanted(exception: bool, items: bool) -> Wanted {
    let item = SupplementItem { subject: "Giấy chứng sinh".to_owned(), reason: "mờ".to_owned(), ..SupplementItem::default() };
    Wanted {
        items: if items { vec![item] } else { Vec::new() },
        legal_basis: String::new(),
        exception: if exception { "khoản 2 Điều 9".to_owned() } else { String::new() },
    }
}

fn content(number: u128) -> Content {
    Content {
        id: ContentId::from_uuid(Uuid::from_u128(number)),
        applicant: Applicant::default(),
        declaration: json!({ "child_name": "Vũ Minh Mẫu" }),
        papers: Vec::new(),
    }
}

fn paper() -> ResultPaper {
    ResultPaper { result: Uuid::from_u128(3), number: "1/KQ".to_owned(), verification: "x".to_owned() }
}

/// Closing time of a day, or of the next working day; nothing beyond the calendar.
fn closing(day: NaiveDate) -> Option<DateTime<Utc>> {
    let mut day = day;
    while !calendar().is_working_day(day).ok()? {
        day = day.succ_opt()?;
    }
    Some(calendar().instant(day.and_time(NaiveTime::from_hms_opt(17, 0, 0)?)))
}

/// The last step of the explanation that leads to a date leads to the one in force.
fn explanation_adds_up(dossier: &Dossier) {
    let Some(clock) = &dossier.clock else { return };
    let explained = calendar().explain(&clock.case).expect("every due date explains itself");
    let leads = |rule: Rule| {
        use Rule::{
            ExtensionAgain, ExtensionNotLater, ExtensionTooLate, FinishedEarly, FinishedLate, FinishedOnTime, Stopped, StoppedLate,
        };
        ![Stopped, StoppedLate, ExtensionAgain, ExtensionTooLate, ExtensionNotLater, FinishedEarly, FinishedOnTime, FinishedLate]
            .contains(&rule)
    };
    let last = explained.steps.iter().rev().find(|step| leads(step.rule)).map(|step| step.to);
    if let Some(due) = clock.due {
        assert_eq!(last, Some(due), "the explanation ends elsewhere: {:#?}", explained.steps);
    } else {
        assert!(dossier.is_stopped() || dossier.state == State::Stopped, "a date is missing although the clock runs");
    }
    assert_eq!(explained.answer.initial_due, clock.original_due);
}

fn start() -> DateTime<Utc> {
    calendar().instant(NaiveDate::from_ymd_opt(2026, 1, 5).expect("a day").and_hms_opt(8, 0, 0).expect("a time"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_step_is_refused_or_allowed_as_the_law_says(tries in tries(), online in any::<bool>()) {
        let channel = if online { Channel::Online } else { Channel::Counter };
        let mut life = Life::begin(start(), channel);
        let mut standing = Standing::handed_in(!online);
        for (what, minutes) in &tries {
            life.now += Duration::minutes(*minutes);
            let today = calendar().local(life.now).date();
            let allowed = standing.allows(what, life.now, today, closing);
            let done = life.attempt(what);
            prop_assert_eq!(done.is_ok(), allowed, "{:?} at {:?}: {:?}", what, standing, done.err());
            if let Err(error) = &done {
                prop_assert!(matches!(error, UseCaseError::Refused(_)), "a refusal is an answer, not a fault: {:?}", error);
            }
            if let Ok(events) = done {
                life.take(events);
                let until = life.dossier.consultations.last().map(|asked| asked.due_at);
                standing.happened(what, life.now, life.dossier.due().filter(|_| life.dossier.received_at.is_some()), until);
            }
            // Claiming is no step of the law, but the first makes an accepted dossier one in process.
            if standing.status == law::ACCEPTED && life.dossier.state == State::InProcess {
                standing.status = law::IN_PROCESS;
            }
            let number = life.dossier.state.number();
            prop_assert_eq!(number, standing.status, "after {:?}", what);
            prop_assert!((1..=10).contains(&number));
            explanation_adds_up(&life.dossier);
        }
        let events = life.journal.iter().map(|(event, at)| (event, *at));
        prop_assert_eq!(Dossier::fold(life.dossier.id, events).expect("the journal folds"), life.dossier);
    }
}
