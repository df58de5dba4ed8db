//! Users: made, found, renamed, listed, deleted.

use iamd_api::iam;

use crate::{
    documents::allow,
    world::{ACCOUNT, Members, OTHER_ACCOUNT, World, refused, user_arn},
};

async fn user(world: &World, name: &str) -> iam::User {
    world
        .ask::<iam::GetUser>(&world.root, &[("UserName", name)])
        .await
        .unwrap()
        .user
}

#[tokio::test]
async fn a_user_is_what_was_asked_for() {
    let world = World::new().await;
    let members = [
        ("UserName", "bob"),
        ("Path", "/division/team/"),
        ("Tags.member.1.Key", "Team"),
        ("Tags.member.1.Value", "a"),
        ("Tags.member.2.Key", "empty"),
        ("Tags.member.2.Value", ""),
    ];
    let made = world
        .ask::<iam::CreateUser>(&world.root, &members)
        .await
        .unwrap()
        .user
        .unwrap();
    assert_eq!(made.user_name.as_deref(), Some("bob"));
    assert_eq!(made.path.as_deref(), Some("/division/team/"));
    assert_eq!(made.arn, user_arn("division/team/bob"));
    assert!(
        made.user_id.starts_with("AIDA") && made.user_id.len() == 21,
        "{}",
        made.user_id
    );
    assert_eq!(made.create_date.to_string(), "2026-01-31T00:00:00Z");
    assert_eq!(made.password_last_used, None);
    let tags: Vec<_> = made
        .tags
        .iter()
        .map(|tag| (&*tag.key, &*tag.value))
        .collect();
    assert_eq!(tags, [("Team", "a"), ("empty", "")]);

    world.clock.advance_seconds(60);
    assert_eq!(
        format!("{:?}", user(&world, "bob").await),
        format!("{made:?}")
    );
    let listed = world.ask::<iam::ListUsers>(&world.root, &[]).await.unwrap();
    assert_eq!(listed.is_truncated, Some(false));
    let without_tags = iam::User {
        tags: Vec::new(),
        ..made
    };
    assert_eq!(
        format!("{:?}", listed.users),
        format!("{:?}", [without_tags])
    );
}

#[tokio::test]
async fn names_are_unique_without_regard_to_case_and_path() {
    let world = World::new().await;
    world.powerless("Bob").await;
    for (name, path) in [("Bob", "/"), ("bob", "/"), ("BOB", "/elsewhere/")] {
        let members = [("UserName", name), ("Path", path)];
        let answer = world.ask::<iam::CreateUser>(&world.root, &members).await;
        refused(
            answer,
            "EntityAlreadyExists",
            &format!("User with name {name} already exists."),
        );
    }
    assert_eq!(
        user(&world, "bOB").await.arn,
        user_arn("Bob"),
        "the name stays as it was written"
    );
}

#[tokio::test]
async fn without_a_name_a_user_is_the_caller() {
    let world = World::new().await;
    let bob = world
        .user("bob", &allow("iam:GetUser", &user_arn("bob")))
        .await;
    let found = world.ask::<iam::GetUser>(&bob, &[]).await.unwrap().user;
    assert_eq!(found.arn, user_arn("bob"));

    let root = world
        .ask::<iam::GetUser>(&world.root, &[])
        .await
        .unwrap()
        .user;
    assert_eq!(root.user_id, ACCOUNT);
    assert_eq!((root.user_name, root.path), (None, None));
    assert_eq!(root.arn, format!("arn:aws:iam::{ACCOUNT}:root"));
    assert_eq!(root.create_date.to_string(), "2026-01-31T00:00:00Z");
}

/// A session of a role is no user, and not the root user either.
#[tokio::test]
async fn without_a_name_a_role_session_is_nobody() {
    let world = World::new().await;
    let bob = world.powerless("bob").await;
    let session = world.session(&bob, "role", &allow("*", "*")).await;
    let text = "Must specify userName when calling with non-User credentials";
    for operation in ["GetUser", "CreateAccessKey", "ListAccessKeys"] {
        let answer = world.ask_by_name(&session, operation, &[]).await;
        refused(answer, "ValidationError", text);
        let named = [("UserName", "bob")];
        world
            .ask_by_name(&session, operation, &named)
            .await
            .unwrap();
    }
    let root = world.ask::<iam::ListAccessKeys>(&world.root, &[]).await;
    assert_eq!(root.unwrap().access_key_metadata.len(), 1);
}

