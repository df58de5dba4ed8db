//! Users: the list, new ones, and all parts of a user's page.

use iamd_api::{ErrorCode, iam};
use iamd_auth::GENERATED_PASSWORD_CHARACTERS;

use crate::world::{ACCOUNT, PASSWORD, World, allow, document, statement};

mod credentials;
mod security;

const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

#[tokio::test]
async fn users_are_listed_and_searched() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    assert!(browser.get("/users").await.shows("Users").has(".empty"));
    for number in 0..60 {
        let path = if number % 2 == 0 { "/even/" } else { "/odd/" };
        let name = format!("user-{number:02}");
        world
            .ask::<iam::CreateUser>(&[("UserName", &name), ("Path", path)])
            .await
            .unwrap();
    }
    let page = browser.get("/users").await;
    assert_eq!(page.all("#users tbody tr").len(), 50);
    let next = page.one("#next-page").attribute("href").unwrap().to_owned();
    let page = browser.get(&next).await;
    assert_eq!(page.all("#users tbody tr").len(), 10);
    assert!(!page.has("#next-page"));
    assert_eq!(page.one("#first-page").attribute("href"), Some("/users"));

    let page = browser.get("/users?q=USER-5").await;
    assert_eq!(page.all("#users tbody tr").len(), 10);
    assert_eq!(page.one("#q").attribute("value"), Some("USER-5"));
    let page = browser.get("/users?q=%2Fodd%2F").await;
    assert_eq!(page.all("#users tbody tr").len(), 30);
    assert!(page.text().contains("user-01"));
}

#[tokio::test]
async fn a_list_that_may_not_be_read_says_why() {
    let world = World::new().await;
    let policy = document(&[
        statement("Allow", "*", "*"),
        statement("Deny", "iam:ListUsers", "*"),
    ]);
    world.user("bob", &policy).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get("/users").await;
    let panel = page.refused("AccessDenied").text();
    assert!(panel.contains("iam:ListUsers"), "{panel}");
    assert!(
        panel.contains("Inline policy of the user rights, Statement 2"),
        "{panel}"
    );
    assert!(page.has("#new-user"));
}

#[tokio::test]
async fn a_user_is_made_with_all_that_was_wished_for() {
    let world = World::new().await;
    world
        .ask::<iam::CreateGroup>(&[("GroupName", "staff")])
        .await
        .unwrap();
    let mut browser = world.root_browser().await;
    let form = browser.get("/new-user").await;
    let found = browser
        .submit(
            &form,
            "/new-user",
            &[
                ("user_name", "ana"),
                ("policy_q", "ReadOnlyAcc"),
                ("do", "find"),
            ],
        )
        .await;
    assert_eq!(found.one("#user_name").attribute("value"), Some("ana"));
    assert!(
        found
            .all("input[name=policy]")
            .iter()
            .any(|input| input.attribute("value") == Some(READ_ONLY))
    );
    world.audit.take();
    let page = browser
        .submit(
            &found,
            "/new-user",
            &[
                ("path", "/team/"),
                ("tag_key_1", "team"),
                ("tag_value_1", "blue"),
                ("group", "staff"),
                ("policy", READ_ONLY),
                ("console", "generated"),
                ("do", "create"),
            ],
        )
        .await;
    page.shows("User created");
    assert_eq!(
        world.audit.names(),
        [
            "GetAccountPasswordPolicy",
            "CreateUser",
            "AddUserToGroup",
            "AttachUserPolicy",
            "CreateLoginProfile",
            "AttachUserPolicy",
        ]
    );
    let password = page.one("#new-password").text();
    assert_eq!(password.chars().count(), GENERATED_PASSWORD_CHARACTERS);
    let url = page.one("#sign-in-url").text();
    assert_eq!(url, format!("https://console.example.com/signin/{ACCOUNT}"));
    is_as_wished(&world).await;
}

/// Checks what is there after the form was sent.
async fn is_as_wished(world: &World) {
    let user = world
        .ask::<iam::GetUser>(&[("UserName", "ana")])
        .await
        .unwrap()
        .user;
    assert_eq!(user.path.as_deref(), Some("/team/"));
    assert_eq!(user.tags[0].value, "blue");
    let profile = world
        .ask::<iam::GetLoginProfile>(&[("UserName", "ana")])
        .await
        .unwrap();
    assert_eq!(profile.login_profile.password_reset_required, Some(true));
    let attached = world
        .ask::<iam::ListAttachedUserPolicies>(&[("UserName", "ana")])
        .await;
    let mut names: Vec<_> = attached
        .unwrap()
        .attached_policies
        .into_iter()
        .filter_map(|policy| policy.policy_name)
        .collect();
    names.sort();
    assert_eq!(names, ["IAMUserChangePassword", "ReadOnlyAccess"]);
}

