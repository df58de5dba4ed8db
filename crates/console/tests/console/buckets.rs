//! Buckets: the list, new ones, and their properties.

use http::StatusCode;
use serde_json::json;

use crate::{
    browser::Browser,
    page::Page,
    world::{ACCOUNT, World, allow, document, statement},
};

/// Makes a bucket as a page would.
pub(crate) async fn create(browser: &mut Browser, fields: &[(&str, &str)]) -> Page {
    let page = browser.get("/new-bucket").await;
    browser.submit(&page, "new-bucket-form", fields).await
}

#[tokio::test]
async fn a_bucket_is_made_listed_and_deleted() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let page = browser.get("/buckets").await;
    page.shows("Buckets");
    assert!(page.text().contains("Your account has no buckets yet"));
    let page = create(&mut browser, &[("name", "the-bucket")]).await;
    page.shows("the-bucket");
    assert_eq!(page.address, "/buckets/the-bucket");
    assert_eq!(page.flash().unwrap(), "Bucket the-bucket was created.");
    let page = browser.get("/buckets").await;
    let row = page.one("#buckets tbody tr").text();
    assert!(
        row.contains("the-bucket") && row.contains("us-east-1"),
        "{row}"
    );

    let page = browser.get("/buckets/the-bucket/properties").await;
    assert!(page.text().contains("arn:aws:s3:::the-bucket"));
    assert!(page.text().contains("https://iamd.example.com/the-bucket"));
    let asked = browser
        .get(page.one("#delete-bucket").attribute("href").unwrap())
        .await;
    asked.shows("Delete this bucket?");
    let page = browser
        .submit(&asked, "/buckets/the-bucket/delete", &[])
        .await;
    page.shows("Buckets");
    assert_eq!(page.flash().unwrap(), "Bucket the-bucket was deleted.");
}

#[tokio::test]
async fn whoever_may_only_read_is_told_why() {
    let world = World::new().await;
    create(&mut world.root_browser().await, &[("name", "the-bucket")]).await;
    let read_only = document(&[json!({
        "Effect": "Allow",
        "Action": ["s3:Get*", "s3:List*"],
        "Resource": "*",
    })]);
    world.role("ReadOnly", &read_only).await;
    let mut browser = world.browser_in_role("ReadOnly").await;
    let page = browser.get("/buckets").await;
    assert!(page.one("#buckets").text().contains("the-bucket"));
    let page = create(&mut browser, &[("name", "another-bucket")]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let refusal = page.refused("AccessDenied").text();
    for part in [
        "is not authorized to perform: s3:CreateBucket",
        "assumed-role/ReadOnly/ana@example.com",
        "arn:aws:s3:::another-bucket",
        "no identity-based policy allows the s3:CreateBucket action",
    ] {
        assert!(refusal.contains(part), "{part}: {refusal}");
    }
    // What was typed is still there.
    assert_eq!(page.one("#name").attribute("value"), Some("another-bucket"));
    let asked = browser.get("/buckets/the-bucket/delete").await;
    let page = browser
        .submit(&asked, "/buckets/the-bucket/delete", &[])
        .await;
    page.refused("AccessDenied");
}

#[tokio::test]
async fn a_list_that_may_not_be_read_is_a_refusal() {
    let world = World::new().await;
    world.user("bob", &allow("iam:*", "*")).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get("/buckets").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(
        page.refused("AccessDenied")
            .text()
            .contains("s3:ListAllMyBuckets")
    );
    assert!(page.has("#new-bucket"));
}

#[tokio::test]
async fn names_that_cannot_be_are_refused_beside_their_field() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    for name in ["", "ab", "Upper", "<script>", "a..b", "192.0.2.1"] {
        let page = create(&mut browser, &[("name", name)]).await;
        assert!(page.has("#name-error"), "{name}");
        assert_eq!(page.one("#name").attribute("value"), Some(name));
    }
    create(&mut browser, &[("name", "taken")])
        .await
        .shows("taken");
    let again = create(&mut browser, &[("name", "taken"), ("region", "eu-west-1")]).await;
    again.refused("BucketAlreadyOwnedByYou");
}

#[tokio::test]
async fn a_bucket_may_be_called_new() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    create(&mut browser, &[("name", "new")]).await.shows("new");
    browser.get("/buckets/new").await.shows("new");
}

#[tokio::test]
async fn a_bucket_is_asked_for_in_its_region() {
    let world = World::new().await;
    let mut statement = statement("Allow", "s3:*", "*");
    statement["Condition"] = json!({ "StringEquals": { "aws:RequestedRegion": "eu-west-1" } });
    world
        .user("bob", &document(&[statement, allow_reads()]))
        .await;
    let mut browser = world.browser_of("bob").await;
    let page = create(&mut browser, &[("name", "elsewhere")]).await;
    page.refused("AccessDenied");
    let page = create(
        &mut browser,
        &[("name", "elsewhere"), ("region", "eu-west-1")],
    )
    .await;
    page.shows("elsewhere");
    let page = browser.get("/buckets/elsewhere/properties").await;
    assert_eq!(page.one("#bucket-region").text(), "eu-west-1");
    let page = create(&mut browser, &[("name", "nowhere"), ("region", "<b>")]).await;
    page.refused("InvalidLocationConstraint");
}

