use access::error::ChangeRefusal;
use access::usecases::grant::{GrantRole, grant};
use access::usecases::revoke_grant::revoke_grant;
use access::{Role, api};
use chrono::Duration;
use uuid::Uuid;

use crate::support::{Node, node, office};

fn unit_head(node: &Node, account: kernel::id::AccountId) -> GrantRole {
    GrantRole { account, role: Role::UnitHead, office: Some(office(2)), valid_from: node.database.ctx.now(), valid_until: None }
}

#[tokio::test]
async fn a_role_holds_from_its_first_instant_until_just_before_its_last() {
    let node = node().await;
    let (administrator, account) = (node.administrator().await, node.applicant().await);
    let now = node.database.ctx.now();
    let command =
        GrantRole { valid_from: now + Duration::days(1), valid_until: Some(now + Duration::days(3)), ..unit_head(&node, account) };
    grant(&node.access, &administrator, &command).await.unwrap();
    for (day, expected) in [(0, false), (1, true), (2, true), (3, false), (4, false)] {
        node.database.clock.set(now + Duration::days(day));
        assert_eq!(node.actor(account).await.has(Role::UnitHead), expected, "day {day}");
    }
}

#[tokio::test]
async fn a_revoked_role_is_gone_at_once_and_stays_on_record() {
    let node = node().await;
    let (administrator, account) = (node.administrator().await, node.applicant().await);
    let id = grant(&node.access, &administrator, &unit_head(&node, account)).await.unwrap();
    let mut conn = node.database.pool.acquire().await.unwrap();
    let holders = api::holders(&node.access, &mut conn, Role::UnitHead, &[office(2), office(3)]).await.unwrap();
    assert_eq!(holders, [account]);
    revoke_grant(&node.access, &administrator, id).await.unwrap();
    assert!(!node.actor(account).await.has(Role::UnitHead));
    assert!(api::holders(&node.access, &mut conn, Role::UnitHead, &[office(2)]).await.unwrap().is_empty());
    assert_eq!(node.journal(account).await, ["account.registered", "role.granted", "role.revoked"]);
    assert!(matches!(revoke_grant(&node.access, &administrator, id).await, Err(ChangeRefusal::NotFound)), "it cannot end twice");
}

#[tokio::test]
async fn nobody_but_an_administrator_gives_or_takes() {
    let node = node().await;
    let (administrator, account) = (node.administrator().await, node.applicant().await);
    let applicant = node.actor(account).await;
    let command = unit_head(&node, account);
    assert!(matches!(grant(&node.access, &applicant, &command).await, Err(ChangeRefusal::NotFound)));
    let id = grant(&node.access, &administrator, &command).await.unwrap();
    assert!(matches!(revoke_grant(&node.access, &applicant, id).await, Err(ChangeRefusal::NotFound)));
    assert!(node.actor(account).await.has(Role::UnitHead), "the refused change was rolled back");
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let node = node().await;
    let (administrator, account) = (node.administrator().await, node.applicant().await);
    let sound = unit_head(&node, account);
    let before = Some(sound.valid_from - Duration::days(1));
    let refused = grant(&node.access, &administrator, &GrantRole { valid_until: before, ..sound.clone() }).await;
    assert!(matches!(refused, Err(ChangeRefusal::Validity)));
    let refused = grant(&node.access, &administrator, &GrantRole { office: None, ..sound.clone() }).await;
    assert!(matches!(refused, Err(ChangeRefusal::OfficeMismatch)));
    let nobody = kernel::id::AccountId::from_uuid(Uuid::from_u128(1));
    let refused = grant(&node.access, &administrator, &GrantRole { account: nobody, ..sound }).await;
    assert!(matches!(refused, Err(ChangeRefusal::NotFound)));
}
