//! The built styles, scripts, icons and fonts: embedded, addressed by content, cached for ever.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// Built by `npm run build` in `assets/`.
#[derive(rust_embed::Embed)]
#[folder = "static"]
struct Built;

const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// From the name people write (`site.css`) to the address with the hash of the content (`/tai-san/site-1a2b3c4d.css`).
static ADDRESSES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let manifest: HashMap<String, String> =
        Built::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default();
    manifest.into_iter().map(|(name, file)| (name, format!("/tai-san/{file}"))).collect()
});

/// The address of the asset `name`. An unknown name is reported in the log and gives an address that answers 404.
#[must_use]
pub fn address(name: &str) -> &'static str {
    ADDRESSES.get(name).map_or_else(
        || {
            tracing::error!(name, "no such asset; is it listed in assets/build.js?");
            "/tai-san/missing"
        },
        String::as_str,
    )
}

/// Names of all icons of the sprite, for the test that every icon used exists.
#[must_use]
pub fn icon_names() -> Vec<String> {
    let sprite = ADDRESSES.get("icons.svg").and_then(|path| path.strip_prefix("/tai-san/")).and_then(Built::get);
    let text = sprite.map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default();
    text.split("<symbol id=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// `/tai-san/{file}`.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/tai-san/{file}", get(serve)).route("/favicon.ico", get(favicon))
}

async fn favicon() -> Response {
    axum::response::Redirect::permanent(address("mark.svg")).into_response()
}

async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(kind) = media_type(&file) else { return StatusCode::NOT_FOUND.into_response() };
    let packed = accepts_gzip(&headers).then(|| Built::get(&format!("{file}.gz"))).flatten();
    let encoding = packed.is_some().then_some((header::CONTENT_ENCODING, HeaderValue::from_static("gzip")));
    let Some(content) = packed.or_else(|| Built::get(&file)) else { return StatusCode::NOT_FOUND.into_response() };
    let fixed: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static(IMMUTABLE)),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    let all: HeaderMap = fixed.into_iter().chain(encoding).collect();
    (all, content.data).into_response()
}

/// The manifest and anything else without a known ending is not served.
fn media_type(file: &str) -> Option<&'static str> {
    match file.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).is_some_and(|accepted| accepted.contains("gzip"))
}
