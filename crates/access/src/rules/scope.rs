//! From the matrix and an actor's grants to one answer in two forms: may they do it to *this* thing, and which rows may they list.

use kernel::id::{AccountId, OfficeId};
use uuid::Uuid;

use super::matrix::matrix;
use crate::model::{Action, Actor, Resource};

/// What rights need to know about one thing. A fact that is not there never opens anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Whose it is: the account that applied, that holds the token, the account itself.
    pub owner: Option<AccountId>,
    /// Who has it in hand.
    pub assignee: Option<AccountId>,
    /// The office it belongs to.
    pub office: Option<OfficeId>,
}

/// The union of everything an actor's grants open for one resource and action.
///
/// The parts are joined by *or*. [`Scope::allows`] answers for one thing, [`Scope::filter`] is the same as parts of a SQL predicate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// Everything.
    pub all: bool,
    /// What belongs to this account.
    pub own: Option<AccountId>,
    /// What this account has in hand.
    pub assigned: Option<AccountId>,
    /// What belongs to one of these offices; subtrees are already expanded. Sorted, no office twice.
    pub offices: Vec<OfficeId>,
}

impl Scope {
    /// Nothing at all: a list need not even be asked for.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Does the scope hold a thing with these facts?
    #[must_use]
    pub fn allows(&self, facts: &Facts) -> bool {
        self.all
            || (self.own.is_some() && self.own == facts.owner)
            || (self.assigned.is_some() && self.assigned == facts.assignee)
            || facts.office.is_some_and(|office| self.offices.binary_search(&office).is_ok())
    }

    /// The parts to bind in a query.
    #[must_use]
    pub fn filter(&self) -> ScopeFilter {
        ScopeFilter {
            all: self.all,
            offices: self.offices.iter().map(|office| office.uuid()).collect(),
            own: self.own.map(AccountId::uuid),
            assigned: self.assigned.map(AccountId::uuid),
        }
    }
}

/// A scope as values to bind. The predicate that every list uses, with the columns of its own table:
///
/// ```sql
/// where ($1 or office = any($2) or owner = $3 or assignee = $4)
/// ```
///
/// A `null` on either side matches nothing, just as an absent fact opens nothing in [`Scope::allows`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScopeFilter {
    /// No restriction.
    pub all: bool,
    /// Offices whose rows are seen.
    pub offices: Vec<Uuid>,
    /// Account whose rows are seen.
    pub own: Option<Uuid>,
    /// Account whose work is seen.
    pub assigned: Option<Uuid>,
}

/// What `actor` may reach for `action` on `resource`: the union over all grants.
#[must_use]
pub fn scope(actor: &Actor, resource: Resource, action: Action) -> Scope {
    let mut scope = Scope::default();
    for grant in &actor.grants {
        let reach = matrix().reach(grant.role, resource, action);
        scope.all |= reach.all;
        if reach.own {
            scope.own = Some(actor.account);
        }
        if reach.assigned {
            scope.assigned = Some(actor.account);
        }
        if reach.office {
            scope.offices.extend(grant.office);
        }
        if reach.subtree {
            scope.offices.extend(&grant.subtree);
        }
    }
    scope.offices.sort_unstable();
    scope.offices.dedup();
    scope
}

