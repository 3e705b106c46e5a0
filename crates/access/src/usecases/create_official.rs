//! An account for somebody who works for an office, or for a program, with its roles. Used by administrators, by `motcua user add` and by the
//! loader of the demonstration.

use db::Context;
use kernel::id::{AccountId, OfficeId};
use kernel::text::nfc;
use serde_json::json;
use sqlx::PgConnection;

use crate::error::{ChangeRefusal, CreateOfficialRefusal};
use crate::events::{ACCOUNT_REGISTERED, Happened, record_all};
use crate::model::{Account, AccountKind, Action, Actor, Login, LoginError, Resource, Role, one_line};
use crate::node::Access;
use crate::rules::{Facts, check_password, may};
use crate::store;
use crate::usecases::grant::{GrantRole, check, insert_grant};

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

    /// May this authority make accounts?
    pub(crate) fn may_create(self) -> Result<(), CreateOfficialRefusal> {
        match self {
            Self::Actor(actor) if !may(actor, Resource::Account, Action::Create, &Facts::default()) => {
                Err(CreateOfficialRefusal::NotAllowed)
            }
            Self::Operator | Self::Actor(_) => Ok(()),
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
    authority.may_create()?;
    let checked = checked(&command.name, &command.logins, &command.password)?;
    let hash = access.hasher.hash(&nfc(&command.password), &*access.ctx.entropy).await?;
    let mut transaction = access.ctx.begin().await?;
    let account = NewAccount { checked, hash: &hash, kind: command.kind, language: &command.language, roles: &command.roles };
    let (id, happened) = insert_account(&mut transaction, &access.ctx, authority, account).await?;
    record_all(&mut transaction, &access.ctx, happened).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Name and logins in order.
pub(crate) struct Checked {
    name: String,
    logins: Vec<Login>,
}

/// An account to be written.
pub(crate) struct NewAccount<'a> {
    pub(crate) checked: Checked,
    pub(crate) hash: &'a str,
    pub(crate) kind: AccountKind,
    pub(crate) language: &'a str,
    pub(crate) roles: &'a [(Role, Option<OfficeId>)],
}

/// Writes the account with its roles in the caller's transaction and returns the journal entries that belong to it, for the caller to write.
pub(crate) async fn insert_account(
    conn: &mut PgConnection,
    ctx: &Context,
    authority: Authority<'_>,
    new: NewAccount<'_>,
) -> Result<(AccountId, Vec<Happened>), CreateOfficialRefusal> {
    let id = AccountId::new(&*ctx.clock, &*ctx.entropy);
    let account = Account { id, name: new.checked.name, kind: new.kind, language: new.language.to_owned() };
    if !store::accounts::insert(conn, &account, Some(new.hash), &new.checked.logins, ctx.now()).await? {
        return Err(CreateOfficialRefusal::LoginTaken);
    }
    let data = json!({ "kind": account.kind, "roles": new.roles.iter().map(|(role, _)| role).collect::<Vec<_>>() });
    let mut entries = vec![Happened { kind: ACCOUNT_REGISTERED, account: id, actor: authority.account(), office: None, data }];
    for (role, office) in new.roles {
        let role = GrantRole { account: id, role: *role, office: *office, valid_from: ctx.now(), valid_until: None };
        check(&role)?;
        let (_, happened) = insert_grant(conn, ctx, &role, authority.account()).await?;
        entries.push(happened);
    }
    Ok((id, entries))
}

/// Judges name, logins and password.
pub(crate) fn checked(name: &str, logins: &[String], password: &str) -> Result<Checked, CreateOfficialRefusal> {
    let name = one_line(name);
    if name.is_empty() || name.chars().count() > 200 {
        return Err(CreateOfficialRefusal::Name);
    }
    let logins = logins
        .iter()
        .map(|text| text.parse().map_err(|reason| CreateOfficialRefusal::Login { login: text.clone(), reason }))
        .collect::<Result<Vec<Login>, _>>()?;
    if logins.is_empty() {
        return Err(CreateOfficialRefusal::Login { login: String::new(), reason: LoginError::Empty });
    }
    check_password(&nfc(password), &logins).map_err(CreateOfficialRefusal::Password)?;
    Ok(Checked { name, logins })
}

impl From<ChangeRefusal> for CreateOfficialRefusal {
    fn from(refusal: ChangeRefusal) -> Self {
        match refusal {
            ChangeRefusal::Failure(failure) => Self::Failure(failure),
            _ => Self::Role,
        }
    }
}
