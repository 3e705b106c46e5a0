//! Forms that carry files: what was typed, what was stored, and what was wrong with a file.

use std::collections::BTreeMap;
use std::path::Path;

use access::Actor;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use web::{FieldErrors, Language, PageError, format, t_with};

use super::refused;
use crate::model::{Paper, PaperForm};
use crate::ports::{self, FileFacts, UploadError};
use crate::services::Services;

/// Kinds of files the store takes, as file inputs name them. It only helps choosing: the content decides.
pub(super) const ACCEPTED: &str = ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.webp,.heic,.docx,.xlsx,.odt,.csv,.txt";

/// A form with files, read to its end.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// Texts by the name of their input.
    pub(super) texts: BTreeMap<String, String>,
    /// Stored files with the name of their input, in order.
    pub(super) files: Vec<(String, FileFacts)>,
    /// What is wrong with the others.
    pub(super) errors: FieldErrors,
}

impl Sent {
    /// Reads the form. Files are stored as they arrive, so that a wrong one never costs the others.
    pub(super) async fn read(services: &Services, actor: &Actor, language: Language, mut form: Multipart) -> Result<Self, PageError> {
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
    pub(super) fn text(&self, name: &str) -> &str {
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

/// An uploaded file as a paper of the dossier.
pub(super) fn paper(name: &str, file: &FileFacts) -> Paper {
    Paper {
        name: name.to_owned(),
        form: PaperForm::Electronic,
        copies: 1,
        document: Some(file.document),
        file_name: Some(file.name.clone()),
    }
}

/// A paper in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PaperRow {
    /// What it is.
    pub(super) name: String,
    /// At most four letters: "PDF".
    pub(super) kind: String,
    /// Name of the file; empty when there is none.
    pub(super) file_name: String,
    /// "418 kB"; empty when unknown.
    pub(super) size: String,
    /// Where the file opens; empty when there is none.
    pub(super) address: String,
    /// Its place among the papers, to take it out.
    pub(super) index: usize,
}

/// The papers with what is known of their files.
pub(super) async fn rows(services: &Services, language: Language, papers: &[Paper]) -> Result<Vec<PaperRow>, PageError> {
    let documents: Vec<_> = papers.iter().filter_map(|paper| paper.document).collect();
    let known = if documents.is_empty() { Vec::new() } else { ports::files(services, None, &documents).await.map_err(refused::page)? };
    Ok(papers.iter().enumerate().map(|(index, paper)| row(language, index, paper, &known)).collect())
}

fn row(language: Language, index: usize, paper: &Paper, known: &[FileFacts]) -> PaperRow {
    let facts = known.iter().find(|file| Some(file.document) == paper.document);
    let file_name = paper.file_name.clone().unwrap_or_default();
    PaperRow {
        name: paper.name.clone(),
        kind: kind(&file_name),
        size: facts.map(|file| format::size(language, file.size)).unwrap_or_default(),
        address: paper.document.map(|document| format!("/tai-lieu/{document}")).unwrap_or_default(),
        file_name,
        index,
    }
}

/// The ending of a file's name in capitals, at most four letters.
fn kind(file_name: &str) -> String {
    let ending = Path::new(file_name).extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    ending.chars().take(4).collect::<String>().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::id::DocumentId;

    #[test]
    fn a_paper_shows_its_file() {
        let document: DocumentId = "00000000-0000-7000-8000-000000000007".parse().unwrap();
        let file = FileFacts { document, name: "giấy chứng sinh.jpeg".to_owned(), size: 418_000 };
        let shown = row(Language::Vi, 2, &paper("Giấy chứng sinh", &file), std::slice::from_ref(&file));
        assert_eq!((shown.kind.as_str(), shown.size.as_str(), shown.index), ("JPEG", "418\u{a0}kB", 2));
        assert!(shown.address.ends_with("000007"));
        let shown_only = Paper { form: PaperForm::Shown, document: None, file_name: None, ..paper("Căn cước", &file) };
        let shown = row(Language::Vi, 0, &shown_only, &[file]);
        assert_eq!((shown.kind.as_str(), shown.size.as_str(), shown.address.as_str()), ("", "", ""));
    }
}
