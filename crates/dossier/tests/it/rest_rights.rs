//! Who sees what: lists and single dossiers agree, strangers learn nothing.

use super::support::World;

#[tokio::test]
async fn a_list_holds_exactly_what_can_be_opened() {
    let world = World::new().await;
    let (citizen, stranger) = (world.token("citizen").await, world.token("stranger").await);
    let mut all = Vec::new();
    for (token, key) in [(&citizen, "a"), (&stranger, "b"), (&citizen, "c")] {
        all.push(world.submit(token, key).await.body["id"].as_str().expect("a dossier").to_owned());
    }
    for (login, expected) in [("citizen", 2), ("stranger", 1), ("intake", 3), ("auditor", 3), ("officer.police", 0)] {
        let token = world.token(login).await;
        let mut opened = Vec::new();
        for id in &all {
            if world.read(&token, &format!("/api/v1/dossiers/{id}")).await.status == 200 {
                opened.push(id.clone());
            }
        }
        let mut listed = listed(&world, &token).await;
        opened.sort_unstable();
        listed.sort_unstable();
        assert_eq!((listed.len(), listed), (expected, opened), "{login}");
    }
}

/// Every identifier of the list, read page by page.
async fn listed(world: &World, token: &str) -> Vec<String> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = world.read(token, &format!("/api/v1/dossiers?limit=1{cursor}")).await;
        let items = page.body["items"].as_array().expect("items").iter();
        found.extend(items.filter_map(|item| item["id"].as_str()).map(str::to_owned));
        match page.body["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

#[tokio::test]
async fn a_stranger_cannot_tell_a_dossier_from_none() {
    let world = World::new().await;
    let (citizen, stranger) = (world.token("citizen").await, world.token("stranger").await);
    let handed_in = world.submit(&citizen, "a").await;
    let address = format!("/api/v1/dossiers/{}", handed_in.body["id"].as_str().unwrap_or_default());
    for path in [address.clone(), format!("{address}/journal"), "/api/v1/dossiers/nothing".to_owned()] {
        let answer = world.read(&stranger, &path).await;
        assert_eq!((answer.status, answer.body["code"].as_str()), (404, Some("not_found")), "{path}");
        assert_eq!(world.read("", &path).await.status, 401, "{path}");
    }
    let refused = world.write(&citizen, &format!("{address}/receipt"), &handed_in.tag, serde_json::json!({})).await;
    assert_eq!((refused.status, refused.body["code"].as_str()), (403, Some("not_allowed")));
    for code in ["H49.36.01-251125-9999", "moon"] {
        assert_eq!(world.read("", &format!("/api/v1/tracking/{code}")).await.status, 404, "{code}");
    }
}

#[tokio::test]
async fn the_router_and_its_list_agree() {
    let world = World::new().await;
    let router = dossier::rest::router(world.services.clone());
    let router = access::protect(router, &world.access, std::sync::Arc::new(web::Site::default()));
    assert_eq!(access::routes::violations(&world.access, &router, dossier::rest::ROUTES).await, Vec::<String>::new());
}
