//! What is in a bucket: folders, objects, uploads and downloads.

mod hostile;
mod uploads;

use http::StatusCode;
use iamd_api::s3;
use iamd_auth::Call;
use iamd_ident::ObjectKey;
use iamd_s3::{ClaimedDigests, Metadata, ObjectSettings, Payload, PutObjectInput, S3};
use serde_json::json;

use crate::{
    browser::Browser,
    buckets,
    page::Page,
    world::{World, allow, document, statement},
};

/// The bucket of these tests.
const BUCKET: &str = "the-bucket";

/// The root user's browser, before a bucket.
async fn in_bucket(world: &World) -> Browser {
    let mut browser = world.root_browser().await;
    buckets::create(&mut browser, &[("name", BUCKET)])
        .await
        .shows(BUCKET);
    browser
}

/// Stores an object as a program would.
async fn put(world: &World, key: &str, content_type: &str, bytes: &str) {
    let settings = ObjectSettings {
        metadata: Metadata {
            content_type: Some(content_type.to_owned()),
            user: [("owner".to_owned(), "<b>ana</b>".to_owned())].into(),
            ..Metadata::default()
        },
        tags: Some(vec![iamd_ident::Tag {
            key: "team".to_owned(),
            value: "red = blue".to_owned(),
        }]),
        ..ObjectSettings::default()
    };
    let bytes = bytes.to_owned().into_bytes();
    let input = PutObjectInput {
        bucket: BUCKET.parse().unwrap(),
        key: key.parse::<ObjectKey>().unwrap(),
        settings,
        condition: None,
        payload: Payload {
            length: Some(bytes.len() as u64),
            body: Box::pin(futures::stream::iter([Ok(bytes.into())])),
            trailers: Box::new(Vec::new),
            digests: ClaimedDigests::default(),
        },
    };
    let caller = world.caller(&world.root).await;
    let request = world.facts();
    let call = Call {
        caller: &caller,
        request: &request,
    };
    world
        .guard
        .perform::<s3::PutObject, S3>(&world.s3, call, input)
        .await
        .unwrap();
    world.audit.take();
}

/// The addresses of the folders and objects that a page lists, by what they are called.
fn listed(page: &Page) -> Vec<(String, String)> {
    let links = page.all("#objects th a").into_iter();
    links
        .map(|link| (link.raw_text(), link.attribute("href").unwrap().to_owned()))
        .collect()
}

fn link(page: &Page, name: &str) -> String {
    let found = listed(page).into_iter().find(|(known, _)| known == name);
    found
        .unwrap_or_else(|| panic!("no {name} among {:?}", listed(page)))
        .1
}

#[tokio::test]
async fn folders_lead_to_objects() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    for key in ["top.txt", "a/one.txt", "a/b/two.txt", "a//three.txt"] {
        put(&world, key, "text/plain", key).await;
    }
    let page = browser.get("/buckets/the-bucket").await;
    let names: Vec<_> = listed(&page).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["a/", "top.txt"]);
    let page = browser.get(&link(&page, "a/")).await;
    page.shows("a");
    let names: Vec<_> = listed(&page).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["(no name)/", "b/", "one.txt"]);
    let nameless = browser.get(&link(&page, "(no name)/")).await;
    let page = browser.get(&link(&nameless, "three.txt")).await;
    page.shows("three.txt");
    assert_eq!(page.one("#object-key").text(), "a//three.txt");
    let crumbs: Vec<_> = page
        .all(".crumbs li")
        .iter()
        .map(|crumb| crumb.text())
        .collect();
    assert_eq!(crumbs, ["Buckets", BUCKET, "a", "(no name)", "three.txt"]);
}

#[tokio::test]
async fn the_page_of_a_deep_folder_is_small() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    let deepest = "%2F".repeat(1024);
    let page = browser
        .get(&format!("/buckets/the-bucket?prefix={deepest}"))
        .await;
    assert_eq!(page.all(".crumbs li").len(), 2 + 20 + 1);
    assert!(page.body.len() < 200 << 10, "{}", page.body.len());
    // No key begins with more. Nothing of it is shown, wherever it is said.
    let form = browser.get("/buckets/the-bucket").await;
    let longer = format!("%2F{deepest}");
    let page = browser
        .get(&format!("/buckets/the-bucket?prefix={longer}"))
        .await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.body.len() < 10 << 10, "{}", page.body.len());
    let token = form
        .one("#upload-form input[name=csrf]")
        .attribute("value")
        .unwrap();
    let fields = [
        ("csrf".to_owned(), token.to_owned()),
        ("folder_name".to_owned(), "a".to_owned()),
    ];
    let path = format!("/buckets/the-bucket/folder?prefix={longer}");
    let page = browser.post(&path, &fields).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_object_has_a_page_with_all_that_is_known() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    put(&world, "cat.png", "image/png", "meow").await;
    let page = browser.get("/buckets/the-bucket/object?key=cat.png").await;
    page.shows("cat.png");
    assert!(page.one("#object-size").text().contains("4 bytes"));
    assert_eq!(
        page.one("#object-etag").text(),
        "4a4be40c96ac6314e91d93f38043a634"
    );
    let metadata = page.one("#object-metadata").text();
    for part in ["Content-Type image/png", "x-amz-meta-owner <b>ana</b>"] {
        assert!(metadata.contains(part), "{metadata}");
    }
    assert!(page.text().contains("teamred = blue"), "{}", page.text());
    assert!(page.text().contains("arn:aws:s3:::the-bucket/cat.png"));
    assert!(!page.has("#versions"));
}

