//! The list of every route and what it needs, and the check that the router keeps to it.
//!
//! Each crate exports `pub const ROUTES: &[RouteRule]` beside its router. The test of the binary joins the lists and calls [`violations`]
//! with the assembled router: a route that is missing from the list, or that answers a stranger, fails the test.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use tower::ServiceExt;

use crate::node::Access;

/// Who may reach a route at all. What they may do there is the matrix's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Anybody.
    Public,
    /// Somebody who is signed in.
    SignedIn,
    /// Somebody who works on the inner side of the counter.
    Official,
    /// An administrator.
    Admin,
    /// A program with a bearer token.
    Bearer,
}

/// One route: method, path as the router has it (`/ho-so/{id}`), need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RouteRule {
    /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    pub method: &'static str,
    /// Path as the router has it.
    pub path: &'static str,
    /// Who may reach it.
    pub need: Need,
}

impl RouteRule {
    /// A rule, short enough to write many in a list.
    #[must_use]
    pub const fn new(method: &'static str, path: &'static str, need: Need) -> Self {
        Self { method, path, need }
    }
}

/// Methods tried on every path. `HEAD` goes with `GET`.
const METHODS: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

/// Everything in which `router` and `rules` disagree, as sentences; empty when they agree. For tests.
///
/// Every path of the router must be in the list and the other way round; a method that is not in the list must not answer; a route that
/// needs something must send a stranger away: to the sign-in page, with 401, or with 404.
pub async fn violations(access: &Access, router: &Router, rules: &[RouteRule]) -> Vec<String> {
    let listed: BTreeSet<String> = rules.iter().map(|rule| rule.path.to_owned()).collect();
    let routed = paths_of(router);
    let mut violations: Vec<String> = routed.difference(&listed).map(|path| format!("{path} is routed but not listed")).collect();
    violations.extend(listed.difference(&routed).map(|path| format!("{path} is listed but not routed")));
    let needs: BTreeMap<(&str, &str), Need> = rules.iter().map(|rule| ((rule.path, rule.method), rule.need)).collect();
    for path in listed.intersection(&routed) {
        for method in &METHODS {
            let response = ask(access, router, method, path).await;
            let wrong = match needs.get(&(path.as_str(), method.as_str())) {
                Some(need) => judge(*need, &response),
                None => (!answers_nothing(&response)).then_some("is not listed but answers"),
            };
            violations.extend(wrong.map(|wrong| format!("{method} {path} {wrong}: {}", response.status())));
        }
    }
    violations
}

/// The paths of a router. axum keeps them to itself; its `Debug` form is the only place that tells them.
#[must_use]
pub fn paths_of(router: &Router) -> BTreeSet<String> {
    let debug = format!("{router:?}");
    let routes = debug.split("fallback_router").next().unwrap_or_default();
    let Some((_, node)) = routes.rsplit_once("node: Node {") else { return BTreeSet::new() };
    node.split('"').skip(1).step_by(2).filter(|text| text.starts_with('/')).map(str::to_owned).collect()
}

/// A stranger's request, with a valid form token: the token must not be what keeps strangers out.
async fn ask(access: &Access, router: &Router, method: &Method, path: &str) -> Response {
    let binding = "tester";
    let request = Request::builder()
        .method(method)
        .uri(concrete(path))
        .header(header::COOKIE, format!("{}={binding}", crate::web::VISITOR_COOKIE))
        .header(crate::web::CSRF_HEADER, access.key.form_token(&crate::web::visitor_binding(binding)))
        .body(Body::empty())
        .unwrap_or_default();
    match router.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// Puts values in place of the parameters of a path.
fn concrete(path: &str) -> String {
    let segment = |segment: &str| {
        if segment.starts_with('{') { "00000000-0000-7000-8000-000000000000".to_owned() } else { segment.to_owned() }
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

fn answers_nothing(response: &Response) -> bool {
    matches!(response.status(), StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_FOUND)
}

fn judge(need: Need, response: &Response) -> Option<&'static str> {
    let status = response.status();
    let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let to_sign_in = status == StatusCode::SEE_OTHER && location.starts_with("/dang-nhap");
    match need {
        Need::Public if status == StatusCode::UNAUTHORIZED || to_sign_in => Some("is public but asks to sign in"),
        Need::Public if status.is_server_error() => Some("fails on an empty request"),
        Need::Public => None,
        Need::Bearer if status != StatusCode::UNAUTHORIZED => Some("does not ask for a token"),
        Need::Bearer if !response.headers().contains_key(header::WWW_AUTHENTICATE) => Some("does not say which token"),
        Need::Bearer => None,
        Need::SignedIn | Need::Official | Need::Admin => {
            let sent_away = to_sign_in || status == StatusCode::UNAUTHORIZED || status == StatusCode::NOT_FOUND;
            (!sent_away).then_some("lets a stranger in")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::{get, post};

    #[test]
    fn the_paths_of_a_router_can_be_read() {
        let inner = Router::new().route("/b/{id}", get(|| async {}).post(|| async {}));
        let router: Router =
            Router::new().route("/", get(|| async {})).nest("/a", inner).merge(Router::new().route("/c", post(|| async {})));
        let router = router.layer(axum::middleware::from_fn(|request, next: axum::middleware::Next| next.run(request)));
        let expected: BTreeSet<String> = ["/", "/a/b/{id}", "/c"].into_iter().map(str::to_owned).collect();
        assert_eq!(paths_of(&router), expected);
        assert_eq!(concrete("/a/b/{id}/c"), "/a/b/00000000-0000-7000-8000-000000000000/c");
    }
}
