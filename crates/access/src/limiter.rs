//! How often somebody may fail. Only failures count: an office behind one address may sign in as often as it likes.
//!
//! Kept in memory, per process: after a restart everybody starts afresh, which costs an attacker nothing they could force.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use governor::clock::Clock as GovernorClock;
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use kernel::clock::Clock;
use kernel::id::AccountId;

use crate::model::Login;

/// How long to wait before the next try. At least a second, so that `Retry-After` is never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(Duration);

impl Wait {
    /// Whole seconds, rounded up: the value of `Retry-After`.
    #[must_use]
    pub fn seconds(self) -> u64 {
        self.0.as_secs().saturating_add(u64::from(self.0.subsec_nanos() > 0)).max(1)
    }
}

/// The node's clock in the form governor asks for.
#[derive(Clone)]
struct NodeClock(Arc<dyn Clock>);

impl GovernorClock for NodeClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.now().timestamp_micros()).unwrap_or(0))
    }
}

/// Counts failures per key and closes for a while when there were too many.
struct Gate<K: Hash + Eq + Clone> {
    clock: NodeClock,
    failures: RateLimiter<K, DashMapStateStore<K>, NodeClock, StateInformationMiddleware>,
    closed_until: Mutex<HashMap<K, Duration>>,
}

/// Keys remembered before those that no longer matter are forgotten.
const REMEMBERED: usize = 10_000;

impl<K: Hash + Eq + Clone> Gate<K> {
    fn new(clock: &Arc<dyn Clock>, quota: Quota) -> Self {
        let clock = NodeClock(Arc::clone(clock));
        let failures = RateLimiter::dashmap_with_clock(quota, clock.clone()).with_middleware();
        Self { clock, failures, closed_until: Mutex::default() }
    }

    fn check(&self, key: &K) -> Result<(), Wait> {
        let now = self.clock.now();
        let closed = self.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
        match closed.get(key).and_then(|until| until.checked_sub(now)) {
            Some(left) if !left.is_zero() => Err(Wait(left)),
            _ => Ok(()),
        }
    }

    fn fail(&self, key: &K) {
        let now = self.clock.now();
        let wait = match self.failures.check_key(key) {
            Ok(state) if state.remaining_burst_capacity() > 0 => return,
            Ok(state) => state.quota().replenish_interval(),
            Err(not_until) => not_until.wait_time_from(now),
        };
        let mut closed = self.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
        if closed.len() >= REMEMBERED {
            closed.retain(|_, until| *until > now);
            self.failures.retain_recent();
        }
        closed.insert(key.clone(), now.saturating_add(wait));
    }
}

/// The part of a client address that one household or office shares: the whole IPv4 address, the /64 of IPv6.
fn network(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(_) => client,
        IpAddr::V6(address) => address.to_ipv4_mapped().map_or_else(
            || {
                let prefix = u128::from(address) & !u128::from(u64::MAX);
                IpAddr::V6(prefix.into())
            },
            IpAddr::V4,
        ),
    }
}

/// Guards signing in and registering.
pub(crate) struct Limiter {
    logins: Gate<Login>,
    networks: Gate<IpAddr>,
    registrations: Gate<IpAddr>,
    confirmations: Gate<AccountId>,
}

impl fmt::Debug for Limiter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Limiter")
    }
}

const fn quota(burst: NonZeroU32, per_minute: NonZeroU32) -> Quota {
    Quota::per_minute(per_minute).allow_burst(burst)
}