#[tokio::test]
async fn a_user_without_a_password_is_made_at_once() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let form = browser.get("/new-user").await;
    let page = browser
        .submit(
            &form,
            "/new-user",
            &[("user_name", "bob"), ("do", "create")],
        )
        .await;
    page.shows("bob");
    assert_eq!(page.address, "/users/bob");
    assert_eq!(page.flash().as_deref(), Some("The user bob was created."));
    let arn = format!("arn:aws:iam::{ACCOUNT}:user/bob");
    assert_eq!(page.one("#arn").text(), arn);
}

#[tokio::test]
async fn what_is_wrong_with_a_new_user_stands_beside_its_field() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    let form = browser.get("/new-user").await;
    for (name, path, field) in [("a b<script>", "/", "user_name"), ("bob", "team", "path")] {
        let wrong = [("user_name", name), ("path", path), ("do", "create")];
        let page = browser.submit(&form, "/new-user", &wrong).await;
        assert_eq!(page.one("#user_name").attribute("value"), Some(name));
        assert!(page.has(&format!("#{field}-error")), "{}", page.text());
    }

    let wrong = [
        ("user_name", "bob"),
        ("console", "own"),
        ("password", ""),
        ("do", "create"),
    ];
    let page = browser.submit(&form, "/new-user", &wrong).await;
    assert!(page.has("#password-error"));

    let twice = [("user_name", "bob"), ("do", "create")];
    browser
        .submit(&form, "/new-user", &twice)
        .await
        .shows("bob");
    let page = browser.submit(&form, "/new-user", &twice).await;
    page.refused("EntityAlreadyExists");
}

