//! An account for somebody who works for an office, or for a program, with its roles. Used by administrators, by `motcua user add` and by the
//! loader of the demonstration.

use kernel::id::{AccountId, OfficeId};
use kernel::text::nfc;
use serde_json::json;

use crate::error::{ChangeRefusal, CreateOfficialRefusal};
use crate::events::{ACCOUNT_REGISTERED, Happened, record};
use crate::model::{Account, AccountKind, Action, Actor, Login, Resource, Role};
use crate::node::Access;
use crate::rules::{Facts, check_password, may};
use crate::store;
use crate::usecases::grant::{GrantRole, check, write_grant};

/// What the account shall be.
#[derive(Clone)]
pub struct CreateOfficial {
    /// E-mail address, telephone number or login name; at least one.
    pub logins: Vec<String>,
    /// Full name.
    pub name: String,
    /// Person, official or program.
    pub kind: AccountKind,
    /// `vi`, `en` or `th`.
    pub language: String,
    /// First password.
    pub password: String,
    /// Roles from now on, each with its office if it needs one.
    pub roles: Vec<(Role, Option<OfficeId>)>,
}

/// Who asks for it.
#[derive(Debug, Clone, Copy)]
pub enum Authority<'a> {
    /// The operator of the node, who can read the database anyway.
    Operator,
    /// Somebody signed in; the matrix decides.
    Actor(&'a Actor),
}

impl Authority<'_> {
    fn account(self) -> Option<AccountId> {
        match self {
            Self::Operator => None,
            Self::Actor(actor) => Some(actor.account),
        }
    }
}

/// Makes the account with its roles.
///
/// # Errors
/// [`CreateOfficialRefusal`].
pub async fn create_official(
    access: &Access,
    authority: Authority<'_>,
    command: &CreateOfficial,
) -> Result<AccountId, CreateOfficialRefusal> {
    if let Authority::Actor(actor) = authority
        && !may(actor, Resource::Account, Action::Create, &Facts::default())
    {
        return Err(CreateOfficialRefusal::NotAllowed);
    }
    let (name, logins) = checked(command)?;
    let hash = access.hasher.hash(&nfc(&command.password), &*access.ctx.entropy).await?;
    let id = AccountId::new(&*access.ctx.clock, &*access.ctx.entropy);
    let account = Account { id, name, kind: command.kind, language: command.language.clone() };
    let mut transaction = access.ctx.begin().await?;
    if !store::accounts::insert(&mut transaction, &account, Some(&hash), &logins, access.ctx.now()).await? {
        return Err(CreateOfficialRefusal::LoginTaken);
    }
    let data = json!({ "kind": account.kind, "roles": command.roles.iter().map(|(role, _)| role).collect::<Vec<_>>() });
    let happened = Happened { kind: ACCOUNT_REGISTERED, account: id, actor: authority.account(), office: None, data };
    record(&mut transaction, &access.ctx, happened).await?;
    for (role, office) in &command.roles {
        let role = GrantRole { account: id, role: *role, office: *office, valid_from: access.ctx.now(), valid_until: None };
        check(&role)?;
        write_grant(&mut transaction, &access.ctx, &role, authority.account()).await?;
    }
    transaction.commit().await?;
    Ok(id)
}

fn checked(command: &CreateOfficial) -> Result<(String, Vec<Login>), CreateOfficialRefusal> {
    let name = nfc(command.name.trim());
    if name.is_empty() || name.chars().count() > 200 {
        return Err(CreateOfficialRefusal::Name);
    }
    let logins = command
        .logins
        .iter()
        .map(|text| text.parse().map_err(|reason| CreateOfficialRefusal::Login { login: text.clone(), reason }))
        .collect::<Result<Vec<Login>, _>>()?;
    if logins.is_empty() {
        return Err(CreateOfficialRefusal::Login { login: String::new(), reason: crate::model::LoginError::Empty });
    }
    check_password(&nfc(&command.password), &logins).map_err(CreateOfficialRefusal::Password)?;
    Ok((name, logins))
}

impl From<ChangeRefusal> for CreateOfficialRefusal {
    fn from(refusal: ChangeRefusal) -> Self {
        match refusal {
            ChangeRefusal::Failure(failure) => Self::Failure(failure),
            _ => Self::Role,
        }
    }
}
