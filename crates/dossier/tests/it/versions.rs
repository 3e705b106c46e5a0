//! A procedure changes while dossiers are open: they keep the version of the day they were handed in.

use std::sync::Arc;

use access::{AccountKind, Actor, Grant, Role};
use catalogue::Procedure;
use catalogue::editor::{EditRefusal, Editor, Publication, publish, save, start, undo};
use catalogue::search::SharedIndex;
use catalogue::thesaurus::{Dictionary, Thesaurus};
use dossier::DossiersOfVersion;
use kernel::id::AccountId;
use serde_json::Value;

use super::support::{BIRTH, World};

/// The version of the procedure that the dossier of an answer carries, read from its record.
async fn version_of(world: &World, dossier: &Value) -> i32 {
    let id: uuid::Uuid = dossier["id"].as_str().expect("an identifier").parse().expect("a UUID");
    sqlx::query_scalar("select (record->'opening'->>'procedure_version')::integer from dossier.dossier where id = $1")
        .bind(id)
        .fetch_one(&world.services.ctx.pool)
        .await
        .expect("the dossier")
}

#[tokio::test]
async fn an_open_dossier_stays_on_its_version_and_a_used_version_is_not_taken_back() {
    let world = World::new().await;
    let ctx = &world.services.ctx;
    let dictionary = Dictionary::new(ctx.clone(), SharedIndex::new(Vec::new(), &Thesaurus::default()));
    let editor = Editor::new(ctx.clone(), world.services.catalogue.clone(), dictionary, Arc::new(DossiersOfVersion::new(ctx.clone())));
    let administrator = Actor {
        account: AccountId::new(&*ctx.clock, &*ctx.entropy),
        name: "Quản trị".into(),
        kind: AccountKind::Official,
        language: "vi".into(),
        grants: vec![Grant { role: Role::Administrator, office: None, subtree: Vec::new() }],
    };
    let citizen = world.token("citizen").await;
    let first = world.submit(&citizen, "first").await.body;
    let code = BIRTH.parse().expect("a code");
    let today = ctx.now().date_naive();
    let renew = |number: u32| {
        let (editor, administrator, code) = (&editor, &administrator, &code);
        async move {
            start(editor, administrator, code).await?;
            let mut conn = ctx.pool.acquire().await?;
            let old = catalogue::api::procedure(&mut conn, code, today).await?.ok_or(EditRefusal::NotFound)?;
            drop(conn);
            let new = Procedure {
                name: format!("Đăng ký khai sinh, bản {number}"),
                legal_bases: vec!["60/2014/QH13".into()],
                executing_agency: "Ủy ban nhân dân cấp xã".into(),
                subjects: vec![catalogue::Subject::Citizen],
                ..old
            };
            save(editor, administrator, &new, 1).await?;
            publish(editor, administrator, code, &Publication { on: today, act: format!("{number}/QĐ-UBND") }).await
        }
    };
    let before = version_of(&world, &first).await;
    assert_eq!(renew(1).await.expect("published"), before + 1);
    undo(&editor, &administrator, &code).await.expect("nobody has applied under it");
    let version = renew(2).await.expect("published");
    // What was read a moment ago is used for five seconds at most.
    world.set_clock("2025-11-25T02:20:00Z");
    let second = world.submit(&citizen, "second").await.body;
    assert_eq!((version_of(&world, &first).await, version_of(&world, &second).await), (before, version));
    assert!(matches!(undo(&editor, &administrator, &code).await, Err(EditRefusal::Used)));
}
