use access::routes::{RouteRule, violations};

use crate::support::node;

#[tokio::test]
async fn every_route_is_listed_and_keeps_strangers_out() {
    let node = node().await;
    let rules: Vec<RouteRule> = document::ROUTES.iter().chain(access::web::ROUTES).copied().collect();
    assert_eq!(violations(&node.access, &node.router(), &rules).await, Vec::<String>::new());
}
