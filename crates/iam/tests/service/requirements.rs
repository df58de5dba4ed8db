//! What operations ask of policies besides their own action on their own resource, and how a
//! refusal is worded.

use iamd_api::iam;

use crate::{
    documents::{allow, deny, document, statement},
    world::{Members, World, policy_arn, refused, user_arn},
};

/// What bob is told who may not.
fn not_allowed(action: &str, resource: &str) -> String {
    format!(
        "User: {} is not authorized to perform: {action} on resource: {resource} because no \
         identity-based policy allows the {action} action",
        user_arn("bob")
    )
}

#[tokio::test]
async fn a_refusal_names_the_resource_as_aws_does() {
    let world = World::new().await;
    let bob = world.powerless("bob").await;
    let document = allow("iam:GetUser", "*");
    let (policy, eve) = (policy_arn("team/policy"), ("UserName", "eve"));
    let new_policy = [
        ("PolicyName", "policy"),
        ("PolicyDocument", document.as_str()),
    ];
    let named_policy = [("PolicyArn", policy.as_str())];
    let rows: [(&str, Members<'_>, &str); 14] = [
        ("GetUser", &[], "user bob"),
        ("GetUser", &[eve], "user eve"),
        ("DeleteUser", &[eve], "user eve"),
        (
            "CreateUser",
            &[eve, ("Path", "/team/")],
            &user_arn("team/eve"),
        ),
        ("ListUsers", &[], &user_arn("")),
        ("ListUsers", &[("PathPrefix", "/team/")], &user_arn("team/")),
        ("CreateAccessKey", &[], "user bob"),
        ("CreateAccessKey", &[eve], "user eve"),
        (
            "TagUser",
            &[eve, ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "")],
            "user eve",
        ),
        ("CreatePolicy", &new_policy, "policy policy"),
        ("GetPolicy", &named_policy, &format!("policy {policy}")),
        ("ListPolicies", &[], "policy path /"),
        (
            "ListPolicies",
            &[("PathPrefix", "/team/")],
            "policy path /team/",
        ),
        (
            "GetAccessKeyInfo",
            &[("AccessKeyId", "AKIAIOSFODNN7EXAMPLE")],
            "*",
        ),
    ];
    for (operation, members, resource) in rows {
        let answer = world.ask_by_name(&bob, operation, members).await;
        let service = if operation == "GetAccessKeyInfo" {
            "sts"
        } else {
            "iam"
        };
        let text = not_allowed(&format!("{service}:{operation}"), resource);
        refused(answer, "AccessDenied", &text);
    }
}

#[tokio::test]
async fn an_explicit_deny_is_said_to_be_one() {
    let world = World::new().await;
    let statements = [
        statement("Allow", "*", "*"),
        statement("Deny", "iam:DeleteUser", "*"),
    ];
    let bob = world.user("bob", &document(&statements)).await;
    let answer = world
        .ask::<iam::DeleteUser>(&bob, &[("UserName", "eve")])
        .await;
    let text = format!(
        "User: {} is not authorized to perform: iam:DeleteUser on resource: user eve with an \
         explicit deny in an identity-based policy",
        user_arn("bob")
    );
    refused(answer, "AccessDenied", &text);
}

#[tokio::test]
async fn renaming_asks_for_the_old_name_and_for_the_new_one() {
    let world = World::new().await;
    let both = [&user_arn("team/*"), &user_arn("attic/*")]
        .map(|resource| statement("Allow", "iam:UpdateUser", resource));
    let bob = world.user("bob", &document(&both)).await;
    let members = [("UserName", "Eve"), ("Path", "/team/")];
    world
        .ask::<iam::CreateUser>(&world.root, &members)
        .await
        .unwrap();

    let out = [("UserName", "Eve"), ("NewPath", "/")];
    let answer = world.ask::<iam::UpdateUser>(&bob, &out).await;
    refused(
        answer,
        "AccessDenied",
        &not_allowed("iam:UpdateUser", &user_arn("Eve")),
    );
    let renamed_out = [
        ("UserName", "eve"),
        ("NewUserName", "zoe"),
        ("NewPath", "/"),
    ];
    let answer = world.ask::<iam::UpdateUser>(&bob, &renamed_out).await;
    refused(
        answer,
        "AccessDenied",
        &not_allowed("iam:UpdateUser", &user_arn("zoe")),
    );
    for path in ["/attic/", "/team/"] {
        let members = [("UserName", "eve"), ("NewPath", path)];
        world.ask::<iam::UpdateUser>(&bob, &members).await.unwrap();
    }

    let exact = statement("Allow", "iam:UpdateUser", &user_arn("team/Eve"));
    let denied = statement("Deny", "iam:UpdateUser", &user_arn("attic/*"));
    let rights = document(&[exact, statement("Allow", "iam:UpdateUser", "*"), denied]);
    let members = [
        ("UserName", "bob"),
        ("PolicyName", "rights"),
        ("PolicyDocument", &rights),
    ];
    world
        .ask::<iam::PutUserPolicy>(&world.root, &members)
        .await
        .unwrap();
    let members = [("UserName", "eve"), ("NewPath", "/attic/")];
    let answer = world.ask::<iam::UpdateUser>(&bob, &members).await;
    let text = format!(
        "User: {} is not authorized to perform: iam:UpdateUser on resource: {} with an explicit \
         deny in an identity-based policy",
        user_arn("bob"),
        user_arn("attic/Eve")
    );
    refused(answer, "AccessDenied", &text);
    let found = world
        .ask::<iam::GetUser>(&world.root, &[("UserName", "eve")])
        .await
        .unwrap();
    assert_eq!(found.user.arn, user_arn("team/Eve"), "nothing was changed");
}

