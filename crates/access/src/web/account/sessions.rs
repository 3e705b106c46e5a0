//! `POST /tai-khoan/phien`.

use axum::extract::State;
use axum::response::Redirect;
use tower_sessions::Session;
use web::PageError;

use crate::node::Access;
use crate::usecases::sign_out::sign_out_elsewhere;
use crate::web::SignedIn;

/// Ends every session but this one.
pub(in crate::web) async fn post(State(access): State<Access>, SignedIn(actor): SignedIn, session: Session) -> Result<Redirect, PageError> {
    sign_out_elsewhere(&access, &actor, session.id()).await?;
    Ok(Redirect::to("/tai-khoan?xong=phien"))
}
