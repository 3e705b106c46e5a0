//! From the journal to people: once, gathered, and never stopped by what cannot be understood.

use access::Role;
use notice::usecases::read;
use notice::{Topic, api};

use super::support::World;

#[tokio::test]
async fn reading_the_journal_again_tells_nobody_twice() {
    let world = World::new(Some(1), None).await;
    let mai = world.person("mai", Some("mai@example.vn"), None).await;
    world.happened(Some(mai.account), "received").await;
    world.tell().await;
    // As after a restore of the cursor: everything is read once more.
    sqlx::query("update journal.cursor set transaction = '0', sequence = 0").execute(&world.database.pool).await.expect("a cursor");
    assert!(world.tell().await.read >= 1);
    let (told, next) = read::list(&world.notices, &mai, None).await.expect("the database");
    assert_eq!((told.len(), next, world.deliveries().await.len()), (1, None, 1));
    assert_eq!(read::unread(&world.notices, mai.account).await.expect("the database"), 1);
}

#[tokio::test]
async fn what_cannot_be_understood_is_parked_and_stops_nobody_else() {
    let world = World::new(None, None).await;
    let mai = world.person("mai", None, None).await;
    let poisoned = world.happened(Some(mai.account), "nonsense").await;
    world.happened_to(poisoned, Some(mai.account), "decided").await;
    world.happened(Some(mai.account), "received").await;
    let progress = world.tell().await;
    assert_eq!(progress.parked, 2);
    let (told, _) = read::list(&world.notices, &mai, None).await.expect("the database");
    assert_eq!(told.iter().map(|notice| notice.topic).collect::<Vec<_>>(), [Topic::Received]);
    let overview = notice::usecases::administer::overview(&world.notices, (None, None), None).await.expect("the database");
    assert_eq!(overview.parked.len(), 2);
    assert_eq!(notice::usecases::administer::read_parked_again(&world.notices).await.expect("the database"), 2);
}

#[tokio::test]
async fn new_work_is_one_notice_until_it_is_read() {
    let world = World::new(Some(1), None).await;
    let khai = world.official("khai", Role::ProcessingOfficer, Some("khai@example.vn")).await;
    for _ in 0..5 {
        world.happened(Some(khai.account), "work").await;
    }
    world.tell().await;
    let (told, _) = read::list(&world.notices, &khai, None).await.expect("the database");
    assert_eq!((told.len(), told[0].amount, told[0].link.as_str()), (1, 5, "/ban/hop-viec"));
    assert_eq!(read::unread(&world.notices, khai.account).await.expect("the database"), 1);
    assert_eq!(world.deliveries().await.len(), 1, "one summary of the day");
    read::open(&world.notices, &khai, told[0].id).await.expect("the database").expect("a notice");
    world.happened(Some(khai.account), "work").await;
    world.tell().await;
    let (told, _) = read::list(&world.notices, &khai, None).await.expect("the database");
    assert_eq!(told.iter().map(|notice| notice.amount).collect::<Vec<_>>(), [1, 5]);
    assert_eq!(world.deliveries().await.len(), 1, "the same summary");
}

#[tokio::test]
async fn a_long_history_is_found_in_the_account_and_not_sent() {
    let world = World::new(Some(1), None).await;
    let mai = world.person("mai", Some("mai@example.vn"), None).await;
    let dossier = world.happened(Some(mai.account), "received").await;
    world.later(chrono::Duration::days(3));
    world.tell().await;
    assert_eq!(world.deliveries().await, []);
    let mut conn = world.database.pool.acquire().await.expect("a connection");
    let told = api::told_about(&mut conn, &world.database.ctx, dossier.uuid()).await.expect("the database");
    assert_eq!((told.len(), told[0].in_account, told[0].deliveries.len()), (1, true, 0));
    assert!(told[0].notice.at < world.now());
}

#[tokio::test]
async fn many_notices_are_read_page_by_page_and_all_at_once() {
    let world = World::new(None, None).await;
    let (mai, other) = (world.person("mai", None, None).await, world.person("other", None, None).await);
    for _ in 0..65 {
        world.happened(Some(mai.account), "decided").await;
    }
    world.happened(Some(other.account), "decided").await;
    world.tell().await;
    let (mut before, mut seen) = (None, Vec::new());
    loop {
        let (page, next) = read::list(&world.notices, &mai, before).await.expect("the database");
        seen.extend(page.iter().map(|notice| notice.id));
        before = next;
        if before.is_none() {
            break;
        }
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 65);
    assert!(read::open(&world.notices, &other, seen[0]).await.expect("the database").is_none(), "another person's notice is none");
    read::read_all(&world.notices, &mai).await.expect("the database");
    assert_eq!(read::unread(&world.notices, mai.account).await.expect("the database"), 0);
    assert_eq!(read::unread(&world.notices, other.account).await.expect("the database"), 1);
}
