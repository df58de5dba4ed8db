//! Passwords of users, as administrators set them.

use std::sync::Arc;

use iamd_api::{Error, iam};

use crate::{
    documents::allow,
    world::{Members, World, refused, user_arn},
};

const BOB: (&str, &str) = ("UserName", "bob");
const PASSWORD: (&str, &str) = ("Password", "a pass-Word 1");
const RESET: (&str, &str) = ("PasswordResetRequired", "true");

async fn create(world: &World, members: Members<'_>) -> Result<iam::LoginProfile, Error> {
    let made = world.ask::<iam::CreateLoginProfile>(&world.root, members);
    made.await.map(|made| made.login_profile)
}

async fn get(world: &World) -> Result<iam::LoginProfile, Error> {
    let found = world.ask::<iam::GetLoginProfile>(&world.root, &[BOB]);
    found.await.map(|found| found.login_profile)
}

async fn update(world: &World, members: Members<'_>) -> Result<(), Error> {
    world
        .ask::<iam::UpdateLoginProfile>(&world.root, members)
        .await
}

#[tokio::test]
async fn a_login_profile_is_what_was_asked_for() {
    let world = World::new().await;
    world.powerless("bob").await;
    let made = create(&world, &[BOB, PASSWORD, RESET]).await.unwrap();
    assert_eq!(made.user_name, "bob");
    assert_eq!(made.password_reset_required, Some(true));
    assert_eq!(made.create_date.to_string(), "2026-01-31T00:00:00Z");
    world.clock.advance_seconds(60);
    let found = get(&world).await.unwrap();
    assert_eq!(format!("{found:?}"), format!("{made:?}"));

    update(&world, &[BOB, ("PasswordResetRequired", "false")])
        .await
        .unwrap();
    assert_eq!(
        get(&world).await.unwrap().password_reset_required,
        Some(false)
    );
    update(&world, &[BOB, ("Password", "another pass-Word 2"), RESET])
        .await
        .unwrap();
    let found = get(&world).await.unwrap();
    assert_eq!(found.password_reset_required, Some(true));
    // What stays the same is not touched.
    update(&world, &[BOB]).await.unwrap();
    let same = get(&world).await.unwrap();
    assert_eq!(format!("{same:?}"), format!("{found:?}"));
}

#[tokio::test]
async fn a_user_has_one_and_may_do_without() {
    let world = World::new().await;
    world.powerless("bob").await;
    let missing = "Login Profile for User bob cannot be found.";
    refused(get(&world).await, "NoSuchEntity", missing);
    refused(update(&world, &[BOB]).await, "NoSuchEntity", missing);
    let delete = || world.ask::<iam::DeleteLoginProfile>(&world.root, &[BOB]);
    refused(delete().await, "NoSuchEntity", missing);

    let made = create(&world, &[BOB, PASSWORD]).await.unwrap();
    assert_eq!(made.password_reset_required, Some(false));
    refused(
        create(&world, &[BOB, PASSWORD]).await,
        "EntityAlreadyExists",
        "Login Profile for user bob already exists.",
    );
    delete().await.unwrap();
    refused(get(&world).await, "NoSuchEntity", missing);
    create(&world, &[BOB, PASSWORD]).await.unwrap();
}

#[tokio::test]
async fn a_user_goes_after_its_login_profile() {
    let world = World::new().await;
    world.perform("CreateUser", &[BOB]).await;
    create(&world, &[BOB, PASSWORD]).await.unwrap();
    let delete = || world.ask::<iam::DeleteUser>(&world.root, &[BOB]);
    refused(
        delete().await,
        "DeleteConflict",
        "Cannot delete entity, must delete login profile first.",
    );
    world.perform("DeleteLoginProfile", &[BOB]).await;
    delete().await.unwrap();
}

