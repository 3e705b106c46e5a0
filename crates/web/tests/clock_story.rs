//! Due dates told in words, from the calendar of the country pack.

#![expect(clippy::unwrap_used, reason = "a test stops where something it needs is missing")]

use std::fs;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::calendar::{Calendars, ClockCase, ClockEvent, SupplementRule};
use kernel::limit::{Limit, LimitUnit};
use web::Language;
use web::clock_view::{Chip, ChipState, ReasonKind, Standing, Story};

fn calendars() -> Calendars {
    let read = |name: &str| fs::read_to_string(format!("{}/../../data/vn/calendars/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    Calendars::from_csv(&read("holidays.csv"), &read("weeks.csv")).unwrap()
}

/// Office time of November and December 2026 as an instant.
fn at(local: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(&format!("2026-{local}:00+07:00")).unwrap().to_utc()
}

fn case(received: &str, limit: Limit, events: Vec<ClockEvent>) -> ClockCase {
    ClockCase { calendar: "standard".to_owned(), received_at: at(received), limit, supplement_rule: SupplementRule::Restart, events }
}

fn story(language: Language, case: &ClockCase) -> Story {
    let calendars = calendars();
    let calendar = calendars.get(&case.calendar).unwrap();
    let explanation = calendar.explain(case).unwrap();
    Story::of(language, calendar, case, &explanation, NaiveDate::from_ymd_opt(2026, 11, 25).unwrap())
}

fn sentences(story: &Story) -> Vec<&str> {
    story.reasons.iter().map(|reason| reason.sentence.as_str()).collect()
}

#[test]
fn the_story_of_the_picture() {
    let events = vec![ClockEvent::supplement_requested(at("11-18T14:20")), ClockEvent::supplement_supplied(at("11-20T10:05"))];
    let story = story(Language::Vi, &case("11-13T20:14", Limit::whole(7, LimitUnit::WorkingDay), events));
    assert_eq!(story.title, "Vì sao là ngày 02/12/2026?");
    assert_eq!(
        sentences(&story),
        [
            "Nộp lúc **20:14 thứ Sáu 13/11/2026**, ngoài giờ làm việc, nên được tính là nhận lúc **07:30 thứ Hai 16/11/2026**. Ngày nhận không đếm.",
            "Thời hạn là **7 ngày làm việc**. Hạn đầu tiên: **17:00 thứ Năm 26/11/2026**.",
            "Lúc **14:20 thứ Tư 18/11/2026** có yêu cầu bổ sung: đồng hồ **dừng** đến khi bổ sung đủ.",
            "Bổ sung đủ lúc **10:05 thứ Sáu 20/11/2026**: **đếm lại từ đầu** 7 ngày làm việc.",
            "Bỏ qua các ngày nghỉ cuối tuần và **24/11, Ngày Văn hóa Việt Nam**.",
            "Ngày làm việc thứ 7 là **thứ Tư 02/12/2026**, hết giờ lúc **17:00**.",
        ]
    );
    let kinds: Vec<ReasonKind> = story.reasons.iter().map(|reason| reason.kind).collect();
    assert_eq!((kinds[2], kinds[5]), (ReasonKind::Stopped, ReasonKind::Due));
    assert_eq!(story.reasons[0].basis, "Điều 147 Bộ luật Dân sự");
    assert_eq!(story.reasons[3].basis, "Điều 19.4 Nghị định 61/2018/NĐ-CP");
}

#[test]
fn the_calendar_of_the_picture() {
    let events = vec![ClockEvent::supplement_requested(at("11-18T14:20")), ClockEvent::supplement_supplied(at("11-20T10:05"))];
    let story = story(Language::Vi, &case("11-13T20:14", Limit::whole(7, LimitUnit::WorkingDay), events));
    let cells: Vec<(&str, &str)> = story.calendar.weeks.iter().flatten().map(|day| (day.number.as_str(), day.class)).collect();
    let of = |number: &str| cells.iter().find(|(found, _)| *found == number).map(|(_, class)| *class);
    let expected = [("13", "received"), ("16", "received"), ("17", "dropped"), ("18", "dropped"), ("19", "stopped"), ("20", "received")];
    for (number, class) in expected.into_iter().chain([("23", "counted"), ("24", "off"), ("30", "counted"), ("2/12", "due")]) {
        assert_eq!(of(number), Some(class), "{number}");
    }
    assert_eq!(story.calendar.weeks.len(), 4);
}

#[test]
fn short_limits_need_few_words() {
    let told = |received, limit| sentences(&story(Language::Vi, &case(received, limit, Vec::new()))).join("|");
    assert_eq!(
        told("11-25T08:00", Limit::whole(2, LimitUnit::WorkingHour)),
        "Nhận lúc **08:00 thứ Tư 25/11/2026**, trong giờ làm việc.|Thời hạn là **2 giờ làm việc**.|Đủ 2 giờ làm việc vào lúc **10:00 thứ Tư 25/11/2026**."
    );
    assert_eq!(
        told("11-25T16:00", Limit::whole(0, LimitUnit::SameDay)),
        "Nhận lúc **16:00 thứ Tư 25/11/2026**, trong giờ làm việc.|Nhận sau 15:00, nên hạn là cuối ngày làm việc tiếp theo: **17:00 thứ Năm 26/11/2026**."
    );
    assert!(
        told("11-25T08:00", Limit::new(Some(1.5), LimitUnit::WorkingDay).unwrap())
            .ends_with("Thêm nửa ngày, tức bốn giờ làm việc: đến **11:30 thứ Sáu 27/11/2026**.")
    );
    assert!(told("11-05T08:00", Limit::whole(1, LimitUnit::Month)).ends_with("nên hạn lùi đến **17:00 thứ Hai 07/12/2026**."));
}

#[test]
fn while_the_clock_stands_still_there_is_no_date() {
    let events = vec![ClockEvent::supplement_requested(at("11-26T09:00"))];
    let story = story(Language::En, &case("11-25T08:00", Limit::whole(3, LimitUnit::WorkingDay), events));
    assert_eq!(story.title, "Why is there no date yet?");
    let last = story.reasons.last().unwrap();
    assert_eq!((last.kind, last.sentence.contains("**stopped**")), (ReasonKind::Stopped, true));
    assert_eq!(story.reasons[1].sentence, "The time limit is **3 working days**. First due date: **17:00, Monday 30 November 2026**.");
}

#[test]
fn what_was_overtaken_is_left_out_of_a_long_story() {
    let stops = (1..=6).flat_map(|day| {
        let at = |time: &str| at(&format!("12-{:02}T{time}", day * 3));
        [ClockEvent::financial_requested(at("08:00")), ClockEvent::financial_fulfilled(at("10:00"))]
    });
    let story = story(Language::Th, &case("12-01T08:00", Limit::whole(30, LimitUnit::WorkingDay), stops.collect()));
    assert_eq!(story.reasons.len(), 7);
    assert_eq!(story.reasons.last().map(|reason| reason.kind), Some(ReasonKind::Due));
}

#[test]
fn chips_count_working_days_of_the_calendar() {
    let calendars = calendars();
    let calendar = calendars.get("standard").unwrap();
    let chip = |due: &str, now: &str| Chip::of(Language::Vi, &Standing::new(calendar, at(due), at(now)).unwrap());
    for (due, now, state, words) in [
        ("12-02T17:00", "11-25T09:10", ChipState::OnTime, "Còn 5 ngày"),
        ("11-25T17:00", "11-23T09:10", ChipState::DueSoon, "Thứ Tư 25/11, 17:00"),
        ("11-25T17:00", "11-25T09:10", ChipState::Today, "Hôm nay 17:00"),
        ("11-23T17:00", "11-25T09:10", ChipState::Late, "Trễ 1 ngày"),
        ("11-25T08:40", "11-25T09:10", ChipState::Late, "Trễ 30 phút"),
    ] {
        let got = chip(due, now);
        assert_eq!((got.state, got.words.as_str()), (state, words), "{due} at {now}");
    }
}
