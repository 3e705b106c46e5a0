//! Who is looking at the page, in which language.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use uuid::Uuid;

use crate::i18n::Language;
use crate::site::Site;

/// Name of the cookie that remembers the chosen language.
pub const LANGUAGE_COOKIE: &str = "lang";

/// Someone who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Identifier of the account.
    pub account: Uuid,
    /// Full name as the account has it.
    pub name: String,
    /// Two letters for the round badge, for example "VK".
    pub initials: String,
    /// The office the person works for; empty for an applicant.
    pub office_name: String,
    /// Message key of the role, for example `access-role-processing-officer`; empty for an applicant.
    pub role_label_key: String,
    /// Whether the person works for the state and may enter the desk.
    pub is_official: bool,
    /// How many notices they have not read.
    pub unread: i64,
}

/// The visitor of one request. As an extractor it never fails: without the session middleware everyone is anonymous.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The language of the answer.
    pub language: Language,
    /// The person, when signed in.
    pub person: Option<Person>,
    /// The token that forms send back in `_csrf`.
    pub csrf: String,
    /// Path and query of the request, for the language switch and for coming back after signing in.
    pub path: String,
    /// Whose door this is.
    pub site: Arc<Site>,
}

impl Visitor {
    /// The anonymous visitor of a request, in the language of `?lang=`, the cookie or the browser. The session middleware starts from this,
    /// adds `person` and `csrf`, and inserts the result into the request's extensions.
    #[must_use]
    pub fn anonymous(parts: &Parts) -> Self {
        Self {
            language: language_of(parts),
            person: None,
            csrf: String::new(),
            path: parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
            site: parts.extensions.get::<Arc<Site>>().cloned().unwrap_or_default(),
        }
    }

    /// A visitor for samples and tests.
    #[must_use]
    pub fn sample(language: Language) -> Self {
        Self { language, person: None, csrf: "sample".to_owned(), path: "/".to_owned(), site: Arc::new(Site::sample()) }
    }

    /// Someone who applies, for samples and tests.
    #[must_use]
    pub fn sample_applicant(language: Language) -> Self {
        let person = Person {
            account: Uuid::nil(),
            name: "Vũ Thị Minh Ngọc".to_owned(),
            initials: "MN".to_owned(),
            office_name: String::new(),
            role_label_key: String::new(),
            is_official: false,
            unread: 0,
        };
        Self { person: Some(person), ..Self::sample(language) }
    }

    /// An official for samples and tests.
    #[must_use]
    pub fn sample_official(language: Language) -> Self {
        let person = Person {
            account: Uuid::nil(),
            name: "Hoàng Văn Khải".to_owned(),
            initials: "VK".to_owned(),
            office_name: "Công an phường Hồng Gai".to_owned(),
            role_label_key: "web-components-role".to_owned(),
            is_official: true,
            unread: 2,
        };
        Self { person: Some(person), ..Self::sample(language) }
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(|| Self::anonymous(parts)))
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Infallible> {
        <Self as FromRequestParts<S>>::from_request_parts(parts, state).await.map(Some)
    }
}

fn language_of(parts: &Parts) -> Language {
    from_query(parts.uri.query().unwrap_or_default())
        .or_else(|| from_cookie(&parts.headers))
        .or_else(|| from_browser(&parts.headers))
        .unwrap_or_default()
}

fn from_query(query: &str) -> Option<Language> {
    query.split('&').filter_map(|pair| pair.strip_prefix("lang=")).find_map(|code| code.parse().ok())
}

fn from_cookie(headers: &HeaderMap) -> Option<Language> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, code)| (name == LANGUAGE_COOKIE).then(|| code.parse().ok()).flatten())
}

/// The first language the browser lists that the pages speak. Browsers list by preference; weights are ignored on purpose.
fn from_browser(headers: &HeaderMap) -> Option<Language> {
    let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    accepted.split(',').filter_map(|part| part.split(';').next()).find_map(|code| code.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn language(uri: &str, cookie: &str, accept: &str) -> Language {
        let request = Request::builder().uri(uri).header("cookie", cookie).header("accept-language", accept).body(()).unwrap();
        Visitor::anonymous(&request.into_parts().0).language
    }

    #[test]
    fn the_language_comes_from_query_then_cookie_then_browser() {
        for (uri, cookie, accept, expected) in [
            ("/", "", "", Language::Vi),
            ("/", "", "fr-FR,th;q=0.8,en;q=0.5", Language::Th),
            ("/", "a=b; lang=en", "th", Language::En),
            ("/?q=x&lang=th", "lang=en", "vi", Language::Th),
            ("/?lang=xx", "lang=zz", "xx", Language::Vi),
        ] {
            assert_eq!(language(uri, cookie, accept), expected, "{uri} {cookie} {accept}");
        }
    }

    #[test]
    fn the_path_keeps_its_query() {
        let request = Request::builder().uri("/tim?q=khai+sinh").body(()).unwrap();
        assert_eq!(Visitor::anonymous(&request.into_parts().0).path, "/tim?q=khai+sinh");
    }
}
