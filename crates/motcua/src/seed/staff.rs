//! The invented officials and citizens who live the year.

use std::collections::HashMap;

use access::usecases::create_accounts::{AccountOf, create_accounts};
use access::usecases::create_official::Authority;
use access::{Access, AccountKind, Actor, Profile, Role};
use anyhow::{Context as _, ensure};
use kernel::card::Sex;
use kernel::id::{AccountId, OfficeId};
use organisation::{Directory, Office};
use serde::{Deserialize, Serialize};

use super::chance::Chance;
use super::people::Names;

/// The one first password of the demonstration.
pub(crate) const PASSWORD: &str = "motcua-quang-ninh";

/// Divisions of a commune that solve what its centre receives.
const COMMUNE_FUNCTIONS: [&str; 4] = ["council_office", "police", "economy", "culture_society"];
/// Departments of the province that solve what its centre receives.
const PROVINCE_FUNCTIONS: [&str; 4] = ["justice", "agriculture_environment", "construction", "home_affairs"];

/// One account to show on the first screen.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Sample {
    pub(crate) role: String,
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) office: String,
}

/// Everybody who acts.
#[derive(Debug, Default)]
pub(super) struct Staff {
    officials: HashMap<(OfficeId, Role), Actor>,
    pub(super) citizens: Vec<Citizen>,
    pub(super) samples: Vec<Sample>,
}

/// Somebody with an account who applies online.
#[derive(Debug)]
pub(super) struct Citizen {
    pub(super) actor: Actor,
    pub(super) applicant: dossier::model::Applicant,
    pub(super) unit: String,
}

/// An office where a role is to be filled.
struct Post<'a> {
    office: &'a Office,
    role: Role,
}

impl Staff {
    /// The official with `role` in `office`.
    pub(super) fn official(&self, office: OfficeId, role: Role) -> anyhow::Result<&Actor> {
        self.officials.get(&(office, role)).with_context(|| format!("nobody is {role:?} in {office}"))
    }
}

/// Hires officials for every commune and the main departments, and registers `citizens` people.
pub(super) async fn hire(access: &Access, directory: &Directory, names: &Names, chance: &Chance, citizens: usize) -> anyhow::Result<Staff> {
    let mut staff = Staff::default();
    let posts = posts(directory);
    let accounts: Vec<AccountOf> = posts.iter().map(|post| official(names, chance, post)).collect();
    let ids = create_accounts(access, Authority::Operator, PASSWORD, &accounts).await?;
    for ((post, account), id) in posts.iter().zip(&accounts).zip(ids) {
        if !is_of_province(directory, post.office) {
            staff.note(post, account);
        }
        staff.officials.insert((post.office.id, post.role), actor(access, id).await?);
    }
    overseers(access, names, chance, &mut staff).await?;
    register(access, directory, names, chance, citizens, &mut staff).await?;
    Ok(staff)
}

fn posts(directory: &Directory) -> Vec<Post<'_>> {
    let mut posts = Vec::new();
    for centre in directory.one_stop_offices() {
        posts.extend([Role::IntakeOfficer, Role::OneStopHead].map(|role| Post { office: centre, role }));
        let functions = if directory.area(&centre.unit).is_some_and(|area| area.province == centre.unit) {
            PROVINCE_FUNCTIONS
        } else {
            COMMUNE_FUNCTIONS
        };
        for office in functions.iter().filter_map(|function| directory.office_of(&centre.unit, function)) {
            posts.extend([Role::ProcessingOfficer, Role::UnitHead].map(|role| Post { office, role }));
        }
    }
    posts
}

fn is_of_province(directory: &Directory, centre: &Office) -> bool {
    directory.area(&centre.unit).is_some_and(|area| area.province == centre.unit)
}

fn official(names: &Names, chance: &Chance, post: &Post<'_>) -> AccountOf {
    let sex = if chance.percent(50) { Sex::Male } else { Sex::Female };
    AccountOf {
        logins: vec![login(post)],
        name: names.name(chance, sex, None),
        kind: AccountKind::Official,
        language: "vi".to_owned(),
        roles: vec![(post.role, Some(post.office.id))],
        profile: None,
    }
}

