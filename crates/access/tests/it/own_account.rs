//! The page of one's own account.

use axum::http::{Method, StatusCode, header};

use crate::support::{Answer, Browser, Node, PASSWORD, node, office};

const PAGE: &str = "/tai-khoan";

async fn send(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let token = browser.get(PAGE).await.csrf();
    let mut all = vec![("_csrf", token.as_str())];
    all.extend_from_slice(fields);
    browser.post(path, &all).await
}

async fn sessions(node: &Node) -> i64 {
    sqlx::query_scalar("select count(*) from access.session").fetch_one(&node.database.pool).await.unwrap()
}

#[tokio::test]
async fn the_page_shows_the_person_and_hides_the_number() {
    let node = node().await;
    node.applicant().await;
    let mut browser = node.signed_in("0912345678").await;
    for language in ["vi", "en", "th"] {
        browser.language = language;
        let answer = browser.get(PAGE).await;
        answer.speaks();
        for shown in ["Vũ Thị Mẫu", "•••••••••417", "0912345678", "mau@vidu.vn"] {
            assert!(answer.text.contains(shown), "{language}: {shown}");
        }
        assert!(!answer.text.contains("022194000417"));
    }
    node.official("can_bo.01", &[(access::Role::IntakeOfficer, Some(office(2)))]).await;
    assert!(node.signed_in("can_bo.01").await.get(PAGE).await.speaks().text.contains("Một cửa phường Mẫu"));
}

#[tokio::test]
async fn a_person_signs_out_everywhere_else_and_stays() {
    let node = node().await;
    let account = node.applicant().await;
    let (mut here, mut elsewhere) = (node.signed_in("0912345678").await, node.signed_in("0912345678").await);
    let button = "action=\"/tai-khoan/phien\"";
    assert!(here.get(PAGE).await.text.contains(button));
    let answer = send(&mut here, "/tai-khoan/phien", &[]).await;
    assert_eq!(answer.location(), "/tai-khoan?xong=phien");
    assert!(here.get(answer.location()).await.text.contains("Mọi nơi khác đã đăng xuất."));
    assert_eq!(elsewhere.get("/ho-so").await.status, StatusCode::SEE_OTHER);
    assert!(!here.get(PAGE).await.text.contains(button), "there is nowhere else any more");
    assert_eq!((sessions(&node).await, node.journal(account).await.last().unwrap().as_str()), (1, "session.closed"));
}

#[tokio::test]
async fn the_browser_is_named_and_its_header_not_kept() {
    let node = node().await;
    node.applicant().await;
    let mut browser = node.browser();
    let token = browser.get("/dang-nhap").await.csrf();
    let body = format!("_csrf={token}&login=0912345678&password={}", web::language_switch::escape(PASSWORD));
    let request = browser
        .request(Method::POST, "/dang-nhap")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    browser.send(request.body(body.into()).unwrap()).await;
    assert!(browser.get(PAGE).await.text.contains("Firefox, Linux · nơi này"));
    let stored: String = sqlx::query_scalar("select data::text from access.session").fetch_one(&node.database.pool).await.unwrap();
    assert!(!stored.contains("Gecko"), "{stored}");
}

#[tokio::test]
async fn a_password_is_changed_by_knowing_it_and_guessing_is_limited() {
    let node = node().await;
    node.applicant().await;
    let mut browser = node.signed_in("0912345678").await;
    let path = "/tai-khoan/mat-khau";
    let weak = send(&mut browser, path, &[("before", PASSWORD), ("after", "ngắn")]).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(weak.text.contains("href=\"#after\"") && weak.text.contains("<title>Lỗi:"), "{}", weak.text);
    for _ in 0..5 {
        let wrong = send(&mut browser, path, &[("before", "sai mật khẩu"), ("after", "năm từ khác hẳn")]).await;
        assert!(wrong.text.contains("href=\"#before\"") && !wrong.text.contains("năm từ khác hẳn"));
    }
    let right = [("before", PASSWORD), ("after", "năm từ khác hẳn")];
    assert_eq!(send(&mut browser, path, &right).await.header(header::RETRY_AFTER), "60");
    node.database.clock.advance(chrono::Duration::minutes(2));
    assert_eq!(send(&mut browser, path, &right).await.location(), "/tai-khoan?xong=mat-khau");
    assert_eq!(browser.get(PAGE).await.status, StatusCode::OK, "this session stays");
    assert_eq!(node.browser().sign_in("0912345678").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_language_is_remembered_and_journaled_once() {
    let node = node().await;
    let account = node.applicant().await;
    let mut browser = node.signed_in("0912345678").await;
    for _ in 0..2 {
        let answer = send(&mut browser, "/tai-khoan/ngon-ngu", &[("language", "th")]).await;
        assert_eq!(answer.location(), "/ngon-ngu/th?ve=/tai-khoan%3Fxong%3Dngon-ngu");
    }
    assert_eq!(node.actor(account).await.language, "th");
    let chosen = node.journal(account).await.iter().filter(|kind| *kind == "account.language_chosen").count();
    assert_eq!(chosen, 1);
    assert_eq!(send(&mut browser, "/tai-khoan/ngon-ngu", &[("language", "xx")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_token_is_shown_once_and_can_be_revoked() {
    let node = node().await;
    node.applicant().await;
    let mut browser = node.signed_in("0912345678").await;
    let refused = send(&mut browser, "/tai-khoan/khoa", &[("label", "hằng đêm"), ("password", "sai mật khẩu")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("value=\"hằng đêm\""), "what was typed stays");
    let made = send(&mut browser, "/tai-khoan/khoa", &[("label", "hằng đêm"), ("password", PASSWORD)]).await;
    let secret = made.speaks().text.split("motcua_").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let page = browser.get(PAGE).await;
    let row = "<th scope=\"row\">hằng đêm</th>";
    assert!(page.text.contains(row) && !page.text.contains(&secret));
    let address = page.text.split("action=\"").find(|piece| piece.starts_with("/tai-khoan/khoa/")).unwrap().split('"').next().unwrap();
    node.official("khach_la", &[]).await;
    assert_eq!(send(&mut node.signed_in("khach_la").await, address, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(send(&mut browser, address, &[]).await.location(), "/tai-khoan?xong=khoa");
    assert!(!browser.get(PAGE).await.text.contains(row));
}
