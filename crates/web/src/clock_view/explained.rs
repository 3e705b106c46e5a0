//! From the steps of `kernel::calendar` to sentences: at most seven, only the facts that made this date.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use kernel::calendar::{Calendar, ClockCase, ClockEventKind, Explanation, ExplanationStep, Rule, SkipReason, SkippedDay};
use kernel::limit::LimitUnit;

use super::limit::{amount, limit_in_words};
use super::{CalendarTable, Reason, ReasonKind, Story, working_time};
use crate::format;
use crate::i18n::{Language, Value, t, t_with};

/// `look.md` §4: more would not be read.
const MOST_REASONS: usize = 7;

/// More holidays than this in one sentence would not be read.
const MOST_HOLIDAYS: usize = 4;

/// Holidays with no more than a weekend between them belong together, like those of the lunar new year.
const LONGEST_GAP_DAYS: i64 = 3;

impl Story {
    /// The story of `explanation`, which `calendar` gave for `case`, with a ring round `today` in its calendar.
    #[must_use]
    pub fn of(language: Language, calendar: &Calendar, case: &ClockCase, explanation: &Explanation, today: NaiveDate) -> Self {
        let teller = Teller { language, calendar, case, steps: &explanation.steps };
        let due = explanation.answer.due.map(|due| format::date(language, calendar.local(due).date()));
        let title =
            due.map_or_else(|| t(language, "web-story-title-stopped"), |due| t_with(language, "web-story-title", &[("date", due.into())]));
        Self { title, reasons: teller.reasons(), calendar: CalendarTable::new(language, &explanation.days, today) }
    }
}

struct Teller<'a> {
    language: Language,
    calendar: &'a Calendar,
    case: &'a ClockCase,
    steps: &'a [ExplanationStep],
}

impl Teller<'_> {
    fn reasons(&self) -> Vec<Reason> {
        let last_count = self.steps.iter().rposition(|step| makes_due(step.rule));
        let stands_still = self
            .steps
            .iter()
            .rposition(|step| matches!(step.rule, Rule::Stopped | Rule::StoppedLate))
            .is_some_and(|stop| last_count < Some(stop));
        let deciding = last_count.filter(|_| !stands_still);
        let mut reasons: Vec<Reason> = Vec::new();
        for (position, step) in self.steps.iter().enumerate() {
            let is_deciding = deciding == Some(position);
            if is_deciding {
                reasons.extend(self.limit_reason(position, step));
                reasons.extend(self.skipped_reason(position));
            }
            reasons.push(self.reason(position, step, is_deciding));
        }
        // The beginning and the end make the date; what lies between was overtaken.
        let surplus = reasons.len().saturating_sub(MOST_REASONS);
        if surplus > 0 {
            reasons.drain(1..=surplus);
        }
        reasons
    }

    /// Before the deciding count: what the limit is, unless a restart or a stop has just said what is counted.
    fn limit_reason(&self, position: usize, step: &ExplanationStep) -> Option<Reason> {
        let begins = position.checked_sub(1).and_then(|before| self.steps.get(before)).is_some_and(|before| is_receipt(before.rule));
        let says_itself = matches!(step.rule, Rule::Resumed | Rule::ExtensionAccepted);
        (begins && !says_itself && !self.case.limit.unit().stands_alone())
            .then(|| self.plain("web-story-limit", &[("limit", self.limit())], String::new()))
    }

    fn reason(&self, position: usize, step: &ExplanationStep, is_deciding: bool) -> Reason {
        let is_start_of_count = makes_due(step.rule) && !is_deciding && !self.is_continued(position);
        let kind = match step.rule {
            Rule::Stopped | Rule::StoppedLate => ReasonKind::Stopped,
            _ if is_deciding => ReasonKind::Due,
            _ => ReasonKind::Plain,
        };
        let sentence = if is_start_of_count && step.rule != Rule::Resumed && step.rule != Rule::ExtensionAccepted {
            self.say("web-story-limit-first-due", &[("limit", self.limit()), ("to", self.moment(step.to))])
        } else {
            self.sentence(step)
        };
        Reason { kind, sentence, basis: self.basis(step.rule) }
    }

    /// Whether the next step goes on with the same count.
    fn is_continued(&self, position: usize) -> bool {
        self.steps.get(position + 1).is_some_and(|next| matches!(next.rule, Rule::MovedToWorkingDay | Rule::CountHalfDay))
    }

    fn sentence(&self, step: &ExplanationStep) -> String {
        let to = self.calendar.local(step.to);
        let values = [
            ("from", self.moment(step.from)),
            ("to", self.moment(step.to)),
            ("from_day", self.day(self.calendar.local(step.from).date())),
            ("to_day", self.day(to.date())),
            ("time", format::time(self.language, to.time()).into()),
            ("amount", amount(self.language, step.amount.unwrap_or_default())),
            ("limit", self.limit()),
            ("left", self.left(step)),
        ];
        let said = self.say(self.key(step), &values);
        if is_receipt(step.rule) && self.counts_days() {
            format!("{said} {}", self.say("web-story-receipt-not-counted", &[]))
        } else {
            said
        }
    }

    fn key(&self, step: &ExplanationStep) -> &'static str {
        match step.rule {
            Rule::ReceivedInHours => "web-story-received-in-hours",
            Rule::ReceivedOutsideHours => "web-story-received-outside-hours",
            Rule::CountWorkingDays => "web-story-count-working-days",
            Rule::CountHalfDay => "web-story-count-half-day",
            Rule::CountWorkingHours => "web-story-count-working-hours",
            Rule::CountCalendarDays => "web-story-count-calendar-days",
            Rule::CountMonths => "web-story-count-months",
            Rule::MovedToWorkingDay => "web-story-moved-to-working-day",
            Rule::SameDay => "web-story-same-day",
            Rule::NextDay => "web-story-next-day",
            Rule::NextMorning => "web-story-next-morning",
            Rule::Stopped | Rule::StoppedLate => self.stop_key(step),
            Rule::Restarted => "web-story-restarted",
            Rule::Resumed => "web-story-resumed",
            Rule::ExtensionAccepted => "web-story-extension-accepted",
            Rule::ExtensionAgain => "web-story-extension-again",
            Rule::ExtensionTooLate => "web-story-extension-too-late",
            Rule::ExtensionNotLater => "web-story-extension-not-later",
            Rule::FinishedEarly => "web-story-finished-early",
            Rule::FinishedOnTime => "web-story-finished-on-time",
            Rule::FinishedLate => "web-story-finished-late",
        }
    }
}