fn allow_reads() -> serde_json::Value {
    json!({ "Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "*" })
}

#[tokio::test]
async fn a_new_bucket_has_what_was_wanted_or_says_what_it_lacks() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let versioned = [("name", "versioned"), ("versioning", "on")];
    create(&mut browser, &versioned).await.shows("versioned");
    let page = browser.get("/buckets/versioned/properties").await;
    assert!(page.has("#suspend-versioning"));
    assert_eq!(page.all("#public-access-form input[checked]").len(), 4);

    let page = browser.get("/new-bucket").await;
    let token = page.all("input[name=csrf]")[0].attribute("value").unwrap();
    let open = [("csrf", token), ("name", "opened"), ("region", "us-east-1")];
    let open = open.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let page = browser.post("/new-bucket", &open).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let page = browser.get("/buckets/opened/properties").await;
    assert_eq!(page.all("#public-access-form input[checked]").len(), 0);

    world
        .user(
            "bob",
            &document(&[statement("Allow", "s3:CreateBucket", "*"), allow_reads()]),
        )
        .await;
    let mut bob = world.browser_of("bob").await;
    let page = create(&mut bob, &[("name", "half"), ("versioning", "on")]).await;
    assert!(page.text().contains("not all that you wanted was done"));
    assert!(
        page.refused("AccessDenied")
            .text()
            .contains("s3:PutBucketVersioning")
    );
}

#[tokio::test]
async fn versioning_and_public_access_are_switched() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    create(&mut browser, &[("name", "the-bucket")]).await;
    let page = browser.get("/buckets/the-bucket/properties").await;
    let page = browser.submit(&page, "versioning-form", &[]).await;
    assert!(page.flash().unwrap().contains("keeps versions"));
    let page = browser.submit(&page, "versioning-form", &[]).await;
    assert!(page.text().contains("Suspended"));
    let page = browser
        .submit(&page, "public-access-form", &[("block", "BlockPublicAcls")])
        .await;
    let checked = page.all("#public-access-form input[checked]");
    assert_eq!(checked.len(), 1);
    assert_eq!(checked[0].attribute("value"), Some("BlockPublicAcls"));
}

#[tokio::test]
async fn a_policy_is_saved_shown_refused_and_deleted() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    create(&mut browser, &[("name", "the-bucket")]).await;
    let page = browser.get("/buckets/the-bucket/policy").await;
    let wrong = browser
        .submit(
            &page,
            "policy-form",
            &[("document", "{\n  \"Version\":\n}")],
        )
        .await;
    wrong.refused("MalformedPolicy");
    assert!(
        wrong.text().contains("Line 3, column 1"),
        "{}",
        wrong.text()
    );
    assert_eq!(
        wrong.one("#document").raw_text().trim(),
        "{\n  \"Version\":\n}"
    );
    let policy = json!({
        "Version": "2012-10-17",
        "Statement": {
            "Sid": "LetThemRead",
            "Effect": "Allow",
            "Principal": { "AWS": ACCOUNT },
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::the-bucket/*",
        },
    });
    let policy = policy.to_string();
    let page = browser
        .submit(&wrong, "policy-form", &[("document", &policy)])
        .await;
    assert_eq!(page.flash().unwrap(), "The bucket policy was saved.");
    assert!(page.text().contains("LetThemRead"));
    let public = policy.replace(ACCOUNT, "*");
    let page = browser.get("/buckets/the-bucket/policy").await;
    let page = browser
        .submit(&page, "policy-form", &[("document", &public)])
        .await;
    assert!(
        page.refused("AccessDenied")
            .text()
            .contains("BlockPublicPolicy")
    );
    let asked = browser.get("/buckets/the-bucket/policy/delete").await;
    let page = browser
        .submit(&asked, "/buckets/the-bucket/policy/delete", &[])
        .await;
    assert!(page.text().contains("No bucket policy"));
}

#[tokio::test]
async fn a_bucket_that_is_not_there_says_so() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    for path in [
        "/buckets/no-such-bucket",
        "/buckets/no-such-bucket/properties",
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        page.refused("NoSuchBucket");
    }
    let page = browser.get("/buckets/No%20Bucket").await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_long_list_comes_in_pages() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let form = browser.get("/new-bucket").await;
    for number in 0..103 {
        let name = format!("bucket-{number:03}");
        let made = browser
            .press(&form, "new-bucket-form", &[("name", &name)])
            .await;
        assert_eq!(made.status, StatusCode::SEE_OTHER);
    }
    let page = browser.get("/buckets").await;
    assert_eq!(page.all("#buckets tbody tr").len(), 100);
    let next = page.one("#next-page").attribute("href").unwrap().to_owned();
    let page = browser.get(&next).await;
    assert_eq!(page.all("#buckets tbody tr").len(), 3);
    assert!(page.has("#first-page") && !page.has("#next-page"));
    let page = browser.get("/buckets?q=bucket-10").await;
    assert_eq!(page.all("#buckets tbody tr").len(), 3);
    assert!(
        browser
            .get("/buckets?q=other")
            .await
            .text()
            .contains("No bucket begins with this")
    );
}
