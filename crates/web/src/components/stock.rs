//! The stock equation: what was open and what came in equals what went out and what is left.

/// The figures of one period at one office; each has the address of its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stock {
    /// Open at the beginning.
    pub opening: i64,
    /// Received in the period.
    pub received: i64,
    /// Returned before the due day.
    pub early: i64,
    /// Returned on the due day.
    pub on_day: i64,
    /// Returned late.
    pub late: i64,
    /// Closed without a decision.
    pub closed: i64,
    /// Still open and within the limit.
    pub within: i64,
    /// Still open, clock stopped.
    pub stopped: i64,
    /// Still open and past due.
    pub overdue: i64,
    /// Address of the list behind the figures; `figure=opening`, `figure=received` … is added to its query.
    pub address: String,
}

/// One term of the equation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockTerm {
    /// The sign before it: nothing, `+` or `=`.
    pub sign: &'static str,
    /// The figure.
    pub count: i64,
    /// Message key of the words below it.
    pub label_key: &'static str,
    /// Address of its rows.
    pub address: String,
}

/// One piece of a bar and its entry in the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockPart {
    /// End of the style class.
    pub class: &'static str,
    /// Message key of the legend.
    pub label_key: &'static str,
    /// Message key of the short word inside the bar.
    pub short_key: &'static str,
    /// The figure.
    pub count: i64,
    /// Left edge in percent with two decimals.
    pub start: String,
    /// Width in percent with two decimals.
    pub width: String,
    /// Whether the piece is wide enough for its words.
    pub labelled: bool,
}

type Entry = (&'static str, &'static str, &'static str, i64);

impl Stock {
    /// The terms in reading order; what was closed without a decision is one only when there is some.
    #[must_use]
    pub fn terms(&self) -> Vec<StockTerm> {
        let decided = self.early + self.on_day + self.late;
        let left = self.within + self.stopped + self.overdue;
        [
            ("", self.opening, "web-stock-opening", "opening"),
            ("+", self.received, "web-stock-received", "received"),
            ("=", decided, "web-stock-decided", "decided"),
            ("+", self.closed, "web-stock-closed", "closed"),
            ("+", left, "web-stock-left", "left"),
        ]
        .into_iter()
        .filter(|&(_, count, _, figure)| figure != "closed" || count > 0)
        .map(|(sign, count, label_key, figure)| StockTerm { sign, count, label_key, address: self.address_of(figure) })
        .collect()
    }

    fn address_of(&self, figure: &str) -> String {
        let joint = if self.address.contains('?') { '&' } else { '?' };
        format!("{}{joint}figure={figure}", self.address)
    }

    /// The upper bar: what was there and what came.
    #[must_use]
    pub fn bar_in(&self) -> Vec<StockPart> {
        parts(&[
            ("opening", "web-stock-opening", "web-stock-short-opening", self.opening),
            ("received", "web-stock-received", "web-stock-short-received", self.received),
        ])
    }

    /// The lower bar: what went and what is left.
    #[must_use]
    pub fn bar_out(&self) -> Vec<StockPart> {
        parts(&self.outcome())
    }

    /// The legend of the lower bar, with every figure.
    #[must_use]
    pub fn legend(&self) -> Vec<StockPart> {
        self.bar_out().into_iter().filter(|part| part.class != "closed" || part.count > 0).collect()
    }

    fn outcome(&self) -> [Entry; 7] {
        [
            ("early", "web-stock-early", "web-stock-short-early", self.early),
            ("on-day", "web-stock-on-day", "web-stock-short-on-day", self.on_day),
            ("late", "web-stock-late", "web-stock-short-late", self.late),
            ("closed", "web-stock-closed", "web-stock-short-closed", self.closed),
            ("within", "web-stock-within", "web-stock-short-within", self.within),
            ("stopped", "web-stock-stopped", "web-stock-short-stopped", self.stopped),
            ("overdue", "web-stock-overdue", "web-stock-short-overdue", self.overdue),
        ]
    }
}

/// Widths in hundredths of a percent, so that no floating point number decides what is drawn.
fn parts(entries: &[Entry]) -> Vec<StockPart> {
    let whole: i64 = entries.iter().map(|entry| entry.3).sum::<i64>().max(1);
    let mut before = 0;
    let mut drawn = Vec::with_capacity(entries.len());
    for &(class, label_key, short_key, count) in entries {
        let (start, end) = (before * 10_000 / whole, (before + count) * 10_000 / whole);
        let width = end - start;
        drawn.push(StockPart {
            class,
            label_key,
            short_key,
            count,
            start: hundredths(start),
            width: hundredths(width),
            labelled: width >= 1_200,
        });
        before += count;
    }
    drawn
}

fn hundredths(value: i64) -> String {
    format!("{}.{:02}", value / 100, value % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Stock {
        Stock {
            opening: 214,
            received: 1386,
            early: 1042,
            on_day: 251,
            late: 38,
            closed: 0,
            within: 241,
            stopped: 16,
            overdue: 12,
            address: "/x".to_owned(),
        }
    }

    #[test]
    fn both_sides_are_equal() {
        let terms: Vec<i64> = sample().terms().iter().map(|term| term.count).collect();
        assert_eq!(terms, [214, 1386, 1331, 269]);
        assert_eq!(terms[0] + terms[1], terms[2] + terms[3]);
    }

    #[test]
    fn bars_fill_the_width_and_label_only_wide_pieces() {
        let bar = sample().bar_out();
        let last = &bar[6];
        assert_eq!((bar[0].start.as_str(), bar[0].width.as_str()), ("0.00", "65.12"));
        assert_eq!((last.start.as_str(), last.width.as_str()), ("99.25", "0.75"));
        assert_eq!(bar.iter().map(|part| part.labelled).collect::<Vec<_>>(), [true, true, false, false, true, false, false]);
    }

    #[test]
    fn an_empty_office_draws_nothing() {
        assert!(Stock::default().bar_in().iter().all(|part| part.width == "0.00"));
    }
}
