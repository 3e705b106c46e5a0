//! Somebody chooses the language in which the node speaks and writes to them.

use serde_json::json;
use web::Language;

use crate::error::Failure;
use crate::events::{Happened, LANGUAGE_CHOSEN, record};
use crate::model::Actor;
use crate::node::Access;
use crate::store;

/// Remembers the language. Choosing the same one again changes nothing.
///
/// # Errors
/// [`Failure`] when storage fails.
pub async fn choose_language(access: &Access, actor: &Actor, language: Language) -> Result<(), Failure> {
    let mut transaction = access.ctx.begin().await?;
    if store::accounts::set_language(&mut transaction, actor.account, language.code()).await? {
        let data = json!({ "language": language.code() });
        let happened = Happened { kind: LANGUAGE_CHOSEN, account: actor.account, actor: Some(actor.account), office: None, data };
        record(&mut transaction, &access.ctx, happened).await?;
    }
    transaction.commit().await?;
    Ok(())
}
