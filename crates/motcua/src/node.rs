//! A node put together: every capability started on one database.

use std::sync::Arc;

use access::{Access, Settings as AccessSettings};
use anyhow::Context as _;
use chrono::NaiveDate;
use db::Context;
use dossier::codes::CodeBook;
use kernel::calendar::{Calendar, Calendars};
use organisation::Organisation;

use crate::config::{Address, Settings};

/// Calendar the node itself lives by: its midnight, its office time.
const NODE_CALENDAR: &str = "standard";

/// A running node.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) ctx: Context,
    pub(crate) calendars: Arc<Calendars>,
    pub(crate) access: Access,
    pub(crate) organisation: Organisation,
    pub(crate) dossiers: Arc<dossier::Services>,
    pub(crate) site: Arc<web::Site>,
}

impl Node {
    /// Starts the capabilities on a prepared database.
    pub(crate) async fn start(ctx: Context, settings: &Settings, address: &Address, demo: bool) -> anyhow::Result<Self> {
        let calendars = Arc::new(crate::commands::deadline::calendars(settings)?);
        let today = calendar(&calendars)?.local(ctx.now()).date();
        let organisation = Organisation::start(ctx.clone(), Arc::clone(&calendars), today).await?;
        let access = Access::start(ctx.clone(), Arc::new(organisation.clone()), access_settings(address)).await?;
        let site = Arc::new(site(&ctx, &organisation, &calendars, demo)?);
        let dossiers = Arc::new(dossier::Services {
            ctx: ctx.clone(),
            calendars: Arc::clone(&calendars),
            organisation: organisation.clone(),
            processes: dossier::Processes::default(),
            files: document::Files,
            codes: CodeBook::default(),
            site: address.site(),
        });
        Ok(Self { ctx, calendars, access, organisation, dossiers, site })
    }

    /// Today in office time.
    pub(crate) fn today(&self) -> anyhow::Result<NaiveDate> {
        Ok(calendar(&self.calendars)?.local(self.ctx.now()).date())
    }

    /// Adds waiting counter changes to the sums.
    pub(crate) async fn fold_counters(&self) -> anyhow::Result<()> {
        while dossier::usecases::upkeep::fold_counters(&self.dossiers).await? > 0 {}
        Ok(())
    }

    /// Puts new journal entries under a signed checkpoint.
    pub(crate) async fn seal_journal(&self) -> anyhow::Result<()> {
        Ok(())
    }

    /// Makes the files of results that have none yet.
    pub(crate) async fn make_result_files(&self) -> anyhow::Result<()> {
        Ok(())
    }

    /// Throws away what has expired and keeps up with the calendar.
    pub(crate) async fn tidy(&self) -> anyhow::Result<()> {
        dossier::usecases::upkeep::forget_expired_drafts(&self.dossiers).await?;
        access::usecases::end_expired_sessions::end_expired_sessions(&self.access).await?;
        let now = self.ctx.now();
        journal::ensure_partitions(&mut *self.ctx.pool.acquire().await?, now, now).await?;
        let today = self.today()?;
        if self.organisation.directory().on() != today {
            self.organisation.reload(today).await?;
        }
        Ok(())
    }
}

fn access_settings(address: &Address) -> AccessSettings {
    AccessSettings { secure: address.is_secure(), behind_proxy: address.behind_proxy }
}

fn calendar(calendars: &Calendars) -> anyhow::Result<&Calendar> {
    calendars.get(NODE_CALENDAR).with_context(|| format!("the pack has no calendar called {NODE_CALENDAR}"))
}

/// Whose door this is, from the office that has the node's own code.
fn site(ctx: &Context, organisation: &Organisation, calendars: &Calendars, demo: bool) -> anyhow::Result<web::Site> {
    let directory = organisation.directory();
    let place =
        directory.office_by_code(ctx.node.as_str()).and_then(|office| directory.area(&office.unit)).map(|area| area.full_name.clone());
    let place = place.unwrap_or_default();
    let node_name = place.trim_start_matches("Tỉnh ").trim_start_matches("Thành phố ").to_owned();
    Ok(web::Site {
        node: ctx.node.as_str().to_owned(),
        node_name,
        responsible: directory.office_by_code(ctx.node.as_str()).map(|office| office.name.clone()).unwrap_or_default(),
        demo,
        offset_minutes: calendar(calendars)?.offset_seconds(ctx.now()) / 60,
        place,
        ..web::Site::default()
    })
}
