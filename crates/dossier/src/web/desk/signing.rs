//! `/ban/ho-so/{id}/ky-nhan`: the person takes the result at the counter and signs on the screen, or tells the code of their account.

use std::sync::Arc;

use access::Official;
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use kernel::id::DossierId;
use serde::Deserialize;
use web::page::{render, render_with};
use web::{FieldErrors, Page, PageError, Section, Visitor};

use super::shared::{failed, status};
use crate::error::{Refusal, UseCaseError};
use crate::model::{Dossier, ReturnWay, State as Legal};
use crate::services::Services;
use crate::usecases::hand_over::HandOver;
use crate::usecases::hand_over_proved::{Proof, hand_over_proved};
use crate::usecases::read;

/// Most characters of a drawn signature; a picture of a screen needs a tenth of it.
const LARGEST: usize = 400_000;
/// What the picture of a canvas begins with.
const PICTURE: &str = "data:image/png;base64,";

/// What was sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    version: i32,
    receiver: String,
    code: String,
    /// The drawing, as the script puts it.
    signature: String,
}

#[derive(Template)]
#[template(path = "desk_signing.html")]
struct SigningPage {
    page: Page,
    dossier: Dossier,
    sent: Sent,
    errors: FieldErrors,
    top: String,
}

/// Shows the page.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    let view = read::open(&services, &actor, id).await.map_err(failed)?;
    if view.dossier.state != Legal::Decided {
        return Ok(Redirect::to(&format!("/ban/ho-so/{id}")).into_response());
    }
    let sent = Sent { version: view.dossier.version, receiver: view.applicant_name.clone(), ..Sent::default() };
    render(&page(visitor, view.dossier, sent, FieldErrors::none(), String::new()))
}

fn page(visitor: Visitor, dossier: Dossier, sent: Sent, errors: FieldErrors, top: String) -> SigningPage {
    let page = Page::desk(visitor, Section::Inbox, "dossier-signing").with_errors(!errors.is_empty() || !top.is_empty());
    SigningPage { page, dossier, sent, errors, top }
}

/// Hands over with the proof that was sent; the drawing has to be made again after an error.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let id: DossierId = id.parse().map_err(|_| PageError::NotFound)?;
    let command = HandOver { dossier: id, version: Some(sent.version), way: ReturnWay::Counter, receiver: sent.receiver.clone() };
    let outcome = match proof(&sent) {
        Ok(proof) => hand_over_proved(&services, &actor, command, proof).await,
        Err(refusal) => Err(refusal.into()),
    };
    let refusal = match outcome {
        Ok(_) => return Ok(Redirect::to(&format!("/ban/ho-so/{id}")).into_response()),
        Err(UseCaseError::Refused(Refusal::NotFound)) => return Err(PageError::NotFound),
        Err(UseCaseError::Refused(refusal)) => refusal,
        Err(failure) => return Err(failed(failure)),
    };
    let view = read::open(&services, &actor, id).await.map_err(failed)?;
    let (mut errors, mut top) = (FieldErrors::none(), String::new());
    match refusal.field() {
        Some("receiver") => errors.add("receiver", web::t(visitor.language, "dossier-signing-no-receiver")),
        Some("code") => errors.add("code", web::t(visitor.language, "dossier-signing-wrong-code")),
        Some("signature") => errors.add("code", web::t(visitor.language, "dossier-signing-no-proof")),
        _ => top = refusal.words(visitor.language),
    }
    render_with(status(&refusal), &page(visitor, view.dossier, Sent { signature: String::new(), ..sent }, errors, top))
}

/// The proof that was given: a drawing before a code.
fn proof(sent: &Sent) -> Result<Proof, Refusal> {
    if let Some(drawn) = sent.signature.strip_prefix(PICTURE) {
        let wrong = || Refusal::WrongForm { field: "signature" };
        if drawn.len() > LARGEST {
            return Err(wrong());
        }
        return STANDARD.decode(drawn).map(|picture| Proof::Signature(Bytes::from(picture))).map_err(|_| wrong());
    }
    if sent.code.trim().is_empty() { Err(Refusal::Missing { field: "signature" }) } else { Ok(Proof::Code(sent.code.clone())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_a_drawing_or_a_code() {
        let sent = |signature: &str, code: &str| Sent { signature: signature.to_owned(), code: code.to_owned(), ..Sent::default() };
        assert!(
            matches!(proof(&sent("data:image/png;base64,iVBORw==", "")), Ok(Proof::Signature(picture)) if picture.starts_with(b"\x89PNG"))
        );
        assert!(matches!(proof(&sent("", " 123456 ")), Ok(Proof::Code(_))));
        for (signature, field) in [("", "signature"), ("data:image/png;base64,!!", "signature"), ("data:text/html,x", "signature")] {
            assert_eq!(proof(&sent(signature, "")).err().and_then(|refusal| refusal.field()), Some(field), "{signature}");
        }
        let huge = format!("{PICTURE}{}", "A".repeat(LARGEST + 4));
        assert!(proof(&sent(&huge, "")).is_err());
    }
}
