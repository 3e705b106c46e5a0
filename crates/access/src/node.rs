//! What the capability needs while the program runs: one value, made at the start, cheap to clone.

use std::fmt;
use std::sync::Arc;

use db::Context;

use crate::error::Failure;
use crate::hashing::Hasher;
use crate::limiter::Limiter;
use crate::lookup::Lookups;
use crate::model::OfficeTree;
use crate::secret::Key;
use crate::store;

/// How the node stands in the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// Pages are reached over HTTPS: cookies are `Secure` and browsers are told to stay on HTTPS.
    pub secure: bool,
    /// A proxy of our own stands in front and names the client in `X-Forwarded-For`. Never set it without one: the header is then anybody's.
    pub behind_proxy: bool,
}

/// Accounts, sessions and rights of a running node.
#[derive(Clone)]
pub struct Access {
    pub(crate) ctx: Context,
    pub(crate) tree: Arc<dyn OfficeTree>,
    pub(crate) settings: Settings,
    pub(crate) hasher: Hasher,
    pub(crate) limiter: Arc<Limiter>,
    pub(crate) key: Key,
    pub(crate) lookups: Lookups,
}

impl fmt::Debug for Access {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Access").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Access {
    /// Reads (or, the first time, makes) the node's key and prepares hashing.
    ///
    /// # Errors
    /// [`Failure`] when the database or argon2 fails.
    pub async fn start(ctx: Context, tree: Arc<dyn OfficeTree>, settings: Settings) -> Result<Self, Failure> {
        let mut fresh = [0; 32];
        ctx.entropy.fill(&mut fresh);
        let mut conn = ctx.pool.acquire().await?;
        let key = Key::new(store::secrets::get_or_insert(&mut conn, "form-token", &fresh).await?);
        drop(conn);
        let hasher = Hasher::new(&*ctx.entropy).await?;
        let limiter = Arc::new(Limiter::new(&ctx.clock));
        let lookups = Lookups::new(&ctx, &tree);
        Ok(Self { ctx, tree, settings, hasher, limiter, key, lookups })
    }

    /// The context the use cases run in.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.ctx
    }
}
