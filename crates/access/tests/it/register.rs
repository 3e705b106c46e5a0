use access::error::{FieldProblem, RegisterRefusal};
use access::usecases::register::{Register, register};
use access::usecases::sign_in::{SignIn, sign_in};
use access::{AccountKind, Role, api};

use crate::support::{CLIENT, PASSWORD, node, typed};

#[tokio::test]
async fn an_applicant_registers_and_signs_in_with_either_login() {
    let node = node().await;
    let account = node.applicant().await;
    for login in ["+84 912 345 678", "MAU@vidu.vn"] {
        let signed_in = sign_in(&node.access, &SignIn { login, password: PASSWORD, client: CLIENT }).await.unwrap();
        assert_eq!(signed_in, account);
    }
    let actor = node.actor(account).await;
    assert_eq!((actor.kind, actor.is_official()), (AccountKind::Person, false));
    assert!(actor.has(Role::Applicant));
    assert_eq!(node.journal(account).await, ["account.registered", "session.opened", "session.opened"]);
}

#[tokio::test]
async fn the_profile_stands_apart_and_the_journal_knows_nothing_of_it() {
    let node = node().await;
    let account = node.applicant().await;
    let mut conn = node.database.pool.acquire().await.unwrap();
    let profile = api::profile(&mut conn, account).await.unwrap().unwrap();
    assert_eq!(profile.masked_number().as_deref(), Some("•••••••••417"));
    for entry in journal::of_subject(&mut conn, account.uuid()).await.unwrap() {
        let text = entry.data.to_string();
        assert!(!text.contains("0912345678") && !text.contains("022194000417") && !text.contains("argon2"), "{text}");
    }
}

#[tokio::test]
async fn a_taken_login_gets_the_same_answer_and_changes_nothing() {
    let node = node().await;
    let account = node.applicant().await;
    let again =
        Register { name: "Kẻ Lạ".into(), email: "khac@vidu.vn".into(), password: "mật khẩu của kẻ lạ".into(), ..typed() };
    register(&node.access, &again, CLIENT).await.unwrap();
    assert_eq!(node.find("0912345678").await, Some(account));
    assert_eq!(node.find("khac@vidu.vn").await, None, "nothing of the second registration is kept");
    assert_eq!(node.actor(account).await.name, "Vũ Thị Mẫu");
    assert_eq!(node.journal(account).await, ["account.registered"]);
}

#[tokio::test]
async fn fields_are_refused_before_anything_is_counted_or_hashed() {
    let node = node().await;
    for _ in 0..30 {
        let refusal = register(&node.access, &Register { name: String::new(), ..typed() }, CLIENT).await.unwrap_err();
        assert!(matches!(refusal, RegisterRefusal::Fields(problems) if problems == [FieldProblem::NameMissing]));
    }
    assert_eq!(node.find("0912345678").await, None);
}
