use access::Settings;
use axum::http::{StatusCode, header};

use crate::support::{PASSWORD, node, node_with};

const WRONG: [(&str, &str); 2] = [("login", "0912 345 678"), ("password", "sai-mat-khau")];

#[tokio::test]
async fn what_was_typed_stays_and_the_password_is_never_echoed() {
    let node = node().await;
    let mut browser = node.browser();
    let answer = browser.submit("/dang-nhap?ve=/ho-so", &WRONG).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("value=\"0912 345 678\""), "{}", answer.text);
    assert!(answer.text.contains("href=\"#login\""), "the summary links to the field");
    assert!(!answer.text.contains("sai-mat-khau"));

    let fields = [
        ("name", "Vũ Thị Mẫu"),
        ("phone", "0912 345"),
        ("email", "mau@vidu.vn"),
        ("personal_number", "0221 9400"),
        ("password", "kín-đáo-1"),
    ];
    let answer = browser.submit("/dang-ky", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for typed in ["Vũ Thị Mẫu", "0912 345", "mau@vidu.vn", "0221 9400"] {
        assert!(answer.text.contains(&format!("value=\"{typed}\"")), "{typed}");
    }
    assert!(answer.text.contains("Số định danh phải đủ 12 chữ số; bạn mới nhập 8"));
    assert!(!answer.text.contains("kín-đáo-1"));
}

#[tokio::test]
async fn the_visitor_comes_back_to_the_page_that_was_asked_for() {
    let node = node().await;
    node.applicant().await;
    let mut browser = node.browser();
    let sent_away = browser.get("/ho-so?trang=2&loc=moi").await;
    assert_eq!((sent_away.status, sent_away.location()), (StatusCode::SEE_OTHER, "/dang-nhap?ve=/ho-so%3Ftrang%3D2%26loc%3Dmoi"));
    let page = browser.get(sent_away.location()).await;
    assert!(page.text.contains("name=\"ve\" value=\"/ho-so?trang=2&#38;loc=moi\""), "{}", page.text);
    let back = ("ve", "/ho-so?trang=2&loc=moi");
    let answer = browser.submit("/dang-nhap", &[("login", "0912345678"), ("password", PASSWORD), back]).await;
    assert_eq!(answer.location(), "/ho-so?trang=2&loc=moi");
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let node = node().await;
    node.applicant().await;
    for evil in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
        let mut browser = node.browser();
        let fields = [("login", "0912345678"), ("password", PASSWORD), ("ve", evil)];
        assert_eq!(browser.submit("/dang-nhap", &fields).await.location(), "/ho-so", "{evil}");
    }
}

#[tokio::test]
async fn registering_answers_the_same_for_a_login_that_is_taken() {
    let node = node().await;
    let fields = [("name", "Vũ Thị Mẫu"), ("phone", "0912345678"), ("password", PASSWORD), ("ve", "/ho-so")];
    let first = node.browser().submit("/dang-ky", &fields).await;
    let second = node.browser().submit("/dang-ky", &fields).await;
    assert_eq!((first.status, first.location()), (StatusCode::SEE_OTHER, "/dang-nhap?ve=/ho-so&moi=1"));
    assert_eq!((second.status, second.location(), &second.text), (first.status, first.location(), &first.text));
    assert!(node.browser().get("/dang-nhap?moi=1").await.text.contains("Đã nhận đăng ký."));
}

#[tokio::test]
async fn too_many_failures_get_429_with_the_time_to_wait() {
    let node = node().await;
    let mut browser = node.browser();
    for _ in 0..5 {
        assert_eq!(browser.submit("/dang-nhap", &WRONG).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = browser.submit("/dang-nhap", &WRONG).await;
    assert_eq!((answer.status, answer.header(header::RETRY_AFTER)), (StatusCode::TOO_MANY_REQUESTS, "60"));
    assert!(answer.text.contains("Chờ 1 phút") && answer.text.contains("0912 345 678"), "the page says so and keeps what was typed");
}

#[tokio::test]
async fn pages_speak_the_visitors_language() {
    let node = node().await;
    for (language, title) in [("vi", "Đăng nhập"), ("en", "Sign in"), ("th", "เข้าสู่ระบบ")] {
        let mut browser = node.browser();
        browser.language = language;
        let page = browser.get("/dang-nhap").await;
        assert!(
            page.text.contains(&format!("<html lang=\"{language}\">")) && page.text.contains(&format!("<h1>{title}</h1>")),
            "{language}"
        );
    }
}

#[tokio::test]
async fn every_answer_tells_the_browser_what_to_refuse() {
    let node = node_with(Settings { secure: true, behind_proxy: false }).await;
    node.applicant().await;
    let mut browser = node.browser();
    for path in ["/dang-nhap", "/khong-co", "/api/v1/me"] {
        let answer = browser.get(path).await;
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        for part in [
            "default-src 'self'",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "img-src 'self' data:",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        assert!(answer.header(header::STRICT_TRANSPORT_SECURITY).starts_with("max-age="), "{path}");
        assert!(!answer.header(header::REFERRER_POLICY).is_empty() && !answer.header("permissions-policy").is_empty(), "{path}");
    }
    browser.sign_in("0912345678").await;
    assert_eq!(browser.get("/ho-so").await.header(header::CACHE_CONTROL), "no-store");
}

#[tokio::test]
async fn without_https_nothing_insists_on_it() {
    let node = node().await;
    let answer = node.browser().get("/dang-nhap").await;
    assert_eq!(answer.header(header::STRICT_TRANSPORT_SECURITY), "");
    assert!(!answer.header(header::SET_COOKIE).contains("Secure"));
}
