//! Many accounts at once with one first password: a whole office on its first day, the people of the demonstration. The password is hashed once
//! for all of them, so that a thousand accounts cost a thousand rows and not a thousand times the work of a hash.

use kernel::id::{AccountId, OfficeId};
use kernel::text::nfc;

use crate::error::CreateOfficialRefusal;
use crate::events::record_all;
use crate::model::{AccountKind, Profile, Role};
use crate::node::Access;
use crate::store;
use crate::usecases::create_official::{Authority, NewAccount, checked, insert_account};

/// One of the accounts.
#[derive(Debug, Clone)]
pub struct AccountOf {
    /// E-mail address, telephone number or login name; at least one.
    pub logins: Vec<String>,
    /// Full name.
    pub name: String,
    /// Person, official or program.
    pub kind: AccountKind,
    /// `vi`, `en` or `th`.
    pub language: String,
    /// Roles from now on, each with its office if it needs one.
    pub roles: Vec<(Role, Option<OfficeId>)>,
    /// What is known about a person; officials have none. Its personal number must have 12 digits.
    pub profile: Option<Profile>,
}

/// Makes all the accounts, or none. Their identifiers come back in the order of `accounts`.
///
/// # Errors
/// [`CreateOfficialRefusal`] of the first account that cannot be made; then nothing was written.
pub async fn create_accounts(
    access: &Access,
    authority: Authority<'_>,
    password: &str,
    accounts: &[AccountOf],
) -> Result<Vec<AccountId>, CreateOfficialRefusal> {
    authority.may_create()?;
    let hash = access.hasher.hash(&nfc(password), &*access.ctx.entropy).await?;
    let (mut ids, mut entries) = (Vec::with_capacity(accounts.len()), Vec::new());
    let mut transaction = access.ctx.begin().await?;
    for account in accounts {
        let AccountOf { logins, name, kind, language, roles, profile } = account;
        let new = NewAccount { checked: checked(name, logins, password)?, hash: &hash, kind: *kind, language, roles };
        let (id, happened) = insert_account(&mut transaction, &access.ctx, authority, new).await?;
        if let Some(profile) = profile {
            store::accounts::insert_profile(&mut transaction, id, profile).await?;
        }
        ids.push(id);
        entries.extend(happened);
    }
    record_all(&mut transaction, &access.ctx, entries).await?;
    transaction.commit().await?;
    Ok(ids)
}
