//! `/ban/so-theo-doi.pdf`: a volume of the book, or a day of it, as form 07.

use std::sync::Arc;

use access::Official;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use document::paper::{self, BookPart, VOLUME};
use tokio::sync::Semaphore;
use web::PageError;

use super::super::shared::failed;
use super::{Asked, Chosen, Shelf};
use crate::error::UseCaseError;
use crate::papers::book;
use crate::services::Services;
use crate::store::book::Part;
use crate::usecases::read_book::{self, Seen};

/// Most lines of a day that are printed at once; a longer day is taken as a workbook.
const LONGEST_DAY: i64 = 1500;

/// Books set at the same time: each needs a hundred megabytes for a moment.
static PRESSES: Semaphore = Semaphore::const_new(1);

/// Prints the part that is asked for.
pub(in crate::web::desk) async fn pdf(
    State(services): State<Arc<Services>>,
    Official(actor): Official,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let shelf = Shelf::find(&services, &actor, &asked).await.map_err(failed)?;
    let Some(chosen) = shelf.chosen else { return Err(PageError::NotFound) };
    let Some((kind, part, after, most)) = wanted(&chosen, &asked.quyen) else { return Err(PageError::NotFound) };
    let rows = read_book::lines(&services, &actor, &part, (after, most), Seen::Declared).await.map_err(failed)?;
    if matches!(kind, BookPart::Day { .. }) && i64::try_from(rows.len()).unwrap_or(i64::MAX) == most {
        return Ok(Redirect::to(&format!("/ban/so-theo-doi?{}&dai", chosen.query())).into_response());
    }
    let paper = book::paper(&services, (chosen.office, chosen.book), kind, &rows).map_err(failed)?;
    drop(rows);
    let _press = PRESSES.acquire().await.map_err(PageError::fault)?;
    let set = tokio::task::spawn_blocking(move || paper::render(&paper)).await.map_err(PageError::fault)?;
    let bytes = set.map_err(|error| failed(UseCaseError::Paper(error.to_string())))?;
    let name = format!("inline; filename=\"so-theo-doi-{}.pdf\"", name(&chosen, &asked.quyen));
    Ok(([(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// What is printed: the part, and the ordinals it covers. A volume that does not exist is nothing.
fn wanted(chosen: &Chosen, volume: &str) -> Option<(BookPart, Part, i32, i64)> {
    if let Some(day) = chosen.day {
        return Some((BookPart::Day { day }, chosen.part(), 0, LONGEST_DAY + 1));
    }
    let number: u32 = volume.parse().ok()?;
    if number == 0 || number > book::volumes(&chosen.book) {
        return None;
    }
    let last = i32::try_from(number.checked_mul(VOLUME)?).ok()?;
    let part = Part { last: Some(last), ..chosen.part() };
    Some((BookPart::Volume { number }, part, last - i32::try_from(VOLUME).ok()?, i64::from(VOLUME)))
}

/// The part as it stands in the name of a file.
pub(super) fn name(chosen: &Chosen, volume: &str) -> String {
    match chosen.day {
        Some(day) => day.to_string(),
        None if volume.is_empty() => chosen.book.year.to_string(),
        None => format!("{}-quyen-{volume}", chosen.book.year),
    }
}
