//! Templates of results and number series: versions, steps back, and numbers that never repeat.

use access::api::{AccountOf, Authority, create_accounts};
use access::{AccountKind, Actor, Role};
use document::templates::{self, Line, Outcome, Template, TemplateRefusal};
use document::{register_result, series};

use crate::support::{Node, decision, node, office};

async fn actor(node: &Node, role: Role) -> Actor {
    let kind = if role == Role::Applicant { AccountKind::Person } else { AccountKind::Official };
    let account = AccountOf {
        logins: vec![role.code().replace('_', "-")],
        name: "Nguyễn Quản Trị".to_owned(),
        kind,
        language: "vi".to_owned(),
        roles: vec![(role, None)],
        profile: None,
    };
    let made = create_accounts(&node.access, Authority::Operator, "bốn từ dễ nhớ", &[account]).await.unwrap();
    access::api::actor(&node.access, made[0]).await.unwrap().unwrap()
}

fn template() -> Template {
    Template {
        code: "giay-xac-nhan".to_owned(),
        name: "Giấy xác nhận".to_owned(),
        procedures: vec!["1.004873".to_owned()],
        title: "Giấy xác nhận".to_owned(),
        subject: "Về {thu_tuc.ten}".to_owned(),
        symbol: "GXN-UBND".to_owned(),
        facts: vec![Line { label: "Họ tên".to_owned(), value: "{nguoi_nop.ten}".to_owned() }],
        body: vec!["Xác nhận.".to_owned()],
        signer_title: "Chủ tịch".to_owned(),
        legal_basis: "Luật Hộ tịch".to_owned(),
        ..Template::default()
    }
}

async fn used(node: &Node, procedure: &str, day: &str) -> Option<(String, i32)> {
    let mut conn = node.database.pool.acquire().await.unwrap();
    let found = templates::in_force(&mut conn, &node.database.ctx, procedure, Outcome::Approved, day.parse().unwrap()).await.unwrap();
    found.map(|one| (one.template.name, one.version))
}

#[tokio::test]
async fn a_template_is_used_from_the_day_it_is_published_and_every_change_can_be_taken_back() {
    let node = node().await;
    let (ctx, admin) = (&node.database.ctx, actor(&node, Role::Administrator).await);
    let day = |text: &str| text.parse().unwrap();
    templates::save(ctx, &admin, template(), true).await.unwrap();
    assert!(matches!(templates::save(ctx, &admin, template(), true).await, Err(TemplateRefusal::Taken)));
    assert_eq!(used(&node, "1.004873", "2026-12-01").await, None, "not before it is published");
    assert_eq!(templates::publish(ctx, &admin, "giay-xac-nhan", day("2026-12-01")).await.unwrap(), 1);
    assert_eq!(used(&node, "1.004873", "2026-11-30").await, None);
    assert_eq!(used(&node, "1.004873", "2026-12-01").await, Some(("Giấy xác nhận".to_owned(), 1)));
    for name in ["Hai", "Ba"] {
        templates::save(ctx, &admin, Template { name: name.to_owned(), ..template() }, false).await.unwrap();
    }
    templates::undo(ctx, &admin, "giay-xac-nhan").await.unwrap();
    assert_eq!(templates::current(ctx, &admin, "giay-xac-nhan").await.unwrap().name, "Hai");
    assert_eq!(templates::publish(ctx, &admin, "giay-xac-nhan", day("2026-12-05")).await.unwrap(), 2);
    assert_eq!(used(&node, "1.004873", "2026-12-04").await, Some(("Giấy xác nhận".to_owned(), 1)));
    assert_eq!(used(&node, "1.004873", "2026-12-05").await, Some(("Hai".to_owned(), 2)));
    assert!(matches!(templates::undo(ctx, &admin, "giay-xac-nhan").await, Err(TemplateRefusal::NoDraft)));
    templates::restore(ctx, &admin, "giay-xac-nhan", 1).await.unwrap();
    assert_eq!(templates::current(ctx, &admin, "giay-xac-nhan").await.unwrap().name, "Giấy xác nhận");
    templates::withdraw(ctx, &admin, "giay-xac-nhan", day("2026-12-09")).await.unwrap();
    assert_eq!(used(&node, "1.004873", "2026-12-09").await, None);
}

