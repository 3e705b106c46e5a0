//! Form 07, the tracking book of a shop, as a paper: a volume of the year, or one day.

use chrono::{Datelike, NaiveDate};
use document::paper::{self, BookLine, BookPart, VOLUME};
use kernel::calendar::Calendar;
use kernel::id::OfficeId;
use organisation::Directory;
use web::{Language, format, t, t_with};

use super::{masked, office_head};
use crate::error::UseCaseError;
use crate::services::Services;
use crate::store::book::{Book, BookRow};
use crate::web::shown::office_name;

/// What an official paper of the book is called; its words are Vietnamese whatever the reader's language.
fn word(key: &str) -> String {
    t(Language::Vi, key)
}

/// A line of the book in words.
pub(crate) fn line(calendar: &Calendar, directory: &Directory, row: &BookRow) -> BookLine {
    let returned = row.ended.as_deref() == Some("returned");
    BookLine {
        ordinal: u32::try_from(row.ordinal).unwrap_or_default(),
        code: row.code.clone().unwrap_or_default(),
        procedure: row.procedure_name.clone(),
        procedure_code: row.procedure.clone(),
        sets: 1,
        applicant: row.applicant_name.clone(),
        address: row.address.clone().unwrap_or_default(),
        phone: row.phone.as_deref().and_then(masked).unwrap_or_default(),
        solving_agency: office_name(directory, row.solving_office, Language::Vi),
        received_at: calendar.local(row.received_at),
        due: row.original_due.map(|due| calendar.local(due)),
        returned_at: row.ended_at.filter(|_| returned).map(|at| calendar.local(at)),
        way: row.way.as_deref().map(|way| word(&format!("dossier-book-way-{way}"))).unwrap_or_default(),
        receiver: row.receiver.clone().unwrap_or_default(),
        signed: false,
        note: note(calendar, row),
    }
}

/// The remark: number of the result, another date, another end.
fn note(calendar: &Calendar, row: &BookRow) -> String {
    let day = |at| format::date(Language::Vi, calendar.local(at).date());
    let moved = row.due.filter(|due| row.original_due.is_some_and(|original| original != *due));
    let ended = row.ended.as_deref().filter(|ended| *ended != "returned").zip(row.ended_at);
    let parts = [
        row.result.clone(),
        moved.map(|due| t_with(Language::Vi, "dossier-book-moved", &[("day", day(due).into())])),
        ended.map(|(ended, at)| t_with(Language::Vi, &format!("dossier-book-ended-{ended}"), &[("day", day(at).into())])),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// A part of the book of a shop as a paper.
pub(crate) fn paper(
    services: &Services,
    (office, book): (OfficeId, Book),
    part: BookPart,
    rows: &[BookRow],
) -> Result<paper::TrackingBook, UseCaseError> {
    let calendar = services.calendar_of(office)?;
    let directory = services.directory();
    let now = calendar.local(services.ctx.now());
    let last_day = NaiveDate::from_ymd_opt(book.year, 12, 31);
    Ok(paper::TrackingBook {
        head: office_head(services, office, format!("{}/STD", book.year), now.date())?,
        year: book.year,
        part,
        opened_on: book.opened_on,
        closed_on: last_day.filter(|_| now.date().year() > book.year),
        printed_at: now,
        lines: rows.iter().map(|row| line(calendar, &directory, row)).collect(),
        keeper_title: word("dossier-book-keeper"),
    })
}

/// How many volumes a book has.
pub(crate) fn volumes(book: &Book) -> u32 {
    u32::try_from(book.lines).unwrap_or_default().div_ceil(VOLUME)
}
