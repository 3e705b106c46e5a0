use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use document::issue_result;

use crate::support::{Answer, Node, decision, form, node};

async fn open(node: &Node, path: &str) -> Answer {
    node.send(Request::get(path).body(Body::empty()).unwrap()).await
}

/// Sends the form of the page with `file`, as a browser would.
async fn compare(node: &Node, path: &str, file: &[u8]) -> Answer {
    let page = open(node, path).await;
    let cookie = page.header(header::SET_COOKIE).split(';').next().unwrap().to_owned();
    let text = page.text();
    let (_, rest) = text.split_once("name=\"_csrf\" value=\"").expect("the page has a form");
    let token = rest.split('"').next().unwrap();
    let body = form(&[("_csrf", None, token.as_bytes()), ("file", Some("a.pdf"), file)]);
    let request = Request::post(path).header(header::COOKIE, cookie).header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    node.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn the_public_sees_the_result_but_not_whom_it_concerns() {
    let node = node().await;
    let ctx = &node.database.ctx;
    let mut transaction = ctx.begin().await.unwrap();
    let issued = issue_result(&mut transaction, ctx, &node.files, decision()).await.unwrap();
    transaction.commit().await.unwrap();
    let path = format!("/kiem-tra/{}", issued.public_id);
    let page = open(&node, &path).await;
    assert_eq!(page.status, StatusCode::OK);
    for shown in ["Giấy tờ này có thật", "01/QĐ-UBND", "phường Hồng Gai", "09/06/2025", "Đăng ký thường trú", "Chủ tịch"]
    {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    for hidden in ["Vũ Thị Mẫu", "Hoàng Văn Hải", "H49.58-250609-0001"] {
        assert!(!page.text().contains(hidden), "{hidden}");
    }
    let asked = open(&node, &format!("/kiem-tra?ma={}", issued.public_id.as_str().to_lowercase())).await;
    assert_eq!(asked.header(header::LOCATION), path);
    let mut conn = node.database.pool.acquire().await.unwrap();
    let file = node.folder.path().join("sha256");
    let hash = issued.sha256.to_string();
    let original = std::fs::read(file.join(&hash[..2]).join(&hash[2..4]).join(&hash)).unwrap();
    assert!(compare(&node, &path, &original).await.text().contains("Tệp giống hệt bản đã cấp"));
    assert!(compare(&node, &path, b"%PDF-1.7 other").await.text().contains("Tệp khác bản đã cấp"));
    let nothing = compare(&node, &path, b"").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text().contains("Chọn một tệp"));
    document::usecases::revoke::revoke(&mut conn, ctx, decision().actor.expect("a signer"), issued.id, "Cấp nhầm").await.unwrap();
    assert!(open(&node, &path).await.text().contains("không còn giá trị"));
}

#[tokio::test]
async fn an_unknown_code_gets_an_honest_page() {
    let node = node().await;
    for path in ["/kiem-tra/7K3M-9QXA-2DVE-P0TR", "/kiem-tra/x", "/kiem-tra/%3Cscript%3E"] {
        let page = open(&node, path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.text().contains("Không có giấy tờ nào mang mã này") && !page.text().contains("<script>"), "{}", page.text());
    }
    let asked = open(&node, "/kiem-tra?ma=abc").await;
    assert!(asked.text().contains("đúng 16 chữ và số"), "{}", asked.text());
}
