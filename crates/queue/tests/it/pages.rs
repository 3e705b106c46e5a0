//! The pages through the router, without a socket.

use std::sync::Arc;

use access::routes::violations;
use access::{Access, Settings, protect};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use futures::StreamExt;
use queue::usecases::{at_window, draw};
use queue::{ROUTES, router};
use tower::ServiceExt;

use crate::support::{SHOP, Shop, wants};

async fn house(shop: &Shop) -> (Access, Router) {
    let access = Access::start(shop.database.ctx.clone(), Arc::new(shop.organisation.clone()), Settings::default()).await.unwrap();
    let router = protect(router(&shop.queue).fallback(web::error::not_found), &access, Arc::new(web::Site::sample()));
    (access, router)
}

async fn page(router: &Router, path: &str) -> (StatusCode, String) {
    let request = Request::get(path).header(header::ACCEPT_LANGUAGE, "vi").body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    (status, String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap())
}

#[tokio::test]
async fn every_route_is_listed_and_keeps_to_what_it_needs() {
    let (shop, _) = Shop::open().await;
    let (access, router) = house(&shop).await;
    assert_eq!(violations(&access, &router, ROUTES).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_public_pages_say_where_a_number_stands_and_never_a_name() {
    let (shop, [first, _]) = Shop::open().await;
    let (_, router) = house(&shop).await;
    let officer = shop.seated(1, &first).await;
    let ticket = draw::at_kiosk(&shop.queue, &shop.office, wants("civil")).await.unwrap();
    for path in ["/lay-so", "/dat-lich"] {
        let (status, html) = page(&router, path).await;
        assert!(status == StatusCode::OK && html.contains(SHOP), "{path}: {html}");
    }
    let (_, kiosk) = page(&router, &format!("/lay-so/{SHOP}")).await;
    assert!(kiosk.contains("Hộ tịch, chứng thực") && kiosk.contains("1 người chờ") && kiosk.contains("Luật Người cao tuổi"));
    let (_, waiting) = page(&router, &format!("/so/{}", ticket.code)).await;
    assert!(waiting.contains("A001") && waiting.contains("Sắp đến lượt bạn"), "{waiting}");
    at_window::call_next(&shop.queue, &officer).await.unwrap();
    let (_, called) = page(&router, &format!("/so/{}", ticket.code)).await;
    assert!(called.contains("Mời bạn đến quầy 1"));
    let (_, slip) = page(&router, &format!("/so/{}/phieu", ticket.code)).await;
    assert!(slip.contains("<path") && slip.contains(&format!("https://motcua.example/so/{}", ticket.code)));
    let (_, board) = page(&router, &format!("/bang-so/{SHOP}")).await;
    assert!(board.contains("A001") && board.contains("Mời số A001 đến quầy 1") && !board.contains("Yến"));
    for path in ["/so/KHONGCO2", "/lay-so/H49.99", "/bang-so/H49", "/dat-lich/H49.31"] {
        assert_eq!(page(&router, path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn days_and_hours_are_offered_and_strangers_are_asked_to_sign_in() {
    let (shop, _) = Shop::open().await;
    let (_, router) = house(&shop).await;
    let (_, html) = page(&router, &format!("/dat-lich/{SHOP}?viec=civil&ngay=2026-11-26")).await;
    assert!(html.contains("07:30") && html.contains("còn 2 chỗ") && html.contains("/dang-nhap?ve="), "{html}");
    let (_, none) = page(&router, &format!("/dat-lich/{SHOP}?viec=civil&ngay=2026-11-29")).await;
    assert!(!none.contains("07:30"), "a Sunday is not offered");
}

#[tokio::test]
async fn a_screen_hears_each_call_once() {
    let (shop, [first, _]) = Shop::open().await;
    let (_, router) = house(&shop).await;
    let officer = shop.seated(1, &first).await;
    draw::at_kiosk(&shop.queue, &shop.office, wants("civil")).await.unwrap();
    let request = Request::get(format!("/bang-so/{SHOP}/dong")).header(header::ACCEPT_LANGUAGE, "vi").body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut stream = response.into_body().into_data_stream();
    let mut next = async || String::from_utf8(stream.next().await.unwrap().unwrap().to_vec()).unwrap();
    assert!(next().await.contains(r#"{"spoken":[]}"#));
    at_window::call_next(&shop.queue, &officer).await.unwrap();
    assert!(next().await.contains("Mời số A 0 0 1 đến quầy 1"));
    at_window::serve(&shop.queue, &officer).await.unwrap();
    assert!(next().await.contains(r#"{"spoken":[]}"#));
    shop.queue.hush();
    assert!(stream.next().await.is_none(), "the stream ends when the program does");
}
