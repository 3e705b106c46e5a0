//! What the address of the inbox asks for. Everything may stand in it several times: `buoc=appraise&buoc=decide`.

use chrono::{DateTime, Days, NaiveDate};
use kernel::id::AccountId;
use web::language_switch::escape;

use crate::model::Channel;
use crate::store::tasks::{STANDING, TaskCursor, TaskFilter, TaskRow};

/// The value of `nguoi` for the actor, so that a shared filter means whoever uses it.
pub(super) const ME: &str = "toi";
/// The value of `nguoi` for nobody.
pub(super) const NOBODY: &str = "khong";

/// When work is due, as people ask for it.
pub(super) const DUE: [&str; 6] = ["late", "today", "tomorrow", "week", "later", "stopped"];

/// Most values of one filter that are read.
const MOST: usize = 50;

/// The address in parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// `mine`, `free`, `late`, `today`, `stopped`; everything else is all work of the office.
    pub(super) loc: String,
    /// Words: a name, a procedure, a code.
    pub(super) q: String,
    /// Keys of steps.
    pub(super) steps: Vec<String>,
    /// Codes of channels.
    pub(super) channels: Vec<String>,
    /// Of [`DUE`].
    pub(super) due: Vec<String>,
    /// Accounts, or [`ME`], or [`NOBODY`].
    pub(super) holders: Vec<String>,
    /// Labels.
    pub(super) labels: Vec<String>,
    /// Codes of procedures.
    pub(super) procedures: Vec<String>,
    /// Where the page begins: instant and task of the row before.
    pub(super) after: String,
}

impl Asked {
    /// Reads the parts of an address; what it does not know is left out.
    pub(super) fn read(pairs: Vec<(String, String)>) -> Self {
        let mut asked = Self::default();
        for (name, value) in pairs {
            let several = match name.as_str() {
                "loc" => {
                    asked.loc = value;
                    continue;
                }
                "q" => {
                    asked.q = value;
                    continue;
                }
                "sau" => {
                    asked.after = value;
                    continue;
                }
                "buoc" => &mut asked.steps,
                "kenh" => &mut asked.channels,
                "han" => &mut asked.due,
                "nguoi" => &mut asked.holders,
                "nhan" => &mut asked.labels,
                "thutuc" => &mut asked.procedures,
                _ => continue,
            };
            // A code of a procedure may be typed beside the boxes, several with commas.
            for part in value.split(',').map(str::trim).filter(|part| !part.is_empty()) {
                if several.len() < MOST && !several.iter().any(|known| known == part) {
                    several.push(part.to_owned());
                }
            }
        }
        asked
    }

    /// The same as it is kept: without the place in the list.
    pub(super) fn query(&self) -> String {
        let one = [("loc", &self.loc), ("q", &self.q)].into_iter().filter(|(_, value)| !value.is_empty());
        let lists = [
            ("buoc", &self.steps),
            ("kenh", &self.channels),
            ("han", &self.due),
            ("nguoi", &self.holders),
            ("nhan", &self.labels),
            ("thutuc", &self.procedures),
        ];
        let many = lists.into_iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
        let parts: Vec<String> = one.chain(many).map(|(name, value)| format!("{name}={}", escape(value))).collect();
        parts.join("&")
    }

    /// The address of the page after `row`.
    pub(super) fn page_after(&self, row: &TaskRow) -> String {
        format!("/ban/hop-viec?{}&sau={}_{}", self.query(), row.sort_at.timestamp_micros(), row.id)
    }

    /// Something beside the tabs narrows the list.
    pub(super) fn narrows(&self) -> bool {
        let lists = [&self.steps, &self.channels, &self.due, &self.holders, &self.labels, &self.procedures];
        !self.q.trim().is_empty() || lists.into_iter().any(|list| !list.is_empty())
    }

    pub(super) fn cursor(&self) -> TaskCursor {
        let read = || {
            let (at, id) = self.after.split_once('_')?;
            Some(TaskCursor { sort_at: DateTime::from_timestamp_micros(at.parse().ok()?)?, id: id.parse().ok()? })
        };
        read().unwrap_or_else(TaskCursor::start)
    }