#[tokio::test]
async fn a_hostile_page_that_is_downloaded_is_a_file() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    let page = "<script>fetch('/security/keys/new', {method: 'POST'})</script>";
    for (key, kind) in [
        ("evil.html", "text/html"),
        ("evil.svg", "image/svg+xml"),
        ("evil.xml", "application/xhtml+xml"),
        ("evil.js", "text/javascript"),
        ("evil.pdf", "application/pdf"),
    ] {
        put(&world, key, kind, page).await;
        let file = browser
            .get(&format!("/buckets/the-bucket/download?key={key}"))
            .await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.body, page.as_bytes());
        let header = |name: &str| file.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "application/octet-stream");
        assert!(header("content-disposition").starts_with("attachment; "));
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("content-length"), page.len().to_string());
        assert_eq!(header("cache-control"), "no-store");
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(policy.ends_with("sandbox"), "{policy}");
        assert!(!policy.contains("allow-"), "{policy}");
    }
}

#[tokio::test]
async fn an_object_that_may_not_be_read_is_refused_on_a_page() {
    let world = World::new().await;
    in_bucket(&world).await;
    put(&world, "secret.txt", "text/plain", "secret").await;
    let policy = document(&[
        statement("Allow", "s3:ListBucket", "*"),
        statement("Deny", "s3:GetObject", "*"),
    ]);
    world.user("bob", &policy).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get("/buckets/the-bucket").await;
    assert!(page.text().contains("secret.txt"));
    for page in ["download", "object"] {
        let path = format!("/buckets/the-bucket/{page}?key=secret.txt");
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        let refusal = page.refused("AccessDenied").text();
        assert!(refusal.contains("explicit deny"), "{refusal}");
        assert!(refusal.contains("rights"), "{refusal}");
    }
    let page = browser
        .get("/buckets/the-bucket/object?key=missing.txt")
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_selected_is_deleted_after_asking() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    for key in ["a/1", "a/2", "a/3"] {
        put(&world, key, "text/plain", key).await;
    }
    let page = browser.get("/buckets/the-bucket?prefix=a%2F").await;
    let none = browser.submit(&page, "objects-form", &[]).await;
    assert!(none.text().contains("Select what is to be deleted"));
    let boxes = page.all("#objects input[type=checkbox]");
    let values: Vec<&str> = boxes
        .iter()
        .map(|pick| pick.attribute("value").unwrap())
        .collect();
    let picked = [("object", values[0]), ("object", values[2])];
    let asked = browser.submit(&page, "objects-form", &picked).await;
    asked.shows("Delete?");
    assert_eq!(asked.one("#chosen").text(), "a/1 a/3");
    assert_eq!(
        world
            .audit
            .take()
            .iter()
            .filter(|event| event.name.starts_with("Delete"))
            .count(),
        0
    );
    let page = browser.submit(&asked, "delete-form", &[]).await;
    assert_eq!(page.address, "/buckets/the-bucket?prefix=a%2F");
    assert_eq!(page.flash().unwrap(), "2 things deleted.");
    let names: Vec<_> = listed(&page).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["2"]);
    let object = browser.get(&link(&page, "2")).await;
    let asked = browser.submit(&object, "delete-form", &[]).await;
    let page = browser.submit(&asked, "delete-form", &[]).await;
    assert_eq!(page.flash().unwrap(), "a/2 was deleted.");
    assert!(page.text().contains("Nothing here"));
}

