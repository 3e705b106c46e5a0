//! What must hold for every arrival and every limit.

use chrono::{DateTime, Duration, Utc};
use kernel::calendar::{Calendar, ClockCase, ClockEvent, DayMark, SupplementRule};
use kernel::deadline::answer_line;
use kernel::limit::{Limit, LimitUnit};
use proptest::prelude::*;

use crate::calendars;

fn arrivals() -> impl Strategy<Value = DateTime<Utc>> {
    let first: DateTime<Utc> = "2022-01-03T00:00:00Z".parse().unwrap();
    (0_i64..60 * 24 * 365 * 5).prop_map(move |minutes| first + Duration::minutes(minutes))
}

fn limits() -> impl Strategy<Value = Limit> {
    prop_oneof![
        (1_u32..80).prop_map(|halves| Limit::new(Some(f64::from(halves) / 2.0), LimitUnit::WorkingDay).unwrap()),
        (1_u32..5000).prop_map(Limit::working_minutes),
        (1_u16..120).prop_map(|days| Limit::whole(days, LimitUnit::CalendarDay)),
        (1_u16..8).prop_map(|months| Limit::whole(months, LimitUnit::Month)),
        Just(Limit::whole(0, LimitUnit::SameDay)),
        Just(Limit::whole(0, LimitUnit::Transfer)),
    ]
}

fn case(calendar: &Calendar, received_at: DateTime<Utc>, limit: Limit, supplement_rule: SupplementRule) -> ClockCase {
    ClockCase { calendar: calendar.id().to_owned(), received_at, limit, supplement_rule, events: Vec::new() }
}

proptest! {
    #[test]
    fn arriving_later_is_never_due_earlier(at in arrivals(), wait in 0_i64..20_000, limit in limits()) {
        let calendars = calendars();
        for id in calendars.ids() {
            let calendar = calendars.get(id).unwrap();
            let after = at + Duration::minutes(wait);
            let (sooner, later) = (calendar.due(at, limit).unwrap(), calendar.due(after, limit).unwrap());
            // A Saturday morning is worked but no working day: what is due on the day of receipt ends there, and only on Monday when it
            // came on Friday after 15:00.
            let receipt = calendar.local(calendar.working_instant(after).unwrap()).date();
            prop_assume!(!limit.unit().stands_alone() || calendar.is_working_day(receipt).unwrap());
            prop_assert!(sooner <= later, "{id}: {sooner} > {later}");
        }
    }

    #[test]
    fn the_due_date_lies_in_working_time_and_not_before_the_arrival(at in arrivals(), limit in limits()) {
        let calendars = calendars();
        let calendar = calendars.get("standard").unwrap();
        let due = calendar.due(at, limit).unwrap();
        prop_assert!(due >= calendar.working_instant(at).unwrap());
        prop_assert!(calendar.is_working_day(calendar.local(due).date()).unwrap());
    }

    #[test]
    fn hours_add_up(at in arrivals(), first in 1_u32..3000, second in 1_u32..3000) {
        let calendars = calendars();
        let calendar = calendars.get("saturday_morning").unwrap();
        let halfway = calendar.due(at, Limit::working_minutes(first)).unwrap();
        let end = calendar.due(at, Limit::working_minutes(first + second)).unwrap();
        prop_assert_eq!(calendar.working_minutes_between(halfway, end).unwrap(), i64::from(second));
        prop_assert_eq!(calendar.due(halfway, Limit::working_minutes(second)).unwrap(), end);
    }

    #[test]
    fn a_stop_of_no_length_with_resume_changes_nothing(at in arrivals(), limit in limits(), wait in 0_i64..2000) {
        let calendars = calendars();
        let calendar = calendars.get("standard").unwrap();
        let mut case = case(calendar, at, limit, SupplementRule::Resume);
        let before = calendar.answer(&case).unwrap();
        let stop = calendar.working_instant(at + Duration::minutes(wait)).unwrap();
        // Nothing left means due at the instant of supply, which is later: only a stop before the due date leaves it alone.
        prop_assume!(stop < before.initial_due);
        // A transfer due at an opening reads as the closing before it: the same number of working minutes.
        prop_assume!(limit.unit() != LimitUnit::Transfer);
        case.events = vec![ClockEvent::supplement_requested(stop), ClockEvent::supplement_supplied(stop)];
        prop_assert_eq!(calendar.answer(&case).unwrap().due, before.due);
    }

    #[test]
    fn a_restart_is_a_new_arrival(at in arrivals(), limit in limits(), wait in 0_i64..50_000, gone in 0_i64..50_000) {
        let calendars = calendars();
        let calendar = calendars.get("early_0700").unwrap();
        let mut case = case(calendar, at, limit, SupplementRule::Restart);
        let supplied = at + Duration::minutes(wait + gone);
        case.events = vec![ClockEvent::supplement_requested(at + Duration::minutes(wait)), ClockEvent::supplement_supplied(supplied)];
        prop_assert_eq!(calendar.answer(&case).unwrap().due, Some(calendar.due(supplied, limit).unwrap()));
    }

    #[test]
    fn the_month_view_covers_every_day_and_ends_at_the_due_day(at in arrivals(), limit in limits()) {
        let calendars = calendars();
        let calendar = calendars.get("standard").unwrap();
        let told = calendar.explain(&case(calendar, at, limit, SupplementRule::Restart)).unwrap();
        prop_assert!(told.days.windows(2).all(|pair| pair[0].0.succ_opt() == Some(pair[1].0)));
        prop_assert_eq!(told.days.first().unwrap().0, calendar.local(at).date());
        let (last, mark) = told.days.last().unwrap();
        prop_assert_eq!(*last, calendar.local(told.answer.due.unwrap()).date());
        prop_assert!(matches!(mark, DayMark::Due(_)));
        if let (LimitUnit::WorkingDay, DayMark::Due(Some(number)), Some(value)) = (limit.unit(), mark, limit.value()) {
            prop_assert!((f64::from(*number) - value).abs() <= 0.5);
        }
    }

    #[test]
    fn any_line_gets_a_line(line in ".{0,200}") {
        let answer = answer_line(&calendars(), &line, true);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&answer).is_ok() && !answer.contains('\n'));
    }

    #[test]
    fn a_share_of_the_way_lies_on_the_way_and_in_working_time(at in arrivals(), limit in limits(), share in 0_u8..=120) {
        let calendars = calendars();
        let calendar = calendars.get("standard").unwrap();
        let (from, until) = (calendar.working_instant(at).unwrap(), calendar.due(at, limit).unwrap());
        let passed = calendar.share_passed(at, until, share).unwrap();
        prop_assert!(from <= passed && passed <= until.max(from), "{from} {passed} {until}");
        let (used, whole) = (calendar.working_minutes_between(from, passed).unwrap(), calendar.working_minutes_between(from, until).unwrap());
        prop_assert_eq!(used, whole.max(0) * i64::from(share.min(100)) / 100);
    }
}
