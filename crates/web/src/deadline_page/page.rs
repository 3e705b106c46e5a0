//! `/han-tra`: the form, and below it the answer with its reasons.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use kernel::calendar::{Calendar, Calendars, ClockCase, Explanation};
use kernel::limit::LimitUnit;

use super::Deadlines;
use super::form::{Moment, Typed, office_now};
use crate::clock_view::{Chip, Standing, Story, limit_in_words};
use crate::error::PageError;
use crate::form::{Choice, FieldErrors, TypedDate};
use crate::i18n::{Language, has, t};
use crate::page::{self, Page, Section};
use crate::visitor::Visitor;

/// The answer, ready to be drawn.
struct Answer {
    /// The due date in words; nothing while the clock stands still.
    due: Option<String>,
    chip: Option<Chip>,
    limit: String,
    received: String,
    story: Story,
    address: String,
}

/// One moment of the form.
struct MomentInput {
    name: &'static str,
    date: TypedDate,
    date_error: String,
    time_name: String,
    time: String,
    time_error: String,
}

#[derive(Template)]
#[template(path = "deadline.html")]
struct DeadlinePage {
    page: Page,
    errors: FieldErrors,
    answer: Option<Answer>,
    received: MomentInput,
    asked: MomentInput,
    supplied: MomentInput,
    value: String,
    units: Vec<Choice>,
    calendars: Vec<Choice>,
    rules: Vec<Choice>,
}

pub(super) async fn show(State(deadlines): State<Deadlines>, visitor: Visitor, Query(typed): Query<Typed>) -> Result<Response, PageError> {
    let (language, now) = (visitor.language, deadlines.clock.now());
    if !typed.was_sent() {
        let fresh = office_now(&deadlines.calendars, now).map(Typed::fresh).unwrap_or_default();
        return page::render(&DeadlinePage::new(visitor, &deadlines.calendars, &fresh, FieldErrors::none(), None));
    }
    match answer(&deadlines.calendars, &typed, now, language) {
        Ok(answer) => page::render(&DeadlinePage::new(visitor, &deadlines.calendars, &typed, FieldErrors::none(), Some(answer))),
        Err(errors) => {
            let page = DeadlinePage::new(visitor, &deadlines.calendars, &typed, errors, None);
            page::render_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

fn answer(calendars: &Calendars, typed: &Typed, now: DateTime<Utc>, language: Language) -> Result<Answer, FieldErrors> {
    let (calendar, case) = typed.case(calendars, language)?;
    let explanation = calendar.explain(&case).map_err(|error| Typed::refused(&error, language))?;
    Ok(Answer::new(calendar, &case, &explanation, typed, now, language))
}

impl Answer {
    fn new(
        calendar: &Calendar,
        case: &ClockCase,
        explanation: &Explanation,
        typed: &Typed,
        now: DateTime<Utc>,
        language: Language,
    ) -> Self {
        let due = explanation.answer.due;
        let words = |at: DateTime<Utc>| crate::format::date_time(language, calendar.local(at));
        // Outside the calendar data nobody can say how many working days are left: then there is no chip.
        let standing = due.and_then(|due| Standing::new(calendar, due, now).ok());
        Self {
            due: due.map(words),
            chip: standing.map(|standing| Chip::of(language, &standing)),
            limit: limit_in_words(language, case.limit),
            received: words(case.received_at),
            story: Story::of(language, calendar, case, explanation, calendar.local(now).date()),
            address: typed.address(),
        }
    }
}

impl DeadlinePage {
    fn new(visitor: Visitor, calendars: &Calendars, typed: &Typed, errors: FieldErrors, answer: Option<Answer>) -> Self {
        let page = Page::public(visitor, Section::Deadline, "web-deadline-title").with_errors(!errors.is_empty());
        let language = page.language();
        let unit = |unit: LimitUnit| Choice::new(unit.code(), t(language, &unit_key(unit)), typed.unit == unit.code());
        let rule = |code: &str, key: &str, chosen: bool| Choice::new(code, t(language, key), chosen);
        Self {
            received: MomentInput::new(typed, Moment::Received, &errors),
            asked: MomentInput::new(typed, Moment::Asked, &errors),
            supplied: MomentInput::new(typed, Moment::Supplied, &errors),
            value: typed.value.clone(),
            units: LimitUnit::ALL.into_iter().map(unit).collect(),
            calendars: calendars.ids().into_iter().map(|id| Choice::new(id, calendar_name(language, id), typed.calendar == id)).collect(),
            rules: vec![
                rule("restart", "web-deadline-rule-restart", typed.rule != "resume"),
                rule("resume", "web-deadline-rule-resume", typed.rule == "resume"),
            ],
            page,
            errors,
            answer,
        }
    }
}

impl DeadlinePage {
    /// Whether the part about a supplement has something to show.
    fn has_supplement(&self) -> bool {
        [&self.asked, &self.supplied].into_iter().any(MomentInput::is_used)
    }
}

impl MomentInput {
    fn is_used(&self) -> bool {
        !(self.date.day.is_empty()
            && self.date.month.is_empty()
            && self.date.year.is_empty()
            && self.time.is_empty()
            && self.date_error.is_empty())
    }

    fn new(typed: &Typed, moment: Moment, errors: &FieldErrors) -> Self {
        let name = moment.field();
        let time_name = format!("{name}-time");
        let date_error = errors.of(name).to_owned();
        Self {
            name,
            date: typed.date(moment, !date_error.is_empty()),
            time: typed.time(moment).to_owned(),
            time_error: errors.of(&time_name).to_owned(),
            date_error,
            time_name,
        }
    }
}

fn unit_key(unit: LimitUnit) -> String {
    format!("web-deadline-unit-{}", unit.code().replace('_', "-"))
}

/// The name of a calendar; one that a pack brings without a name here shows its code.
fn calendar_name(language: Language, id: &str) -> String {
    let key = format!("web-deadline-calendar-{}", id.replace('_', "-"));
    if has(language, &key) { t(language, &key) } else { id.to_owned() }
}
