//! `GET /quan-tri/quy-trinh/{id}/xuat`: the step table as CSV or Excel; `ban=nhap` gives the draft.

use ::web::PageError;
use access::SignedIn;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use process::table::{Cells, Column, cells_csv};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde::Deserialize;

use super::sees;
use crate::processes::table::csv;
use crate::processes::{Workbench, store};
use crate::store::processes;

const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    dang: String,
    ban: String,
}

/// Sends the table.
pub(super) async fn get(
    State(bench): State<Workbench>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    sees(&actor)?;
    let mut connection = bench.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let rows: Vec<Cells> = if asked.ban == "nhap" {
        store::draft(&mut connection, &id).await.map_err(PageError::fault)?.ok_or(PageError::NotFound)?.rows
    } else {
        let source = processes::newest(&mut connection, &id).await.map_err(PageError::fault)?.ok_or(PageError::NotFound)?;
        cells_csv(&source.source).unwrap_or_default()
    };
    drop(connection);
    if asked.dang == "xlsx" {
        let bytes = workbook(&rows).map_err(PageError::fault)?;
        return Ok(file(&format!("{id}.xlsx"), EXCEL, bytes));
    }
    // With the mark that tells spreadsheet programs that the letters are Vietnamese.
    Ok(file(&format!("{id}.csv"), "text/csv; charset=utf-8", format!("\u{feff}{}", csv(&rows)).into_bytes()))
}

fn workbook(rows: &[Cells]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let bold = Format::new().set_bold();
    for (at, column) in (0..).zip(Column::ALL) {
        sheet.write_string_with_format(0, at, column.header(), &bold)?;
        for (line, row) in (1..).zip(rows) {
            if let Some(text) = row.get(usize::from(at)) {
                sheet.write_string(line, at, text)?;
            }
        }
    }
    sheet.autofit();
    workbook.save_to_buffer()
}

fn file(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_reads_back_as_it_was() {
        let rows = cells_csv("Số bước;Tên bước;Đơn vị;Vai trò;Thời gian\n1;Thẩm định;specialist;processing_officer;2,5 ngày\n").unwrap();
        let bytes = workbook(&rows).unwrap();
        assert_eq!(process::table::cells_excel(&bytes).unwrap(), rows);
        assert_eq!(cells_csv(format!("\u{feff}{}", csv(&rows))).unwrap(), rows);
    }
}
