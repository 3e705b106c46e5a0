//! Pages for people who apply: apply, follow, answer a supplement request, withdraw, look up.

mod apply;
mod conflict;
mod declare;
mod done;
mod hand_code;
mod handed_in;
mod known;
mod mine;
mod once;
mod papers;
mod refused;
mod review;
mod show;
mod stop;
mod store;
mod supplement;
mod timeline;
mod track;
pub(in crate::web) mod uploads;
mod withdraw;
mod wizard;
mod written;

use std::sync::Arc;

use access::{Need, RouteRule};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use super::compared;
use crate::papers as forms;
use crate::ports;
use crate::services::Services;

/// Every route of [`router`] and what it needs.
pub const ROUTES: &[RouteRule] = &[
    RouteRule::new("GET", "/tra-cuu", Need::Public),
    RouteRule::new("GET", "/nop/{code}", Need::SignedIn),
    RouteRule::new("POST", "/nop/{code}", Need::SignedIn),
    RouteRule::new("GET", "/nop/{code}/{draft}", Need::SignedIn),
    RouteRule::new("POST", "/nop/{code}/{draft}", Need::SignedIn),
    RouteRule::new("POST", "/nop/{code}/{draft}/luu", Need::SignedIn),
    RouteRule::new("GET", "/nop/{code}/{draft}/giay-to", Need::SignedIn),
    RouteRule::new("POST", "/nop/{code}/{draft}/giay-to", Need::SignedIn),
    RouteRule::new("GET", "/nop/{code}/{draft}/kiem-tra", Need::SignedIn),
    RouteRule::new("POST", "/nop/{code}/{draft}/kiem-tra", Need::SignedIn),
    RouteRule::new("GET", "/nop/{code}/{draft}/bo", Need::SignedIn),
    RouteRule::new("POST", "/nop/{code}/{draft}/bo", Need::SignedIn),
    RouteRule::new("GET", "/ho-so", Need::SignedIn),
    RouteRule::new("GET", "/kho-giay-to", Need::SignedIn),
    RouteRule::new("GET", "/ho-so/{id}/ma-nhan", Need::SignedIn),
    RouteRule::new("POST", "/ho-so/{id}/ma-nhan", Need::SignedIn),
    RouteRule::new("GET", "/ho-so/{id}", Need::SignedIn),
    RouteRule::new("GET", "/ho-so/{id}/ket-qua", Need::SignedIn),
    RouteRule::new("GET", "/ho-so/{id}/phieu", Need::SignedIn),
    RouteRule::new("GET", "/ho-so/{id}/phieu-bo-sung", Need::SignedIn),
    RouteRule::new("GET", "/ho-so/{id}/phieu-tu-choi", Need::SignedIn),
    RouteRule::new("GET", "/ho-so/{id}/phieu-xin-loi", Need::SignedIn),
    RouteRule::new("GET", "/ho-so/{id}/phieu-dung", Need::SignedIn),
    RouteRule::new("GET", "/ho-so/{id}/bo-sung", Need::SignedIn),
    RouteRule::new("POST", "/ho-so/{id}/bo-sung", Need::SignedIn),
    RouteRule::new("GET", "/ho-so/{id}/ban-khai", Need::SignedIn),
    RouteRule::new("GET", "/ho-so/{id}/dung", Need::SignedIn),
    RouteRule::new("POST", "/ho-so/{id}/dung", Need::SignedIn),
    RouteRule::new("GET", "/ho-so/{id}/trao-doi", Need::SignedIn),
    RouteRule::new("POST", "/ho-so/{id}/trao-doi", Need::SignedIn),
    RouteRule::new("GET", "/ho-so/{id}/rut", Need::SignedIn),
    RouteRule::new("POST", "/ho-so/{id}/rut", Need::SignedIn),
];

/// How many of the largest files one form may carry at once.
const FILES_AT_ONCE: u64 = 10;

/// The pages of this side of the counter.
pub fn router(services: Arc<Services>) -> Router {
    let most = usize::try_from(ports::largest_file(&services).saturating_mul(FILES_AT_ONCE)).unwrap_or(usize::MAX);
    let with_files = Router::new()
        .route("/nop/{code}/{draft}/giay-to", get(papers::get).post(papers::post))
        .route("/ho-so/{id}/bo-sung", get(supplement::get).post(supplement::post))
        .route("/ho-so/{id}/trao-doi", get(super::messages::get_own).post(super::messages::post_own))
        .layer(DefaultBodyLimit::max(most));
    Router::new()
        .route("/tra-cuu", get(track::get))
        .route("/nop/{code}", get(apply::get).post(apply::post))
        .route("/nop/{code}/{draft}", get(declare::get).post(declare::post))
        .route("/nop/{code}/{draft}/luu", post(declare::keep))
        .route("/nop/{code}/{draft}/kiem-tra", get(review::get).post(review::post))
        .route("/nop/{code}/{draft}/bo", get(mine::ask_discard).post(mine::discard))
        .route("/ho-so", get(mine::get))
        .route("/kho-giay-to", get(store::get))
        .route("/ho-so/{id}/ma-nhan", get(hand_code::get).post(hand_code::post))
        .route("/ho-so/{id}", get(show::get))
        .route("/ho-so/{id}/ket-qua", get(done::get))
        .route("/ho-so/{id}/phieu", get(forms::own::<forms::Slip>))
        .route("/ho-so/{id}/phieu-bo-sung", get(forms::own::<forms::SupplementLetter>))
        .route("/ho-so/{id}/phieu-tu-choi", get(forms::own::<forms::RefusalLetter>))
        .route("/ho-so/{id}/phieu-xin-loi", get(forms::own::<forms::ApologyLetter>))
        .route("/ho-so/{id}/phieu-dung", get(forms::own::<forms::StopNotice>))
        .route("/ho-so/{id}/ban-khai", get(compared::own))
        .route("/ho-so/{id}/dung", get(stop::get).post(stop::post))
        .route("/ho-so/{id}/rut", get(withdraw::get).post(withdraw::post))
        .merge(with_files)
        .with_state(services)
}
