//! The number beside "notices" in the header of every page.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use kernel::id::AccountId;
use web::Visitor;

use crate::node::Notices;
use crate::usecases::read::unread;

/// The router, with the number of unread notices told to the pages of those who are signed in. To be put inside the layers of access.
pub fn with_unread(router: Router, notices: &Notices) -> Router {
    router.layer(from_fn_with_state(notices.clone(), tell))
}

async fn tell(State(notices): State<Notices>, mut request: Request, next: Next) -> Response {
    // Forms answer with a page only when something has to be corrected: then the number may as well be there.
    let account = match (request.method(), request.extensions().get::<Visitor>()) {
        (&Method::GET | &Method::POST, Some(Visitor { person: Some(person), .. })) => Some(AccountId::from_uuid(person.account)),
        _ => None,
    };
    if let Some(account) = account {
        match unread(&notices, account).await {
            Ok(unread) => set(&mut request, unread),
            // A page without the number rather than none.
            Err(error) => tracing::warn!("{error:#}"),
        }
    }
    next.run(request).await
}

fn set(request: &mut Request, unread: i64) {
    if let Some(person) = request.extensions_mut().get_mut::<Visitor>().and_then(|visitor| visitor.person.as_mut()) {
        person.unread = unread;
    }
}
