//! A stored file as an answer: to be saved, never to be run in the page's origin.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::model::MediaType;
use crate::usecases::fetch::Opened;

/// The file as an attachment; 304 when the caller has it already.
pub(crate) fn send(asked: &HeaderMap, opened: Opened) -> Response {
    let tag = format!("\"{}\"", opened.document.sha256);
    let is_known = is_known(asked, &tag);
    let headers = [
        (header::ETAG, tag),
        // Who may read it can change at any time, so every use asks again.
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (header::CONTENT_TYPE, opened.document.media_type.name().to_owned()),
        (header::CONTENT_LENGTH, opened.document.size.to_string()),
        (header::CONTENT_DISPOSITION, disposition(&opened.document.file_name)),
    ];
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { Body::from_stream(opened.content).into_response() };
    // An answer without a body keeps only what identifies the file.
    let count = if is_known { 2 } else { headers.len() };
    headers.into_iter().take(count).for_each(|(name, value)| insert(&mut response, name, &value));
    response
}

/// Kinds that a browser shows without running anything of theirs in our pages.
pub(crate) fn may_be_shown(opened: &Opened) -> bool {
    matches!(opened.document.media_type, MediaType::Pdf | MediaType::Jpeg | MediaType::Png | MediaType::Webp)
}

/// The file to be looked at in a frame of our own pages: never by others, and still without any right to run.
pub(crate) fn show(asked: &HeaderMap, opened: Opened) -> Response {
    let mut response = send(asked, opened);
    for (name, value) in [
        (header::CONTENT_DISPOSITION, "inline"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    ] {
        insert(&mut response, name, value);
    }
    response
}

fn insert(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

/// Name for old programs in ASCII, and the true one as RFC 6266 and RFC 8187 write it.
fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|sign| if sign.is_ascii_graphic() && !matches!(sign, '"' | '\\' | '%') { sign } else { '_' }).collect();
    let exact: String = name.bytes().map(encoded).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

fn encoded(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_reach_every_program() {
        for (name, expected) in [
            ("a-1.pdf", "attachment; filename=\"a-1.pdf\"; filename*=UTF-8''a-1.pdf"),
            ("đơn xin.pdf", "attachment; filename=\"__n_xin.pdf\"; filename*=UTF-8''%C4%91%C6%A1n%20xin.pdf"),
            ("a\"b%.pdf", "attachment; filename=\"a_b_.pdf\"; filename*=UTF-8''a%22b%25.pdf"),
        ] {
            assert_eq!(disposition(name), expected);
        }
    }

    #[test]
    fn a_tag_is_found_in_any_form() {
        for (asked, expected) in [("", false), ("\"x\"", false), ("\"a\", W/\"t\"", true), ("*", true)] {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(asked));
            assert_eq!(is_known(&headers, "\"t\""), expected, "{asked}");
        }
    }
}
