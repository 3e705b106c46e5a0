//! Accounts as administrators see and change them.

use access::api::{AccountOf, Authority, create_accounts};
use access::error::{ChangeRefusal, CreateOfficialRefusal};
use access::model::AccountFilter;
use access::usecases::close_account::{close_account, reopen_account};
use access::usecases::list_accounts::list_accounts;
use access::usecases::reset_password::reset_password;
use access::usecases::revoke_grant::revoke_grant;
use access::usecases::sign_in::{SignIn, sign_in};
use access::usecases::view_account::view_account;
use access::{AccountKind, Actor, Profile, Role};
use axum::http::StatusCode;
use kernel::id::AccountId;

use crate::support::{CLIENT, Node, PASSWORD, node, office};

fn person(number: usize) -> AccountOf {
    AccountOf {
        logins: vec![format!("can_bo.{number:03}")],
        name: format!("Hoàng Văn Khải {number:03}"),
        kind: AccountKind::Official,
        language: "vi".into(),
        roles: vec![(Role::IntakeOfficer, Some(office(2)))],
        profile: None,
    }
}

async fn make(node: &Node, many: usize) -> Vec<AccountId> {
    let accounts: Vec<AccountOf> = (0..many).map(person).collect();
    create_accounts(&node.access, Authority::Operator, PASSWORD, &accounts).await.unwrap()
}

#[tokio::test]
async fn many_accounts_are_made_at_once_each_journaled() {
    let node = node().await;
    let made = make(&node, 120).await;
    assert_eq!(made.len(), 120);
    let last = made.last().copied().unwrap();
    assert_eq!(node.journal(last).await, ["account.registered", "role.granted"]);
    let who = SignIn { login: "can_bo.119", password: PASSWORD, client: CLIENT };
    assert_eq!(sign_in(&node.access, &who).await.unwrap(), last);
    let applicant = AccountOf {
        logins: vec!["0987654321".into()],
        kind: AccountKind::Person,
        roles: vec![(Role::Applicant, None)],
        profile: Some(Profile { personal_number: Some("022194000417".into()), ..Profile::default() }),
        ..person(500)
    };
    let ids = create_accounts(&node.access, Authority::Operator, PASSWORD, &[applicant]).await.unwrap();
    let mut conn = node.database.pool.acquire().await.unwrap();
    assert!(access::api::profile(&mut conn, ids[0]).await.unwrap().unwrap().personal_number.is_some());
}

#[tokio::test]
async fn one_that_cannot_be_made_leaves_none_behind() {
    let node = node().await;
    let accounts = [person(1), person(2), person(1)];
    let refused = create_accounts(&node.access, Authority::Operator, PASSWORD, &accounts).await.unwrap_err();
    assert!(matches!(refused, CreateOfficialRefusal::LoginTaken), "{refused}");
    assert_eq!(node.find("can_bo.002").await, None);
    let weak = create_accounts(&node.access, Authority::Operator, "ngắn", &accounts[..1]).await.unwrap_err();
    assert!(matches!(weak, CreateOfficialRefusal::Password(_)), "{weak}");
}

/// Every page of the list, joined.
async fn listed(node: &Node, actor: &Actor, filter: &AccountFilter) -> Vec<AccountId> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = list_accounts(&node.access, actor, filter, after.as_ref()).await.unwrap();
        found.extend(page.accounts.iter().map(|account| account.id));
        let Some(next) = page.next else { return found };
        after = Some(next);
    }
}

#[tokio::test]
async fn what_is_listed_is_what_can_be_opened() {
    let node = node().await;
    let made = make(&node, 60).await;
    let administrator = node.administrator().await;
    let auditor = node.official("kiem_tra", &[(Role::Auditor, None)]).await;
    let nobody = node.official("khong_vai_tro", &[]).await;
    let everybody = listed(&node, &administrator, &AccountFilter::default()).await;
    assert_eq!(everybody.len(), 63, "60 officers, an administrator, an auditor and one without a role");
    for account in [administrator.account, auditor, made[7], nobody] {
        let actor = node.actor(account).await;
        let mut opened = Vec::new();
        for id in &everybody {
            opened.extend(view_account(&node.access, &actor, *id).await.unwrap().map(|account| account.id));
        }
        assert_eq!(listed(&node, &actor, &AccountFilter::default()).await, opened, "{:?}", actor.grants);
    }
    let officer = node.actor(made[7]).await;
    assert_eq!(listed(&node, &officer, &AccountFilter::default()).await, [officer.account]);
}

#[tokio::test]
async fn accounts_are_found_by_words_login_role_office_and_state() {
    let node = node().await;
    let made = make(&node, 3).await;
    node.applicant().await;
    let administrator = node.administrator().await;
    close_account(&node.access, &administrator, made[2]).await.unwrap();
    let any = AccountFilter::default;
    for (filter, expected) in [
        (any(), 3),
        (AccountFilter { words: "khai 001".into(), ..any() }, 1),
        (AccountFilter { words: "HOÀNG".into(), ..any() }, 3),
        (AccountFilter { words: "hoan".into(), ..any() }, 0),
        (AccountFilter { words: "can_bo.000".into(), ..any() }, 1),
        (AccountFilter { role: Some(Role::Administrator), ..any() }, 1),
        (AccountFilter { office: Some(office(2)), ..any() }, 2),
        (AccountFilter { office: Some(office(3)), ..any() }, 0),
        (AccountFilter { role: Some(Role::UnitHead), office: Some(office(2)), ..any() }, 0),
        (AccountFilter { closed: true, ..any() }, 1),
        (AccountFilter { kind: AccountKind::Person, ..any() }, 1),
    ] {
        assert_eq!(listed(&node, &administrator, &filter).await.len(), expected, "{filter:?}");
    }
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_and_comes_back_as_it_was() {
    let node = node().await;
    let account = make(&node, 1).await[0];
    let administrator = node.administrator().await;
    let mut browser = node.signed_in("can_bo.000").await;
    close_account(&node.access, &administrator, account).await.unwrap();
    close_account(&node.access, &administrator, account).await.unwrap();
    assert_eq!(browser.get("/ho-so").await.status, StatusCode::SEE_OTHER);
    assert_eq!(node.browser().sign_in("can_bo.000").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    reopen_account(&node.access, &administrator, account).await.unwrap();
    assert!(node.actor(account).await.has(Role::IntakeOfficer));
    assert_eq!(node.journal(account).await[2..], ["session.opened", "account.closed", "account.reopened"]);
}

#[tokio::test]
async fn nobody_changes_their_own_rights_and_officers_change_nobodys() {
    let node = node().await;
    let made = make(&node, 2).await;
    let administrator = node.administrator().await;
    let own = close_account(&node.access, &administrator, administrator.account).await;
    assert!(matches!(own, Err(ChangeRefusal::Oneself)), "{own:?}");
    let own = reset_password(&node.access, &administrator, administrator.account, "năm từ khác hẳn").await;
    assert!(matches!(own, Err(ChangeRefusal::Oneself)), "{own:?}");
    let grant = view_account(&node.access, &administrator, administrator.account).await.unwrap().unwrap().grants[0].id;
    let own = revoke_grant(&node.access, &administrator, grant).await;
    assert!(matches!(own, Err(ChangeRefusal::Oneself)), "{own:?}");
    let officer = node.actor(made[0]).await;
    for account in made {
        assert!(matches!(close_account(&node.access, &officer, account).await, Err(ChangeRefusal::NotFound)));
        assert!(matches!(reset_password(&node.access, &officer, account, "năm từ khác hẳn").await, Err(ChangeRefusal::NotFound)));
    }
}