impl Teller<'_> {
    /// What the clock waits for is known to the event of the same moment.
    fn stop_key(&self, step: &ExplanationStep) -> &'static str {
        let at = self.calendar.local(step.from);
        let same = self.case.events.iter().find(|event| self.calendar.local(event.at) == at);
        match (same.map(|event| &event.kind), step.rule) {
            (Some(ClockEventKind::FinancialRequested), Rule::StoppedLate) => "web-story-stopped-payment-late",
            (Some(ClockEventKind::FinancialRequested), _) => "web-story-stopped-payment",
            (_, Rule::StoppedLate) => "web-story-stopped-supplement-late",
            _ => "web-story-stopped-supplement",
        }
    }

    /// The days that the count ending at `position` passed over, including those of its earlier parts.
    fn skipped_reason(&self, position: usize) -> Option<Reason> {
        let start = (0..=position).rev().take_while(|step| self.steps.get(*step).is_some_and(|step| makes_due(step.rule))).last()?;
        let skipped: Vec<&SkippedDay> = self.steps.get(start..=position)?.iter().flat_map(|step| &step.skipped).collect();
        let moved_only = self.steps.get(position).is_some_and(|step| step.rule == Rule::MovedToWorkingDay);
        let weekend = skipped.iter().any(|day| day.reason == SkipReason::Weekend).then(|| self.say("web-story-skipped-weekends", &[]));
        let parts: Vec<String> = weekend.into_iter().chain(self.holidays(&skipped)).collect();
        if parts.is_empty() || moved_only {
            return None;
        }
        Some(self.plain("web-story-skipped", &[("days", self.listed(parts).into())], self.calendar_basis(&skipped)))
    }

    /// Holidays by name, a longer row of them as a span; when there are many rows, only how many days they are.
    fn holidays(&self, skipped: &[&SkippedDay]) -> Vec<String> {
        let named: Vec<(NaiveDate, &str)> = skipped
            .iter()
            .filter_map(|day| match &day.reason {
                SkipReason::Holiday { name, .. } => Some((day.date, name.as_str())),
                SkipReason::Weekend => None,
            })
            .collect();
        let told: Vec<String> = named
            .chunk_by(|(day, _), (next, _)| (*next - *day).num_days() <= LONGEST_GAP_DAYS)
            .flat_map(|row| self.row_of_holidays(row))
            .collect();
        if told.len() <= MOST_HOLIDAYS { told } else { vec![self.say("web-story-skipped-many", &[("count", named.len().into())])] }
    }

    fn row_of_holidays(&self, row: &[(NaiveDate, &str)]) -> Vec<String> {
        let short = |date: NaiveDate| Value::from(format::day_month(self.language, date));
        match row {
            [(first, _), .., (last, _)] if row.len() > 2 => {
                vec![self.say("web-story-skipped-holidays", &[("count", row.len().into()), ("from", short(*first)), ("to", short(*last))])]
            }
            few => few
                .iter()
                .map(|(date, name)| self.say("web-story-skipped-holiday", &[("date", short(*date)), ("name", (*name).into())]))
                .collect(),
        }
    }

    /// "a, b và c".
    fn listed(&self, mut parts: Vec<String>) -> String {
        let Some(last) = parts.pop() else { return String::new() };
        if parts.is_empty() { last } else { format!("{}{}{last}", parts.join(", "), self.say("web-story-and", &[])) }
    }

    /// Names the year of the holidays, and says when they are not all announced.
    fn calendar_basis(&self, skipped: &[&SkippedDay]) -> String {
        let unsure = |day: &&&SkippedDay| matches!(day.reason, SkipReason::Holiday { announced: false, .. });
        let (key, day) = match (skipped.iter().find(unsure), skipped.last()) {
            (Some(day), _) => ("web-story-basis-calendar-unsure", day),
            (None, Some(day)) => ("web-story-basis-calendar", day),
            (None, None) => return String::new(),
        };
        self.say(key, &[("year", day.date.year().to_string().into())])
    }

    /// `61/2018/NĐ-CP, 19.4` in words: "Điều 19.4 Nghị định 61/2018/NĐ-CP".
    fn basis(&self, rule: Rule) -> String {
        let Some((law, article)) = rule.legal_basis().split_once(", ") else { return String::new() };
        let key = if law == CIVIL_CODE { "web-story-basis-civil-code" } else { "web-story-basis-decree" };
        self.say(key, &[("law", law.into()), ("article", article.into())])
    }

    fn plain(&self, key: &str, values: &[(&str, Value)], basis: String) -> Reason {
        Reason { kind: ReasonKind::Plain, sentence: self.say(key, values), basis }
    }

    fn say(&self, key: &str, values: &[(&str, Value)]) -> String {
        t_with(self.language, key, values)
    }

    fn limit(&self) -> Value {
        limit_in_words(self.language, self.case.limit).into()
    }

    fn moment(&self, at: DateTime<Utc>) -> Value {
        let local: NaiveDateTime = self.calendar.local(at);
        format::date_time(self.language, local).into()
    }

    fn day(&self, date: NaiveDate) -> Value {
        format::long_date(self.language, date).into()
    }

    /// Working minutes left, in hours and minutes; empty when the step counts something else.
    fn left(&self, step: &ExplanationStep) -> Value {
        let minutes = step.amount.filter(|_| step.rule == Rule::Resumed).and_then(|minutes| minutes.to_string().parse::<i64>().ok());
        minutes.map_or_else(String::new, |minutes| working_time(self.language, minutes)).into()
    }

    const fn counts_days(&self) -> bool {
        matches!(self.case.limit.unit(), LimitUnit::WorkingDay | LimitUnit::CalendarDay | LimitUnit::Month)
    }
}

/// Number of the Civil Code, which has a name of its own in every language.
const CIVIL_CODE: &str = "91/2015/QH13";

const fn is_receipt(rule: Rule) -> bool {
    matches!(rule, Rule::ReceivedInHours | Rule::ReceivedOutsideHours)
}

/// Whether a step ends at a due date.
const fn makes_due(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::CountWorkingDays
            | Rule::CountHalfDay
            | Rule::CountWorkingHours
            | Rule::CountCalendarDays
            | Rule::CountMonths
            | Rule::MovedToWorkingDay
            | Rule::SameDay
            | Rule::NextDay
            | Rule::NextMorning
            | Rule::Resumed
            | Rule::ExtensionAccepted
    )
}
