//! `/lay-so` and `/dat-lich`: at which shop?

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use web::components::Link;
use web::page::render;
use web::{Page, PageError, Section, Visitor};

use super::shared::{failed, name_of};
use crate::node::Queue;
use crate::usecases::look;

/// The shops to choose from.
#[derive(Template)]
#[template(path = "queue/shops.html")]
struct ShopsPage {
    page: Page,
    lead: String,
    shops: Vec<Link>,
}

/// Where a number can be drawn.
pub(super) async fn for_numbers(State(queue): State<Queue>, visitor: Visitor) -> Result<Response, PageError> {
    let page = Page::public(visitor, Section::Counters, "queue-shops-numbers");
    show(&queue, page, "queue-shops-numbers-lead", "/lay-so").await
}

/// Where an appointment can be made.
pub(super) async fn for_appointments(State(queue): State<Queue>, visitor: Visitor) -> Result<Response, PageError> {
    let page = Page::public(visitor, Section::Counters, "queue-shops-appointments");
    show(&queue, page, "queue-shops-appointments-lead", "/dat-lich").await
}

async fn show(queue: &Queue, page: Page, lead: &str, address: &str) -> Result<Response, PageError> {
    let shops = look::shops(queue).await.map_err(failed)?;
    let link = |office: &organisation::Office| Link::new(format!("{address}/{}", office.code), name_of(office, page.language()));
    render(&ShopsPage { lead: page.t(lead), shops: shops.iter().map(link).collect(), page })
}
