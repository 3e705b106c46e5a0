//! Form tokens: a page of another site can make a browser send a form, but it cannot know the token.
//!
//! The token is an HMAC over the session (or, before signing in, over the visitor's cookie). It comes back as the field `_csrf`, which in a
//! form with files must be the first field, or as the header `x-csrf-token`. The API is exempt: it knows bearer tokens only, never cookies.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use futures::{StreamExt, stream};
use web::PageError;

use super::identify::{Binding, is_for_programs};
use crate::node::Access;

/// Header that scripts use instead of the field.
pub(crate) const HEADER: &str = "x-csrf-token";
/// Name of the field.
const FIELD: &str = "_csrf";
/// Largest form without files.
const LARGEST_FORM: usize = 1 << 20;
/// By this many bytes of a form with files the token must have come.
const LARGEST_FIRST_PART: usize = 8 << 10;

/// Lets safe methods through, and others only with the right token.
pub(super) async fn guard(request: Request, next: Next) -> Result<Response, PageError> {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || is_for_programs(request.uri().path()) {
        return Ok(next.run(request).await);
    }
    if request.headers().get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return Err(PageError::Expired);
    }
    let (token, request) = token_of(request).await?;
    let extensions = request.extensions();
    let (access, binding) = (extensions.get::<Access>(), extensions.get::<Binding>());
    match (token, access, binding) {
        (Some(token), Some(access), Some(binding)) if access.key.matches(&binding.0, &token) => Ok(next.run(request).await),
        _ => Err(PageError::Expired),
    }
}

/// The token with the request as it was.
async fn token_of(request: Request) -> Result<(Option<String>, Request), PageError> {
    if let Some(token) = request.headers().get(HEADER).and_then(|value| value.to_str().ok()) {
        return Ok((Some(token.to_owned()), request));
    }
    let (parts, body) = request.into_parts();
    let (token, body) = match kind(&parts.headers) {
        Kind::Fields => {
            let bytes = without_nul(&to_bytes(body, LARGEST_FORM).await.map_err(|_| PageError::TooLarge)?);
            (in_fields(&bytes), Body::from(bytes))
        }
        Kind::Files => in_first_part(body).await?,
        Kind::Other => (None, body),
    };
    Ok((token, Request::from_parts(parts, body)))
}

enum Kind {
    Fields,
    Files,
    Other,
}

fn kind(headers: &HeaderMap) -> Kind {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/x-www-form-urlencoded") {
        Kind::Fields
    } else if kind.starts_with("multipart/form-data") {
        Kind::Files
    } else {
        Kind::Other
    }
}

/// U+0000 is a character for the encoding of forms and none for the database; nobody types it on purpose. A space takes its place.
fn without_nul(bytes: &[u8]) -> Bytes {
    String::from_utf8_lossy(bytes).replace("%00", "%20").replace('\0', " ").into()
}

/// The token is URL-safe base64, so it needs no decoding.
fn in_fields(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.split('&').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == FIELD).map(|(_, value)| value.to_owned())
}

/// Reads the beginning of the body only; files stream on to the handler.
async fn in_first_part(body: Body) -> Result<(Option<String>, Body), PageError> {
    let mut stream = body.into_data_stream();
    let mut beginning = Vec::new();
    let mut token = None;
    while token.is_none() && beginning.len() < LARGEST_FIRST_PART {
        let Some(chunk) = stream.next().await else { break };
        beginning.extend_from_slice(&chunk.map_err(|_| PageError::TooLarge)?);
        token = first_part(&beginning);
    }
    let body = Body::from_stream(stream::once(async { Ok::<_, axum::Error>(Bytes::from(beginning)) }).chain(stream));
    Ok((token, body))
}

/// The value of the first part, when that part is the token and complete.
fn first_part(bytes: &[u8]) -> Option<String> {
    let head_end = find(bytes, b"\r\n\r\n")?;
    let head = std::str::from_utf8(bytes.get(..head_end)?).ok()?;
    let rest = bytes.get(head_end.checked_add(4)?..)?;
    let value = rest.get(..find(rest, b"\r\n")?)?;
    let is_token = head.contains(&format!("name=\"{FIELD}\""));
    if is_token { String::from_utf8(value.to_vec()).ok() } else { None }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_fields(body: &str, expected: Option<&str>) {
        assert_eq!(in_fields(body.as_bytes()).as_deref(), expected, "{body}");
    }

    #[test]
    fn the_field_is_found_among_others() {
        check_fields("login=a&_csrf=abc-_1&password=b", Some("abc-_1"));
        check_fields("login=_csrf", None);
        check_fields("", None);
    }

    #[test]
    fn the_one_character_a_database_cannot_keep_does_not_reach_it() {
        for (sent, kept) in [("a=b", "a=b"), ("a=%00", "a=%20"), ("%00a=b\0c&d=%2500%0", "%20a=b c&d=%2500%0"), ("a=%0%000", "a=%0%200")] {
            assert_eq!(without_nul(sent.as_bytes()), kept);
        }
    }

    const MULTIPART: &str = "--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\ntoken\r\n--x\r\n\
                             Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nbytes\r\n--x--\r\n";

    #[tokio::test]
    async fn a_form_with_files_streams_on_whole() {
        let chunks = MULTIPART.as_bytes().chunks(7).map(|chunk| Ok::<_, axum::Error>(Bytes::from(chunk))).collect::<Vec<_>>();
        let (token, body) = in_first_part(Body::from_stream(stream::iter(chunks))).await.unwrap();
        assert_eq!(token.as_deref(), Some("token"));
        assert_eq!(to_bytes(body, usize::MAX).await.unwrap(), MULTIPART.as_bytes());
    }

    #[tokio::test]
    async fn the_token_counts_in_the_first_part_only() {
        let swapped = MULTIPART.replace("_csrf", "x").replace("name=\"file\"", "name=\"_csrf\"");
        let (token, _) = in_first_part(Body::from(swapped)).await.unwrap();
        assert_eq!(token, None);
    }
}
