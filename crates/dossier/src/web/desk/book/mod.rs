//! `/ban/so-theo-doi`: the tracking book of a one-stop shop, to look at, to print and to keep as a workbook.

mod print;
mod workbook;

use std::sync::Arc;

use access::{Actor, Official};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use document::paper::{BookLine, VOLUME};
use kernel::id::OfficeId;
use serde::Deserialize;
use web::components::Link;
use web::page::render;
use web::{Choice, Page, PageError, Section, Visitor};

use super::super::shown::office_name;
use super::shared::failed;
use crate::error::UseCaseError;
use crate::papers::book::{line, volumes};
use crate::services::Services;
use crate::store::book::{Book, Part};
use crate::usecases::read_book::{self, Seen};

pub(super) use print::pdf;
pub(super) use workbook::xlsx;

/// Lines on one page.
const ROWS: i64 = 50;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The shop.
    co_quan: String,
    /// The year; the newest book without it.
    nam: String,
    /// Only this day, as `2026-11-25`.
    ngay: String,
    /// Only this volume, for printing.
    quyen: String,
    /// The ordinal before the first line.
    sau: String,
    /// Present when a day was too long to print.
    dai: Option<String>,
}

/// One book of one shop, or a day of it.
struct Chosen {
    office: OfficeId,
    book: Book,
    day: Option<NaiveDate>,
}

impl Chosen {
    fn part(&self) -> Part {
        Part { office: self.office, year: self.book.year, day: self.day, last: None }
    }

    fn query(&self) -> String {
        let day = self.day.map(|day| day.to_string()).unwrap_or_default();
        format!("co_quan={}&nam={}&ngay={day}", self.office, self.book.year)
    }
}

/// What the address means to somebody: the shop, its books, and the one that is asked for.
struct Shelf {
    shops: Vec<organisation::Office>,
    office: Option<OfficeId>,
    books: Vec<Book>,
    chosen: Option<Chosen>,
}

impl Shelf {
    async fn find(services: &Services, actor: &Actor, asked: &Asked) -> Result<Self, UseCaseError> {
        let shops = read_book::shops(services, actor);
        let named = asked.co_quan.parse().ok().filter(|id| shops.iter().any(|shop| shop.id == *id));
        let office = named.or_else(|| shops.first().map(|shop| shop.id));
        let books = match office {
            Some(office) => read_book::books(services, actor, office).await?,
            None => Vec::new(),
        };
        let day: Option<NaiveDate> = asked.ngay.trim().parse().ok();
        let year = day.map(|day| day.year()).or_else(|| asked.nam.parse().ok());
        let book = match year {
            Some(year) => books.iter().find(|book| book.year == year),
            None => books.first(),
        };
        let chosen = office.zip(book.copied()).map(|(office, book)| Chosen { office, book, day });
        Ok(Self { shops, office, books, chosen })
    }
}

#[derive(Template)]
#[template(path = "desk_book.html")]
struct BookPage {
    page: Page,
    shops: Vec<Choice>,
    years: Vec<Choice>,
    day: String,
    lines: Vec<BookLine>,
    total: i64,
    opened_on: String,
    volumes: Vec<Link>,
    day_paper: String,
    workbook: String,
    next: String,
    too_long: bool,
}

/// Shows a page of the book.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    Official(actor): Official,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let page = Page::desk(visitor, Section::Inbox, "dossier-book").as_of(services.ctx.now());
    let shelf = Shelf::find(&services, &actor, &asked).await.map_err(failed)?;
    if shelf.shops.is_empty() {
        return Err(PageError::NotAllowed);
    }
    render(&draw(&services, page, &actor, &asked, shelf).await.map_err(failed)?)
}

async fn draw(services: &Services, page: Page, actor: &Actor, asked: &Asked, shelf: Shelf) -> Result<BookPage, UseCaseError> {
    let rows = match &shelf.chosen {
        Some(chosen) => read_book::lines(services, actor, &chosen.part(), (asked.sau.parse().unwrap_or(0), ROWS), Seen::Names).await?,
        None => Vec::new(),
    };
    let directory = services.directory();
    let full = i64::try_from(rows.len()).unwrap_or(i64::MAX) == ROWS;
    let query = shelf.chosen.as_ref().map(Chosen::query).unwrap_or_default();
    let last = rows.last().map(|row| row.ordinal).filter(|_| full);
    let lines = match shelf.office {
        Some(office) => {
            let calendar = services.calendar_of(office)?;
            rows.iter().map(|row| line(calendar, &directory, row)).collect()
        }
        None => Vec::new(),
    };
    let day = shelf.chosen.as_ref().and_then(|chosen| chosen.day);
    Ok(BookPage {
        shops: shelf.shops.iter().map(|shop| choice(services, &page, shop.id, shelf.office)).collect(),
        years: years(&shelf),
        day: day.map(|day| day.to_string()).unwrap_or_default(),
        total: shelf.chosen.as_ref().map_or(0, |chosen| i64::from(chosen.book.lines)),
        opened_on: shelf.chosen.as_ref().map(|chosen| page.date(chosen.book.opened_on)).unwrap_or_default(),
        volumes: shelf.chosen.as_ref().map(|chosen| volume_links(&page, chosen)).unwrap_or_default(),
        day_paper: day.map(|_| format!("/ban/so-theo-doi.pdf?{query}")).unwrap_or_default(),
        workbook: shelf.chosen.as_ref().map(|_| format!("/ban/so-theo-doi.xlsx?{query}")).unwrap_or_default(),
        next: last.map(|last| format!("/ban/so-theo-doi?{query}&sau={last}")).unwrap_or_default(),
        too_long: asked.dai.is_some(),
        lines,
        page,
    })
}

fn choice(services: &Services, page: &Page, shop: OfficeId, chosen: Option<OfficeId>) -> Choice {
    Choice::new(shop.to_string(), full_name(services, shop, page), chosen == Some(shop))
}

/// The name of a shop with the area it serves: many shops are called alike.
fn full_name(services: &Services, shop: OfficeId, page: &Page) -> String {
    let directory = services.directory();
    let area = directory.office(shop).and_then(|office| directory.area(&office.unit)).map(|area| area.full_name.clone());
    let name = office_name(&directory, shop, page.language());
    match area {
        Some(area) if !name.contains(&area) => format!("{area}: {name}"),
        _ => name,
    }
}

fn years(shelf: &Shelf) -> Vec<Choice> {
    let chosen = shelf.chosen.as_ref().map(|chosen| chosen.book.year);
    shelf.books.iter().map(|book| Choice::new(book.year.to_string(), book.year.to_string(), Some(book.year) == chosen)).collect()
}

fn volume_links(page: &Page, chosen: &Chosen) -> Vec<Link> {
    let link = |number: u32| {
        let (first, last) = ((number - 1) * VOLUME + 1, (number * VOLUME).min(u32::try_from(chosen.book.lines).unwrap_or_default()));
        let values = [("number", i64::from(number).into()), ("first", i64::from(first).into()), ("last", i64::from(last).into())];
        let address = format!("/ban/so-theo-doi.pdf?co_quan={}&nam={}&quyen={number}", chosen.office, chosen.book.year);
        Link::new(address, page.t_with("dossier-book-volume", &values))
    };
    (1..=volumes(&chosen.book)).map(link).collect()
}
