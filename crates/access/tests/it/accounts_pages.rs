//! The pages on which accounts are administered.

use access::Role;
use axum::http::StatusCode;

use crate::support::{Answer, Browser, PASSWORD, node, office};

/// Sends a form of `page` to `path`.
async fn send(browser: &mut Browser, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let token = browser.get(page).await.csrf();
    let mut all = vec![("_csrf", token.as_str())];
    all.extend_from_slice(fields);
    browser.post(path, &all).await
}

/// Makes an account on the page and returns its address.
async fn made(browser: &mut Browser, office: &str) -> String {
    let fields = [("name", "Lê Hải Yến"), ("login", "yen.lh"), ("password", PASSWORD), ("role", "intake_officer"), ("office", office)];
    let answer = browser.submit("/quan-tri/tai-khoan/moi", &fields).await;
    assert!(browser.get(answer.location()).await.speaks().text.contains("Đã tạo tài khoản."));
    answer.location().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_was_typed_for_a_new_account_stays() {
    let node = node().await;
    node.administrator().await;
    let mut browser = node.signed_in("quan_tri").await;
    let second = office(2).to_string();
    let typed =
        [("name", "Lê Hải Yến"), ("login", "yen.lh"), ("password", "ngắn"), ("role", "intake_officer"), ("office", second.as_str())];
    let refused = browser.submit("/quan-tri/tai-khoan/moi", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.speaks();
    for kept in ["value=\"yen.lh\"", "href=\"#password\"", "value=\"intake_officer\" selected", &format!("value=\"{second}\" selected")] {
        assert!(refused.text.contains(kept), "{kept}: {}", refused.text);
    }
    let address = made(&mut browser, &second).await;
    assert!(browser.get("/quan-tri/tai-khoan?q=hai+yen").await.speaks().text.contains(&address));
    let taken = browser.submit("/quan-tri/tai-khoan/moi", &[typed[0], typed[1], ("password", PASSWORD), typed[3], typed[4]]).await;
    assert!(taken.text.contains("href=\"#login\""), "{}", taken.text);
}

#[tokio::test]
async fn an_administrator_gives_and_takes_roles() {
    let node = node().await;
    node.administrator().await;
    let mut browser = node.signed_in("quan_tri").await;
    let address = made(&mut browser, &office(2).to_string()).await;
    let path = format!("{address}/vai-tro");
    let homeless = send(&mut browser, &address, &path, &[("role", "unit_head"), ("office", "")]).await;
    assert!(homeless.speaks().text.contains("href=\"#office\"") && homeless.text.contains("value=\"unit_head\" selected"));
    let given = send(&mut browser, &address, &path, &[("role", "unit_head"), ("office", &office(3).to_string())]).await;
    assert_eq!(given.location(), format!("{address}?xong=vai-tro"));
    let page = browser.get(&address).await;
    let revoke = page.text.split("action=\"").find(|piece| piece.contains("/vai-tro/")).unwrap().split('"').next().unwrap();
    assert_eq!(send(&mut browser, &address, revoke, &[]).await.location(), format!("{address}?xong=thu-hoi"));
    assert_eq!(send(&mut browser, &address, revoke, &[]).await.status, StatusCode::NOT_FOUND, "it is over already");
}

#[tokio::test]
async fn an_administrator_closes_opens_and_sets_passwords() {
    let node = node().await;
    node.administrator().await;
    let mut browser = node.signed_in("quan_tri").await;
    let address = made(&mut browser, &office(2).to_string()).await;
    let weak = send(&mut browser, &address, &format!("{address}/mat-khau"), &[("password", "ngắn")]).await;
    assert!(weak.speaks().text.contains("href=\"#password\""), "{}", weak.text);
    for (path, fields, done) in
        [("mat-khau", &[("password", "năm từ khác hẳn")][..], "mat-khau"), ("dong", &[], "dong"), ("mo", &[], "mo"), ("dong", &[], "dong")]
    {
        let answer = send(&mut browser, &address, &format!("{address}/{path}"), fields).await;
        assert_eq!(answer.location(), format!("{address}?xong={done}"));
        browser.get(answer.location()).await.speaks();
    }
    assert!(browser.get("/quan-tri/tai-khoan?state=closed").await.text.contains("Lê Hải Yến"));
    for language in ["en", "th"] {
        browser.language = language;
        for page in [address.as_str(), "/quan-tri/tai-khoan", "/quan-tri/tai-khoan/moi", "/quan-tri/tai-khoan?q=xyz"] {
            browser.get(page).await.speaks();
        }
    }
}

#[tokio::test]
async fn for_everybody_else_there_are_no_such_pages() {
    let node = node().await;
    let officer = node.official("can_bo.000", &[(Role::IntakeOfficer, Some(office(2)))]).await;
    node.applicant().await;
    node.official("kiem_tra", &[(Role::Auditor, None)]).await;
    let address = format!("/quan-tri/tai-khoan/{officer}");
    for (login, page, expected) in [
        ("can_bo.000", "/quan-tri/tai-khoan", StatusCode::NOT_FOUND),
        ("can_bo.000", address.as_str(), StatusCode::NOT_FOUND),
        ("0912345678", "/quan-tri/tai-khoan", StatusCode::NOT_FOUND),
        ("kiem_tra", "/quan-tri/tai-khoan", StatusCode::OK),
        ("kiem_tra", address.as_str(), StatusCode::OK),
        ("kiem_tra", "/quan-tri/tai-khoan/moi", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(node.signed_in(login).await.get(page).await.status, expected, "{login} {page}");
    }
    let mut auditor = node.signed_in("kiem_tra").await;
    let odd = format!("/quan-tri/tai-khoan?q=%00&role=king&office=x&sau={officer}&sau_ten=%00");
    assert_eq!(auditor.get(&odd).await.status, StatusCode::OK, "what stands for nothing is as if it were not there");
    assert!(!auditor.get(&address).await.text.contains(&format!("action=\"{address}")), "who only reads gets no forms");
    assert!(auditor.get("/quan-tri/tai-khoan?kind=person").await.text.contains("09•••••678"));
}

#[tokio::test]
async fn password_fields_need_no_script_and_get_one() {
    let node = node().await;
    let mut browser = node.browser();
    assert!(browser.get("/dang-nhap").await.text.contains("hidden data-show-password=\"password\""));
    let script = browser.get("/tai-san/hien-mat-khau.js").await;
    assert_eq!((script.status, script.header("content-type")), (StatusCode::OK, "text/javascript; charset=utf-8"));
}
