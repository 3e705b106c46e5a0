//! `/quan-tri/quy-trinh/{id}/soan`: the step table, row by row, with the diagram of what is typed and every flaw at its cell.

use ::web::page::render;
use ::web::{Choice, Language, Page, PageError, Section, Sent, Side, Visitor, t};
use access::{SignedIn, api};
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use process::table::{Cells, Column, RowError};

use super::{ADDRESS, edits, words};
use crate::editor::EditRefusal;
use crate::processes::table::{MOST_ROWS, blank, cell, compile, is_blank, name};
use crate::processes::{TableDraft, Workbench, store, usecases};

/// Columns that stand open in a row; the others are folded.
const OPEN: [Column; 7] = [Column::Number, Column::Name, Column::Unit, Column::Role, Column::Time, Column::Output, Column::Choice];

/// One cell of a row.
struct Field {
    name: String,
    label: String,
    hint: String,
    value: String,
    error: String,
    /// Roles; empty for cells that are typed.
    choices: Vec<Choice>,
}

/// One step.
struct Row {
    position: usize,
    number: i64,
    open: Vec<Field>,
    folded: Vec<Field>,
    /// Whether something is wrong in the folded part, or something stands there.
    is_unfolded: bool,
    is_first: bool,
    is_last: bool,
}

/// A flaw with the place it links to.
struct FlawLine {
    field: String,
    message: String,
}

/// The page.
#[derive(Template)]
#[template(path = "catalogue/process_edit.html")]
struct EditPage {
    page: Page,
    address: String,
    title: String,
    revision: i32,
    rows: Vec<Row>,
    flaws: Vec<FlawLine>,
    drawing: String,
    sum: String,
    saved: String,
    /// Somebody saved the draft meanwhile.
    is_stale: bool,
}

impl EditPage {
    fn flaw_count(&self) -> i64 {
        i64::try_from(self.flaws.len()).unwrap_or(i64::MAX)
    }
}

/// Shows the table.
pub(super) async fn get(
    State(bench): State<Workbench>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let (draft, by) = read(&bench, &id).await?;
    render(&page(visitor, &draft, &by, false))
}

/// Saves the table as it is typed, sound or not, does what the button says with a row, and shows it again.
pub(super) async fn post(
    State(bench): State<Workbench>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    edits(&actor)?;
    let sent = Sent::new(pairs);
    let title: String = sent.text("title").chars().take(200).collect();
    let (rows, at) = changed(typed(&sent), sent.text("lam"));
    match usecases::save(&bench, &actor, (&id, &title, sent.text("revision").parse().unwrap_or_default()), &rows).await {
        Ok(()) => Ok(Redirect::to(&format!("{ADDRESS}/{id}/soan{at}")).into_response()),
        Err(EditRefusal::Stale { revision }) => {
            let (stored, by) = read(&bench, &id).await?;
            render(&page(visitor, &TableDraft { title, rows, revision, ..stored }, &by, true))
        }
        Err(other) => Err(other.into()),
    }
}

async fn read(bench: &Workbench, id: &str) -> Result<(TableDraft, String), PageError> {
    let mut connection = bench.ctx.pool.acquire().await.map_err(PageError::fault)?;
    let draft = store::draft(&mut connection, id).await.map_err(PageError::fault)?.ok_or(PageError::NotFound)?;
    let names = api::names(&mut connection, &[draft.saved_by]).await.map_err(PageError::fault)?;
    let by = names.get(&draft.saved_by).cloned().unwrap_or_default();
    Ok((draft, by))
}

/// The rows of the form, in its order.
fn typed(sent: &Sent) -> Vec<Cells> {
    let row = |row: usize| Column::ALL.map(|column| cell(sent.text(&format!("{}-{row}", name(column)))));
    sent.rows(name(Column::Name), MOST_ROWS).into_iter().map(row).collect()
}

/// The rows after what the button asks for, `them-2` and the like, and where to look then.
fn changed(mut rows: Vec<Cells>, button: &str) -> (Vec<Cells>, String) {
    let Some((act, position)) = button.split_once('-').and_then(|(act, at)| Some((act, at.parse::<usize>().ok()?))) else {
        rows.retain(|row| !is_blank(row));
        if rows.is_empty() {
            rows.push(blank());
        }
        return (rows, String::new());
    };
    let mut look = position;
    match act {
        "them" if position < rows.len() && rows.len() < MOST_ROWS => {
            rows.insert(position + 1, blank());
            look = position + 1;
        }
        "xoa" if position < rows.len() && rows.len() > 1 => {
            rows.remove(position);
            look = position.min(rows.len().saturating_sub(1));
        }
        "len" if position > 0 && position < rows.len() => {
            rows.swap(position, position - 1);
            look = position - 1;
        }
        "xuong" if position + 1 < rows.len() => {
            rows.swap(position, position + 1);
            look = position + 1;
        }
        _ => {}
    }
    (rows, format!("#buoc-{look}"))
}

fn page(visitor: Visitor, draft: &TableDraft, by: &str, is_stale: bool) -> EditPage {
    let title = if draft.title.is_empty() { draft.id.clone() } else { draft.title.clone() };
    let page = Page::titled(visitor, Side::Desk, Section::Administration, title);
    let language = page.language();
    let compiled = compile(&draft.rows);
    let (drawing, sum, errors) = match &compiled {
        Ok(definition) => (words::drawing(definition, language), words::time(definition.table_time(), language), &[][..]),
        Err(errors) => (String::new(), String::new(), errors.as_slice()),
    };
    let count = draft.rows.len();
    let rows = draft.rows.iter().enumerate().map(|(position, row)| shown(position, count, row, errors, &page));
    EditPage {
        address: format!("{ADDRESS}/{}", draft.id),
        title: draft.title.clone(),
        revision: draft.revision,
        rows: rows.collect(),
        flaws: errors.iter().map(|error| flaw(error, language)).collect(),
        saved: page.t2("editor-saved", "moment", page.moment(draft.saved_at), "name", by),
        drawing,
        sum,
        is_stale,
        page,
    }
}

