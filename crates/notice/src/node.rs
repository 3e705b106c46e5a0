//! What the capability needs while the program runs: one value, made at the start, cheap to clone.

use std::sync::Arc;

use access::Access;
use chrono::Duration;
use db::Context;

use crate::model::Channel;
use crate::outward::{Gateway, Mail};
use crate::ports::{Applicants, Meaning};

/// The ways out of this node; one that is not configured does not exist, and nobody is offered it.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// The mail server.
    pub mail: Option<Mail>,
    /// The gateway for telephones.
    pub gateway: Option<Gateway>,
}

impl Reach {
    /// The channels that lead out of the node.
    #[must_use]
    pub fn channels(&self) -> Vec<Channel> {
        let mail = self.mail.as_ref().map(|_| Channel::Email);
        let gateway = self.gateway.as_ref().map(|_| Channel::Phone);
        mail.into_iter().chain(gateway).collect()
    }
}

/// The notices of a running node.
#[derive(Debug, Clone)]
pub struct Notices {
    pub(crate) ctx: Context,
    pub(crate) access: Access,
    pub(crate) meaning: Arc<dyn Meaning>,
    pub(crate) applicants: Arc<dyn Applicants>,
    pub(crate) reach: Arc<Reach>,
    pub(crate) site: String,
    pub(crate) offset: Duration,
}

impl Notices {
    /// Notices told by `meaning` and sent over `reach`. `site` is the public address of the node without a slash at the end, `offset` what
    /// office time is ahead of UTC.
    #[must_use]
    pub fn new(
        (ctx, access): (Context, Access),
        (meaning, applicants): (Arc<dyn Meaning>, Arc<dyn Applicants>),
        reach: Reach,
        site: String,
        offset: Duration,
    ) -> Self {
        Self { ctx, access, meaning, applicants, reach: Arc::new(reach), site, offset }
    }

    /// The same notices in other surroundings, such as another clock.
    #[must_use]
    pub fn under(mut self, ctx: Context) -> Self {
        self.ctx = ctx;
        self
    }
}
