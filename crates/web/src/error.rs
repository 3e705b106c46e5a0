//! Refusals and faults as pages. The visitor learns what happened, what was kept and where to go on; never a cause inside the program.
//!
//! A handler returns [`PageError`]; it does not know the visitor's language. The layer [`pages`] sits inside the session middleware, knows the
//! visitor and writes the page. Under `/api/` it writes a [`Problem`] instead.

use std::error::Error;
use std::fmt::Write as _;
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use askama::Template;
use axum::extract::{FromRequestParts, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::page::{self, Page, Section};
use crate::problem::Problem;
use crate::visitor::Visitor;

/// Why a page could not be shown.
#[derive(Debug)]
pub enum PageError {
    /// There is nothing at this address.
    NotFound,
    /// The person may not know whether there is something: looks exactly like [`PageError::NotFound`].
    NotAllowed,
    /// A rule of the law or of the program forbids it; `key` is the message that says why and what to do.
    Refused {
        /// 409, 422 or another 4xx.
        status: StatusCode,
        /// Message key of the sentence.
        key: &'static str,
    },
    /// Signing in is needed; the page leads there and back.
    SignInNeeded,
    /// The form was open for so long that its session ended.
    Expired,
    /// The upload or the form is larger than allowed.
    TooLarge,
    /// Too many attempts; `retry_seconds` until the next one.
    TooMany {
        /// Seconds to wait.
        retry_seconds: u32,
    },
    /// Something failed on our side.
    Fault(Box<dyn Error + Send + Sync>),
}

impl PageError {
    /// A failure on our side, to be logged under an incident number.
    pub fn fault(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Fault(source.into())
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::NotAllowed => StatusCode::NOT_FOUND,
            Self::Refused { status, .. } => *status,
            Self::SignInNeeded => StatusCode::UNAUTHORIZED,
            Self::Expired => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn notice(self) -> Notice {
        let status = self.status();
        let (title_key, text_key, wait, incident) = match self {
            Self::NotFound | Self::NotAllowed => ("web-error-not-found-title", "web-error-not-found-text", 0, None),
            Self::Refused { key, .. } => ("web-error-refused-title", key, 0, None),
            Self::SignInNeeded => ("web-error-sign-in-title", "web-error-sign-in-text", 0, None),
            Self::Expired => ("web-error-expired-title", "web-error-expired-text", 0, None),
            Self::TooLarge => ("web-error-too-large-title", "web-error-too-large-text", 0, None),
            Self::TooMany { retry_seconds } => ("web-error-too-many-title", "web-error-too-many-text", retry_seconds, None),
            Self::Fault(source) => ("web-error-fault-title", "web-error-fault-text", 0, Some(report(source.as_ref()))),
        };
        Notice { status, title_key, text_key, minutes: wait.div_ceil(60).max(1), retry_seconds: wait, incident }
    }
}

/// What the error page says; travels from the handler to the layer in the response's extensions.
#[derive(Debug, Clone)]
struct Notice {
    status: StatusCode,
    title_key: &'static str,
    text_key: &'static str,
    minutes: u32,
    retry_seconds: u32,
    incident: Option<String>,
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let notice = self.notice();
        let mut response = notice.status.into_response();
        if notice.retry_seconds > 0 {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(notice.retry_seconds));
        }
        response.extensions_mut().insert(notice);
        response
    }
}

