//! What people want to be told by which way.

use std::collections::BTreeMap;

use db::DbError;
use kernel::code::NodeCode;
use kernel::id::AccountId;
use sqlx::PgConnection;

use crate::model::{Channel, Kind, Mode};
use crate::rules::proposed;

/// The choices of one person; what was not chosen is as the program proposes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Preferences(BTreeMap<(Kind, Channel), Mode>);

impl Preferences {
    /// How things of this kind are told over this channel.
    pub(crate) fn mode(&self, kind: Kind, channel: Channel) -> Mode {
        self.0.get(&(kind, channel)).copied().unwrap_or_else(|| proposed(kind, channel))
    }
}

pub(crate) async fn of(conn: &mut PgConnection, node: &NodeCode, account: AccountId) -> Result<Preferences, DbError> {
    let rows =
        sqlx::query!("select kind, channel, mode from notice.preference where node = $1 and account = $2", node.as_str(), account.uuid())
            .fetch_all(conn)
            .await?;
    let wrong = |column| DbError::inconsistent("notice.preference", column, account);
    let mut chosen = BTreeMap::new();
    for row in rows {
        let kind = Kind::from_code(&row.kind).ok_or_else(|| wrong("kind"))?;
        let channel = Channel::from_code(&row.channel).ok_or_else(|| wrong("channel"))?;
        chosen.insert((kind, channel), Mode::from_code(&row.mode).ok_or_else(|| wrong("mode"))?);
    }
    Ok(Preferences(chosen))
}

/// Keeps the choices; those given replace what was chosen before.
pub(crate) async fn save(
    conn: &mut PgConnection,
    node: &NodeCode,
    account: AccountId,
    choices: &[(Kind, Channel, Mode)],
) -> Result<(), DbError> {
    let (mut kinds, mut channels, mut modes) = (Vec::new(), Vec::new(), Vec::new());
    for (kind, channel, mode) in choices {
        kinds.push(kind.code().to_owned());
        channels.push(channel.code().to_owned());
        modes.push(mode.code().to_owned());
    }
    sqlx::query!(
        "insert into notice.preference (node, account, kind, channel, mode)
         select $1, $2, kind, channel, mode from unnest($3::text[], $4::text[], $5::text[]) as chosen (kind, channel, mode)
         on conflict (node, account, kind, channel) do update set mode = excluded.mode",
        node.as_str(),
        account.uuid(),
        &kinds,
        &channels,
        &modes
    )
    .execute(conn)
    .await?;
    Ok(())
}
