//! Groups: the list, new ones, and a group's page.

use iamd_api::iam;

use crate::world::{ACCOUNT, World, allow};

#[tokio::test]
async fn a_group_is_made_and_renamed() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    assert!(browser.get("/groups").await.shows("Groups").has(".empty"));
    let form = browser.get("/new-group").await;
    let wrong = browser
        .submit(&form, "/new-group", &[("group_name", "<script>")])
        .await;
    assert!(wrong.has("#group_name-error"));
    let page = browser
        .submit(&form, "/new-group", &[("group_name", "staff")])
        .await;
    page.shows("staff");
    assert_eq!(
        page.flash().as_deref(),
        Some("The group staff was created.")
    );
    let fields = [("new_group_name", ".."), ("new_path", "/x/")];
    let page = browser.submit(&page, "/groups/staff/rename", &fields).await;
    page.shows("..");
    assert_eq!(page.address, "/groups/~..");
    let arn = format!("arn:aws:iam::{ACCOUNT}:group/x/..");
    assert_eq!(page.one("#arn").text(), arn);
    let page = browser.get("/groups?q=.").await;
    assert_eq!(page.one("#groups tbody th a").text(), "..");
}

#[tokio::test]
async fn members_come_and_go() {
    let world = World::new().await;
    world.user("bob", &allow("s3:*", "*")).await;
    world
        .ask::<iam::CreateGroup>(&[("GroupName", "staff")])
        .await
        .unwrap();
    let mut browser = world.root_browser().await;
    let page = browser.get("/groups/staff").await;
    let missing = browser
        .submit(&page, "/groups/staff/members/add", &[("user", "eve")])
        .await;
    missing.refused("NoSuchEntity");
    let page = browser
        .submit(&page, "/groups/staff/members/add", &[("user", "bob")])
        .await;
    assert_eq!(page.one("#member-1").text(), "bob");
    let page = browser
        .submit(&page, "/groups/staff/members/remove", &[])
        .await;
    assert!(!page.has("#members"));
}

#[tokio::test]
async fn a_group_is_deleted_after_what_hangs_on_it() {
    let world = World::new().await;
    world.user("bob", &allow("s3:*", "*")).await;
    world
        .ask::<iam::CreateGroup>(&[("GroupName", "staff")])
        .await
        .unwrap();
    let members = [("GroupName", "staff"), ("UserName", "bob")];
    world.ask::<iam::AddUserToGroup>(&members).await.unwrap();
    let mut browser = world.root_browser().await;
    let form = browser.get("/groups/staff/permissions/inline").await;
    let fields = [("policy_name", "more"), ("do", "save")];
    let page = browser
        .submit(&form, "/groups/staff/permissions/inline", &fields)
        .await;
    assert_eq!(page.all("#inline tbody tr").len(), 1);
    assert!(!page.has("#boundary-title"));
    let page = browser.get("/groups/staff/delete").await;
    assert_eq!(page.all(".removals li").len(), 2);
    let page = browser
        .submit(&page, "/groups/staff/delete", &[("with_all", "yes")])
        .await;
    page.shows("Groups");
    assert_eq!(
        page.flash().as_deref(),
        Some("The group staff was deleted.")
    );
}
