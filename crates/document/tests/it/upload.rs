use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use kernel::id::DocumentId;

use crate::support::{LIMIT, form, node, pdf};

#[tokio::test]
async fn a_file_comes_in_and_goes_out_to_its_owner_alone() {
    let node = node().await;
    let (owner, stranger) = (node.applicant("0912345678").await, node.applicant("0912345679").await);
    let bytes = pdf("giấy chứng sinh");
    let stored = node.upload(&owner, None, "Giấy chứng sinh.pdf", &bytes).await;
    assert_eq!(stored.status, StatusCode::CREATED, "{}", stored.text());
    let described = stored.json();
    assert_eq!(described["name"], "Giấy chứng sinh.pdf");
    assert_eq!(described["media_type"], "application/pdf");
    let address = stored.header(header::LOCATION).to_owned();
    let sent = node.get(&address, &owner).await;
    assert_eq!((sent.status, &sent.bytes), (StatusCode::OK, &bytes));
    assert!(sent.header(header::CONTENT_DISPOSITION).starts_with("attachment;"));
    assert_eq!(sent.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert_eq!(sent.header(header::ETAG), format!("\"{}\"", described["sha256"].as_str().unwrap()));
    assert_eq!(node.get(&address, &stranger).await.problem(), (404, "not_found".to_owned()));
    assert_eq!(node.get("/api/v1/documents/x", &owner).await.problem(), (404, "not_found".to_owned()));
    let again = Request::get(&address)
        .header(header::AUTHORIZATION, format!("Bearer {owner}"))
        .header(header::IF_NONE_MATCH, sent.header(header::ETAG));
    assert_eq!(node.send(again.body(Body::empty()).unwrap()).await.status, StatusCode::NOT_MODIFIED);
    let id: DocumentId = described["id"].as_str().unwrap().parse().unwrap();
    let mut conn = node.database.pool.acquire().await.unwrap();
    let known = document::api::metadata(&mut conn, &node.database.ctx, &[id]).await.unwrap();
    assert_eq!(known.iter().map(|file| (file.id, file.size)).collect::<Vec<_>>(), [(id, u64::try_from(bytes.len()).unwrap())]);
    let entries = journal::of_subject(&mut conn, id.uuid()).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.kind.as_str()).collect::<Vec<_>>(), ["document.stored"]);
}

#[tokio::test]
async fn a_key_stores_once_and_for_one_file() {
    let node = node().await;
    let token = node.applicant("0912345678").await;
    let file = pdf("a");
    let (first, second) = tokio::join!(node.upload(&token, Some("k1"), "a.pdf", &file), node.upload(&token, Some("k1"), "a.pdf", &file));
    assert_eq!(first.json()["id"], second.json()["id"]);
    assert_eq!(node.upload(&token, Some("k1"), "b.pdf", &pdf("b")).await.problem(), (409, "idempotency_key_reused".to_owned()));
    assert_eq!(node.upload(&token, Some(""), "b.pdf", &pdf("b")).await.problem(), (400, "idempotency_key_unusable".to_owned()));
    let other = node.upload(&token, Some("k2"), "a.pdf", &pdf("a")).await;
    assert_ne!(first.json()["id"], other.json()["id"]);
}

#[tokio::test]
async fn hostile_files_are_refused_and_leave_nothing() {
    let node = node().await;
    let token = node.applicant("0912345678").await;
    let mut polyglot = pdf("hai trong một");
    polyglot.extend(b"PK\x05\x06");
    polyglot.extend([0; 18]);
    let huge = vec![b'x'; usize::try_from(LIMIT).unwrap() + 1];
    let cases: [(&str, &[u8], u16, &str); 9] = [
        ("empty.pdf", b"", 422, "file_empty"),
        ("huge.pdf", &huge, 413, "file_too_large"),
        ("setup.pdf", b"MZ\x90\0\x03\0\0\0\x04\0\0\0", 415, "file_executable"),
        ("tool.pdf", b"\x7FELF\x02\x01\x01\0", 415, "file_executable"),
        ("page.html", b"<!doctype html><script>alert(1)</script>", 415, "file_markup"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", 415, "file_markup"),
        ("two.pdf", &polyglot, 415, "file_polyglot"),
        ("picture.png", &pdf("not a picture"), 422, "file_name_contradicts_content"),
        ("cut.pdf", b"%PDF-1.4\n1 0 obj", 422, "file_damaged"),
    ];
    for (name, bytes, status, code) in cases {
        let answer = node.upload(&token, None, name, bytes).await;
        assert_eq!(answer.problem(), (status, code.to_owned()), "{name}");
        assert!(!answer.text().contains("document-"), "{}", answer.text());
    }
    assert_eq!(node.objects(), 0);
}

#[tokio::test]
async fn broken_requests_are_told_apart() {
    let node = node().await;
    let token = node.applicant("0912345678").await;
    let cut = form(&[("file", Some("a.pdf"), &pdf("a"))])[..90].to_vec();
    let many = form(&[("note", None, &vec![b'x'; 700_000])]);
    for (kind, body, status) in [
        ("application/json", b"{}".to_vec(), 415),
        ("text/plain", b"x".to_vec(), 415),
        ("multipart/form-data", b"x".to_vec(), 400),
        ("multipart/form-data; boundary=b", cut, 400),
        ("multipart/form-data; boundary=b", form(&[("other", None, b"x")]), 422),
        ("multipart/form-data; boundary=b", many, 413),
    ] {
        let request =
            Request::post("/api/v1/documents").header(header::AUTHORIZATION, format!("Bearer {token}")).header(header::CONTENT_TYPE, kind);
        let answer = node.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.problem().0, status, "{kind}: {}", answer.text());
    }
    assert_eq!(node.objects(), 0);
}

#[tokio::test]
async fn a_name_that_is_not_utf_8_costs_only_the_name() {
    let node = node().await;
    let token = node.applicant("0912345678").await;
    let mut body = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\xE9\xFF.pdf\"\r\n\r\n".to_vec();
    body.extend(pdf("a"));
    body.extend(b"\r\n--b--\r\n");
    let request = Request::post("/api/v1/documents")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    let stored = node.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!((stored.status, &stored.json()["name"]), (StatusCode::CREATED, &"tep.pdf".into()));
}
