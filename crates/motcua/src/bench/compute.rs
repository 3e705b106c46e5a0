//! What one core computes in memory.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use chrono::{DateTime, Days, Utc};
use kernel::limit::{Limit, LimitUnit};
use process::bench::Workload;

use super::Report;
use crate::commands::deadline::calendars;
use crate::config::Settings;

/// Different receipts whose due dates are computed in turn: no answer can be remembered by the processor.
const RECEIPTS: u32 = 4_096;
/// Minutes between them; 4,096 of them are three and a half months of days and nights.
const MINUTES_APART: i64 = 37;
/// Processes run between two looks at the clock.
const INSTANCES: u32 = 2_000;

/// Does `work` again and again for `measured`; gives how much was done per second.
fn per_second(measured: Duration, mut work: impl FnMut() -> anyhow::Result<u32>) -> anyhow::Result<f64> {
    work()?;
    let (begin, mut done) = (Instant::now(), 0.0);
    while begin.elapsed() < measured {
        done += f64::from(work()?);
    }
    Ok(done / begin.elapsed().as_secs_f64())
}

/// Due dates per second against adding days without a calendar.
pub(super) fn deadline(settings: &Settings, measured: Duration) -> anyhow::Result<Report> {
    let calendars = calendars(settings)?;
    let calendar = calendars.get("standard").context("the pack has no calendar called standard")?;
    let receipts = receipts()?;
    let due = per_second(measured, || {
        for &(at, limit) in &receipts {
            black_box(calendar.due(black_box(at), black_box(limit))?);
        }
        Ok(RECEIPTS)
    })?;
    let bare = per_second(measured, || {
        for &(at, _) in &receipts {
            black_box(black_box(at).checked_add_days(Days::new(black_box(5))));
        }
        Ok(RECEIPTS)
    })?;
    Ok(Report::new("deadline", due, "due dates/s", bare))
}

fn receipts() -> anyhow::Result<Vec<(DateTime<Utc>, Limit)>> {
    let first: DateTime<Utc> = "2026-01-05T01:00:00Z".parse()?;
    let units = [LimitUnit::WorkingDay, LimitUnit::WorkingHour, LimitUnit::CalendarDay, LimitUnit::WorkingDay];
    let receipt = |(number, unit): (u32, LimitUnit)| {
        let at = first + chrono::Duration::minutes(i64::from(number) * MINUTES_APART);
        Ok((at, Limit::new(Some(f64::from(number % 30 + 1)), unit)?))
    };
    (0..RECEIPTS).zip(units.into_iter().cycle()).map(receipt).collect()
}

/// Node visits per second against reading a list of as many numbers one after the other.
pub(super) fn process(measured: Duration) -> anyhow::Result<Report> {
    let workload = Workload::new().map_err(|errors| anyhow::anyhow!("the table of the bench: {errors:?}"))?;
    let visits = per_second(measured, || Ok(u32::try_from(workload.run(INSTANCES)?.visits)?))?;
    let list: Vec<u64> = (0..1_000_000).collect();
    let bare = per_second(measured, || {
        let mut sum = 0_u64;
        for number in &list {
            sum = black_box(sum.wrapping_add(*number));
        }
        black_box(sum);
        Ok(u32::try_from(list.len())?)
    })?;
    eprintln!("bench: {} bytes per live instance", workload.bytes_per_instance(1_000)?);
    Ok(Report::new("process", visits, "visits/s", bare))
}
