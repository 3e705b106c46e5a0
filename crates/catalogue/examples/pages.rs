//! Serves the pages of this crate on <http://127.0.0.1:8730/thu-tuc> from the database at `DATABASE_URL`, into which the country pack is
//! loaded first, for looking at pages while changing them.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use catalogue::search::Index;
use catalogue::{Catalogue, pack, router};
use db::Context;
use kernel::calendar::Calendars;
use kernel::pack::Unwatched;
use sqlx::PgPool;
use web::Site;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/vn");
    let pool = PgPool::connect(&std::env::var("DATABASE_URL")?).await?;
    let ctx = Context::new(pool, "H49".parse()?);
    pack::load(&ctx, &folder, &Unwatched).await?;
    let today = Site::sample().local(ctx.now()).date();
    let index = Index::from_pack(&folder)?;
    let catalogue = Catalogue::start(ctx, Arc::new(index), Arc::new(calendars(&folder)?), today).await?;
    let router: Router = web::routes()
        .merge(router(catalogue))
        .fallback(web::error::not_found)
        .layer(axum::middleware::from_fn(web::error::pages))
        .layer(axum::Extension(Arc::new(Site::sample())));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8730").await?;
    axum::serve(listener, router).await?;
    Ok(())
}

fn calendars(folder: &Path) -> Result<Calendars, Box<dyn Error>> {
    let read = |name: &str| std::fs::read_to_string(folder.join("calendars").join(name));
    Ok(Calendars::from_csv(&read("holidays.csv")?, &read("weeks.csv")?)?)
}
