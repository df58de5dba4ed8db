//! What operations ask of policies besides their own action on their own resource, and how a
//! refusal is worded.

use iamd_api::iam;

use crate::{
    documents::{allow, deny, document, service_trust, statement},
    world::{Members, World, group_arn, policy_arn, profile_arn, refused, role_arn, user_arn},
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
async fn a_refusal_names_groups_roles_and_profiles_as_aws_does() {
    let world = World::new().await;
    let bob = world.powerless("bob").await;
    let eve = ("UserName", "eve");
    let trusting = service_trust();
    let new_role = [
        ("RoleName", "role"),
        ("Path", "/team/"),
        ("AssumeRolePolicyDocument", trusting.as_str()),
    ];
    let (group, role) = (("GroupName", "crew"), ("RoleName", "role"));
    let profile = ("InstanceProfileName", "profile");
    let rows: [(&str, Members<'_>, &str); 12] = [
        (
            "CreateGroup",
            &[group, ("Path", "/team/")],
            &group_arn("team/crew"),
        ),
        ("GetGroup", &[group], "group crew"),
        ("AddUserToGroup", &[group, eve], "group crew"),
        ("ListGroupsForUser", &[eve], "user eve"),
        (
            "ListGroups",
            &[("PathPrefix", "/team/")],
            &group_arn("team/"),
        ),
        ("CreateRole", &new_role, &role_arn("team/role")),
        ("GetRole", &[role], "role role"),
        ("ListRoles", &[], &role_arn("")),
        ("CreateInstanceProfile", &[profile], &profile_arn("profile")),
        ("GetInstanceProfile", &[profile], "instance profile profile"),
        ("ListInstanceProfiles", &[], &profile_arn("")),
        ("ListInstanceProfilesForRole", &[role], "role role"),
    ];
    for (operation, members, resource) in rows {
        let answer = world.ask_by_name(&bob, operation, members).await;
        let text = not_allowed(&format!("iam:{operation}"), resource);
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
async fn tagging_a_role_or_a_profile_while_creating_is_tagging() {
    let world = World::new().await;
    let create = statement("Allow", "iam:Create*", "*");
    let bob = world
        .user("bob", &document(std::slice::from_ref(&create)))
        .await;
    let tag = [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "a")];
    let trusting = service_trust();
    let role = [
        ("RoleName", "role"),
        ("AssumeRolePolicyDocument", trusting.as_str()),
        tag[0],
        tag[1],
    ];
    let profile = [("InstanceProfileName", "profile"), tag[0], tag[1]];
    for (operation, members, action, resource) in [
        ("CreateRole", &role[..], "iam:TagRole", role_arn("role")),
        (
            "CreateInstanceProfile",
            &profile,
            "iam:TagInstanceProfile",
            profile_arn("profile"),
        ),
    ] {
        let answer = world.ask_by_name(&bob, operation, members).await;
        refused(answer, "AccessDenied", &not_allowed(action, &resource));
        let mut tagging = statement("Allow", action, &resource);
        tagging["Condition"] = serde_json::json!({
            "StringEquals": { "aws:RequestTag/team": "a" },
            "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] },
        });
        let rights = document(&[create.clone(), tagging]);
        let members_of_bob = [
            ("UserName", "bob"),
            ("PolicyName", "rights"),
            ("PolicyDocument", rights.as_str()),
        ];
        world
            .ask::<iam::PutUserPolicy>(&world.root, &members_of_bob)
            .await
            .unwrap();
        world.ask_by_name(&bob, operation, members).await.unwrap();
    }
}

#[tokio::test]
async fn renaming_a_group_asks_for_the_old_name_and_for_the_new_one() {
    let world = World::new().await;
    world.group("crew", &allow("iam:GetUser", "*")).await;
    let bob = world
        .user("bob", &allow("iam:UpdateGroup", &group_arn("crew")))
        .await;
    let members = [("GroupName", "crew"), ("NewGroupName", "team")];
    let answer = world.ask::<iam::UpdateGroup>(&bob, &members).await;
    let text = not_allowed("iam:UpdateGroup", &group_arn("team"));
    refused(answer, "AccessDenied", &text);
}

/// A policy may let somebody hand out one managed policy and no other.
#[tokio::test]
async fn who_attaches_may_be_held_to_some_policies() {
    let world = World::new().await;
    let (good, bad) = (world.policy("good").await, world.policy("bad").await);
    world.role("role", &service_trust()).await;
    world.group("crew", &allow("iam:GetUser", "*")).await;
    world.powerless("eve").await;
    let mut attaching = statement("Allow", "iam:*", "*");
    attaching["Condition"] = serde_json::json!({ "ArnEquals": { "iam:PolicyARN": good } });
    let bob = world.user("bob", &document(&[attaching])).await;
    for (kind, name) in [
        ("User", ("UserName", "eve")),
        ("Group", ("GroupName", "crew")),
        ("Role", ("RoleName", "role")),
    ] {
        for verb in ["Attach", "Detach"] {
            let operation = format!("{verb}{kind}Policy");
            let refused = [name, ("PolicyArn", bad.as_str())];
            let answer = world.ask_by_name(&bob, &operation, &refused).await;
            assert_eq!(answer.unwrap_err().code.as_str(), "AccessDenied");
            let allowed = [name, ("PolicyArn", good.as_str())];
            world.ask_by_name(&bob, &operation, &allowed).await.unwrap();
        }
    }
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
