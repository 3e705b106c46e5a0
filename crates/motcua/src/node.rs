//! A node put together: every capability started on one database.

use std::path::Path;
use std::sync::Arc;

use access::{Access, Settings as AccessSettings};
use anyhow::Context as _;
use catalogue::Catalogue;
use catalogue::editor::Editor;
use catalogue::processes::Workbench;
use catalogue::search::SharedIndex;
use catalogue::thesaurus::Dictionary;
use chrono::{Duration, NaiveDate};
use db::Context;
use document::{Documents, Files};
use dossier::codes::CodeBook;
use dossier::usecases::Beginnings;
use journal::NodeKey;
use kernel::calendar::{Calendar, Calendars};
use notice::{Notices, Teller};
use organisation::Organisation;
use organisation::calendars::CalendarBook;
use queue::Queue;

use crate::config::{Address, Settings};
use crate::meaning::{OfDossiers, OfNotices};

/// Calendar the node itself lives by: its midnight, its office time.
const NODE_CALENDAR: &str = "standard";
/// Results printed in one round, so that a round is short.
const PRINTED_AT_ONCE: u16 = 20;
/// Keys of uploads are remembered so long.
const UPLOAD_KEYS_KEPT: Duration = Duration::days(7);

/// Entries of the journal read in one transaction by those who tell people, and how often in one round.
const READ_AT_ONCE: u16 = 100;
const ROUNDS: usize = 5;

/// A running node.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) ctx: Context,
    pub(crate) calendars: Arc<Calendars>,
    pub(crate) access: Access,
    pub(crate) organisation: Organisation,
    pub(crate) calendar_book: CalendarBook,
    pub(crate) catalogue: Catalogue,
    pub(crate) dictionary: Dictionary,
    pub(crate) editor: Editor,
    pub(crate) workbench: Workbench,
    pub(crate) documents: Documents,
    pub(crate) dossiers: Arc<dossier::Services>,
    pub(crate) queue: Queue,
    pub(crate) notices: Notices,
    pub(crate) site: Arc<web::Site>,
    key: NodeKey,
}

impl Node {
    /// Starts the capabilities on a prepared database.
    pub(crate) async fn start(ctx: Context, settings: &Settings, address: &Address, demo: bool) -> anyhow::Result<Self> {
        let data = settings.data();
        let calendars = Arc::new(crate::commands::deadline::calendars(settings)?);
        let usage = Arc::new(dossier::DossiersOfVersion::new(ctx.clone()));
        let tables = crate::commands::deadline::tables(settings)?;
        let calendar_book = CalendarBook::new(ctx.clone(), tables, Arc::clone(&calendars), usage.clone());
        calendar_book.refresh().await?;
        let today = calendar(&calendars)?.local(ctx.now()).date();
        let organisation = Organisation::start(ctx.clone(), Arc::clone(&calendars), today).await?;
        let access = Access::start(ctx.clone(), Arc::new(organisation.clone()), access_settings(address)).await?;
        let index = search_index(&settings.pack()?)?;
        let dictionary = Dictionary::new(ctx.clone(), index.clone());
        dictionary.refresh().await?;
        let catalogue = Catalogue::start(ctx.clone(), Arc::new(index), Arc::clone(&calendars), today).await?;
        let editor = Editor::new(ctx.clone(), catalogue.clone(), dictionary.clone(), usage.clone());
        let workbench = Workbench::new(ctx.clone(), catalogue.clone(), usage);
        editor.renew_search().await?;
        let files = Files::open(&data.join("files"), document::DEFAULT_LIMIT)?;
        let dossiers = Arc::new(dossier::Services {
            ctx: ctx.clone(),
            calendars: Arc::clone(&calendars),
            organisation: organisation.clone(),
            catalogue: catalogue.clone(),
            asked: dossier::RecentlyAsked::default(),
            processes: dossier::Processes::default(),
            files: files.clone(),
            codes: CodeBook::default(),
            beginnings: Beginnings::new(ctx.clone()),
            site: address.site(),
            told: Arc::new(OfNotices { ctx: ctx.clone() }),
            intake: Arc::new(intake_facts(&settings.pack()?)?),
        });
        let queue = Queue::new(ctx.clone(), organisation.clone(), Arc::clone(&calendars), queue_facts(&settings.pack()?)?, address.site());
        let documents = Documents::new(ctx.clone(), files, Arc::new(dossier::DocumentReaders::new(ctx.clone())))
            .with_offices(Arc::new(organisation.clone()));
        let site = Arc::new(site(&ctx, &organisation, &calendars, demo)?);
        let meaning = Arc::new(OfDossiers { ctx: ctx.clone(), access: access.clone() });
        let offset = Duration::minutes(site.offset_minutes.into());
        let notices =
            Notices::new((ctx.clone(), access.clone()), (meaning.clone(), meaning), address.outward.reach()?, address.site(), offset);
        let key = node_key(&data, &ctx)?;
        Ok(Self {
            ctx,
            calendars,
            access,
            organisation,
            calendar_book,
            catalogue,
            dictionary,
            editor,
            workbench,
            documents,
            dossiers,
            queue,
            notices,
            site,
            key,
        })
    }

    /// Today in office time.
    pub(crate) fn today(&self) -> anyhow::Result<NaiveDate> {
        Ok(calendar(&self.calendars)?.local(self.ctx.now()).date())
    }

    /// Adds waiting counter changes to the sums.
    pub(crate) async fn fold_counters(&self) -> anyhow::Result<()> {
        while dossier::usecases::upkeep::fold_counters(&self.dossiers).await? {}
        Ok(())
    }