#[tokio::test]
async fn a_new_user_of_the_same_name_has_no_password() {
    let world = World::new().await;
    world.perform("CreateUser", &[BOB]).await;
    create(&world, &[BOB, PASSWORD]).await.unwrap();
    for operation in ["DeleteLoginProfile", "DeleteUser", "CreateUser"] {
        world.perform(operation, &[BOB]).await;
    }
    let answer = get(&world).await;
    assert_eq!(answer.unwrap_err().code.as_str(), "NoSuchEntity");
}

#[tokio::test]
async fn a_renamed_user_keeps_its_password() {
    let world = World::new().await;
    let robert = world.user("robert", &allow("iam:*", "*")).await;
    let members = [("UserName", "robert"), PASSWORD];
    create(&world, &members).await.unwrap();
    world
        .perform(
            "UpdateUser",
            &[("UserName", "robert"), ("NewUserName", "bob")],
        )
        .await;
    assert_eq!(get(&world).await.unwrap().user_name, "bob");
    let members = [
        ("OldPassword", PASSWORD.1),
        ("NewPassword", "b pass-Word 2"),
    ];
    world
        .ask::<iam::ChangePassword>(&robert, &members)
        .await
        .unwrap();
}

/// Without a name it is the caller's own; the root user has none that these operations reach.
#[tokio::test]
async fn without_a_name_it_is_the_callers_own() {
    let world = World::new().await;
    let bob = world
        .user("bob", &allow("iam:*LoginProfile", &user_arn("bob")))
        .await;
    let made = world.ask::<iam::CreateLoginProfile>(&bob, &[PASSWORD]);
    assert_eq!(made.await.unwrap().login_profile.user_name, "bob");
    let found = world.ask::<iam::GetLoginProfile>(&bob, &[]).await;
    assert_eq!(found.unwrap().login_profile.user_name, "bob");
    world
        .ask::<iam::DeleteLoginProfile>(&bob, &[])
        .await
        .unwrap();

    let session = world.session(&bob, "role", &allow("*", "*")).await;
    let text = "Must specify userName when calling with non-User credentials";
    for caller in [&world.root, &session] {
        for operation in [
            "CreateLoginProfile",
            "GetLoginProfile",
            "DeleteLoginProfile",
        ] {
            let answer = world.ask_by_name(caller, operation, &[PASSWORD]).await;
            refused(answer, "ValidationError", text);
        }
    }
}

#[tokio::test]
async fn a_password_cannot_be_left_out() {
    let world = World::new().await;
    world.powerless("bob").await;
    refused(
        create(&world, &[BOB]).await,
        "ValidationError",
        "1 validation error detected: Value at 'password' failed to satisfy constraint: Member \
         must not be null",
    );
}

/// A validation text shows other values, but no password.
#[tokio::test]
async fn what_can_be_no_password_is_not_shown() {
    let world = World::new().await;
    world.powerless("bob").await;
    let long = "x".repeat(129);
    for password in ["漢字-Pass-1", long.as_str()] {
        let error = create(&world, &[BOB, ("Password", password)]).await;
        let error = error.unwrap_err();
        assert_eq!(error.code.as_str(), "ValidationError");
        assert!(!error.message.contains(password), "{error}");
    }
}

/// Who changes a password at the same time as somebody else is told what clients try again after.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn changes_at_the_same_time_are_told_as_that() {
    let world = Arc::new(World::new().await);
    world.powerless("bob").await;
    create(&world, &[BOB, PASSWORD]).await.unwrap();
    let mut tasks = Vec::new();
    for number in 0..8 {
        let world = Arc::clone(&world);
        tasks.push(tokio::spawn(async move {
            let password = format!("another pass-Word {number}");
            update(&world, &[BOB, ("Password", &password)]).await
        }));
    }
    let mut changed = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => changed += 1,
            Err(error) => assert_eq!(error.code.as_str(), "EntityTemporarilyUnmodifiable"),
        }
    }
    assert!(changed > 0);
}
