//! `/ngon-ngu/{code}?ve=…`: remembers a language and goes back.

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

use crate::error::PageError;
use crate::i18n::Language;
use crate::visitor::LANGUAGE_COOKIE;

const YEAR_IN_SECONDS: u32 = 31_536_000;

#[derive(Debug, Deserialize)]
struct Return {
    #[serde(default)]
    ve: String,
}

pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/ngon-ngu/{code}", get(switch))
}

async fn switch(Path(code): Path<String>, Query(back): Query<Return>) -> Result<Response, PageError> {
    let language: Language = code.parse().map_err(|_| PageError::NotFound)?;
    let cookie = format!("{LANGUAGE_COOKIE}={}; Path=/; Max-Age={YEAR_IN_SECONDS}; SameSite=Lax; HttpOnly", language.code());
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&safe_return(&back.ve))).into_response())
}

/// The address of the switch to `language` that comes back to `path`.
pub(crate) fn address(language: Language, path: &str) -> String {
    format!("/ngon-ngu/{}?ve={}", language.code(), escape(path))
}

/// A place on this site to go back to: anything that could lead to another host becomes the home page, and a `lang=` that would override
/// the cookie is dropped.
#[must_use]
pub fn safe_return(path: &str) -> String {
    let stays_here = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t']);
    if !stays_here {
        return "/".to_owned();
    }
    let Some((place, query)) = path.split_once('?') else { return path.to_owned() };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    if kept.is_empty() { place.to_owned() } else { format!("{place}?{}", kept.join("&")) }
}

/// Percent-encodes a text for use as the value of a query parameter.
#[must_use]
pub fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_site_is_returned_to() {
        for (path, expected) in [
            ("/tim?q=khai", "/tim?q=khai"),
            ("/tim?lang=en&q=khai", "/tim?q=khai"),
            ("/tim?lang=en", "/tim"),
            ("", "/"),
            ("https://evil.example/", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/a\r\nset-cookie: x", "/"),
        ] {
            assert_eq!(safe_return(path), expected, "{path}");
        }
    }

    #[test]
    fn escaped_paths_survive_a_query() {
        assert_eq!(escape("/tim?q=a&b=đ"), "/tim%3Fq%3Da%26b%3D%C4%91");
    }
}
