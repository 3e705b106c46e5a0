//! The windows of the demonstration's one-stop shops.

use access::api::find_by_login;
use access::{Access, Role};
use anyhow::Context as _;
use queue::Queue;
use queue::usecases::furnish::add_window;

/// What the windows of each shop serve.
const WINDOWS: [&[&str]; 3] = [&["civil", "result"], &["residence", "help"], &["land", "business", "result"]];

/// Gives every shop that has a head three windows, set up by that head.
pub(crate) async fn furnish(queue: &Queue, access: &Access, organisation: &organisation::Organisation) -> anyhow::Result<()> {
    let directory = organisation.directory();
    for office in directory.one_stop_offices() {
        let login = format!("{}.truong-mot-cua", office.code.as_str().to_lowercase());
        let mut conn = access.context().pool.acquire().await?;
        let account = find_by_login(&mut conn, &login.parse()?).await?;
        drop(conn);
        let Some(account) = account else { continue };
        let head = access::api::actor(access, account.id).await?.context("a head that was just hired is not there")?;
        anyhow::ensure!(head.has(Role::OneStopHead), "{login} is no head");
        for (number, purposes) in (1_i16..).zip(WINDOWS) {
            add_window(queue, &head, office, number, purposes.iter().map(|purpose| (*purpose).to_owned()).collect()).await?;
        }
    }
    Ok(())
}
