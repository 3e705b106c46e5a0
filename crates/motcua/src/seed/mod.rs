//! The demonstration's year: invented people, real procedures, real use cases, a simulated clock.
//!
//! Every dossier is lived on its own, with its own clock; many are lived at the same time. The same seed gives the same people and plans.

mod chance;
mod counters;
mod declarations;
mod life;
mod people;
mod plan;
mod staff;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use access::Access;
use anyhow::Context as _;
use chrono::{DateTime, Duration, Utc};
use db::Context;
use dossier::Services;
use futures::future::try_join_all;
use kernel::clock::SettableClock;
use kernel::pack::Progress;
use web::schema_form::Form;

use chance::Chance;
use life::{Liver, Plan};
use people::Names;
use plan::MATTERS;
use staff::{Citizen, Staff};

pub(crate) use counters::furnish;
pub(crate) use staff::{PASSWORD, Sample};

/// Dossiers lived at the same time; more than processors, because each waits for the database most of the time.
const AT_ONCE: u64 = 12;
/// Length of the year that is lived.
const YEAR: Duration = Duration::days(365);
/// The offices of today exist since then; nothing is lived before.
const FIRST_DAY: &str = "2025-07-02T00:00:00Z";

/// How much is to be lived.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) dossiers: u64,
    pub(crate) citizens: usize,
    pub(crate) seed: u64,
}

/// Lives a year. `services` are those of the running node; `access` acts under the same database.
pub(crate) async fn live(
    services: &Services,
    access_of: impl AsyncFn(Context) -> anyhow::Result<Access>,
    pack: &Path,
    size: Size,
    progress: &dyn Progress,
) -> anyhow::Result<Vec<Sample>> {
    let present = services.ctx.now();
    let first = present.checked_sub_signed(YEAR).unwrap_or(present).max(FIRST_DAY.parse().context("the first day")?);
    let directory = services.directory();
    let names = Names::read(pack)?;
    let chance = Chance::new(size.seed);
    // Accounts exist from the first day on, or nobody could act on it.
    let past = services.ctx.clone().with_clock(Arc::new(SettableClock::at(first)));
    journal::ensure_partitions(&mut *services.ctx.pool.acquire().await?, first, present).await?;
    progress.report("accounts", 0, 1);
    let staff = staff::hire(&access_of(past).await?, &directory, &names, &chance, size.citizens).await?;
    progress.report("accounts", 1, 1);
    let forms = forms(pack)?;
    let year =
        Year { services, names: &names, staff: &staff, forms: &forms, span: (first, present), size, lived: AtomicU64::new(0), progress };
    try_join_all((0..AT_ONCE).map(|worker| year.live_share(worker))).await?;
    Ok(staff.samples)
}

/// The forms of the matters that come up, by name.
fn forms(pack: &Path) -> anyhow::Result<HashMap<&'static str, Form>> {
    let read = |name: &'static str| {
        let path = pack.join("forms").join(format!("{name}.json"));
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok((name, Form::read(&text)?))
    };
    MATTERS.iter().map(|matter| read(matter.form)).collect()
}

struct Year<'a> {
    services: &'a Services,
    names: &'a Names,
    staff: &'a Staff,
    forms: &'a HashMap<&'static str, Form>,
    span: (DateTime<Utc>, DateTime<Utc>),
    size: Size,
    lived: AtomicU64,
    progress: &'a dyn Progress,
}

impl Year<'_> {
    /// Every `AT_ONCE`-th dossier, beginning with the `worker`-th.
    async fn live_share(&self, worker: u64) -> anyhow::Result<()> {
        let clock = Arc::new(SettableClock::at(self.span.0));
        let calendar = self.services.calendars.get("standard").context("the pack has no calendar called standard")?;
        let liver = Liver {
            services: self.services.under(self.services.ctx.clone().with_clock(clock.clone())),
            clock,
            calendar,
            staff: self.staff,
            chance: Chance::new(self.size.seed.wrapping_add(worker + 1)),
            present: self.span.1,
        };
        let mut number = worker;
        while number < self.size.dossiers {
            if let Some(plan) = self.plan(&liver, number) {
                liver.live(&plan).await?;
            }
            number += AT_ONCE;
            let lived = self.lived.fetch_add(1, Ordering::Relaxed) + 1;
            self.progress.report("dossiers", lived, self.size.dossiers);
        }
        Ok(())
    }

    /// What the `number`-th request is; nothing when nobody could work on it.
    fn plan<'a>(&'a self, liver: &Liver<'_>, number: u64) -> Option<Plan<'a>> {
        let chance = &liver.chance;
        let weights: Vec<(usize, u64)> = MATTERS.iter().map(|matter| matter.weight).enumerate().collect();
        let matter = MATTERS.get(*chance.weighted(&weights)?)?;
        let citizen: &Citizen = chance.pick(&self.staff.citizens)?;
        let directory = self.services.directory();
        let centre = directory.office_of(&citizen.unit, "centre")?;
        let channel = matter.channel(chance);
        let arrival = plan::arrival(liver.calendar, chance, self.span, (number, self.size.dossiers), channel);
        let day = liver.calendar.local(arrival).date();
        let area = directory.area(&centre.unit).cloned().unwrap_or_default();
        let applicant = if channel == dossier::model::Channel::Online {
            citizen.applicant.clone()
        } else {
            self.names.applicant(chance, day, &area.full_name)
        };
        let declaration =
            declarations::fill(self.names, chance, (matter.form, self.forms.get(matter.form)), &applicant, (day, &area, &centre.unit));
        Some(Plan { matter, citizen, applicant, declaration, office: centre.id, channel, arrival })
    }
}