#[tokio::test]
async fn a_renamed_user_keeps_its_id_and_all_that_belongs_to_it() {
    let world = World::new().await;
    let key = world.user("bob", &allow("iam:GetUser", "*")).await;
    let policy = world.policy("policy").await;
    let members = [("UserName", "bob"), ("PolicyArn", policy.as_str())];
    world
        .ask::<iam::AttachUserPolicy>(&world.root, &members)
        .await
        .unwrap();
    let before = user(&world, "bob").await;

    let members = [
        ("UserName", "bob"),
        ("NewUserName", "robert"),
        ("NewPath", "/moved/"),
    ];
    world
        .ask::<iam::UpdateUser>(&world.root, &members)
        .await
        .unwrap();
    let after = user(&world, "robert").await;
    assert_eq!(after.user_id, before.user_id);
    assert_eq!(after.create_date, before.create_date);
    assert_eq!(
        (after.path.as_deref(), after.arn),
        (Some("/moved/"), user_arn("moved/robert"))
    );
    let own = world.ask::<iam::GetUser>(&key, &[]).await.unwrap().user;
    assert_eq!(
        own.user_name.as_deref(),
        Some("robert"),
        "the key and the inline policy went along"
    );
    let members = [("UserName", "robert")];
    let attached = world
        .ask::<iam::ListAttachedUserPolicies>(&world.root, &members)
        .await
        .unwrap();
    assert_eq!(attached.attached_policies.len(), 1);
    let members = [("PolicyArn", policy.as_str())];
    let holders = world
        .ask::<iam::ListEntitiesForPolicy>(&world.root, &members)
        .await
        .unwrap();
    assert_eq!(holders.policy_users[0].user_name.as_deref(), Some("robert"));

    let gone = world
        .ask::<iam::GetUser>(&world.root, &[("UserName", "bob")])
        .await;
    refused(
        gone,
        "NoSuchEntity",
        "The user with name bob cannot be found.",
    );
    world.powerless("bob").await;
    assert_ne!(user(&world, "bob").await.user_id, before.user_id);
}

#[tokio::test]
async fn a_new_name_must_be_free() {
    let world = World::new().await;
    world.powerless("bob").await;
    world.powerless("Zoe").await;
    for taken in ["Zoe", "zoe"] {
        let members = [("UserName", "bob"), ("NewUserName", taken)];
        let answer = world.ask::<iam::UpdateUser>(&world.root, &members).await;
        refused(
            answer,
            "EntityAlreadyExists",
            &format!("User with name {taken} already exists."),
        );
    }
    // Its own name in other case, its own name, its own path, and nothing at all.
    let id = user(&world, "bob").await.user_id;
    let updates: [Members<'_>; 4] = [
        &[("UserName", "bob"), ("NewUserName", "BOB")],
        &[("UserName", "bob"), ("NewUserName", "BOB")],
        &[("UserName", "bob"), ("NewPath", "/")],
        &[("UserName", "bob")],
    ];
    for members in updates {
        world
            .ask::<iam::UpdateUser>(&world.root, members)
            .await
            .unwrap();
        let found = user(&world, "bob").await;
        assert_eq!(
            (found.user_id.as_str(), found.arn),
            (id.as_str(), user_arn("BOB"))
        );
    }
}

