//! The officers' side of the counter.

mod absent;
mod batch;
mod book;
mod counter;
mod day;
mod dossier;
mod draft;
mod export;
mod inbox;
mod labels;
mod list;
mod period;
mod promises;
mod reminded;
mod shared;
mod signing;
mod steering;
mod template_preview;
mod texts;

use std::sync::Arc;

use access::{Need, RouteRule};
use axum::Router;
use axum::routing::{get, post};

use super::compared;
use crate::papers as forms;
use crate::services::Services;

/// Every route of [`router`] and what it needs.
pub const ROUTES: &[RouteRule] = &[
    RouteRule::new("GET", "/ban/hop-viec", Need::Official),
    RouteRule::new("POST", "/ban/hop-viec/loat", Need::Official),
    RouteRule::new("GET", "/ban/hop-viec/bo-loc", Need::Official),
    RouteRule::new("POST", "/ban/hop-viec/bo-loc", Need::Official),
    RouteRule::new("GET", "/ban/ban-giao", Need::Official),
    RouteRule::new("POST", "/ban/ban-giao", Need::Official),
    RouteRule::new("GET", "/ban/mau-van-ban", Need::Official),
    RouteRule::new("POST", "/ban/mau-van-ban", Need::Official),
    RouteRule::new("GET", "/ban/nhan", Need::Official),
    RouteRule::new("POST", "/ban/nhan", Need::Official),
    RouteRule::new("POST", "/ban/ho-so/{id}/nhan", Need::Official),
    RouteRule::new("POST", "/ban/ho-so/{id}/dang-xem", Need::Official),
    RouteRule::new("POST", "/ban/viec/{task}/nhan", Need::Official),
    RouteRule::new("GET", "/ban/tiep-nhan", Need::Official),
    RouteRule::new("POST", "/ban/tiep-nhan", Need::Official),
    RouteRule::new("GET", "/ban/dieu-hanh", Need::Official),
    RouteRule::new("GET", "/ban/dieu-hanh.csv", Need::Official),
    RouteRule::new("GET", "/ban/dieu-hanh/loi-hen", Need::Official),
    RouteRule::new("GET", "/ban/dieu-hanh/trong-ngay", Need::Official),
    RouteRule::new("GET", "/ban/ho-so", Need::Official),
    RouteRule::new("GET", "/ban/ho-so.csv", Need::Official),
    RouteRule::new("GET", "/ban/so-theo-doi", Need::Official),
    RouteRule::new("GET", "/ban/so-theo-doi.pdf", Need::Official),
    RouteRule::new("GET", "/ban/so-theo-doi.xlsx", Need::Official),
    RouteRule::new("GET", "/ban/ho-so/{id}", Need::Official),
    RouteRule::new("POST", "/ban/ho-so/{id}", Need::Official),
    RouteRule::new("GET", "/ban/ho-so/{id}/sua", Need::Official),
    RouteRule::new("POST", "/ban/ho-so/{id}/sua", Need::Official),
    RouteRule::new("GET", "/ban/ho-so/{id}/ban-khai", Need::Official),
    RouteRule::new("GET", "/ban/ho-so/{id}/trao-doi", Need::Official),
    RouteRule::new("POST", "/ban/ho-so/{id}/trao-doi", Need::Official),
    RouteRule::new("GET", "/ban/ho-so/{id}/phieu", Need::Official),
    RouteRule::new("GET", "/ban/ho-so/{id}/phieu-bo-sung", Need::Official),
    RouteRule::new("GET", "/ban/ho-so/{id}/phieu-tu-choi", Need::Official),
    RouteRule::new("GET", "/ban/ho-so/{id}/phieu-kiem-soat", Need::Official),
    RouteRule::new("GET", "/ban/ho-so/{id}/phieu-xin-loi", Need::Official),
    RouteRule::new("GET", "/ban/ho-so/{id}/phieu-dung", Need::Official),
    RouteRule::new("GET", "/ban/ho-so/{id}/du-thao", Need::Official),
    RouteRule::new("POST", "/ban/ho-so/{id}/du-thao", Need::Official),
    RouteRule::new("GET", "/ban/ho-so/{id}/ky-nhan", Need::Official),
    RouteRule::new("POST", "/ban/ho-so/{id}/ky-nhan", Need::Official),
    RouteRule::new("GET", "/ban/quyet-dinh", Need::Official),
    RouteRule::new("POST", "/ban/quyet-dinh", Need::Official),
    RouteRule::new("GET", "/quan-tri/mau-ket-qua/{code}/xem-thu", Need::SignedIn),
];

/// The pages of this side of the counter.
pub fn router(services: Arc<Services>) -> Router {
    let with_files = Router::new()
        .route("/ban/ho-so/{id}/trao-doi", get(super::messages::get).post(super::messages::post))
        .layer(super::messages::size_of_forms(&services));
    Router::new()
        .merge(with_files)
        .route("/ban/hop-viec", get(inbox::get))
        .route("/ban/hop-viec/loat", post(inbox::batch::post))
        .route("/ban/hop-viec/bo-loc", get(inbox::kept::get).post(inbox::kept::post))
        .route("/ban/ban-giao", get(absent::get).post(absent::post))
        .route("/ban/mau-van-ban", get(texts::get).post(texts::post))
        .route("/ban/nhan", get(labels::get).post(labels::post))
        .route("/ban/ho-so/{id}/nhan", post(labels::mark))
        .route("/ban/ho-so/{id}/dang-xem", post(dossier::looking::post))
        .route("/ban/viec/{task}/nhan", post(inbox::claim))
        .route("/ban/tiep-nhan", get(counter::get).post(counter::post))
        .route("/ban/dieu-hanh", get(steering::get))
        .route("/ban/dieu-hanh/loi-hen", get(promises::get))
        .route("/ban/dieu-hanh/trong-ngay", get(day::get))
        .route("/ban/dieu-hanh.csv", get(steering::sheet))
        .route("/ban/ho-so", get(list::get))
        .route("/ban/ho-so.csv", get(list::sheet))
        .route("/ban/so-theo-doi", get(book::get))
        .route("/ban/so-theo-doi.pdf", get(book::pdf))
        .route("/ban/so-theo-doi.xlsx", get(book::xlsx))
        .route("/ban/ho-so/{id}", get(dossier::show::get).post(dossier::act::post))
        .route("/ban/ho-so/{id}/sua", get(dossier::correct::get).post(dossier::correct::post))
        .route("/ban/ho-so/{id}/ban-khai", get(compared::official))
        .route("/ban/ho-so/{id}/phieu", get(forms::official::<forms::Slip>))
        .route("/ban/ho-so/{id}/phieu-bo-sung", get(forms::official::<forms::SupplementLetter>))
        .route("/ban/ho-so/{id}/phieu-tu-choi", get(forms::official::<forms::RefusalLetter>))
        .route("/ban/ho-so/{id}/phieu-kiem-soat", get(forms::official::<forms::ControlSlip>))
        .route("/ban/ho-so/{id}/phieu-xin-loi", get(forms::official::<forms::ApologyLetter>))
        .route("/ban/ho-so/{id}/phieu-dung", get(forms::official::<forms::StopNotice>))
        .route("/ban/ho-so/{id}/du-thao", get(batch::preview).post(draft::post))
        .route("/ban/ho-so/{id}/ky-nhan", get(signing::get).post(signing::post))
        .route("/ban/quyet-dinh", get(batch::get).post(batch::post))
        .route("/quan-tri/mau-ket-qua/{code}/xem-thu", get(template_preview::get))
        .with_state(services)
}
