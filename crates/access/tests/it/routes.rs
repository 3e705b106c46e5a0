use access::routes::{Need, RouteRule, violations};
use access::web::ROUTES;
use axum::Router;
use axum::routing::get;

use crate::support::node;

fn house() -> Vec<RouteRule> {
    let own = [
        RouteRule::new("GET", "/ho-so", Need::SignedIn),
        RouteRule::new("GET", "/api/v1/me", Need::Bearer),
        RouteRule::new("GET", "/api/v1/roles", Need::Bearer),
    ];
    ROUTES.iter().copied().chain(own).collect()
}

#[tokio::test]
async fn every_route_is_listed_and_keeps_strangers_out() {
    let node = node().await;
    assert_eq!(violations(&node.access, &node.router(), &house()).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_route_that_is_not_listed_or_lets_strangers_in_is_found() {
    let node = node().await;
    let router = Router::new().route("/quen", get(|| async { "xin chào" })).route("/mo", get(|| async { "xin chào" }));
    let router = access::protect(router, &node.access, std::sync::Arc::new(web::Site::sample()));
    let rules = [RouteRule::new("GET", "/mo", Need::SignedIn), RouteRule::new("GET", "/mat", Need::Public)];
    let found = violations(&node.access, &router, &rules).await;
    assert_eq!(
        found,
        ["/quen is routed but not listed", "/mat is listed but not routed", "GET /mo lets a stranger in: 200 OK"].map(str::to_owned)
    );
    let unlisted = violations(&node.access, &router, &[RouteRule::new("POST", "/mo", Need::Public)]).await;
    assert!(unlisted.iter().any(|violation| violation == "GET /mo is not listed but answers: 200 OK"), "{unlisted:?}");
}
