//! A user's own password, changed by the user.

use iamd_api::{Error, iam};
use iamd_ident::AccessKeyId;

use crate::{
    documents::{allow, deny, document, statement},
    world::{World, refused, user_arn},
};

const OLD: &str = "old pass-Word 1";
const NEW: &str = "new pass-Word 2";

async fn change(world: &World, key: &AccessKeyId, old: &str, new: &str) -> Result<(), Error> {
    let members = [("OldPassword", old), ("NewPassword", new)];
    world.ask::<iam::ChangePassword>(key, &members).await
}

/// Bob, who may change the password that he has.
async fn bob(world: &World) -> AccessKeyId {
    let policy = allow("iam:ChangePassword", &user_arn("${aws:username}"));
    let bob = world.user("bob", &policy).await;
    let members = [("UserName", "bob"), ("Password", OLD)];
    world.perform("CreateLoginProfile", &members).await;
    bob
}

#[tokio::test]
async fn who_knows_the_old_password_sets_a_new_one() {
    let world = World::new().await;
    let bob = bob(&world).await;
    let required = [("UserName", "bob"), ("PasswordResetRequired", "true")];
    world.perform("UpdateLoginProfile", &required).await;
    change(&world, &bob, OLD, NEW).await.unwrap();
    let profile = world
        .ask::<iam::GetLoginProfile>(&world.root, &[("UserName", "bob")])
        .await;
    let profile = profile.unwrap().login_profile;
    assert_eq!(profile.password_reset_required, Some(false));
    change(&world, &bob, NEW, OLD).await.unwrap();
}

#[tokio::test]
async fn who_does_not_know_it_is_refused() {
    let world = World::new().await;
    let bob = bob(&world).await;
    refused(
        change(&world, &bob, "a guess of 1 Pass", NEW).await,
        "AccessDenied",
        "The old password was incorrect.",
    );
    refused(
        change(&world, &bob, OLD, OLD).await,
        "PasswordPolicyViolation",
        "Policy constraint violation with password reuse prevention during password change.",
    );
    change(&world, &bob, OLD, NEW).await.unwrap();
}

#[tokio::test]
async fn a_user_without_a_password_changes_none() {
    let world = World::new().await;
    let eve = world.user("eve", &allow("iam:*", "*")).await;
    refused(
        change(&world, &eve, OLD, NEW).await,
        "NoSuchEntity",
        "Login Profile for User eve cannot be found.",
    );
}

#[tokio::test]
async fn only_users_have_passwords_to_change() {
    let world = World::new().await;
    let bob = bob(&world).await;
    let session = world.session(&bob, "role", &allow("*", "*")).await;
    for caller in [&world.root, &session] {
        refused(
            change(&world, caller, OLD, NEW).await,
            "InvalidUserType",
            "Only IAM Users can change their own password",
        );
    }
}

#[tokio::test]
async fn policies_decide_and_the_account_may_let_all_its_users() {
    let world = World::new().await;
    let eve = world.powerless("eve").await;
    let members = [("UserName", "eve"), ("Password", OLD)];
    world.perform("CreateLoginProfile", &members).await;
    let not_allowed = format!(
        "User: {} is not authorized to perform: iam:ChangePassword on resource: user eve because \
         no identity-based policy allows the iam:ChangePassword action",
        user_arn("eve")
    );
    refused(
        change(&world, &eve, OLD, NEW).await,
        "AccessDenied",
        &not_allowed,
    );

    let setting = ("AllowUsersToChangePassword", "true");
    world
        .perform("UpdateAccountPasswordPolicy", &[setting])
        .await;
    change(&world, &eve, OLD, NEW).await.unwrap();
    world
        .ask::<iam::GetAccountPasswordPolicy>(&eve, &[])
        .await
        .unwrap();
    let others = [("UserName", "bob"), ("Password", NEW)];
    world.powerless("bob").await;
    let answer = world.ask_by_name(&eve, "CreateLoginProfile", &others).await;
    assert_eq!(answer.unwrap_err().code.as_str(), "AccessDenied");

    let put = |policy: String| {
        let world = &world;
        async move {
            let members = [
                ("UserName", "eve"),
                ("PolicyName", "own"),
                ("PolicyDocument", policy.as_str()),
            ];
            world.perform("PutUserPolicy", &members).await;
        }
    };
    put(deny("iam:ChangePassword", "*")).await;
    let answer = change(&world, &eve, NEW, OLD).await;
    assert!(answer.unwrap_err().message.contains("explicit deny"));

    put(document(&[statement("Deny", "iam:ListUsers", "*")])).await;
    change(&world, &eve, NEW, OLD).await.unwrap();
    world.perform("DeleteAccountPasswordPolicy", &[]).await;
    refused(
        change(&world, &eve, OLD, NEW).await,
        "AccessDenied",
        &not_allowed,
    );
}
