//! `POST /quan-tri/quy-trinh/{id}/nhap`: a step table from CSV or Excel takes the place of the rows of the draft, to be corrected there.

use ::web::PageError;
use access::SignedIn;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use process::table::{Cells, RowError, cells_csv, cells_excel};

use super::{ADDRESS, edits};
use crate::editor::EditRefusal;
use crate::processes::table::{MOST_ROWS, cell};
use crate::processes::{Workbench, store, usecases};

/// The first bytes of a workbook, which is a ZIP archive.
const WORKBOOK: &[u8] = b"PK\x03\x04";

/// Takes the file into the draft; begins one when there is none.
pub(super) async fn post(
    State(bench): State<Workbench>,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    mut multipart: Multipart,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let mut bytes = Vec::new();
    while let Some(field) = multipart.next_field().await.map_err(|_| PageError::TooLarge)? {
        if field.name() == Some("file") {
            bytes = field.bytes().await.map_err(|_| PageError::TooLarge)?.to_vec();
        }
    }
    let Ok(rows) = rows(&bytes) else { return Ok(Redirect::to(&format!("{ADDRESS}/{id}?xong=nhap-sai")).into_response()) };
    match usecases::start(&bench, &actor, &id).await {
        Ok(()) | Err(EditRefusal::Exists) => {}
        Err(EditRefusal::NotFound) => {}
        Err(refusal) => return Err(refusal.into()),
    }
    let mut connection = bench.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let draft = store::draft(&mut connection, &id).await.map_err(PageError::fault)?.ok_or(PageError::NotFound)?;
    drop(connection);
    usecases::save(&bench, &actor, (&id, &draft.title, draft.revision), &rows).await?;
    Ok(Redirect::to(&format!("{ADDRESS}/{id}/soan")).into_response())
}

/// The rows of a file, cleaned as typed ones are.
fn rows(bytes: &[u8]) -> Result<Vec<Cells>, Vec<RowError>> {
    let rows = if bytes.starts_with(WORKBOOK) { cells_excel(bytes)? } else { cells_csv(bytes)? };
    Ok(rows.into_iter().take(MOST_ROWS).map(|row| row.map(|text| cell(&text))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_and_rubbish_is_refused() {
        let rows = rows("Số bước;Tên bước;Đơn vị;Vai trò\n1;Thẩm định;specialist;Chuyên viên\n".as_bytes()).unwrap();
        assert_eq!((rows.len(), rows[0][2].as_str()), (1, "Thẩm định"));
        for rubbish in [&b""[..], b"PK\x03\x04rubbish", b"\xff\xfe\x00", b"a;b;c"] {
            assert!(super::rows(rubbish).is_err(), "{rubbish:?}");
        }
    }
}
