//! Where a request came from.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};

use crate::node::Settings;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The client's address: that of the connection or, behind a proxy of our own, the last one in `X-Forwarded-For`, which the proxy wrote. Everybody
/// whose address is not known counts as one client.
pub(super) fn address(settings: Settings, headers: &HeaderMap, extensions: &Extensions) -> IpAddr {
    let forwarded = settings.behind_proxy.then(|| last_forwarded(headers)).flatten();
    let connected = || extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    forwarded.or_else(connected).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

fn last_forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(behind_proxy: bool, forwarded: &str, connected: Option<&str>, expected: &str) {
        let mut headers = HeaderMap::new();
        headers.insert(FORWARDED_FOR, forwarded.parse().unwrap());
        let mut extensions = Extensions::new();
        if let Some(connected) = connected {
            extensions.insert(ConnectInfo::<SocketAddr>(connected.parse().unwrap()));
        }
        let found = address(Settings { behind_proxy, secure: false }, &headers, &extensions);
        assert_eq!(found.to_string(), expected);
    }

    #[test]
    fn a_header_counts_only_behind_our_own_proxy() {
        check(false, "203.0.113.9", Some("192.0.2.1:5000"), "192.0.2.1");
        check(true, "198.51.100.7, 203.0.113.9", Some("127.0.0.1:5000"), "203.0.113.9");
        check(true, "nonsense", Some("127.0.0.1:5000"), "127.0.0.1");
        check(false, "", None, "0.0.0.0");
    }
}
