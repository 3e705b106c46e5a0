//! Serves the pages of this crate on <http://127.0.0.1:8700/thanh-phan>, for looking at parts while changing them.

use std::sync::Arc;

use axum::{Extension, Router, middleware};
use web::Site;

#[tokio::main]
async fn main() -> Result<(), std::io::Error> {
    let port = std::env::var("PORT").ok().and_then(|text| text.parse().ok()).unwrap_or(8700);
    let router: Router = web::routes()
        .fallback(web::error::not_found)
        .layer(middleware::from_fn(web::error::pages))
        .layer(Extension(Arc::new(Site::sample())));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, router).await
}