#[tokio::test]
async fn a_user_that_does_not_exist_is_named() {
    let world = World::new().await;
    let arn = world.policy("policy").await;
    let document = allow("iam:GetUser", "*");
    let name = ("UserName", "nobody");
    let policy = ("PolicyName", "inline");
    let key = ("AccessKeyId", "AKIAIOSFODNN7EXAMPLE");
    let arn = ("PolicyArn", arn.as_str());
    for (operation, members) in [
        ("GetUser", vec![name]),
        ("UpdateUser", vec![name]),
        ("DeleteUser", vec![name]),
        ("CreateAccessKey", vec![name]),
        ("ListAccessKeys", vec![name]),
        ("UpdateAccessKey", vec![name, key, ("Status", "Active")]),
        ("DeleteAccessKey", vec![name, key]),
        ("AttachUserPolicy", vec![name, arn]),
        ("DetachUserPolicy", vec![name, arn]),
        ("ListAttachedUserPolicies", vec![name]),
        (
            "PutUserPolicy",
            vec![name, policy, ("PolicyDocument", &document)],
        ),
        ("GetUserPolicy", vec![name, policy]),
        ("ListUserPolicies", vec![name]),
        ("DeleteUserPolicy", vec![name, policy]),
        (
            "TagUser",
            vec![
                name,
                ("Tags.member.1.Key", "k"),
                ("Tags.member.1.Value", "v"),
            ],
        ),
        ("UntagUser", vec![name, ("TagKeys.member.1", "k")]),
        (
            "CreateLoginProfile",
            vec![name, ("Password", "a pass-Word 1")],
        ),
        ("GetLoginProfile", vec![name]),
        (
            "UpdateLoginProfile",
            vec![name, ("Password", "a pass-Word 1")],
        ),
        ("DeleteLoginProfile", vec![name]),
        ("ListUserTags", vec![name]),
    ] {
        let answer = world.ask_by_name(&world.root, operation, &members).await;
        refused(
            answer,
            "NoSuchEntity",
            "The user with name nobody cannot be found.",
        );
    }
}

#[tokio::test]
async fn a_user_goes_after_all_that_depends_on_it() {
    let world = World::new().await;
    let key = world
        .user("bob", &allow("iam:GetUser", "*"))
        .await
        .to_string();
    let arn = world.policy("policy").await;
    let name = ("UserName", "bob");
    let attachment = [name, ("PolicyArn", arn.as_str())];
    world
        .ask::<iam::AttachUserPolicy>(&world.root, &attachment)
        .await
        .unwrap();

    let members = [name];
    let delete = || world.ask::<iam::DeleteUser>(&world.root, &members);
    for (text, operation, members) in [
        (
            "Cannot delete entity, must detach all policies first.",
            "DetachUserPolicy",
            ("PolicyArn", arn.as_str()),
        ),
        (
            "Cannot delete entity, must delete policies first.",
            "DeleteUserPolicy",
            ("PolicyName", "rights"),
        ),
        (
            "Cannot delete entity, must delete access keys first.",
            "DeleteAccessKey",
            ("AccessKeyId", key.as_str()),
        ),
    ] {
        refused(delete().await, "DeleteConflict", text);
        world
            .ask_by_name(&world.root, operation, &[name, members])
            .await
            .unwrap();
    }
    delete().await.unwrap();
    refused(
        delete().await,
        "NoSuchEntity",
        "The user with name bob cannot be found.",
    );
    let policy = world
        .ask::<iam::GetPolicy>(&world.root, &[("PolicyArn", &arn)])
        .await
        .unwrap();
    assert_eq!(policy.policy.unwrap().attachment_count, Some(0));
}

#[tokio::test]
async fn accounts_do_not_see_each_other() {
    let world = World::new().await;
    let other = world.account(OTHER_ACCOUNT).await;
    world.powerless("bob").await;
    let found = world
        .ask::<iam::GetUser>(&other, &[("UserName", "bob")])
        .await;
    refused(
        found,
        "NoSuchEntity",
        "The user with name bob cannot be found.",
    );
    world
        .ask::<iam::CreateUser>(&other, &[("UserName", "bob")])
        .await
        .unwrap();
    let found = world
        .ask::<iam::GetUser>(&other, &[("UserName", "bob")])
        .await
        .unwrap()
        .user;
    assert_eq!(found.arn, format!("arn:aws:iam::{OTHER_ACCOUNT}:user/bob"));
    world
        .ask::<iam::DeleteUser>(&other, &[("UserName", "bob")])
        .await
        .unwrap();
    assert_eq!(user(&world, "bob").await.arn, user_arn("bob"));
}
