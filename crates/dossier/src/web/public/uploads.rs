//! Forms that carry files: what was typed, what was stored, and what was wrong with a file.

use std::collections::BTreeMap;

use access::Actor;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use web::{FieldErrors, Language, PageError, format, t_with};

use super::refused;
use crate::ports::{self, FileFacts, UploadError};
use crate::services::Services;

/// Kinds of files the store takes, as file inputs name them. It only helps choosing: the content decides.
pub(in crate::web) const ACCEPTED: &str = ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.webp,.heic,.docx,.xlsx,.odt,.csv,.txt";

/// A form with files, read to its end.
#[derive(Debug, Default)]
pub(in crate::web) struct Sent {
    /// Texts by the name of their input.
    pub(in crate::web) texts: BTreeMap<String, String>,
    /// Stored files with the name of their input, in order.
    pub(in crate::web) files: Vec<(String, FileFacts)>,
    /// What is wrong with the others.
    pub(in crate::web) errors: FieldErrors,
}

impl Sent {
    /// Reads the form. Files are stored as they arrive, so that a wrong one never costs the others.
    pub(in crate::web) async fn read(
        services: &Services,
        actor: &Actor,
        language: Language,
        mut form: Multipart,
    ) -> Result<Self, PageError> {
        let mut sent = Self::default();
        while let Some(field) = form.next_field().await.map_err(|error| unreadable(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                // An input without a chosen file sends an empty name.
                Some(file_name) if file_name.is_empty() => {}
                Some(file_name) => sent.take(services, actor, language, (name, file_name), field).await?,
                None => {
                    let text = field.text().await.map_err(|error| unreadable(&error))?;
                    sent.texts.insert(name, text);
                }
            }
        }
        Ok(sent)
    }

    /// The text of an input, without spaces around it.
    pub(in crate::web) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map(|text| text.trim()).unwrap_or_default()
    }

    async fn take(
        &mut self,
        services: &Services,
        actor: &Actor,
        language: Language,
        (name, file_name): (String, String),
        field: Field<'_>,
    ) -> Result<(), PageError> {
        match ports::upload(services, actor, &file_name, field).await {
            Ok(stored) => self.files.push((name, stored)),
            Err(UploadError::Refused { key, limit }) => {
                let why = t_with(language, key, &[("limit", format::size(language, limit).into())]);
                let message = t_with(language, "dossier-public-file-refused", &[("file", file_name.into()), ("why", why.into())]);
                self.errors.add(name, message);
            }
            Err(UploadError::Failed(failure)) => return Err(refused::page(failure)),
        }
        Ok(())
    }
}

fn unreadable(error: &MultipartError) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return PageError::TooLarge;
    }
    PageError::Refused { status: StatusCode::BAD_REQUEST, key: "web-error-bad-request-text" }
}