/// A login that says who it is: `h49.36.01.tiep-nhan`.
fn login(post: &Post<'_>) -> String {
    let role = match post.role {
        Role::IntakeOfficer => "tiep-nhan",
        Role::OneStopHead => "truong-mot-cua",
        Role::UnitHead => "lanh-dao",
        _ => "chuyen-vien",
    };
    format!("{}.{role}", post.office.code.as_str().to_lowercase())
}

async fn overseers(access: &Access, names: &Names, chance: &Chance, staff: &mut Staff) -> anyhow::Result<()> {
    let overseer = |role: Role, login: &str| AccountOf {
        logins: vec![login.to_owned()],
        name: names.name(chance, Sex::Female, None),
        kind: AccountKind::Official,
        language: "vi".to_owned(),
        roles: vec![(role, None)],
        profile: None,
    };
    let accounts = [overseer(Role::Administrator, "quan-tri"), overseer(Role::Auditor, "thanh-tra")];
    create_accounts(access, Authority::Operator, PASSWORD, &accounts).await?;
    for (account, role) in accounts.iter().zip([Role::Administrator, Role::Auditor]) {
        staff.samples.push(sample(role, account, ""));
    }
    Ok(())
}

async fn register(
    access: &Access,
    directory: &Directory,
    names: &Names,
    chance: &Chance,
    count: usize,
    staff: &mut Staff,
) -> anyhow::Result<()> {
    let centres: Vec<&Office> = directory.one_stop_offices().filter(|centre| !is_of_province(directory, centre)).collect();
    ensure!(!centres.is_empty(), "there is no one-stop office: load the country pack first");
    let today = access.context().now().date_naive();
    let mut people = Vec::with_capacity(count);
    for number in 0..count {
        let centre = centres.get(number % centres.len()).or_else(|| centres.first()).context("no centre")?;
        let commune = directory.area(&centre.unit).map_or_else(String::new, |area| area.full_name.clone());
        let mut applicant = names.applicant(chance, today, &commune);
        applicant.phone = format!("0900{number:06}");
        people.push((applicant, centre.unit.clone()));
    }
    let accounts: Vec<AccountOf> = people.iter().map(|(applicant, _)| citizen(applicant)).collect();
    let ids = create_accounts(access, Authority::Operator, PASSWORD, &accounts).await?;
    for ((applicant, unit), id) in people.into_iter().zip(ids) {
        staff.citizens.push(Citizen { actor: actor(access, id).await?, applicant, unit });
    }
    staff.samples.extend(accounts.first().map(|account| sample(Role::Applicant, account, "")));
    Ok(())
}

fn citizen(applicant: &dossier::model::Applicant) -> AccountOf {
    AccountOf {
        logins: vec![applicant.phone.clone()],
        name: applicant.name.clone(),
        kind: AccountKind::Person,
        language: "vi".to_owned(),
        roles: vec![(Role::Applicant, None)],
        profile: Some(Profile { personal_number: applicant.personal_number.clone(), phone: Some(applicant.phone.clone()), email: None }),
    }
}

async fn actor(access: &Access, id: AccountId) -> anyhow::Result<Actor> {
    access::api::actor(access, id).await?.context("an account that was just made is not there")
}

impl Staff {
    /// The first official of each role is shown on the first screen.
    fn note(&mut self, post: &Post<'_>, account: &AccountOf) {
        if !self.samples.iter().any(|sample| sample.role == post.role.code()) {
            self.samples.push(sample(post.role, account, &post.office.name));
        }
    }
}

fn sample(role: Role, account: &AccountOf, office: &str) -> Sample {
    Sample {
        role: role.code().to_owned(),
        login: account.logins.first().cloned().unwrap_or_default(),
        name: account.name.clone(),
        office: office.to_owned(),
    }
}
