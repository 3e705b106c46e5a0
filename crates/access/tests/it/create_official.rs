use access::api::{Authority, CreateOfficial, create_official};
use access::error::CreateOfficialRefusal;
use access::{AccountKind, Role};

use crate::support::{PASSWORD, node, office};

fn command() -> CreateOfficial {
    CreateOfficial {
        logins: vec!["can_bo.01".into(), "0987654321".into()],
        name: "Hoàng Văn Khải".into(),
        kind: AccountKind::Official,
        language: "vi".into(),
        password: PASSWORD.into(),
        roles: vec![(Role::IntakeOfficer, Some(office(2))), (Role::OneStopHead, Some(office(1)))],
    }
}

#[tokio::test]
async fn an_official_gets_roles_with_their_offices() {
    let node = node().await;
    let account = create_official(&node.access, Authority::Operator, &command()).await.unwrap();
    let actor = node.actor(account).await;
    assert!(actor.is_official());
    assert_eq!(actor.offices_as(Role::IntakeOfficer), [office(2)]);
    assert_eq!(actor.grants.iter().map(|grant| grant.subtree.len()).max(), Some(3), "the subtree of office 1 is expanded");
    assert_eq!(node.journal(account).await, ["account.registered", "role.granted", "role.granted"]);
    assert_eq!(node.find("0987654321").await, Some(account));
}

#[tokio::test]
async fn what_does_not_fit_leaves_nothing_behind() {
    let node = node().await;
    let refuse = async |command: CreateOfficial| create_official(&node.access, Authority::Operator, &command).await.unwrap_err();
    let homeless = CreateOfficial { roles: vec![(Role::UnitHead, None)], ..command() };
    assert!(matches!(refuse(homeless).await, CreateOfficialRefusal::Role));
    let housed = CreateOfficial { roles: vec![(Role::Auditor, Some(office(1)))], ..command() };
    assert!(matches!(refuse(housed).await, CreateOfficialRefusal::Role));
    assert!(matches!(refuse(CreateOfficial { logins: vec![], ..command() }).await, CreateOfficialRefusal::Login { .. }));
    assert!(matches!(refuse(CreateOfficial { logins: vec!["a b".into()], ..command() }).await, CreateOfficialRefusal::Login { .. }));
    assert!(matches!(refuse(CreateOfficial { name: " ".into(), ..command() }).await, CreateOfficialRefusal::Name));
    assert!(matches!(refuse(CreateOfficial { password: "ngắn".into(), ..command() }).await, CreateOfficialRefusal::Password(_)));
    assert_eq!(node.find("can_bo.01").await, None);
    create_official(&node.access, Authority::Operator, &command()).await.unwrap();
    assert!(matches!(refuse(command()).await, CreateOfficialRefusal::LoginTaken));
}

#[tokio::test]
async fn only_an_administrator_may() {
    let node = node().await;
    let applicant = node.applicant().await;
    let applicant = node.actor(applicant).await;
    let refused = create_official(&node.access, Authority::Actor(&applicant), &command()).await.unwrap_err();
    assert!(matches!(refused, CreateOfficialRefusal::NotAllowed));
    let administrator = node.administrator().await;
    create_official(&node.access, Authority::Actor(&administrator), &command()).await.unwrap();
}
