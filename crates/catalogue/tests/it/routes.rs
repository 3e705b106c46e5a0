//! Every route is listed and keeps to what it needs.

use std::sync::Arc;

use access::routes::violations;
use access::{Access, OfficeChoice, OfficeTree, Settings, protect};
use catalogue::{ROUTES, router};
use kernel::id::OfficeId;

use crate::running;

/// A node without offices.
#[derive(Debug)]
struct NoOffices;

impl OfficeTree for NoOffices {
    fn subtree(&self, _office: OfficeId) -> Vec<OfficeId> {
        Vec::new()
    }

    fn name(&self, _office: OfficeId) -> Option<String> {
        None
    }

    fn choices(&self) -> Vec<OfficeChoice> {
        Vec::new()
    }
}

#[tokio::test]
async fn every_route_is_listed_and_open_to_all() {
    let (database, catalogue) = running().await;
    let access = Access::start(database.ctx.clone(), Arc::new(NoOffices), Settings::default()).await.unwrap();
    let router = protect(router(catalogue).fallback(web::error::not_found), &access, Arc::new(web::Site::sample()));
    assert_eq!(violations(&access, &router, ROUTES).await, Vec::<String>::new());
}
