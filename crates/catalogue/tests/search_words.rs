//! Administrators' words: they work at once, are journaled, survive loading a pack, and nobody else may touch them.

#![expect(clippy::expect_used, reason = "a test stops where the database does not answer")]

use access::{AccountKind, Actor, Grant, Role};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use catalogue::search::{Document, SharedIndex};
use catalogue::thesaurus::{Dictionary, Row, Thesaurus, WordRefusal, add_word, change_word, remove_word, restore_word, router};
use kernel::id::{AccountId, ContentId};
use testkit::Database;
use tower::ServiceExt;

fn index() -> SharedIndex {
    let document = |code: &str, name: &str| Document { code: code.into(), name: name.into(), ..Document::default() };
    let documents =
        vec![document("1.001193", "Thủ tục đăng ký khai sinh"), document("1.013272", "Cấp phép bay đối với tàu bay không người lái")];
    SharedIndex::new(documents, &Thesaurus::default())
}

fn actor(database: &Database, role: Role) -> Actor {
    let account = AccountId::new(&*database.ctx.clock, &*database.ctx.entropy);
    let grants = vec![Grant { role, office: None, subtree: Vec::new() }];
    Actor { account, name: "Nguyễn Văn A".into(), kind: AccountKind::Official, language: "vi".into(), grants }
}

fn row(term: &str, kind: &str, expansion: &str) -> Row {
    Row { term: term.into(), kind: kind.into(), expansion: expansion.into(), ..Row::default() }
}

fn codes(index: &SharedIndex, query: &str) -> Vec<String> {
    index.search(query, 5).into_iter().map(|hit| hit.code).collect()
}

async fn kinds_of(database: &Database, word: ContentId) -> Vec<String> {
    let mut connection = database.ctx.pool.acquire().await.expect("a connection");
    let history = journal::of_subject(&mut connection, word.uuid()).await.expect("the journal");
    history.into_iter().map(|entry| entry.kind).collect()
}

#[tokio::test]
async fn a_word_works_at_once_and_until_it_is_removed() {
    let database = Database::create().await;
    let (index, administrator) = (index(), actor(&database, Role::Administrator));
    let dictionary = Dictionary::new(database.ctx.clone(), index.clone());
    assert_eq!(codes(&index, "chuồn chuồn tre"), Vec::<String>::new());

    let word = add_word(&dictionary, &administrator, &row("chuồn chuồn tre", "everyday", "=1.013272")).await.expect("added");
    assert_eq!(codes(&index, "chuon chuon tre"), ["1.013272"]);
    change_word(&dictionary, &administrator, word, &row("bé mới chào đời", "everyday", "=1.001193")).await.expect("changed");
    assert_eq!(codes(&index, "bé mới chào đời"), ["1.001193"]);
    remove_word(&dictionary, &administrator, word).await.expect("removed");
    restore_word(&dictionary, &administrator, word).await.expect("restored");
    assert_eq!(codes(&index, "bé mới chào đời"), ["1.001193"]);
    assert_eq!(kinds_of(&database, word).await, ["word.added", "word.changed", "word.removed", "word.restored"]);
}

#[tokio::test]
async fn what_breaks_a_rule_is_refused_with_its_field() {
    let database = Database::create().await;
    let administrator = actor(&database, Role::Administrator);
    let dictionary = Dictionary::new(database.ctx.clone(), index());
    add_word(&dictionary, &administrator, &row("chuồn chuồn", "everyday", "tàu bay không người lái")).await.expect("added");
    for (typed, expected) in [
        (row("", "everyday", "=1.001193"), "term"),
        (row("bé", "slang", "=1.001193"), "kind"),
        (row("bé", "everyday", "=9.999999"), "expansion"),
        (row("bé", "filler", "=1.001193"), "expansion"),
        (row("Chuồn chuồn", "everyday", "=1.013272"), "taken"),
    ] {
        let refusal = add_word(&dictionary, &administrator, &typed).await.expect_err("refused");
        let field = match refusal {
            WordRefusal::Wrong { column, .. } => column,
            WordRefusal::Taken => "taken",
            other => panic!("{other}"),
        };
        assert_eq!(field, expected, "{typed:?}");
    }
}

#[tokio::test]
async fn only_administrators_change_words() {
    let database = Database::create().await;
    let dictionary = Dictionary::new(database.ctx.clone(), index());
    let word = row("chuồn chuồn", "everyday", "=1.013272");
    for role in Role::ALL.iter().copied().filter(|role| *role != Role::Administrator) {
        let refusal = add_word(&dictionary, &actor(&database, role), &word).await.expect_err("refused");
        assert!(matches!(refusal, WordRefusal::NotFound), "{role:?}");
    }
}

async fn page(router: &Router, actor: &Actor, address: &str) -> (StatusCode, String) {
    let mut request = Request::get(address).body(Body::empty()).expect("a request");
    request.extensions_mut().insert(actor.clone());
    let response = router.clone().oneshot(request).await.expect("an answer");
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

#[tokio::test]
async fn the_page_lists_words_and_tries_queries_for_those_who_may() {
    let database = Database::create().await;
    let administrator = actor(&database, Role::Administrator);
    let dictionary = Dictionary::new(database.ctx.clone(), index());
    let word = add_word(&dictionary, &administrator, &row("chuồn chuồn tre", "everyday", "=1.013272")).await.expect("added");
    let router = router(dictionary);
    for (address, expected) in [
        ("/quan-tri/tu-dien".to_owned(), "chuồn chuồn tre"),
        ("/quan-tri/tu-dien?q=tre&kind=everyday".to_owned(), "chuồn chuồn tre"),
        ("/quan-tri/tu-dien?thu=khai%20sinh".to_owned(), "/thu-tuc/1.001193"),
        ("/quan-tri/tu-dien/moi".to_owned(), "name=\"expansion\""),
        (format!("/quan-tri/tu-dien/{word}"), "=1.013272"),
        (format!("/quan-tri/tu-dien?xong=xoa&tu={word}"), "/hoan-tac"),
    ] {
        let (status, text) = page(&router, &administrator, &address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        assert!(text.contains(expected), "{address}: {expected}");
    }
    for (role, expected) in [(Role::Auditor, StatusCode::OK), (Role::IntakeOfficer, StatusCode::NOT_FOUND)] {
        assert_eq!(page(&router, &actor(&database, role), "/quan-tri/tu-dien").await.0, expected, "{role:?}");
    }
}