    /// What the database is asked.
    pub(super) fn filter(&self, actor: AccountId, today: NaiveDate) -> TaskFilter {
        let running_until = |day| (Some(false), day);
        let (stopped, due_until) = match self.loc.as_str() {
            "late" => running_until(today.pred_opt()),
            "today" => running_until(Some(today)),
            "stopped" => (Some(true), None),
            _ => (None, None),
        };
        let holder = |code: &String| if code == ME { Some(actor) } else { code.parse().ok() };
        let mut holders: Vec<AccountId> = self.holders.iter().filter_map(holder).collect();
        let mut unclaimed = self.holders.iter().any(|code| code == NOBODY);
        // A tab narrows what the boxes leave: "mine" of others' work is nothing but mine.
        match self.loc.as_str() {
            "mine" => (holders, unclaimed) = (vec![actor], false),
            "free" => (holders, unclaimed) = (Vec::new(), true),
            _ => {}
        }
        TaskFilter {
            procedures: self.procedures.clone(),
            steps: self.steps.clone(),
            channels: self.channels.iter().filter_map(|code| Channel::from_code(code)).collect(),
            stopped,
            due_until,
            due: self.due.iter().filter_map(|code| span(code, today)).collect(),
            holders,
            unclaimed,
            labels: self.labels.iter().filter_map(|id| id.parse().ok()).collect(),
            words: self.q.trim().to_owned(),
        }
    }
}

/// The days that a code of [`DUE`] means.
fn span(code: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let in_days = |days| today.checked_add_days(Days::new(days));
    Some(match code {
        "late" => (NaiveDate::default(), today.pred_opt()?),
        "today" => (today, today),
        "tomorrow" => (in_days(1)?, in_days(1)?),
        "week" => (today, in_days(7)?),
        "later" => (in_days(8)?, STANDING.pred_opt()?),
        "stopped" => (STANDING, STANDING),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Asked {
        let pair = |part: &str| part.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
        Asked::read(query.split('&').filter_map(pair).collect())
    }

    #[test]
    fn several_values_of_one_filter_are_kept_once_each() {
        let asked = asked("buoc=intake&buoc=decide&buoc=intake&thutuc=1.001193, 1.000656&kenh=online&la=1&q=an");
        assert_eq!(asked.steps, ["intake", "decide"]);
        assert_eq!(asked.procedures, ["1.001193", "1.000656"]);
        assert_eq!(asked.query(), "q=an&buoc=intake&buoc=decide&kenh=online&thutuc=1.001193&thutuc=1.000656");
        assert!(asked.narrows() && !Asked::default().narrows());
    }

    #[test]
    fn a_hostile_address_asks_for_nothing_more() {
        let many: Vec<(String, String)> = (0..1000).map(|number| ("buoc".to_owned(), number.to_string())).collect();
        assert_eq!(Asked::read(many).steps.len(), MOST);
        let filter = asked("nguoi=x&nhan=y&han=z&kenh=w&sau=q_1").filter(AccountId::from(uuid::Uuid::nil()), NaiveDate::default());
        assert_eq!(filter, TaskFilter::default());
    }

    #[test]
    fn days_follow_from_today() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap_or_default();
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default();
        for (code, first, last) in [
            ("late", NaiveDate::default(), day(24)),
            ("today", day(25), day(25)),
            ("tomorrow", day(26), day(26)),
            ("stopped", STANDING, STANDING),
        ] {
            assert_eq!(span(code, today), Some((first, last)), "{code}");
        }
        assert_eq!(DUE.iter().filter(|code| span(code, today).is_none()).count(), 0);
    }

    #[test]
    fn mine_and_nobody_are_words_that_mean_whoever_asks() {
        let me = AccountId::from(uuid::Uuid::from_u128(5));
        let filter = asked("nguoi=toi&nguoi=khong").filter(me, NaiveDate::default());
        assert_eq!((filter.holders, filter.unclaimed), (vec![me], true));
    }
}
