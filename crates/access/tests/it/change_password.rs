use access::error::ChangePasswordRefusal;
use access::usecases::change_password::change_password;
use access::usecases::sign_in::{SignIn, sign_in};
use axum::http::StatusCode;

use crate::support::{CLIENT, PASSWORD, node};

#[tokio::test]
async fn the_new_password_counts_and_other_sessions_end() {
    let node = node().await;
    let account = node.applicant().await;
    let actor = node.actor(account).await;
    let (mut here, mut elsewhere) = (node.browser(), node.browser());
    here.sign_in("0912345678").await;
    elsewhere.sign_in("0912345678").await;
    let keep = here.cookies["phien"].parse().unwrap();
    change_password(&node.access, &actor, (PASSWORD, "năm từ khác hẳn nhau"), Some(keep)).await.unwrap();
    assert_eq!(here.get("/ho-so").await.status, StatusCode::OK);
    assert_eq!(elsewhere.get("/ho-so").await.status, StatusCode::SEE_OTHER);
    let try_with = async |password| sign_in(&node.access, &SignIn { login: "0912345678", password, client: CLIENT }).await;
    assert!(try_with(PASSWORD).await.is_err());
    assert_eq!(try_with("năm từ khác hẳn nhau").await.unwrap(), account);
    assert!(node.journal(account).await.contains(&"account.password_changed".to_owned()));
}

#[tokio::test]
async fn the_present_password_must_be_known_and_the_new_one_good() {
    let node = node().await;
    let account = node.applicant().await;
    let actor = node.actor(account).await;
    let refused = change_password(&node.access, &actor, ("sai mật khẩu", "năm từ khác hẳn nhau"), None).await.unwrap_err();
    assert!(matches!(refused, ChangePasswordRefusal::NotMatching));
    let refused = change_password(&node.access, &actor, (PASSWORD, "12345678"), None).await.unwrap_err();
    assert!(matches!(refused, ChangePasswordRefusal::Password(_)));
}
