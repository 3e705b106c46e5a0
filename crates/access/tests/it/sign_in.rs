use access::error::SignInRefusal;
use access::usecases::sign_in::{SignIn, sign_in};
use chrono::Duration;

use crate::support::{CLIENT, Node, PASSWORD, node};

async fn refusal(node: &Node, login: &str, password: &str) -> String {
    sign_in(&node.access, &SignIn { login, password, client: CLIENT }).await.unwrap_err().to_string()
}

#[tokio::test]
async fn no_refusal_tells_whether_the_account_exists() {
    let node = node().await;
    node.applicant().await;
    let wrong_password = refusal(&node, "0912345678", "sai mật khẩu").await;
    for login in ["0987654321", "", "không phải tên", "x"] {
        assert_eq!(refusal(&node, login, "sai mật khẩu").await, wrong_password, "{login}");
    }
}

#[tokio::test]
async fn nfd_and_nfc_are_the_same_password() {
    let node = node().await;
    let account = node.applicant().await;
    // "bốn từ dễ nhớ" as a keyboard of another system sends it.
    let decomposed = "bo\u{302}\u{301}n tu\u{31b}\u{300} de\u{302}\u{303} nho\u{31b}\u{301}";
    assert_ne!(decomposed, PASSWORD);
    let signed_in = sign_in(&node.access, &SignIn { login: "0912345678", password: decomposed, client: CLIENT }).await.unwrap();
    assert_eq!(signed_in, account);
}

#[tokio::test]
async fn after_five_failures_even_the_right_password_waits() {
    let node = node().await;
    node.applicant().await;
    let right = SignIn { login: "0912345678", password: PASSWORD, client: CLIENT };
    for _ in 0..5 {
        refusal(&node, "0912 345 678", "sai mật khẩu").await;
    }
    match sign_in(&node.access, &right).await.unwrap_err() {
        SignInRefusal::TooMany(wait) => assert_eq!(wait.seconds(), 60),
        other => panic!("{other}"),
    }
    node.database.clock.advance(Duration::seconds(60));
    sign_in(&node.access, &right).await.unwrap();
}

#[tokio::test]
async fn a_login_nobody_has_is_limited_the_same_way() {
    let node = node().await;
    for _ in 0..5 {
        refusal(&node, "ma@vidu.vn", "sai mật khẩu").await;
    }
    let refused = sign_in(&node.access, &SignIn { login: "ma@vidu.vn", password: "sai", client: CLIENT }).await;
    assert!(matches!(refused, Err(SignInRefusal::TooMany(_))));
}

#[tokio::test]
async fn a_closed_account_is_answered_like_a_wrong_password() {
    let node = node().await;
    let account = node.applicant().await;
    sqlx::query("update access.account set disabled_at = now() where id = $1")
        .bind(account.uuid())
        .execute(&node.database.pool)
        .await
        .unwrap();
    assert_eq!(refusal(&node, "0912345678", PASSWORD).await, refusal(&node, "0987654321", PASSWORD).await);
}