const fn number(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

impl Limiter {
    /// Limits on the clock of the node: 5 failures per login and then one a minute, 50 per network and then 10 a minute,
    /// 20 registrations per network and then 2 a minute, 5 failed confirmations of a password per account and then one a minute.
    #[must_use]
    pub(crate) fn new(clock: &Arc<dyn Clock>) -> Self {
        Self {
            logins: Gate::new(clock, quota(number(5), number(1))),
            networks: Gate::new(clock, quota(number(50), number(10))),
            registrations: Gate::new(clock, quota(number(20), number(2))),
            confirmations: Gate::new(clock, quota(number(5), number(1))),
        }
    }

    /// May somebody at `client` try to sign in as `login` now? Counts nothing.
    ///
    /// # Errors
    /// How long to wait.
    pub(crate) fn check_sign_in(&self, login: &Login, client: IpAddr) -> Result<(), Wait> {
        self.networks.check(&network(client))?;
        self.logins.check(login)
    }

    /// Counts a failed attempt, whether or not there is such an account.
    pub(crate) fn sign_in_failed(&self, login: &Login, client: IpAddr) {
        self.logins.fail(login);
        self.networks.fail(&network(client));
    }

    /// May the signed-in account try to confirm its password now? Counts nothing.
    ///
    /// # Errors
    /// How long to wait.
    pub(crate) fn check_confirmation(&self, account: AccountId) -> Result<(), Wait> {
        self.confirmations.check(&account)
    }

    /// Counts a failed confirmation.
    pub(crate) fn confirmation_failed(&self, account: AccountId) {
        self.confirmations.fail(&account);
    }

    /// May somebody at `client` register now? Every registration counts, whatever came of it.
    ///
    /// # Errors
    /// How long to wait.
    pub(crate) fn register(&self, client: IpAddr) -> Result<(), Wait> {
        let network = network(client);
        self.registrations.check(&network)?;
        self.registrations.fail(&network);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Duration as Span};
    use kernel::clock::SettableClock;

    const CLIENT: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn start() -> (Arc<SettableClock>, Limiter) {
        let clock = Arc::new(SettableClock::at(DateTime::from_timestamp(1_764_000_000, 0).unwrap()));
        let shared: Arc<dyn Clock> = Arc::<SettableClock>::clone(&clock);
        (clock, Limiter::new(&shared))
    }

    #[test]
    fn five_failures_close_a_login_for_a_minute_and_no_other() {
        let (clock, limiter) = start();
        let (login, other): (Login, Login) = ("a@b.vn".parse().unwrap(), "c@d.vn".parse().unwrap());
        for _ in 0..5 {
            assert_eq!(limiter.check_sign_in(&login, CLIENT), Ok(()));
            limiter.sign_in_failed(&login, CLIENT);
        }
        assert_eq!(limiter.check_sign_in(&login, CLIENT).unwrap_err().seconds(), 60);
        assert_eq!(limiter.check_sign_in(&other, CLIENT), Ok(()));
        clock.advance(Span::seconds(61));
        assert_eq!(limiter.check_sign_in(&login, CLIENT), Ok(()));
        limiter.sign_in_failed(&login, CLIENT);
        assert!(limiter.check_sign_in(&login, CLIENT).is_err(), "one more failure closes it again");
    }

    #[test]
    fn a_network_that_fails_with_many_logins_is_closed() {
        let (_, limiter) = start();
        for number in 0..50 {
            limiter.sign_in_failed(&format!("user{number}").parse().unwrap(), CLIENT);
        }
        let fresh: Login = "fresh".parse().unwrap();
        assert!(limiter.check_sign_in(&fresh, CLIENT).is_err());
        assert_eq!(limiter.check_sign_in(&fresh, "192.0.2.1".parse().unwrap()), Ok(()));
    }

    #[test]
    fn registrations_are_counted_per_network() {
        let (clock, limiter) = start();
        for _ in 0..20 {
            assert_eq!(limiter.register(CLIENT), Ok(()));
        }
        assert!(limiter.register(CLIENT).is_err());
        clock.advance(Span::minutes(1));
        assert_eq!(limiter.register(CLIENT), Ok(()));
    }

    #[test]
    fn neighbours_in_one_ipv6_network_share_a_key() {
        let parse = |text: &str| network(text.parse().unwrap());
        assert_eq!(parse("2001:db8::1"), parse("2001:db8::ffff"));
        assert_ne!(parse("2001:db8::1"), parse("2001:db8:0:1::1"));
        assert_eq!(parse("::ffff:192.0.2.1"), parse("192.0.2.1"));
    }
}