/// Names are found without regard to case; what is asked of policies is the user as it is.
#[tokio::test]
async fn a_name_in_other_case_asks_for_the_user_that_it_finds() {
    let world = World::new().await;
    world.powerless("Eve").await;
    let bob = world
        .user("bob", &allow("iam:*User", &user_arn("Eve")))
        .await;
    for members in [
        &[("UserName", "EVE")][..],
        &[("UserName", "EVE"), ("NewPath", "/")],
    ] {
        world.ask::<iam::UpdateUser>(&bob, members).await.unwrap();
    }
    world
        .ask::<iam::GetUser>(&bob, &[("UserName", "eve")])
        .await
        .unwrap();
    world
        .ask_by_name(&world.root, "CreateUser", &[("UserName", "Zoe")])
        .await
        .unwrap();
    let zoe = deny("iam:GetUser", &user_arn("Zoe"));
    let members = [
        ("UserName", "bob"),
        ("PolicyName", "deny"),
        ("PolicyDocument", &zoe),
    ];
    world
        .ask::<iam::PutUserPolicy>(&world.root, &members)
        .await
        .unwrap();
    let members = [
        ("UserName", "bob"),
        ("PolicyName", "rights"),
        ("PolicyDocument", &allow("*", "*")),
    ];
    world
        .ask::<iam::PutUserPolicy>(&world.root, &members)
        .await
        .unwrap();
    let answer = world
        .ask::<iam::GetUser>(&bob, &[("UserName", "zoe")])
        .await;
    assert_eq!(answer.unwrap_err().code.as_str(), "AccessDenied");
}

#[tokio::test]
async fn tagging_while_creating_is_tagging() {
    let world = World::new().await;
    let create = [statement("Allow", "iam:Create*", "*")];
    let bob = world.user("bob", &document(&create)).await;
    let tag = [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "a")];
    let document_of_new = allow("iam:GetUser", "*");
    let user = [("UserName", "eve"), tag[0], tag[1]];
    let policy = [
        ("PolicyName", "policy"),
        ("PolicyDocument", &document_of_new),
        tag[0],
        tag[1],
    ];

    let answer = world.ask::<iam::CreateUser>(&bob, &user).await;
    refused(
        answer,
        "AccessDenied",
        &not_allowed("iam:TagUser", &user_arn("eve")),
    );
    let answer = world.ask::<iam::CreatePolicy>(&bob, &policy).await;
    refused(
        answer,
        "AccessDenied",
        &not_allowed("iam:TagPolicy", "policy policy"),
    );
    let users = world
        .ask::<iam::ListUsers>(&world.root, &[])
        .await
        .unwrap()
        .users;
    assert_eq!(users.len(), 1, "nothing was made");

    let rights = document(&[
        statement("Allow", "iam:Create*", "*"),
        statement("Allow", "iam:TagUser", &user_arn("eve")),
        statement("Allow", "iam:TagPolicy", &policy_arn("policy")),
    ]);
    let members = [
        ("UserName", "bob"),
        ("PolicyName", "rights"),
        ("PolicyDocument", &rights),
    ];
    world
        .ask::<iam::PutUserPolicy>(&world.root, &members)
        .await
        .unwrap();
    world.ask::<iam::CreateUser>(&bob, &user).await.unwrap();
    world.ask::<iam::CreatePolicy>(&bob, &policy).await.unwrap();
}

#[tokio::test]
async fn an_administrator_of_a_path_has_no_say_outside_of_it() {
    let world = World::new().await;
    let boss = world
        .user("boss", &allow("iam:*", &user_arn("team/*")))
        .await;
    let inside = [("UserName", "eve"), ("Path", "/team/")];
    world.ask::<iam::CreateUser>(&boss, &inside).await.unwrap();
    world
        .ask::<iam::CreateAccessKey>(&boss, &inside[..1])
        .await
        .unwrap();
    world
        .ask::<iam::ListUsers>(&boss, &[("PathPrefix", "/team/")])
        .await
        .unwrap();
    world.powerless("zoe").await;
    let outside: [(&str, Members<'_>); 7] = [
        ("CreateUser", &[("UserName", "max"), ("Path", "/teams/")]),
        ("CreateUser", &[("UserName", "max")]),
        ("CreateAccessKey", &[("UserName", "zoe")]),
        ("CreateAccessKey", &[]),
        ("UpdateUser", &[("UserName", "zoe"), ("NewPath", "/team/")]),
        ("UpdateUser", &[("UserName", "eve"), ("NewPath", "/")]),
        ("ListUsers", &[("PathPrefix", "/")]),
    ];
    for (operation, members) in outside {
        let answer = world.ask_by_name(&boss, operation, members).await;
        assert_eq!(
            answer.unwrap_err().code.as_str(),
            "AccessDenied",
            "{operation} {members:?}"
        );
    }
}
