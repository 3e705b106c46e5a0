//! `/tai-san/in-trang.js`: the button that prints the page.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;

const SCRIPT: &str = include_str!("print.js");

/// The script, kept by browsers for an hour.
pub(super) async fn get() -> impl IntoResponse {
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600")),
    ];
    (headers, SCRIPT)
}