#[tokio::test]
async fn what_may_not_be_deleted_is_named_with_the_reason() {
    let world = World::new().await;
    in_bucket(&world).await;
    for key in ["mine/1", "mine/2", "theirs/1"] {
        put(&world, key, "text/plain", key).await;
    }
    let policy = document(&[
        statement("Allow", "s3:ListBucket", "*"),
        statement("Allow", "s3:DeleteObject", "arn:aws:s3:::the-bucket/mine/*"),
    ]);
    world.user("bob", &policy).await;
    let mut browser = world.browser_of("bob").await;
    let mine = browser.get("/buckets/the-bucket?prefix=mine%2F").await;
    let theirs = browser.get("/buckets/the-bucket?prefix=theirs%2F").await;
    let value = |page: &Page| {
        let boxes = page.all("#objects input[type=checkbox]");
        boxes[0].attribute("value").unwrap().to_owned()
    };
    let (mine_value, their_value) = (value(&mine), value(&theirs));
    let both = [
        ("object", mine_value.as_str()),
        ("object", their_value.as_str()),
    ];
    let asked = browser.submit(&mine, "objects-form", &both).await;
    let page = browser.submit(&asked, "delete-form", &[]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.text().contains("1 deleted. These were not:"));
    assert!(page.one("#failed").text().contains("theirs/1"));
    let refusal = page.refused("AccessDenied").text();
    assert!(
        refusal.contains("no identity-based policy allows the s3:DeleteObject"),
        "{refusal}"
    );
    let asked = browser
        .submit(&theirs, "objects-form", &[("object", &their_value)])
        .await;
    let page = browser.submit(&asked, "delete-form", &[]).await;
    assert!(page.refused("AccessDenied").text().contains("theirs/1"));
}

#[tokio::test]
async fn versions_are_listed_shown_and_deleted() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    let page = browser.get("/buckets/the-bucket/properties").await;
    browser.submit(&page, "versioning-form", &[]).await;
    put(&world, "a", "text/plain", "one").await;
    world.clock.advance_seconds(1);
    put(&world, "a", "text/plain", "two").await;
    world.clock.advance_seconds(1);
    let page = browser.get("/buckets/the-bucket/object?key=a").await;
    assert_eq!(page.all("#versions tbody tr").len(), 2);
    let asked = browser.submit(&page, "delete-form", &[]).await;
    let page = browser.submit(&asked, "delete-form", &[]).await;
    assert!(page.text().contains("Nothing here"));

    let page = browser
        .get(page.one("#other-view").attribute("href").unwrap())
        .await;
    assert_eq!(page.all("#objects tbody tr").len(), 3);
    assert!(page.text().contains("Delete marker"));
    let gone = browser.get("/buckets/the-bucket/object?key=a").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert_eq!(gone.all("#versions tbody tr").len(), 3);
    // The oldest is the last one.
    let rows = gone.all("#versions th a");
    let oldest = rows[2].attribute("href").unwrap().to_owned();
    let old = browser.get(&oldest).await;
    let file = browser
        .get(old.one("#download").attribute("href").unwrap())
        .await;
    assert_eq!(file.body, b"one");

    let boxes = page.all("#objects input[type=checkbox]");
    let all: Vec<_> = boxes
        .iter()
        .map(|pick| ("object", pick.attribute("value").unwrap()))
        .collect();
    let asked = browser.submit(&page, "objects-form", &all).await;
    browser.submit(&asked, "delete-form", &[]).await;
    let page = browser.get("/buckets/the-bucket?versions=1").await;
    assert!(page.text().contains("Nothing here"));
    let asked = browser.get("/buckets/the-bucket/delete").await;
    browser
        .submit(&asked, "/buckets/the-bucket/delete", &[])
        .await
        .shows("Buckets");
}

#[tokio::test]
async fn a_long_list_comes_in_pages() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    for number in 0..105 {
        put(&world, &format!("f/{number:03}"), "text/plain", "").await;
    }
    for view in ["", "&versions=1"] {
        let page = browser
            .get(&format!("/buckets/the-bucket?prefix=f%2F{view}"))
            .await;
        assert_eq!(page.all("#objects tbody tr").len(), 100);
        let page = browser
            .get(page.one("#next-page").attribute("href").unwrap())
            .await;
        assert_eq!(page.all("#objects tbody tr").len(), 5);
        assert_eq!(listed(&page)[0].0, "100");
        let page = browser
            .get(page.one("#first-page").attribute("href").unwrap())
            .await;
        assert_eq!(page.all("#objects tbody tr").len(), 100);
    }
}

#[tokio::test]
async fn a_list_that_may_not_be_read_says_why() {
    let world = World::new().await;
    in_bucket(&world).await;
    world.user("bob", &allow("s3:PutObject", "*")).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get("/buckets/the-bucket").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(
        page.refused("AccessDenied")
            .text()
            .contains("s3:ListBucket")
    );
    // Who may not look may still bring something.
    let page = browser
        .submit(&page, "upload-form", &[("file", "@a.txt:x")])
        .await;
    assert_eq!(page.flash().unwrap(), "a.txt uploaded.");
}

#[tokio::test]
async fn what_is_looked_at_is_in_the_audit() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    put(&world, "a/b", "text/plain", "x").await;
    browser.get("/buckets/the-bucket?prefix=a%2F").await;
    browser.get("/buckets/the-bucket/download?key=a%2Fb").await;
    let events = world.audit.take();
    let names: Vec<_> = events.iter().map(|event| event.name).collect();
    assert_eq!(names.last(), Some(&"GetObject"));
    assert!(names.contains(&"ListObjectsV2"));
    let key = json!("a/b").to_string();
    assert!(events.last().unwrap().shown.contains(key.trim_matches('"')));
}
