//! Trust policies: what is accepted, how they come back, and whom they let assume a role.

use iamd_api::{Error, iam};
use iamd_ident::AccessKeyId;
use serde_json::json;

use crate::{
    documents::{allow, document, service_trust, spread, statement, trust},
    world::{ACCOUNT, OTHER_ACCOUNT, World, refused, role_arn, user_arn},
};

const ROLE: (&str, &str) = ("RoleName", "role");

/// The text of the trust policy of the role `role`.
async fn trusting(world: &World) -> String {
    let found = world.ask::<iam::GetRole>(&world.root, &[ROLE]).await;
    found.unwrap().role.assume_role_policy_document.unwrap()
}

async fn set_trust(world: &World, document: &str) -> Result<(), Error> {
    let members = [ROLE, ("PolicyDocument", document)];
    world
        .ask::<iam::UpdateAssumeRolePolicy>(&world.root, &members)
        .await
}

/// Whether the owner of a key may assume the role `role` now.
async fn may_assume(world: &World, key: &AccessKeyId) -> bool {
    match world.assume(key, &role_arn("role")).await {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.code.as_str(), "AccessDenied", "{error}");
            false
        }
    }
}

#[tokio::test]
async fn a_trust_policy_comes_back_as_it_was_written() {
    let world = World::new().await;
    world.powerless("bob").await;
    for text in [
        spread(&trust(&user_arn("bob"))),
        spread(&service_trust()),
        // What Python's `True` becomes.
        json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow",
                "Principal": { "AWS": [user_arn("bob"), ACCOUNT] },
                "Action": "sts:AssumeRole",
                "Condition": { "Bool": { "aws:MultiFactorAuthPresent": true } },
            }],
        })
        .to_string(),
    ] {
        let members = [ROLE, ("AssumeRolePolicyDocument", text.as_str())];
        let made = world.ask::<iam::CreateRole>(&world.root, &members).await;
        let made = made.unwrap().role.assume_role_policy_document;
        assert_eq!(made, Some(text.clone()));
        assert_eq!(trusting(&world).await, text);
        assert_eq!(trusting(&world.restarted()).await, text);
        world
            .ask::<iam::DeleteRole>(&world.root, &[ROLE])
            .await
            .unwrap();
    }
    world.role("role", &service_trust()).await;
    let text = spread(&trust(&user_arn("bob")));
    set_trust(&world, &text).await.unwrap();
    assert_eq!(trusting(&world.restarted()).await, text);
}

#[tokio::test]
async fn what_is_no_trust_policy_is_refused_in_awss_words() {
    let world = World::new().await;
    world.role("role", &service_trust()).await;
    let with_resource = document(&[json!({
        "Effect": "Allow",
        "Principal": { "Service": "ec2.amazonaws.com" },
        "Action": "sts:AssumeRole",
        "Resource": "*",
    })]);
    let other_action = document(&[json!({
        "Effect": "Allow",
        "Principal": { "Service": "ec2.amazonaws.com" },
        "Action": "sts:GetCallerIdentity",
    })]);
    let unknown = trust(&user_arn("nobody"));
    let invalid = format!(
        "Invalid principal in policy: \"AWS\":\"{}\"",
        user_arn("nobody")
    );
    for (text, expected) in [
        ("{", "This policy contains invalid Json"),
        (&with_resource, "Has prohibited field Resource"),
        (
            &other_action,
            "AssumeRole policy may only specify STS AssumeRole actions.",
        ),
        (&unknown, &invalid),
    ] {
        let answer = set_trust(&world, text).await;
        refused(answer, "MalformedPolicyDocument", expected);
        let members = [("RoleName", "another"), ("AssumeRolePolicyDocument", text)];
        let answer = world.ask::<iam::CreateRole>(&world.root, &members).await;
        refused(answer, "MalformedPolicyDocument", expected);
    }
    assert_eq!(trusting(&world).await, service_trust());
    let long = document(&[json!({
        "Sid": "x".repeat(2_048),
        "Effect": "Allow",
        "Principal": { "Service": "ec2.amazonaws.com" },
        "Action": "sts:AssumeRole",
    })]);
    let text = "Cannot exceed quota for ACLSizePerRole: 2048";
    refused(set_trust(&world, &long).await, "LimitExceeded", text);
}

