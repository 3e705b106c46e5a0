//! `list = filter(get)`: for every role, resource and action, the predicate of `ScopeFilter` in PostgreSQL gives the rows that `may` opens.

use std::collections::BTreeSet;

use access::{AccountKind, Action, Actor, Facts, Grant, Resource, Role, may, scope};
use kernel::id::AccountId;
use uuid::Uuid;

use crate::support::{Tree, node, office};

fn account(number: u128) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(number))
}

/// Every combination of owner, assignee and office, absent ones included.
fn things() -> Vec<Facts> {
    let people = [None, Some(account(1)), Some(account(2))];
    let offices = [None, Some(office(1)), Some(office(2)), Some(office(4))];
    let mut things = Vec::new();
    for owner in people {
        for assignee in people {
            things.extend(offices.map(|office| Facts { owner, assignee, office }));
        }
    }
    things
}

fn actors() -> Vec<Actor> {
    let one = |role: &Role| vec![vec![(*role, None)], vec![(*role, Some(office(1)))], vec![(*role, Some(office(2)))]];
    let mut grants: Vec<Vec<(Role, Option<kernel::id::OfficeId>)>> = Role::ALL.iter().flat_map(one).collect();
    grants.push(vec![]);
    grants.push(vec![(Role::Applicant, None), (Role::UnitHead, Some(office(2))), (Role::OneStopHead, Some(office(1)))]);
    grants
        .into_iter()
        .map(|grants| Actor {
            account: account(1),
            name: "Mẫu".into(),
            kind: AccountKind::Official,
            language: "vi".into(),
            grants: grants.into_iter().map(|(role, office)| Grant::new(role, office, &Tree)).collect(),
        })
        .collect()
}

#[tokio::test]
async fn the_database_lists_exactly_what_may_be_opened() {
    let node = node().await;
    let mut conn = node.database.pool.acquire().await.unwrap();
    sqlx::query("create temporary table thing (number integer, owner uuid, assignee uuid, office uuid)").execute(&mut *conn).await.unwrap();
    let things = things();
    for (number, facts) in things.iter().enumerate() {
        sqlx::query("insert into thing values ($1, $2, $3, $4)")
            .bind(i32::try_from(number).unwrap())
            .bind(facts.owner.map(AccountId::uuid))
            .bind(facts.assignee.map(AccountId::uuid))
            .bind(facts.office.map(|office| office.uuid()))
            .execute(&mut *conn)
            .await
            .unwrap();
    }
    let mut seen = BTreeSet::new();
    for actor in actors() {
        for (resource, action) in access::rules::matrix().pairs() {
            let filter = scope(&actor, resource, action).filter();
            let listed: Vec<i32> = sqlx::query_scalar(
                "select number from thing where ($1 or office = any($2) or owner = $3 or assignee = $4) order by number",
            )
            .bind(filter.all)
            .bind(&filter.offices)
            .bind(filter.own)
            .bind(filter.assigned)
            .fetch_all(&mut *conn)
            .await
            .unwrap();
            let opened: Vec<i32> = things
                .iter()
                .enumerate()
                .filter(|(_, facts)| may(&actor, resource, action, facts))
                .map(|(number, _)| i32::try_from(number).unwrap())
                .collect();
            assert_eq!(listed, opened, "{:?} {resource}.{action}", actor.grants);
            seen.insert(listed.len());
        }
    }
    assert!(seen.len() > 5, "the cases differ: {seen:?}");
    assert!(may(&actors()[0], Resource::Dossier, Action::View, &Facts { owner: Some(account(1)), ..Facts::default() }));
}
