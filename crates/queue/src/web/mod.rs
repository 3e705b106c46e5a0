//! Pages, one per file: for those who wait, for the screen in the hall, for officers and the head of the shop.

mod appointments;
mod board;
mod book;
mod calendar_file;
mod desk;
mod kiosk;
mod qr;
mod setup;
mod shared;
mod shops;
mod ticket;

use access::{Need, RouteRule};
use axum::Router;
use axum::routing::{get, post};

use crate::node::Queue;

/// Every route of [`router`] and what it needs.
pub const ROUTES: &[RouteRule] = &[
    RouteRule::new("GET", "/lay-so", Need::Public),
    RouteRule::new("GET", "/lay-so/{office}", Need::Public),
    RouteRule::new("POST", "/lay-so/{office}", Need::Public),
    RouteRule::new("GET", "/so/{code}", Need::Public),
    RouteRule::new("POST", "/so/{code}", Need::Public),
    RouteRule::new("GET", "/so/{code}/phieu", Need::Public),
    RouteRule::new("GET", "/bang-so/{office}", Need::Public),
    RouteRule::new("GET", "/bang-so/{office}/dong", Need::Public),
    RouteRule::new("GET", "/dat-lich", Need::Public),
    RouteRule::new("GET", "/dat-lich/{office}", Need::Public),
    RouteRule::new("POST", "/dat-lich/{office}", Need::SignedIn),
    RouteRule::new("GET", "/lich-hen", Need::SignedIn),
    RouteRule::new("GET", "/lich-hen/{code}", Need::SignedIn),
    RouteRule::new("POST", "/lich-hen/{code}", Need::SignedIn),
    RouteRule::new("GET", "/lich-hen/{code}/lich.ics", Need::SignedIn),
    RouteRule::new("GET", "/ban/quay-so", Need::Official),
    RouteRule::new("POST", "/ban/quay-so", Need::Official),
    RouteRule::new("GET", "/ban/quay-so/cua-so", Need::Official),
    RouteRule::new("POST", "/ban/quay-so/cua-so", Need::Official),
];

/// The pages of this capability.
pub fn router(queue: &Queue) -> Router {
    Router::new()
        .route("/lay-so", get(shops::for_numbers))
        .route("/lay-so/{office}", get(kiosk::get).post(kiosk::post))
        .route("/so/{code}", get(ticket::get).post(ticket::post))
        .route("/so/{code}/phieu", get(ticket::slip))
        .route("/bang-so/{office}", get(board::get))
        .route("/bang-so/{office}/dong", get(board::stream))
        .route("/dat-lich", get(shops::for_appointments))
        .route("/dat-lich/{office}", get(book::get).post(book::post))
        .route("/lich-hen", get(appointments::list))
        .route("/lich-hen/{code}", get(appointments::show).post(appointments::cancel))
        .route("/lich-hen/{code}/lich.ics", get(appointments::file))
        .route("/ban/quay-so", get(desk::get))
        .route("/ban/quay-so", post(desk::post))
        .route("/ban/quay-so/cua-so", get(setup::get).post(setup::post))
        .with_state(queue.clone())
}
