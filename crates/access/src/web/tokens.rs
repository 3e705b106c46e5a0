//! `/api/v1/tokens`.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kernel::id::TokenId;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use web::problem::ProblemField;
use web::{Language, Problem, Visitor, t, t_with};

use super::ApiActor;
use super::sign_in::{Client, retry_after};
use crate::error::{ChangeRefusal, CreateTokenRefusal, SignInRefusal};
use crate::limiter::Wait;
use crate::node::Access;
use crate::usecases::create_token::create_token;
use crate::usecases::revoke_token::revoke_token;
use crate::usecases::sign_in::SignIn;

/// The operations of this capability, for the document at `/api/openapi.json`.
#[derive(Debug, OpenApi)]
#[openapi(paths(create, revoke), components(schemas(CreateTokenRequest, TokenCreated)))]
pub struct ApiDoc;

/// Who asks for a token, and what for.
#[derive(Deserialize, ToSchema)]
pub struct CreateTokenRequest {
    /// E-mail address, telephone number or login name.
    #[schema(example = "can_bo.01")]
    pub login: String,
    /// The password.
    #[schema(format = Password)]
    pub password: String,
    /// What the token is for, in words: shown in the list of tokens. 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100, pattern = r"[^\s\x00-\x1f\x7f-\x9f]", example = "nightly report")]
    pub label: String,
}

/// A new token. It is shown this once.
#[derive(Serialize, ToSchema)]
pub struct TokenCreated {
    /// Identifier, for revoking.
    #[schema(value_type = String, format = Uuid)]
    pub id: TokenId,
    /// To be sent as `Authorization: Bearer …`.
    pub token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Exchanges login and password for a bearer token.
#[utoipa::path(
    post, path = "/api/v1/tokens", operation_id = "createToken", tag = "access", request_body = CreateTokenRequest,
    responses(
        (status = 201, description = "The token; it is shown this once", body = TokenCreated),
        (status = 400, description = "The body is not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Login and password do not match", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is missing or wrong", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many failures; Retry-After says how long to wait", body = Problem,
         content_type = "application/problem+json"),
    )
)]
pub(super) async fn create(
    State(access): State<Access>,
    visitor: Visitor,
    Client(client): Client,
    body: Result<Json<CreateTokenRequest>, JsonRejection>,
) -> Response {
    let language = visitor.language;
    let Json(request) = match body {
        Ok(body) => body,
        Err(rejection) => return unreadable(language, &rejection).into_response(),
    };
    let who = SignIn { login: &request.login, password: &request.password, client };
    match create_token(&access, &who, &request.label).await {
        Ok(created) => {
            let body = TokenCreated { id: created.id, token: created.secret, token_type: "Bearer", expires_at: created.expires_at };
            let no_store = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
            (StatusCode::CREATED, no_store, Json(body)).into_response()
        }
        Err(refusal) => refused(language, refusal),
    }
}

/// Ends a token of one's own before its time.
#[utoipa::path(
    delete, path = "/api/v1/tokens/{id}", operation_id = "revokeToken", tag = "access", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "Identifier of the token")),
    responses(
        (status = 204, description = "The token opens nothing any more"),
        (status = 401, description = "No valid token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such token", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn revoke(
    State(access): State<Access>,
    visitor: Visitor,
    ApiActor(actor): ApiActor,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found(visitor.language))?;
    match revoke_token(&access, &actor, id).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(ChangeRefusal::Failure(failure)) => Err(Problem::fault(visitor.language, failure)),
        Err(_) => Err(Problem::not_found(visitor.language)),
    }
}

fn unreadable(language: Language, rejection: &JsonRejection) -> Problem {
    let code = match rejection.status() {
        StatusCode::UNPROCESSABLE_ENTITY => "unprocessable",
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        _ => "not_json",
    };
    Problem::from_key(language, rejection.status(), code, "access-api-unreadable")
}

fn refused(language: Language, refusal: CreateTokenRefusal) -> Response {
    match refusal {
        CreateTokenRefusal::Label => {
            let field = ProblemField {
                field: "/label".to_owned(),
                code: "length".to_owned(),
                message: t(language, "access-api-label"),
                remedy: String::new(),
            };
            Problem::unprocessable(language, vec![field]).into_response()
        }
        CreateTokenRefusal::SignIn(SignInRefusal::NotMatching) => {
            Problem::from_key(language, StatusCode::UNAUTHORIZED, "not_matching", "access-not-matching").into_response()
        }
        CreateTokenRefusal::SignIn(SignInRefusal::TooMany(wait)) => retry_after(too_many(language, wait).into_response(), wait),
        CreateTokenRefusal::SignIn(SignInRefusal::Failure(failure)) => Problem::fault(language, failure).into_response(),
    }
}

fn too_many(language: Language, wait: Wait) -> Problem {
    let minutes = i64::try_from(wait.seconds().div_ceil(60)).unwrap_or(i64::MAX);
    let title = t_with(language, "access-too-many", &[("minutes", minutes.into())]);
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", title)
}
