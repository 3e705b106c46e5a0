//! `POST /quan-tri/tu-dien/{id}/xoa` and `/hoan-tac`: a word goes, and comes back.

use access::SignedIn;
use axum::extract::{Path, State};
use axum::response::Redirect;
use kernel::id::ContentId;
use web::PageError;

use super::{ADDRESS, edits_words};
use crate::thesaurus::dictionary::Dictionary;
use crate::thesaurus::usecases::{remove_word, restore_word};

/// Removes the word and offers to bring it back.
pub(super) async fn remove(
    State(dictionary): State<Dictionary>,
    SignedIn(actor): SignedIn,
    Path(id): Path<ContentId>,
) -> Result<Redirect, PageError> {
    edits_words(&actor)?;
    remove_word(&dictionary, &actor, id).await?;
    Ok(Redirect::to(&format!("{ADDRESS}?xong=xoa&tu={id}")))
}

/// Brings it back.
pub(super) async fn restore(
    State(dictionary): State<Dictionary>,
    SignedIn(actor): SignedIn,
    Path(id): Path<ContentId>,
) -> Result<Redirect, PageError> {
    edits_words(&actor)?;
    restore_word(&dictionary, &actor, id).await?;
    Ok(Redirect::to(&format!("{ADDRESS}?xong=hoan-tac")))
}