/// May `actor` do `action` to the thing with these facts? The same answer as asking a list filtered by [`scope`] for it.
#[must_use]
pub fn may(actor: &Actor, resource: Resource, action: Action, facts: &Facts) -> bool {
    scope(actor, resource, action).allows(facts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{AccountKind, Grant, Role};

    fn account(number: u8) -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(u128::from(number)))
    }

    fn office(number: u8) -> OfficeId {
        OfficeId::from_uuid(Uuid::from_u128(1000 + u128::from(number)))
    }

    fn actor(grants: Vec<Grant>) -> Actor {
        Actor { account: account(1), name: "Mẫu".into(), kind: AccountKind::Official, language: "vi".into(), grants }
    }

    fn grant(role: Role, at: Option<u8>, below: &[u8]) -> Grant {
        Grant { role, office: at.map(office), subtree: at.into_iter().chain(below.iter().copied()).map(office).collect() }
    }

    fn check(grants: &[Grant], (resource, action): (Resource, Action), facts: Facts, expected: bool) {
        assert_eq!(may(&actor(grants.to_vec()), resource, action, &facts), expected, "{grants:?} {resource}.{action} {facts:?}");
    }

    #[test]
    fn grants_open_what_the_matrix_says() {
        let view = (Resource::Dossier, Action::View);
        let mine = Facts { owner: Some(account(1)), ..Facts::default() };
        let others = Facts { owner: Some(account(2)), assignee: Some(account(3)), office: Some(office(5)) };
        check(&[], view, mine, false);
        check(&[grant(Role::Applicant, None, &[])], view, mine, true);
        check(&[grant(Role::Applicant, None, &[])], view, others, false);
        check(&[grant(Role::IntakeOfficer, Some(5), &[])], view, others, true);
        check(&[grant(Role::IntakeOfficer, Some(4), &[5])], view, others, false);
        check(&[grant(Role::OneStopHead, Some(4), &[5])], view, others, true);
        check(&[grant(Role::OneStopHead, None, &[])], view, others, false);
        check(&[grant(Role::Applicant, None, &[]), grant(Role::UnitHead, Some(5), &[])], view, others, true);
        check(&[grant(Role::Administrator, None, &[])], view, others, true);
        check(&[grant(Role::Administrator, None, &[])], (Resource::Dossier, Action::ViewContent), others, false);
        let in_hand = Facts { assignee: Some(account(1)), office: Some(office(9)), ..Facts::default() };
        check(&[grant(Role::ProcessingOfficer, Some(5), &[])], (Resource::Task, Action::Complete), in_hand, true);
        check(&[grant(Role::ProcessingOfficer, Some(5), &[])], (Resource::Task, Action::Complete), others, false);
    }

    #[test]
    fn an_absent_fact_opens_nothing() {
        let everything = [Role::Applicant, Role::IntakeOfficer, Role::ProcessingOfficer, Role::UnitHead, Role::OneStopHead];
        let grants: Vec<Grant> = everything.into_iter().map(|role| grant(role, Some(1), &[2])).collect();
        check(&grants, (Resource::Dossier, Action::View), Facts::default(), false);
        assert!(scope(&actor(vec![]), Resource::Procedure, Action::View).is_none());
    }

    /// The predicate of [`ScopeFilter`] with SQL's three-valued logic, written out independently of [`Scope::allows`].
    fn in_sql(filter: &ScopeFilter, facts: &Facts) -> bool {
        let equal = |left: Option<Uuid>, right: Option<Uuid>| left.zip(right).map(|(left, right)| left == right);
        let any = facts.office.map(|office| filter.offices.contains(&office.uuid()));
        let parts = [
            Some(filter.all),
            any,
            equal(facts.owner.map(AccountId::uuid), filter.own),
            equal(facts.assignee.map(AccountId::uuid), filter.assigned),
        ];
        parts.contains(&Some(true))
    }

    fn any_grant() -> impl Strategy<Value = Grant> {
        (prop::sample::select(Role::ALL), prop::option::of(0_u8..6), prop::collection::vec(0_u8..6, 0..3))
            .prop_map(|(role, at, below)| if at.is_some() { grant(role, at, &below) } else { grant(role, at, &[]) })
    }

    fn any_facts() -> impl Strategy<Value = Facts> {
        (prop::option::of(0_u8..4), prop::option::of(0_u8..4), prop::option::of(0_u8..6)).prop_map(|(owner, assignee, at)| Facts {
            owner: owner.map(account),
            assignee: assignee.map(account),
            office: at.map(office),
        })
    }

    proptest! {
        #[test]
        fn checking_one_thing_equals_filtering_a_list(
            grants in prop::collection::vec(any_grant(), 0..4),
            resource in prop::sample::select(Resource::ALL),
            action in prop::sample::select(Action::ALL),
            facts in any_facts(),
        ) {
            let actor = actor(grants);
            let filter = scope(&actor, resource, action).filter();
            prop_assert_eq!(may(&actor, resource, action, &facts), in_sql(&filter, &facts));
        }

        #[test]
        fn one_more_grant_never_takes_anything_away(
            grants in prop::collection::vec(any_grant(), 0..3), more in any_grant(),
            resource in prop::sample::select(Resource::ALL), action in prop::sample::select(Action::ALL), facts in any_facts(),
        ) {
            let before = may(&actor(grants.clone()), resource, action, &facts);
            let after = may(&actor(grants.into_iter().chain([more]).collect()), resource, action, &facts);
            prop_assert!(after || !before);
        }
    }
}
