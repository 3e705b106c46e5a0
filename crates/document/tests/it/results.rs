use document::error::ResultError;
use document::usecases::print::print_pending;
use document::usecases::revoke::revoke;
use document::{NewResult, issue_result, register_result};
use kernel::id::AccountId;

use crate::support::{decision, node};

#[tokio::test]
async fn results_are_numbered_per_series_and_year_without_gaps() {
    let node = node().await;
    let ctx = &node.database.ctx;
    let next_year = NewResult { issued_on: "2026-01-05".parse().unwrap(), ..decision() };
    let other = NewResult { symbol: "GXN-UBND".into(), ..decision() };
    let mut numbers = Vec::new();
    for new in [decision(), decision(), next_year, other] {
        let mut transaction = ctx.begin().await.unwrap();
        numbers.push(register_result(&mut transaction, ctx, new).await.unwrap().full_number());
        transaction.commit().await.unwrap();
    }
    assert_eq!(numbers, ["01/QĐ-UBND", "02/QĐ-UBND", "01/QĐ-UBND", "01/GXN-UBND"]);
    let mut rolled_back = ctx.begin().await.unwrap();
    register_result(&mut rolled_back, ctx, decision()).await.unwrap();
    drop(rolled_back);
    let mut transaction = ctx.begin().await.unwrap();
    assert_eq!(register_result(&mut transaction, ctx, decision()).await.unwrap().number, 3);
}

#[tokio::test]
async fn a_result_is_printed_once_and_its_hash_is_that_of_its_file() {
    let node = node().await;
    let ctx = &node.database.ctx;
    let mut transaction = ctx.begin().await.unwrap();
    let issued = issue_result(&mut transaction, ctx, &node.files, decision()).await.unwrap();
    transaction.commit().await.unwrap();
    let mut conn = node.database.pool.acquire().await.unwrap();
    let file = document::api::metadata(&mut conn, ctx, &[issued.document_id]).await.unwrap().remove(0);
    assert_eq!((file.sha256, file.owner, file.media_type.name()), (issued.sha256, None, "application/pdf"));
    assert_eq!(file.name, "Quyết định 01-QĐ-UBND.pdf");
    let registered = document::api::results_of_dossier(&mut conn, ctx, decision().dossier).await.unwrap();
    assert_eq!(registered.iter().map(|result| result.document).collect::<Vec<_>>(), [Some(issued.document_id)]);
    assert_eq!(registered[0].paper.verify_url, format!("https://motcua.example/kiem-tra/{}", issued.public_id));
    let kinds: Vec<String> = journal::of_subject(&mut conn, issued.id).await.unwrap().into_iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, ["result.issued", "result.printed"]);
    assert_eq!(print_pending(ctx, &node.files, 10).await.unwrap(), 0);
}

#[tokio::test]
async fn what_was_only_registered_is_printed_later() {
    let node = node().await;
    let ctx = &node.database.ctx;
    let mut transaction = ctx.begin().await.unwrap();
    register_result(&mut transaction, ctx, decision()).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(print_pending(ctx, &node.files, 10).await.unwrap(), 1);
    assert_eq!(node.objects(), 1);
}

#[tokio::test]
async fn a_result_is_revoked_once() {
    let node = node().await;
    let ctx = &node.database.ctx;
    let mut transaction = ctx.begin().await.unwrap();
    let id = register_result(&mut transaction, ctx, decision()).await.unwrap().id;
    let actor = AccountId::from_uuid(id);
    revoke(&mut transaction, ctx, actor, id, "Cấp nhầm").await.unwrap();
    assert!(matches!(revoke(&mut transaction, ctx, actor, id, "").await, Err(ResultError::AlreadyRevoked)));
    assert!(matches!(revoke(&mut transaction, ctx, actor, uuid::Uuid::nil(), "").await, Err(ResultError::NotFound)));
}
