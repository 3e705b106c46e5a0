//! The pages through the router, without a socket.

use axum::http::StatusCode;

use crate::{ask, running, text};

#[tokio::test]
async fn a_procedure_page_tells_what_the_law_requires() {
    let (_database, catalogue) = running().await;
    let html = text(ask(&catalogue, "/thu-tuc/1.004222", "").await).await;
    for words in [
        "Đăng ký thường trú",
        "1.004222",
        "17:00 thứ Sáu 04/12/2026",
        "7 ngày làm việc",
        "10.000\u{a0}đ trực tuyến",
        "20.000\u{a0}đ tại quầy",
        "Công an cấp Xã",
        "Tờ khai thay đổi thông tin cư trú (mẫu CT01",
        "1 bản chính",
        "Bước 1: Cá nhân, tổ chức chuẩn bị hồ sơ",
        "Cập nhật thông tin trong Cơ sở dữ liệu về cư trú",
        "53/2025/TT-BCA",
        "1523/QĐ-BCA-C06",
        "/nop/1.004222",
        "/han-tra?received-day=25&#38;received-month=11&#38;received-year=2026&#38;received-time=09%3A10&#38;value=7&#38;unit=working_day",
        "Nguồn có chỗ chưa rõ.",
    ] {
        assert!(html.contains(words), "{words}\nnot in {html}");
    }
}

#[tokio::test]
async fn what_the_source_leaves_open_is_said_and_no_date_is_promised() {
    let (_database, catalogue) = running().await;
    // The source says "1" without a unit.
    let html = text(ask(&catalogue, "/thu-tuc/1.000656", "").await).await;
    assert!(html.contains("không rõ là ngày hay giờ") && !html.contains("Nộp hôm nay thì nhận trước"), "{html}");
    let birth = text(ask(&catalogue, "/thu-tuc/1.001193", "").await).await;
    assert!(birth.contains("Luật Hộ tịch 60/2014/QH13, Điều 16") && birth.contains("Nộp hôm nay thì nhận trước"), "{birth}");
}

#[tokio::test]
async fn an_unknown_code_keeps_what_was_asked_for() {
    let (_database, catalogue) = running().await;
    for address in ["/thu-tuc/9.999999", "/thu-tuc/khong-co"] {
        let response = ask(&catalogue, address, "").await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{address}");
        let html = text(response).await;
        let asked = address.trim_start_matches("/thu-tuc/");
        assert!(html.contains(&format!("value=\"{asked}\"")) && html.contains("Không có thủ tục với mã này"), "{html}");
    }
}

#[tokio::test]
async fn the_list_is_narrowed_and_turned_by_its_address() {
    let (_database, catalogue) = running().await;
    let all = text(ask(&catalogue, "/thu-tuc", "").await).await;
    assert!(all.contains("610 thủ tục") && all.contains("1–25 / 610") && all.contains("/thu-tuc?trang=2"), "{all}");
    let narrowed = text(ask(&catalogue, "/thu-tuc?linh-vuc=dang-ky-quan-ly-cu-tru&cap=commune", "").await).await;
    assert!(narrowed.contains("/thu-tuc/1.004222") && !narrowed.contains("/thu-tuc/1.001193"), "{narrowed}");
    assert_eq!(ask(&catalogue, "/thu-tuc?linh-vuc=x&cap=y&trang=-1", "").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_query_finds_the_procedure_or_says_honestly_that_there_is_none() {
    let (_database, catalogue) = running().await;
    let found = text(ask(&catalogue, "/tim?q=dang%20ky%20khai%20sinh", "").await).await;
    assert!(found.contains("Khớp nhất") && found.contains("/thu-tuc/1.001193") && found.contains("value=\"dang ky khai sinh\""), "{found}");
    let none = text(ask(&catalogue, "/tim?q=zzzz%20qqqq", "").await).await;
    assert!(none.contains("khớp với “zzzz qqqq”") && none.contains("610 thủ tục của 2 cơ quan") && none.contains("tel:1022"), "{none}");
    assert_eq!(ask(&catalogue, "/tim", "").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_print_script_is_a_script() {
    let (_database, catalogue) = running().await;
    let response = ask(&catalogue, "/tai-san/in-trang.js", "").await;
    assert_eq!(response.headers()["content-type"], "text/javascript; charset=utf-8");
    assert!(text(response).await.contains("window.print()"));
}