/// Logs a failure with all its causes and returns the incident number to show.
pub(crate) fn report(source: &(dyn Error + 'static)) -> String {
    let incident = incident_number();
    let mut causes = source.to_string();
    let mut next = source.source();
    while let Some(cause) = next {
        // Writing to a String cannot fail.
        let _ = write!(causes, ": {cause}");
        next = cause.source();
    }
    tracing::error!(incident, error = causes, "a request failed on our side");
    incident
}

/// A label such as `SC-7F3K-92` that joins what the visitor reads out with the log. It decides nothing and is no secret, so it comes from a
/// counter scrambled once per process instead of the entropy of the use cases.
fn incident_number() -> String {
    static SCRAMBLE: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    // Letters and digits that are not mistaken for each other on the telephone.
    const SIGNS: &[u8; 28] = b"2345679ACDEFGHJKLMNPQRTUVWXY";
    let mut rest = SCRAMBLE.hash_one(COUNT.fetch_add(1, Ordering::Relaxed));
    let mut label = String::from("SC-");
    for position in 0..6 {
        if position == 4 {
            label.push('-');
        }
        let index = usize::try_from(rest % 28).unwrap_or(0);
        label.push(SIGNS.get(index).copied().map_or('2', char::from));
        rest /= 28;
    }
    label
}

/// The error page of the public side.
#[derive(Template)]
#[template(path = "error.html")]
struct PublicPage {
    page: Page,
    text_key: &'static str,
    minutes: u32,
    incident: Option<String>,
    offers_sign_in: bool,
}

/// The same words in the frame of the desk.
#[derive(Template)]
#[template(path = "error_desk.html")]
struct DeskPage {
    page: Page,
    text_key: &'static str,
    minutes: u32,
    incident: Option<String>,
    offers_sign_in: bool,
}

/// Draws the notice in the frame of the side where the visitor stands.
fn draw(notice: Notice, visitor: Visitor) -> Result<Response, PageError> {
    let Notice { status, title_key, text_key, minutes, incident, .. } = notice;
    let offers_sign_in = visitor.person.is_none() && matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
    if is_at_the_desk(&visitor) {
        let page = Page::desk(visitor, Section::None, title_key);
        return page::render_with(status, &DeskPage { page, text_key, minutes, incident, offers_sign_in });
    }
    let page = Page::public(visitor, Section::None, title_key);
    page::render_with(status, &PublicPage { page, text_key, minutes, incident, offers_sign_in })
}

fn is_at_the_desk(visitor: &Visitor) -> bool {
    let official = visitor.person.as_ref().is_some_and(|person| person.is_official);
    official && ["/ban", "/quan-tri"].iter().any(|place| visitor.path.starts_with(place))
}

/// Handler for addresses that no route answers: `Router::fallback(web::error::not_found)`.
#[expect(clippy::unused_async, reason = "a handler is an async function")]
pub async fn not_found() -> PageError {
    PageError::NotFound
}

/// The layer that turns [`PageError`] and bare 4xx and 5xx answers into pages (or into a [`Problem`] under `/api/`):
/// `router.layer(axum::middleware::from_fn(web::error::pages))`. It must stand inside the layer that inserts the [`Visitor`].
pub async fn pages(request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(visitor) = <Visitor as FromRequestParts<()>>::from_request_parts(&mut parts, &()).await;
    let response = next.run(Request::from_parts(parts, body)).await;
    match notice_of(&response) {
        Some(notice) => rewrite(response, notice, visitor),
        None => response,
    }
}

fn notice_of(response: &Response) -> Option<Notice> {
    response.extensions().get::<Notice>().cloned().or_else(|| bare(response).map(PageError::notice))
}

/// Answers of the framework itself (an unknown route, a method that does not fit, a body that is too large) carry no page.
fn bare(response: &Response) -> Option<PageError> {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !(kind.is_empty() || kind.starts_with("text/plain")) {
        return None;
    }
    let retry = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Some(PageError::NotFound),
        StatusCode::PAYLOAD_TOO_LARGE => Some(PageError::TooLarge),
        StatusCode::TOO_MANY_REQUESTS => Some(PageError::TooMany { retry_seconds: retry.unwrap_or(60) }),
        status @ (StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY) => {
            Some(PageError::Refused { status, key: "web-error-bad-request-text" })
        }
        status if status.is_server_error() => Some(PageError::fault(format!("a handler answered {status} without a page"))),
        _ => None,
    }
}