#[tokio::test]
async fn a_procedure_has_one_template_and_its_own_before_that_of_all() {
    let node = node().await;
    let (ctx, admin) = (&node.database.ctx, actor(&node, Role::Administrator).await);
    let general = Template { code: "chung".to_owned(), name: "Chung".to_owned(), procedures: vec!["*".to_owned()], ..template() };
    let rival = Template { code: "khac".to_owned(), ..template() };
    for (one, code) in [(template(), "giay-xac-nhan"), (general, "chung")] {
        templates::save(ctx, &admin, one, true).await.unwrap();
        templates::publish(ctx, &admin, code, "2026-12-01".parse().unwrap()).await.unwrap();
    }
    assert_eq!(used(&node, "1.004873", "2026-12-02").await, Some(("Giấy xác nhận".to_owned(), 1)));
    assert_eq!(used(&node, "1.000001", "2026-12-02").await, Some(("Chung".to_owned(), 1)));
    templates::save(ctx, &admin, rival, true).await.unwrap();
    let refused = templates::publish(ctx, &admin, "khac", "2026-12-02".parse().unwrap()).await;
    assert!(matches!(refused, Err(TemplateRefusal::Rival { .. })), "{refused:?}");
}

#[tokio::test]
async fn templates_and_series_are_for_administrators() {
    let node = node().await;
    let ctx = &node.database.ctx;
    for (role, sees) in [(Role::Auditor, true), (Role::Applicant, false)] {
        let somebody = actor(&node, role).await;
        assert_eq!(templates::list(ctx, &somebody).await.is_ok(), sees, "{role:?}");
        assert!(templates::save(ctx, &somebody, template(), true).await.is_err(), "{role:?}");
        assert_eq!(series::list(ctx, &somebody).await.is_ok(), sees, "{role:?}");
        assert!(series::change(ctx, &somebody, "GXN", "{n}/GXN", "Giấy xác nhận").await.is_err(), "{role:?}");
    }
}

#[tokio::test]
async fn a_series_is_written_by_its_pattern_and_only_goes_forward() {
    let node = node().await;
    let (ctx, admin) = (&node.database.ctx, actor(&node, Role::Administrator).await);
    let issue = || async {
        let mut transaction = ctx.begin().await.unwrap();
        let number = register_result(&mut transaction, ctx, decision()).await.unwrap().full_number();
        transaction.commit().await.unwrap();
        number
    };
    assert_eq!(issue().await, "01/QĐ-UBND");
    series::change(ctx, &admin, "QĐ-UBND", "{n}/{yyyy}/QĐ-UBND", "Quyết định").await.unwrap();
    assert_eq!(issue().await, "02/2025/QĐ-UBND");
    assert!(series::change(ctx, &admin, "TB", "{n}/{yyyy}/QĐ-UBND", "Thông báo").await.is_err(), "two series written alike");
    let year = (office(), "QĐ-UBND", 2025);
    assert!(series::skip_to(ctx, &admin, year, 2).await.is_err(), "never backwards");
    series::skip_to(ctx, &admin, year, 120).await.unwrap();
    assert_eq!(issue().await, "120/2025/QĐ-UBND");
    // Clocks stand in tests: without this the paper before would seem issued after the change.
    node.database.clock.advance(chrono::Duration::minutes(1));
    series::change(ctx, &admin, "QĐ-UBND", "{n}/QĐ", "Quyết định").await.unwrap();
    series::undo(ctx, &admin, "QĐ-UBND").await.unwrap();
    assert_eq!(issue().await, "121/2025/QĐ-UBND");
    assert!(series::undo(ctx, &admin, "QĐ-UBND").await.is_err(), "papers bear such numbers");
}

#[tokio::test]
async fn the_templates_of_the_pack_are_sound_and_load_once() {
    let node = node().await;
    let pack = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/vn");
    assert_eq!(templates::pack::check(&pack), vec![]);
    let day = "2026-11-25".parse().unwrap();
    let loaded = templates::pack::load(&node.database.ctx, &pack, day).await.unwrap();
    assert!(loaded >= 9, "{loaded}");
    assert_eq!(templates::pack::load(&node.database.ctx, &pack, day).await.unwrap(), 0);
    let mut conn = node.database.pool.acquire().await.unwrap();
    let refusal = templates::in_force(&mut conn, &node.database.ctx, "1.001193", Outcome::Refused, day).await.unwrap();
    assert_eq!(refusal.map(|one| one.template.code).as_deref(), Some("tu-choi-giai-quyet"));
}
