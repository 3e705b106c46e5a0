//! `/ban/so-theo-doi.xlsx`: the book of a year or of a day as a workbook. Its rows go to a file as they are read, and the file goes out in
//! pieces: what is in memory does not grow with the book.

use std::sync::Arc;

use access::{Actor, Official};
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDateTime;
use document::paper::BookLine;
use futures::stream;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use tokio::io::AsyncReadExt;
use web::{Language, PageError, t, t_with};

use super::super::shared::failed;
use super::print::name;
use super::{Asked, Chosen, Shelf};
use crate::error::UseCaseError;
use crate::papers::book::line;
use crate::services::Services;
use crate::usecases::read_book::{self, Seen};

/// Lines fetched at a time.
const FETCHED: i64 = 500;
/// Bytes sent at a time.
const PIECE: usize = 64 * 1024;
const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The columns: the end of the key of their head, and their width in characters.
const COLUMNS: [(&str, f64); 14] = [
    ("ordinal", 7.0),
    ("code", 24.0),
    ("procedure-code", 12.0),
    ("procedure", 46.0),
    ("sets", 6.0),
    ("applicant", 30.0),
    ("address", 40.0),
    ("phone", 16.0),
    ("office", 34.0),
    ("received", 17.0),
    ("due", 17.0),
    ("returned", 17.0),
    ("way", 16.0),
    ("receiver", 30.0),
];

/// Sends the workbook.
pub(in crate::web::desk) async fn xlsx(
    State(services): State<Arc<Services>>,
    Official(actor): Official,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let shelf = Shelf::find(&services, &actor, &asked).await.map_err(failed)?;
    let Some(chosen) = shelf.chosen else { return Err(PageError::NotFound) };
    let file = fill(&services, &actor, &chosen).await?;
    let length = file.metadata().map_err(PageError::fault)?.len();
    let name = format!("attachment; filename=\"so-theo-doi-{}.xlsx\"", name(&chosen, ""));
    let headers = [(CONTENT_TYPE, MEDIA_TYPE.to_owned()), (CONTENT_DISPOSITION, name), (CONTENT_LENGTH, length.to_string())];
    Ok((headers, Body::from_stream(pieces(tokio::fs::File::from_std(file)))).into_response())
}

/// A file that has no name and vanishes with its last reader.
async fn fill(services: &Services, actor: &Actor, chosen: &Chosen) -> Result<std::fs::File, PageError> {
    let mut workbook = Workbook::new();
    let mut ledger = {
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(PageError::fault)?;
        Ledger::begin(sheet, chosen).map_err(PageError::fault)?
    };
    let mut after = 0;
    loop {
        let rows = read_book::lines(services, actor, &chosen.part(), (after, FETCHED), Seen::Declared).await.map_err(failed)?;
        let calendar = services.calendar_of(chosen.office).map_err(failed)?;
        let directory = services.directory();
        for row in &rows {
            ledger.write(&line(calendar, &directory, row)).map_err(PageError::fault)?;
        }
        match rows.last() {
            Some(last) if i64::try_from(rows.len()).unwrap_or(i64::MAX) == FETCHED => after = last.ordinal,
            _ => break,
        }
    }
    let saved = tokio::task::spawn_blocking(move || {
        use std::io::Seek;
        let mut file = tempfile::tempfile()?;
        workbook.save_to_writer(&mut file).map_err(std::io::Error::other)?;
        file.rewind()?;
        Ok::<_, std::io::Error>(file)
    });
    saved.await.map_err(PageError::fault)?.map_err(|error| failed(UseCaseError::Paper(error.to_string())))
}

fn pieces(file: tokio::fs::File) -> impl futures::Stream<Item = std::io::Result<Vec<u8>>> {
    stream::try_unfold(file, |mut file| async move {
        let mut piece = Vec::with_capacity(PIECE);
        (&mut file).take(u64::try_from(PIECE).unwrap_or(u64::MAX)).read_to_end(&mut piece).await?;
        Ok(if piece.is_empty() { None } else { Some((piece, file)) })
    })
}

/// The sheet under construction.
struct Ledger<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    text: Format,
    moment: Format,
}

impl<'a> Ledger<'a> {
    fn begin(sheet: &'a mut Worksheet, chosen: &Chosen) -> Result<Self, XlsxError> {
        let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Center).set_border(FormatBorder::Thin);
        let year = chosen.book.year.to_string();
        let title = match chosen.day {
            Some(day) => web::format::date(Language::Vi, day),
            None => year.clone(),
        };
        sheet.set_name(&year)?;
        for (column, (_, width)) in (0_u16..).zip(COLUMNS) {
            sheet.set_column_width(column, width)?;
        }
        sheet.set_column_width(14, 40.0)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(2, 2)?;
        sheet.set_freeze_panes(3, 0)?;
        let bold = Format::new().set_bold().set_font_size(14);
        sheet.write_with_format(0, 0, t_with(Language::Vi, "dossier-book-sheet-title", &[("part", title.into())]), &bold)?;
        for (column, (key, _)) in (0_u16..).zip(COLUMNS) {
            sheet.write_with_format(2, column, t(Language::Vi, &format!("dossier-book-head-{key}")), &head)?;
        }
        sheet.write_with_format(2, 14, t(Language::Vi, "dossier-book-head-note"), &head)?;
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let moment = Format::new().set_num_format("dd/mm/yyyy hh:mm").set_align(FormatAlign::Top);
        Ok(Self { sheet, row: 3, text, moment })
    }

    fn write(&mut self, line: &BookLine) -> Result<(), XlsxError> {
        self.sheet.write_with_format(self.row, 0, line.ordinal, &self.text)?;
        let words = [&line.code, &line.procedure_code, &line.procedure];
        for (column, text) in (1_u16..).zip(words) {
            self.sheet.write_with_format(self.row, column, text.as_str(), &self.text)?;
        }
        self.sheet.write_with_format(self.row, 4, line.sets, &self.text)?;
        for (column, text) in (5_u16..).zip([&line.applicant, &line.address, &line.phone, &line.solving_agency]) {
            self.sheet.write_with_format(self.row, column, text.as_str(), &self.text)?;
        }
        for (column, at) in (9_u16..).zip([Some(line.received_at), line.due, line.returned_at]) {
            self.moment(column, at)?;
        }
        for (column, text) in (12_u16..).zip([&line.way, &line.receiver, &line.note]) {
            self.sheet.write_with_format(self.row, column, text.as_str(), &self.text)?;
        }
        self.row += 1;
        Ok(())
    }

    fn moment(&mut self, column: u16, at: Option<NaiveDateTime>) -> Result<(), XlsxError> {
        if let Some(at) = at {
            self.sheet.write_datetime_with_format(self.row, column, at, &self.moment)?;
        }
        Ok(())
    }
}