#[tokio::test]
async fn a_principal_is_shown_as_it_is_called_today_and_a_namesake_is_another() {
    let world = World::new().await;
    let bob = world.powerless("bob").await;
    world.role("role", &trust(&user_arn("bob"))).await;
    assert!(may_assume(&world, &bob).await);
    let members = [("UserName", "bob"), ("NewUserName", "robert")];
    world
        .ask::<iam::UpdateUser>(&world.root, &members)
        .await
        .unwrap();
    assert_eq!(trusting(&world).await, trust(&user_arn("robert")));
    assert!(may_assume(&world, &bob).await);

    let user = world
        .ask::<iam::GetUser>(&world.root, &[("UserName", "robert")])
        .await;
    let id = user.unwrap().user.user_id;
    for (operation, member) in [
        ("DeleteAccessKey", ("AccessKeyId", bob.as_str())),
        ("DeleteUser", ("Ignored", "")),
    ] {
        let members = [("UserName", "robert"), member];
        let done = world.ask_by_name(&world.root, operation, &members).await;
        done.unwrap();
    }
    assert_eq!(trusting(&world).await, trust(&id));
    let namesake = world.powerless("robert").await;
    assert!(!may_assume(&world, &namesake).await);
    let text = format!("Invalid principal in policy: \"AWS\":\"{id}\"");
    let answer = set_trust(&world, &trust(&id)).await;
    refused(answer, "MalformedPolicyDocument", &text);
    set_trust(&world, &trust(&user_arn("robert")))
        .await
        .unwrap();
    assert!(may_assume(&world, &namesake).await);
}

#[tokio::test]
async fn a_trust_policy_counts_in_the_next_decision() {
    let world = World::new().await;
    let bob = world.powerless("bob").await;
    world.role("role", &service_trust()).await;
    assert!(!may_assume(&world, &bob).await);
    for (text, expected) in [
        (trust(&user_arn("bob")), true),
        (service_trust(), false),
        // The account is not its users: they need a permission besides.
        (trust(ACCOUNT), false),
        (trust(&user_arn("bob")), true),
    ] {
        set_trust(&world, &text).await.unwrap();
        assert_eq!(may_assume(&world, &bob).await, expected, "{text}");
        let restarted = world.restarted();
        assert_eq!(may_assume(&restarted, &bob).await, expected, "{text}");
    }
    set_trust(&world, &trust(ACCOUNT)).await.unwrap();
    let rights = allow("sts:AssumeRole", &role_arn("role"));
    let members = [
        ("UserName", "bob"),
        ("PolicyName", "rights"),
        ("PolicyDocument", &rights),
    ];
    world
        .ask::<iam::PutUserPolicy>(&world.root, &members)
        .await
        .unwrap();
    assert!(may_assume(&world, &bob).await);
}

#[tokio::test]
async fn another_account_needs_both_permissions() {
    let world = World::new().await;
    let other = world.account(OTHER_ACCOUNT).await;
    world.role("role", &trust(OTHER_ACCOUNT)).await;
    let eve = world.user_of(&other, "eve", &allow("s3:*", "*")).await;
    assert!(!may_assume(&world, &eve).await);
    let max = world
        .user_of(
            &other,
            "max",
            &document(&[statement("Allow", "sts:AssumeRole", &role_arn("role"))]),
        )
        .await;
    assert!(may_assume(&world, &max).await);
    set_trust(&world, &service_trust()).await.unwrap();
    assert!(!may_assume(&world, &max).await);
}
