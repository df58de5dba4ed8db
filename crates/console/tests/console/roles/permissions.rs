//! Attached policies, inline policies, boundaries and tags, of roles and users alike.

use iamd_api::iam;

use crate::world::{World, allow};

const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const ADMINISTRATOR: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

/// A world with a user and a role, and the pages of both.
async fn world() -> (World, [&'static str; 2]) {
    let world = World::new().await;
    world.user("bob", &allow("s3:*", "*")).await;
    world.role("Viewer", &allow("s3:*", "*")).await;
    (world, ["/users/bob", "/roles/Viewer"])
}

#[tokio::test]
async fn policies_are_searched_attached_and_detached() {
    let (world, holders) = world().await;
    let mut browser = world.root_browser().await;
    for holder in holders {
        let here = format!("{holder}/permissions");
        let attach = format!("{here}/attach");
        let page = browser
            .get(&format!("{attach}?q=readonlyaccess&scope=aws"))
            .await;
        page.shows("Attach policies");
        let chosen = [("policy", READ_ONLY), ("policy", ADMINISTRATOR)];
        let form = page.all("form[method=post]");
        let form = form
            .iter()
            .find(|form| form.attribute("action") == Some(&attach))
            .unwrap();
        assert!(form.all("input[name=policy]").len() > 1);
        let csrf = form.all("input[name=csrf]")[0].attribute("value").unwrap();
        let mut fields = vec![("csrf".to_owned(), csrf.to_owned())];
        fields.extend(chosen.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let page = browser.post(&attach, &fields).await;
        let page = browser.follow(page).await;
        assert_eq!(page.address, here);
        assert_eq!(page.all("#attached tbody tr").len(), 2);

        let page = browser.post(&format!("{here}/detach"), &fields).await;
        let page = browser.follow(page).await;
        assert_eq!(page.all("#attached tbody tr").len(), 1);
    }
}

#[tokio::test]
async fn what_cannot_be_attached_is_told_one_by_one() {
    let (world, [user, _]) = world().await;
    let mut browser = world.root_browser().await;
    let attach = format!("{user}/permissions/attach");
    let page = browser.get(&format!("{attach}?q=readonlyaccess")).await;
    let csrf = page.all("input[name=csrf]")[0]
        .attribute("value")
        .unwrap()
        .to_owned();
    let missing = "arn:aws:iam::aws:policy/<script>";
    let fields = [
        ("csrf", csrf.as_str()),
        ("policy", READ_ONLY),
        ("policy", missing),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let page = browser.post(&attach, &fields).await;
    page.shows("Attach policies");
    assert_eq!(page.all(".steps li").len(), 2);
    assert_eq!(page.all(".panel.refused").len(), 1);
}

#[tokio::test]
async fn inline_policies_are_written_changed_and_deleted() {
    let (world, holders) = world().await;
    let mut browser = world.root_browser().await;
    for holder in holders {
        let here = format!("{holder}/permissions");
        let inline = format!("{here}/inline");
        let form = browser.get(&inline).await;
        form.shows("Create inline policy");
        let taken = [("policy_name", "rights"), ("do", "save")];
        let page = browser.submit(&form, &inline, &taken).await;
        assert!(page.has("#policy_name-error"));

        let fields = [("policy_name", "more"), ("do", "save")];
        let page = browser.submit(&form, &inline, &fields).await;
        assert_eq!(
            page.flash().as_deref(),
            Some("The inline policy more was saved.")
        );
        assert_eq!(page.all("#inline tbody tr").len(), 2);

        let form = browser.get(&format!("{inline}?policy=more")).await;
        form.shows("Edit inline policy");
        let fields = [("document", "{\"Version\": 1}"), ("do", "save")];
        let page = browser.submit(&form, &inline, &fields).await;
        assert!(page.has("#document-error"));
        let document = allow("s3:ListBucket", "*");
        let fields = [("document", document.as_str()), ("do", "save")];
        let page = browser.submit(&page, &inline, &fields).await;
        assert_eq!(page.address, here);

        let csrf = page.all("input[name=csrf]")[0].attribute("value").unwrap();
        let fields = [("csrf", csrf), ("policy", "more")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let asked = browser.post(&format!("{inline}/delete"), &fields).await;
        asked.shows("Delete the inline policy?");
        let page = browser
            .submit(&asked, &format!("{inline}/delete"), &[])
            .await;
        assert_eq!(page.all("#inline tbody tr").len(), 1);
    }
}

#[tokio::test]
async fn a_boundary_is_set_replaced_and_removed() {
    let (world, holders) = world().await;
    let mut browser = world.root_browser().await;
    for holder in holders {
        let here = format!("{holder}/permissions");
        let boundary = format!("{here}/boundary");
        for arn in [READ_ONLY, ADMINISTRATOR] {
            let page = browser.get(&format!("{boundary}?q=access&scope=aws")).await;
            page.shows("Permissions boundary");
            let page = browser
                .submit(&page, "boundary-form", &[("policy", arn)])
                .await;
            assert_eq!(page.address, here);
            assert_eq!(page.one("#boundary").text(), arn);
        }
        let page = browser.get(&here).await;
        let asked = browser
            .submit(&page, &format!("{boundary}/delete"), &[])
            .await;
        asked.shows("Remove the permissions boundary?");
        let page = browser
            .submit(&asked, &format!("{boundary}/delete"), &[])
            .await;
        assert!(!page.has("#boundary"));
    }
}

#[tokio::test]
async fn tags_are_set_and_removed() {
    let (world, holders) = world().await;
    let mut browser = world.root_browser().await;
    for holder in holders {
        let tags = format!("{holder}/tags");
        let page = browser.get(&tags).await;
        let fields = [("tag_key", "\u{202e}team"), ("tag_value", "a b")];
        let page = browser.submit(&page, &format!("{tags}/add"), &fields).await;
        let refused = page.has("#tag_key-error");
        let fields = [("tag_key", "team"), ("tag_value", "a b")];
        let page = browser.submit(&page, &format!("{tags}/add"), &fields).await;
        assert!(page.text().contains("a b"), "{refused}");
        let fields = [("tag_key", "x".repeat(129))];
        let fields = fields
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let page = browser.submit(&page, &format!("{tags}/add"), &fields).await;
        assert!(page.has("#tag_key-error"));
        let page = browser
            .submit(&page, &format!("{tags}/remove"), &[("tag_key", "team")])
            .await;
        assert!(page.flash().unwrap().contains("team"));
    }
    let tags = world
        .ask::<iam::ListUserTags>(&[("UserName", "bob")])
        .await
        .unwrap()
        .tags;
    assert!(tags.iter().all(|tag| tag.key != "team"));
}