/// The sentence about a flaw: where it is, what to do, what was found.
fn flaw((row, error): &(Option<usize>, RowError), language: Language) -> FlawLine {
    let field = row.map_or_else(|| "title".to_owned(), |row| format!("{}-{row}", name(error.column.unwrap_or(Column::Name))));
    let number = row.map(|row| i64::try_from(row).unwrap_or(i64::MAX).saturating_add(1));
    let remedy = message(error, language);
    let message = number.map_or(remedy.clone(), |number| {
        ::web::t_with(language, "process-flaw-row", &[("number", number.into()), ("remedy", remedy.clone().into())])
    });
    FlawLine { field, message }
}

fn message(error: &RowError, language: Language) -> String {
    let remedy = t(language, error.remedy);
    if error.found.is_empty() { remedy } else { format!("{remedy} (“{}”)", error.found) }
}

fn shown(position: usize, count: usize, row: &Cells, errors: &[(Option<usize>, RowError)], page: &Page) -> Row {
    let field = |column: Column, value: &String| {
        let own = |(at, error): &&(Option<usize>, RowError)| *at == Some(position) && error.column.unwrap_or(Column::Name) == column;
        Field {
            name: format!("{}-{position}", name(column)),
            label: page.t(&format!("process-{}", name(column))),
            hint: hint(column, page),
            error: errors.iter().find(own).map(|(_, error)| message(error, page.language())).unwrap_or_default(),
            choices: if column == Column::Role { roles(value, page.language()) } else { Vec::new() },
            value: value.clone(),
        }
    };
    let (open, folded): (Vec<_>, Vec<_>) = Column::ALL.into_iter().zip(row).partition(|(column, _)| OPEN.contains(column));
    let fields = |cells: Vec<(Column, &String)>| cells.into_iter().map(|(column, value)| field(column, value)).collect::<Vec<_>>();
    let (open, folded) = (fields(open), fields(folded));
    Row {
        is_unfolded: folded.iter().any(|field| !field.error.is_empty() || (!field.value.is_empty() && !field.name.starts_with("key"))),
        position,
        number: i64::try_from(position).unwrap_or(i64::MAX).saturating_add(1),
        open,
        folded,
        is_first: position == 0,
        is_last: position + 1 == count,
    }
}

fn hint(column: Column, page: &Page) -> String {
    let has_hint = !matches!(column, Column::Number | Column::Name | Column::Role | Column::Output);
    if has_hint { page.t(&format!("process-{}-hint", name(column))) } else { String::new() }
}

/// The roles that may stand in a table; a word that stands for one is kept as it was typed.
fn roles(value: &str, language: Language) -> Vec<Choice> {
    let none = Choice::new("", t(language, "editor-choose"), value.is_empty());
    let known = process::table::ROLES
        .iter()
        .map(|role| Choice::new(*role, t(language, &format!("access-role-{}", role.replace('_', "-"))), *role == value));
    let other = (!value.is_empty() && !process::table::ROLES.contains(&value)).then(|| Choice::new(value, value, true));
    std::iter::once(none).chain(known).chain(other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(names: &[&str]) -> Vec<Cells> {
        let row = |name: &&str| {
            let mut row = blank();
            (*name).clone_into(&mut row[2]);
            row
        };
        names.iter().map(row).collect()
    }

    #[test]
    fn every_column_is_named_in_words_without_gaps() {
        for language in Language::ALL {
            for column in Column::ALL {
                let label = t(language, &format!("process-{}", name(column)));
                assert!(!label.contains(['{', '$']) && !label.starts_with("process-"), "{label}");
            }
        }
    }

    #[test]
    fn buttons_move_rows_and_nothing_else() {
        for (button, expected, look) in [
            ("them-0", &["a", "", "b"][..], "#buoc-1"),
            ("xoa-0", &["b"], "#buoc-0"),
            ("len-1", &["b", "a"], "#buoc-0"),
            ("xuong-0", &["b", "a"], "#buoc-1"),
            ("len-0", &["a", "b"], "#buoc-0"),
            ("xoa-9", &["a", "b"], "#buoc-9"),
            ("", &["a", "b"], ""),
            ("bay-x", &["a", "b"], ""),
        ] {
            let (changed, at) = changed(rows(&["a", "b"]), button);
            assert_eq!((changed, at.as_str()), (rows(expected), look), "{button}");
        }
        assert_eq!(changed(rows(&["a"]), "xoa-0").0, rows(&["a"]), "the last row stays");
        assert_eq!(changed(rows(&["", "a", ""]), "").0, rows(&["a"]), "saving drops what is blank");
    }

    #[test]
    fn a_role_that_was_typed_in_words_stays() {
        let choices = roles("Chuyên viên", Language::Vi);
        assert!(choices.iter().any(|choice| choice.chosen && choice.value == "Chuyên viên"));
        assert_eq!(roles("unit_head", Language::Vi).iter().filter(|choice| choice.chosen).count(), 1);
    }
}
