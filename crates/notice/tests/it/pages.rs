//! The pages, through the router without a socket.

use std::sync::Arc;

use access::Role;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use notice::{ROUTES, router};
use tower::ServiceExt;

use super::support::{CODE, PASSWORD, World};

impl World {
    fn house(&self) -> Router {
        let inside = notice::web::with_unread(router(self.notices.clone()).merge(access::router(&self.access)), &self.notices);
        access::protect(inside.fallback(web::error::not_found), &self.access, Arc::new(web::Site::default()))
    }

    /// A browser's cookies after signing in.
    async fn cookies(&self, house: &Router, login: &str) -> String {
        let first = get(house, "/dang-nhap", "").await;
        let token = csrf(&first.2);
        let visitor = first.1.clone();
        let form = format!("_csrf={token}&login={login}&password={}", PASSWORD.replace(' ', "+"));
        let request = Request::post("/dang-nhap")
            .header(header::COOKIE, &visitor)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .extension(axum::extract::ConnectInfo(std::net::SocketAddr::from(([127, 0, 0, 1], 1))))
            .body(Body::from(form))
            .expect("a request");
        let answer = read(house, request).await;
        assert_eq!(answer.0, 303, "{}", answer.2);
        format!("{visitor}; {}", answer.1)
    }
}

type Answer = (u16, String, String);

async fn read(house: &Router, request: Request<Body>) -> Answer {
    let response = house.clone().oneshot(request).await.expect("an answer");
    let status = response.status().as_u16();
    let cookies: Vec<String> = response
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok()?.split(';').next().map(str::to_owned))
        .collect();
    let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    let body = String::from_utf8_lossy(&bytes).into_owned();
    (status, cookies.join("; "), if body.is_empty() { location } else { body })
}

async fn get(house: &Router, path: &str, cookies: &str) -> Answer {
    let request = Request::get(path).header(header::COOKIE, cookies).body(Body::empty()).expect("a request");
    read(house, request).await
}

async fn post(house: &Router, path: &str, cookies: &str, fields: &str) -> Answer {
    let page = get(house, "/tai-khoan/thong-bao", cookies).await;
    let request = Request::post(path)
        .header(header::COOKIE, cookies)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("_csrf={}&{fields}", csrf(&page.2))))
        .expect("a request");
    read(house, request).await
}

fn csrf(page: &str) -> String {
    let after = page.split("name=\"_csrf\" value=\"").nth(1).unwrap_or_default();
    after.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn the_router_and_its_list_agree() {
    let world = World::new(None, None).await;
    let house = access::protect(router(world.notices.clone()), &world.access, Arc::new(web::Site::default()));
    assert_eq!(access::routes::violations(&world.access, &house, ROUTES).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_person_sees_the_number_reads_and_comes_to_the_dossier() {
    let world = World::new(Some(1), None).await;
    let house = world.house();
    let mai = world.person("mai", Some("mai@example.vn"), None).await;
    let dossier = world.happened(Some(mai.account), "received").await;
    world.happened(Some(mai.account), "decided").await;
    world.tell().await;
    let cookies = world.cookies(&house, "mai").await;
    for language in ["vi", "en", "th"] {
        let page = get(&house, &format!("/thong-bao?lang={language}"), &cookies).await;
        assert!(page.0 == 200 && page.2.contains(CODE) && page.2.contains("notices-count\">2"), "{}", page.2);
        assert!(!page.2.contains("notice-says"), "every word is there");
    }
    let page = get(&house, "/thong-bao", &cookies).await;
    let links: Vec<&str> = page.2.split("href=\"/thong-bao/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let opened = get(&house, &format!("/thong-bao/{}", links[1]), &cookies).await;
    assert_eq!((opened.0, opened.2.as_str()), (303, format!("/ho-so/{dossier}").as_str()));
    assert!(get(&house, "/thong-bao", &cookies).await.2.contains("notices-count\">1"));
    assert_eq!(post(&house, "/thong-bao/da-doc", &cookies, "").await.0, 303);
    assert!(!get(&house, "/thong-bao", &cookies).await.2.contains("notices-count"));
    world.person("other", None, None).await;
    let others = world.cookies(&house, "other").await;
    for id in [links[0], "moon", "00000000-0000-7000-8000-000000000000"] {
        assert_eq!(get(&house, &format!("/thong-bao/{id}"), &others).await.0, 404, "{id}");
    }
}

#[tokio::test]
async fn preferences_are_kept_and_errors_keep_what_was_typed() {
    let world = World::new(Some(1), None).await;
    let house = world.house();
    world.person("mai", Some("mai@example.vn"), None).await;
    let cookies = world.cookies(&house, "mai").await;
    let page = get(&house, "/tai-khoan/thong-bao", &cookies).await.2;
    assert!(
        page.contains("legal-email") && !page.contains("legal-account") && !page.contains("legal-phone") && !page.contains("work-email")
    );
    let saved = post(&house, "/tai-khoan/thong-bao", &cookies, "legal-email=daily&message-email=never&language=en&nonsense=1").await;
    assert_eq!((saved.0, saved.2.as_str()), (303, "/tai-khoan/thong-bao?xong=luu"));
    let page = get(&house, "/tai-khoan/thong-bao", &cookies).await.2;
    assert!(page.contains("name=\"legal-email\" value=\"daily\" checked"), "{page}");
    let wrong = post(&house, "/tai-khoan/thong-bao/dia-chi", &cookies, "channel=email&address=mai%40").await;
    assert!(wrong.0 == 422 && wrong.2.contains("value=\"mai@\"") && wrong.2.contains("href=\"#address-email\""), "{}", wrong.2);
    assert_eq!(post(&house, "/tai-khoan/thong-bao/dia-chi", &cookies, "channel=account&address=x").await.0, 404);
}

#[tokio::test]
async fn operators_see_what_became_of_deliveries_and_nobody_else_does() {
    let world = World::new(Some(1), None).await;
    let house = world.house();
    let mai = world.person("mai", Some("mai@example.vn"), None).await;
    world.official("quan_tri", Role::Administrator, None).await;
    world.official("thanh_tra", Role::Auditor, None).await;
    world.official("khai", Role::ProcessingOfficer, None).await;
    world.happened(Some(mai.account), "decided").await;
    world.tell().await;
    world.send().await;
    let admin = world.cookies(&house, "quan_tri").await;
    let page = get(&house, "/quan-tri/thong-bao?state=failed&channel=email", &admin).await;
    assert!(page.0 == 200 && page.2.contains("m…i@example.vn") && !page.2.contains("mai@example.vn"), "{}", page.2);
    assert!(!get(&house, "/quan-tri/thong-bao?state=sent", &admin).await.2.contains("m…i@example.vn"));
    let id = page.2.split("/quan-tri/thong-bao/").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default().to_owned();
    let again = format!("/quan-tri/thong-bao/{id}/gui-lai");
    for (login, status, may) in [("mai", 404, 404), ("khai", 404, 404), ("thanh_tra", 200, 404)] {
        let cookies = world.cookies(&house, login).await;
        assert_eq!(get(&house, "/quan-tri/thong-bao", &cookies).await.0, status, "{login}");
        assert_eq!(post(&house, &again, &cookies, "").await.0, may, "{login}");
    }
    assert_eq!(post(&house, &again, &admin, "").await.0, 303);
    assert_eq!(world.deliveries().await[0].0, "waiting");
}