fn rewrite(response: Response, notice: Notice, visitor: Visitor) -> Response {
    let (status, language) = (notice.status, visitor.language);
    let mut page = if visitor.path.starts_with("/api/") {
        let wrong_method = response.status() == StatusCode::METHOD_NOT_ALLOWED;
        if wrong_method { Problem::wrong_method(language) } else { problem(&notice, language) }.into_response()
    } else {
        draw(notice, visitor).unwrap_or_else(|_| status.into_response())
    };
    let (old, _) = response.into_parts();
    for (name, value) in &old.headers {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            page.headers_mut().append(name, value.clone());
        }
    }
    page
}

fn problem(notice: &Notice, language: crate::Language) -> Problem {
    let code = match notice.status {
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::UNAUTHORIZED => "unauthorised",
        StatusCode::FORBIDDEN => "session_expired",
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        StatusCode::TOO_MANY_REQUESTS => "too_many_requests",
        status if status.is_server_error() => "fault",
        _ => "refused",
    };
    let mut problem = Problem::from_key(language, notice.status, code, notice.title_key);
    problem.incident.clone_from(&notice.incident);
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_and_missing_look_the_same() {
        let shown = |error: PageError| {
            let notice = error.notice();
            (notice.status, notice.title_key, notice.text_key)
        };
        assert_eq!(shown(PageError::NotFound), shown(PageError::NotAllowed));
    }

    /// Every kind of error page, with words that must stand in it in Vietnamese.
    fn kinds() -> Vec<(PageError, &'static str)> {
        vec![
            (PageError::NotFound, "Không có trang này"),
            (PageError::Refused { status: StatusCode::CONFLICT, key: "web-error-conflict-text" }, "vừa được người khác sửa"),
            (PageError::SignInNeeded, "href=\"/dang-nhap?ve=/\""),
            (PageError::Expired, "Đăng nhập lại để tiếp tục"),
            (PageError::TooLarge, "Giảm cỡ ảnh"),
            (PageError::TooMany { retry_seconds: 90 }, "Chờ 2 phút"),
            (PageError::fault("the cause"), "đọc số"),
        ]
    }

    async fn drawn(error: PageError, visitor: Visitor) -> (StatusCode, String) {
        let response = draw(error.notice(), visitor).unwrap();
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn every_kind_says_what_to_do_in_every_language() {
        for language in crate::Language::ALL {
            for (error, words) in kinds() {
                let expected = error.status();
                let (status, html) = drawn(error, Visitor::sample(language)).await;
                assert_eq!(status, expected);
                assert!(html.contains(&format!("<html lang=\"{}\">", language.code())) && !html.contains("the cause"), "{html}");
                assert!(language != crate::Language::Vi || html.contains(words), "{words}");
            }
        }
    }

    #[test]
    fn a_wrong_method_is_a_missing_page_and_named_to_a_program() {
        let answered = |path: &str| {
            let visitor = Visitor { path: path.to_owned(), ..Visitor::sample(crate::Language::En) };
            let bare = (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET")]).into_response();
            let notice = notice_of(&bare).unwrap();
            let response = rewrite(bare, notice, visitor);
            (response.status().as_u16(), response.headers().contains_key(header::ALLOW))
        };
        assert_eq!(answered("/api/v1/offices"), (405, true));
        assert_eq!(answered("/thu-tuc/1"), (404, true));
    }

    #[tokio::test]
    async fn an_official_at_the_desk_stays_at_the_desk() {
        let at = |path: &str| Visitor { path: path.to_owned(), ..Visitor::sample_official(crate::Language::Vi) };
        for (path, desk) in [("/ban/ho-so/1", true), ("/quan-tri/lich", true), ("/thu-tuc/1", false)] {
            let (_, html) = drawn(PageError::NotFound, at(path)).await;
            assert_eq!(html.contains("<body class=\"desk\">"), desk, "{path}");
        }
    }

    #[test]
    fn incident_numbers_differ_and_can_be_read_out() {
        let (first, second) = (incident_number(), incident_number());
        assert_ne!(first, second);
        assert_eq!(first.len(), "SC-7F3K-92".len());
    }
}
