//! Every route is listed and keeps to what it needs.

use std::sync::Arc;

use access::routes::violations;
use access::{Access, Settings, protect};
use organisation::{Organisation, ROUTES, router};

use crate::{day, list_offices::calendars, loaded};

#[tokio::test]
async fn every_route_is_listed_and_open_to_all() {
    let database = loaded().await;
    let organisation = Organisation::start(database.ctx.clone(), calendars(), day("2026-11-25")).await.unwrap();
    let access = Access::start(database.ctx.clone(), Arc::new(organisation.clone()), Settings::default()).await.unwrap();
    let router = protect(router(&organisation).fallback(web::error::not_found), &access, Arc::new(web::Site::sample()));
    assert_eq!(violations(&access, &router, ROUTES).await, Vec::<String>::new());
}