    /// Puts new journal entries under a signed checkpoint.
    pub(crate) async fn seal_journal(&self) -> anyhow::Result<()> {
        journal::seal(&self.ctx, &self.key).await?;
        Ok(())
    }

    /// Makes the files of results that have none yet.
    pub(crate) async fn make_result_files(&self) -> anyhow::Result<()> {
        document::usecases::print::print_pending(&self.ctx, &self.dossiers.files, PRINTED_AT_ONCE).await?;
        Ok(())
    }

    /// Writes receipts into the tracking books of their shops.
    pub(crate) async fn keep_books(&self) -> anyhow::Result<()> {
        dossier::usecases::keep_book::keep_books(&self.dossiers).await?;
        Ok(())
    }

    /// Notes what nobody answered in time, and decides by silence where the law says so.
    pub(crate) async fn note_silence(&self) -> anyhow::Result<()> {
        while dossier::usecases::consult::note_silence(&self.dossiers).await? > 0 {}
        while dossier::usecases::deem::decide_by_silence(&self.dossiers).await? > 0 {}
        Ok(())
    }

    /// Reads what happened and writes down who is told, in small rounds so that a long history never holds a connection for long.
    pub(crate) async fn tell_people(&self) -> anyhow::Result<()> {
        let teller = Teller::new(self.notices.clone());
        for _ in 0..ROUNDS {
            let progress = journal::reader::run_once(&self.ctx, &teller, READ_AT_ONCE).await?;
            if progress.read < usize::from(READ_AT_ONCE) {
                break;
            }
        }
        Ok(())
    }

    /// Keeps the reminders of limits as the clocks say, and gives those whose moment has come.
    pub(crate) async fn remind(&self) -> anyhow::Result<()> {
        let keeper = dossier::usecases::remind::ReminderKeeper::new(Arc::clone(&self.dossiers));
        for _ in 0..ROUNDS {
            if journal::reader::run_once(&self.ctx, &keeper, READ_AT_ONCE).await?.read < usize::from(READ_AT_ONCE) {
                break;
            }
        }
        while dossier::usecases::remind::remind_next(&self.dossiers).await? {}
        Ok(())
    }

    /// Sends the notices that are due, and shows how many stand where.
    pub(crate) async fn send_notices(&self) -> anyhow::Result<()> {
        notice::usecases::send::send_due(&self.notices).await?;
        notice::usecases::administer::show_figures(&self.notices).await?;
        Ok(())
    }

    /// Throws away what has expired and keeps up with the calendar.
    pub(crate) async fn tidy(&self) -> anyhow::Result<()> {
        let now = self.ctx.now();
        dossier::usecases::upkeep::forget_expired_drafts(&self.dossiers).await?;
        dossier::usecases::upkeep::forget_old_keys(&self.dossiers).await?;
        dossier::usecases::presence::forget(&self.dossiers).await?;
        access::usecases::end_expired_sessions::end_expired_sessions(&self.access).await?;
        while queue::usecases::upkeep::tidy(&self.queue).await? {}
        document::api::forget_upload_keys(&self.ctx, now - UPLOAD_KEYS_KEPT).await?;
        journal::ensure_partitions(&mut *self.ctx.pool.acquire().await.map_err(db::DbError::from)?, now, now).await?;
        self.calendar_book.refresh().await?;
        let today = self.today()?;
        if self.organisation.directory().on() != today {
            self.reload(today).await?;
        }
        Ok(())
    }

    /// Reads offices, procedures and words anew: after loading a pack, at midnight.
    pub(crate) async fn reload(&self, today: NaiveDate) -> anyhow::Result<()> {
        self.organisation.reload(today).await?;
        self.catalogue.reload(today).await?;
        self.dictionary.refresh().await?;
        self.editor.renew_search().await?;
        Ok(())
    }
}

/// The key with which the node signs its journal; made at the first start.
pub(crate) fn node_key(data: &Path, ctx: &Context) -> anyhow::Result<NodeKey> {
    let folder = data.join("keys");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(NodeKey::load_or_create(&folder.join("journal.key"), &ctx.node, &*ctx.entropy)?)
}

/// The index of the pack's procedures with the pack's words; administrators' words come from the database.
fn search_index(pack: &Path) -> anyhow::Result<SharedIndex> {
    let (documents, words) = (catalogue::search::documents(&pack.join("procedures"))?, catalogue::search::thesaurus(pack)?);
    Ok(SharedIndex::new(documents, &words))
}

/// What the pack says about receiving.
fn intake_facts(pack: &Path) -> anyhow::Result<dossier::IntakeFacts> {
    dossier::IntakeFacts::read(pack).map_err(|finding| anyhow::anyhow!("{finding}"))
}

/// What the pack says about counters.
fn queue_facts(pack: &Path) -> anyhow::Result<queue::Facts> {
    queue::Facts::read(pack).map_err(|finding| anyhow::anyhow!("{finding}"))
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
    let own = directory.office_by_code(ctx.node.as_str());
    let place = own.and_then(|office| directory.area(&office.unit)).map(|area| area.full_name.clone()).unwrap_or_default();
    let node_name = place.trim_start_matches("Tỉnh ").trim_start_matches("Thành phố ").to_owned();
    Ok(web::Site {
        node: ctx.node.as_str().to_owned(),
        node_name,
        responsible: own.map(|office| office.name.clone()).unwrap_or_default(),
        demo,
        offset_minutes: calendar(calendars)?.offset_seconds(ctx.now()) / 60,
        place,
        ..web::Site::default()
    })
}