#[tokio::test]
async fn what_was_refused_after_the_user_was_made_is_told() {
    let world = World::new().await;
    let policy = document(&[
        statement("Allow", "*", "*"),
        statement("Deny", "iam:AttachUserPolicy", "*"),
    ]);
    world.user("admin", &policy).await;
    let mut browser = world.browser_of("admin").await;
    let form = browser.get("/new-user").await;
    let wish = [
        ("user_name", "bob"),
        ("policy", READ_ONLY),
        ("do", "create"),
    ];
    let page = browser.submit(&form, "/new-user", &wish).await;
    page.shows("User created");
    page.refused("AccessDenied");
    assert!(!page.has("#new-password"));
    assert!(
        world
            .ask::<iam::GetUser>(&[("UserName", "bob")])
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_user_is_renamed() {
    let world = World::new().await;
    world.user("bob", &allow("s3:*", "*")).await;
    let mut browser = world.root_browser().await;
    let page = browser.get("/users/bob").await;
    let page = browser
        .submit(
            &page,
            "/users/bob/rename",
            &[("new_user_name", "."), ("new_path", "/x/")],
        )
        .await;
    page.shows(".");
    assert_eq!(page.address, "/users/~.");
    let arn = format!("arn:aws:iam::{ACCOUNT}:user/x/.");
    assert_eq!(page.one("#arn").text(), arn);
    let page = browser
        .submit(&page, "/users/~./rename", &[("new_user_name", "a/b")])
        .await;
    assert!(page.has("#new_user_name-error"));
}

#[tokio::test]
async fn groups_are_joined_and_left() {
    let world = World::new().await;
    world.user("bob", &allow("s3:*", "*")).await;
    for group in ["staff", "admins"] {
        world
            .ask::<iam::CreateGroup>(&[("GroupName", group)])
            .await
            .unwrap();
    }
    let mut browser = world.root_browser().await;
    let page = browser.get("/users/bob/groups").await;
    assert_eq!(page.all("#group option").len(), 2);
    let page = browser
        .submit(&page, "/users/bob/groups/join", &[("group", "staff")])
        .await;
    assert_eq!(
        page.flash().as_deref(),
        Some("The user is in the group staff now.")
    );
    assert_eq!(page.one("#group-1").text(), "staff");
    assert_eq!(page.all("#group option").len(), 1);
    let page = browser.submit(&page, "/users/bob/groups/leave", &[]).await;
    assert!(!page.has("#groups"));
}

#[tokio::test]
async fn a_user_is_deleted_after_what_hangs_on_it() {
    let world = World::new().await;
    world.user_with_key("bob", &allow("s3:*", "*")).await;
    let members = [("UserName", "bob"), ("Password", PASSWORD)];
    world
        .ask::<iam::CreateLoginProfile>(&members)
        .await
        .unwrap();
    let members = [("UserName", "bob"), ("PolicyArn", READ_ONLY)];
    world.ask::<iam::AttachUserPolicy>(&members).await.unwrap();
    let mut browser = world.root_browser().await;
    let page = browser.get("/users/bob/delete").await;
    page.shows("Delete user");
    assert_eq!(page.all(".removals li").len(), 4);

    let refused = browser.submit(&page, "/users/bob/delete", &[]).await;
    refused.refused("DeleteConflict");
    world.audit.take();
    let page = browser
        .submit(&page, "/users/bob/delete", &[("with_all", "yes")])
        .await;
    page.shows("Users");
    assert_eq!(page.flash().as_deref(), Some("The user bob was deleted."));
    let names = world.audit.names();
    let changes: Vec<_> = names
        .into_iter()
        .filter(|name| !name.starts_with("List"))
        .collect();
    assert_eq!(
        changes,
        [
            "GetLoginProfile",
            "DeleteLoginProfile",
            "DeleteAccessKey",
            "DetachUserPolicy",
            "DeleteUserPolicy",
            "DeleteUser",
        ]
    );
}

#[tokio::test]
async fn a_deletion_stops_at_the_first_refusal() {
    let world = World::new().await;
    world.user_with_key("bob", &allow("s3:*", "*")).await;
    let policy = document(&[
        statement("Allow", "*", "*"),
        statement("Deny", "iam:DeleteUserPolicy", "*"),
    ]);
    world.user("admin", &policy).await;
    let mut browser = world.browser_of("admin").await;
    let page = browser.get("/users/bob/delete").await;
    let page = browser
        .submit(&page, "/users/bob/delete", &[("with_all", "yes")])
        .await;
    page.refused("AccessDenied");
    assert!(page.text().contains("Gone already"), "{}", page.text());
    assert_eq!(page.all(".removals li").len(), 1);
    let left = world.ask::<iam::GetUser>(&[("UserName", "bob")]).await;
    assert!(left.is_ok());
}

#[tokio::test]
async fn nothing_is_removed_that_no_page_told_of() {
    let world = World::new().await;
    world.user_with_key("bob", &allow("s3:*", "*")).await;
    let mut browser = world.root_browser().await;
    let page = browser.get("/users/bob/delete").await;
    assert_eq!(page.all(".removals li").len(), 2);
    let members = [("UserName", "bob"), ("PolicyArn", READ_ONLY)];
    world.ask::<iam::AttachUserPolicy>(&members).await.unwrap();
    let page = browser
        .submit(&page, "/users/bob/delete", &[("with_all", "yes")])
        .await;
    page.shows("Delete user");
    assert!(page.text().contains("Gone already"), "{}", page.text());
    let left = page.all(".removals li");
    assert_eq!(left.len(), 1);
    assert!(left[0].text().contains(READ_ONLY));
    let page = browser
        .submit(&page, "/users/bob/delete", &[("with_all", "yes")])
        .await;
    assert_eq!(page.flash().as_deref(), Some("The user bob was deleted."));
}

/// Who may not see all that hangs on a user does not begin to remove it.
#[tokio::test]
async fn what_cannot_be_looked_up_is_not_removed() {
    let world = World::new().await;
    world.user_with_key("bob", &allow("s3:*", "*")).await;
    let policy = document(&[
        statement("Allow", "*", "*"),
        statement("Deny", "iam:ListMFADevices", "*"),
    ]);
    world.user("admin", &policy).await;
    let mut browser = world.browser_of("admin").await;
    let page = browser.get("/users/bob/delete").await;
    assert!(!page.has("#with_all"));
    let page = browser.submit(&page, "/users/bob/delete", &[]).await;
    page.refused("DeleteConflict");
    assert_eq!(page.all(".removals li").len(), 2);
}

#[tokio::test]
async fn a_user_who_is_not_there_is_told() {
    let world = World::new().await;
    let mut browser = world.root_browser().await;
    for path in [
        "/users/eve",
        "/users/%3Cscript%3E",
        "/users/eve/security",
        "/users/eve/delete",
    ] {
        let page = browser.get(path).await;
        assert!(page.has(".panel.refused"), "{path}");
    }
    let missing = world.ask::<iam::GetUser>(&[("UserName", "eve")]).await;
    assert_eq!(missing.unwrap_err().code, ErrorCode::NoSuchEntity);
}
