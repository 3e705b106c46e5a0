//! Who a handler needs, as its parameters.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse, Redirect, Response};
use web::{PageError, Problem, Visitor};

use crate::error::Failure;
use crate::model::{Actor, Role};
use crate::node::Access;
use crate::rules::safe_return_path;
use crate::secret::digest;

/// Somebody who is signed in; anybody else is led to the sign-in page and back.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Actor);

/// Somebody who is signed in, or nobody.
#[derive(Debug, Clone)]
pub struct MaybeSignedIn(pub Option<Actor>);

/// Somebody who works on the inner side of the counter. For everybody else who is signed in there is no such page.
#[derive(Debug, Clone)]
pub struct Official(pub Actor);

/// An administrator. For everybody else who is signed in there is no such page.
#[derive(Debug, Clone)]
pub struct Administrator(pub Actor);

/// A program with a bearer token.
#[derive(Debug, Clone)]
pub struct ApiActor(pub Actor);

/// To the sign-in page, and from there back to the page that was asked for. What a form was sent to cannot be asked for again, so only pages are kept.
fn to_sign_in(parts: &Parts) -> Response {
    let asked = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let back = if parts.method == Method::GET { safe_return_path(asked) } else { None };
    let address = back.map_or_else(|| "/dang-nhap".to_owned(), |back| format!("/dang-nhap?ve={}", web::language_switch::escape(back)));
    Redirect::to(&address).into_response()
}

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Response> {
        parts.extensions.get::<Actor>().cloned().map(Self).ok_or_else(|| to_sign_in(parts))
    }
}

impl<S: Sync> FromRequestParts<S> for MaybeSignedIn {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get::<Actor>().cloned()))
    }
}

impl<S: Sync> FromRequestParts<S> for Official {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let SignedIn(actor) = SignedIn::from_request_parts(parts, state).await?;
        if actor.is_official() { Ok(Self(actor)) } else { Err(PageError::NotAllowed.into_response()) }
    }
}

impl<S: Sync> FromRequestParts<S> for Administrator {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let SignedIn(actor) = SignedIn::from_request_parts(parts, state).await?;
        if actor.has(Role::Administrator) { Ok(Self(actor)) } else { Err(PageError::NotAllowed.into_response()) }
    }
}

impl<S: Sync> FromRequestParts<S> for ApiActor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Response> {
        let language = Visitor::anonymous(parts).language;
        match by_bearer(parts).await {
            Ok(Some(actor)) => Ok(Self(actor)),
            Ok(None) => {
                let mut response = Problem::unauthorised(language).into_response();
                response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"motcua\""));
                Err(response)
            }
            Err(failure) => Err(Problem::fault(language, failure).into_response()),
        }
    }
}

async fn by_bearer(parts: &Parts) -> Result<Option<Actor>, Failure> {
    let Some(secret) = bearer(parts) else { return Ok(None) };
    let Some(access) = parts.extensions.get::<Access>() else {
        return Err(Failure::Session("the layers of access are missing".to_owned()));
    };
    Ok(access.lookups.token(digest(secret)).await?)
}

/// The scheme is compared without regard to case, as RFC 9110 §11.1 asks.
fn bearer(parts: &Parts) -> Option<&str> {
    let (scheme, secret) = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim()).filter(|secret| !secret.is_empty())
}
