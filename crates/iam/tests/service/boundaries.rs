//! Permissions boundaries of users and roles.

use iamd_api::iam;

use crate::{
    decisions::{looking, may},
    documents::{allow, document, service_trust, statement},
    world::{Members, World, refused, role_arn},
};

const BOB: (&str, &str) = ("UserName", "bob");
const ROLE: (&str, &str) = ("RoleName", "role");

/// How often a policy is attached, and how often it is a boundary.
async fn uses(world: &World, arn: &str) -> (i32, i32) {
    let members = [("PolicyArn", arn)];
    let found = world.ask::<iam::GetPolicy>(&world.root, &members).await;
    let policy = found.unwrap().policy.unwrap();
    (
        policy.attachment_count.unwrap(),
        policy.permissions_boundary_usage_count.unwrap(),
    )
}

/// A user and a role, with the operations for each.
async fn world() -> (World, [(&'static str, (&'static str, &'static str)); 2]) {
    let world = World::new().await;
    world.powerless("bob").await;
    world.role("role", &service_trust()).await;
    (world, [("User", BOB), ("Role", ROLE)])
}

/// The ARN of the boundary that Get tells.
async fn boundary(world: &World, kind: &str) -> Option<String> {
    let root = &world.root;
    let bounded = if kind == "User" {
        let found = world.ask::<iam::GetUser>(root, &[BOB]).await;
        found.unwrap().user.permissions_boundary
    } else {
        let found = world.ask::<iam::GetRole>(root, &[ROLE]).await;
        found.unwrap().role.permissions_boundary
    };
    let bounded = bounded?;
    let kind = bounded.permissions_boundary_type.unwrap();
    assert_eq!(kind.as_str(), "Policy");
    bounded.permissions_boundary_arn
}

#[tokio::test]
async fn a_boundary_is_set_changed_and_taken_away() {
    let (world, kinds) = world().await;
    let own = world.policy("own").await;
    let aws = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    for (kind, name) in kinds {
        let put = format!("Put{kind}PermissionsBoundary");
        let delete = format!("Delete{kind}PermissionsBoundary");
        assert_eq!(boundary(&world, kind).await, None);
        for arn in [own.as_str(), aws, own.as_str(), own.as_str()] {
            let members = [name, ("PermissionsBoundary", arn)];
            world.ask_as_root(&put, &members).await.unwrap();
            for world in [&world, &world.restarted()] {
                assert_eq!(boundary(world, kind).await.as_deref(), Some(arn));
                assert_eq!(uses(world, arn).await, (0, 1));
                let other = if arn == own { aws } else { own.as_str() };
                assert_eq!(uses(world, other).await, (0, 0));
            }
        }
        for _ in 0..2 {
            world.ask_as_root(&delete, &[name]).await.unwrap();
            assert_eq!(boundary(&world.restarted(), kind).await, None);
            assert_eq!(uses(&world, &own).await, (0, 0));
        }
    }
}

#[tokio::test]
async fn who_is_made_with_a_boundary_has_it_and_takes_it_along() {
    let world = World::new().await;
    let arn = world.policy("boundary").await;
    let bounded = ("PermissionsBoundary", arn.as_str());
    let trusting = service_trust();
    let user = [BOB, bounded];
    let role = [ROLE, ("AssumeRolePolicyDocument", &*trusting), bounded];
    world.ask_as_root("CreateUser", &user).await.unwrap();
    world.ask_as_root("CreateRole", &role).await.unwrap();
    assert_eq!(boundary(&world, "User").await.as_ref(), Some(&arn));
    assert_eq!(boundary(&world, "Role").await.as_ref(), Some(&arn));
    assert_eq!(uses(&world, &arn).await, (0, 2));
    let policy = ("PolicyArn", arn.as_str());
    for kinds in [&["User", "Role"][..], &["Role"]] {
        let answer = world.ask_as_root("DeletePolicy", &[policy]).await;
        let text = "Cannot delete a policy attached to entities.";
        refused(answer, "DeleteConflict", text);
        let name = if kinds[0] == "User" { BOB } else { ROLE };
        let delete = format!("Delete{}", kinds[0]);
        world.ask_as_root(&delete, &[name]).await.unwrap();
        let left = i32::try_from(kinds.len()).unwrap() - 1;
        assert_eq!(uses(&world, &arn).await, (0, left));
    }
    world.ask_as_root("DeletePolicy", &[policy]).await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_a_boundary_is_told_apart() {
    let (world, kinds) = world().await;
    let trusting = service_trust();
    for (arn, code, text) in [
        (
            "arn:aws:iam::123456789012:not_a_policy/invalid",
            "InvalidInput",
            "ARN arn:aws:iam::123456789012:not_a_policy/invalid is not valid.",
        ),
        (
            "this-is-not-an-arn-at-all",
            "InvalidInput",
            "ARN this-is-not-an-arn-at-all is not valid.",
        ),
        (
            "arn:aws:iam::123456789012:policy/none",
            "NoSuchEntity",
            "Scope ARN: arn:aws:iam::123456789012:policy/none does not exist or is not attachable.",
        ),
    ] {
        let bounded = ("PermissionsBoundary", arn);
        for (kind, name) in kinds {
            let put = format!("Put{kind}PermissionsBoundary");
            let answer = world.ask_as_root(&put, &[name, bounded]).await;
            refused(answer, code, text);
            assert_eq!(boundary(&world, kind).await, None);
        }
        let answer = world
            .ask_as_root("CreateUser", &[("UserName", "eve"), bounded])
            .await;
        refused(answer, code, text);
        let trusting = ("AssumeRolePolicyDocument", &*trusting);
        let members = [("RoleName", "another"), trusting, bounded];
        refused(world.ask_as_root("CreateRole", &members).await, code, text);
    }
}

#[tokio::test]
async fn a_boundary_counts_in_the_next_decision() {
    let world = World::new().await;
    world.powerless("eve").await;
    let bob = world.user("bob", &allow("*", "*")).await;
    let assistant = world.powerless("assistant").await;
    let session = world.session(&assistant, "role", &allow("*", "*")).await;
    let letting = world.policy_with("letting", &looking()).await;
    let other = world.policy_with("other", &allow("s3:*", "*")).await;
    let version = [
        ("PolicyArn", other.as_str()),
        ("PolicyDocument", &looking()),
        ("SetAsDefault", "true"),
    ];
    let first = [version[0], ("VersionId", "v1")];
    for (kind, name, key) in [("User", BOB, &bob), ("Role", ROLE, &session)] {
        let put = format!("Put{kind}PermissionsBoundary");
        let delete = format!("Delete{kind}PermissionsBoundary");
        let bounded = |arn| [name, ("PermissionsBoundary", arn)];
        let steps: [(&str, Members<'_>, bool); 6] = [
            (&put, &bounded(other.as_str()), false),
            (&put, &bounded(letting.as_str()), true),
            (&put, &bounded(other.as_str()), false),
            ("CreatePolicyVersion", &version, true),
            ("SetDefaultPolicyVersion", &first, false),
            (&delete, &[name], true),
        ];
        assert!(may(&world, key).await);
        for (number, (operation, members, expected)) in steps.iter().enumerate() {
            world.ask_as_root(operation, members).await.unwrap();
            let after = format!("after step {number}, {operation}");
            assert_eq!(may(&world, key).await, *expected, "{after}");
            assert_eq!(
                may(&world.restarted(), key).await,
                *expected,
                "{after} and a new start"
            );
        }
    }
}

#[tokio::test]
async fn a_boundary_grants_nothing() {
    let world = World::new().await;
    world.powerless("eve").await;
    let bob = world.powerless("bob").await;
    let all = world.policy_with("all", &allow("*", "*")).await;
    let members = [BOB, ("PermissionsBoundary", all.as_str())];
    world
        .ask_as_root("PutUserPermissionsBoundary", &members)
        .await
        .unwrap();
    assert!(!may(&world, &bob).await);
}

#[tokio::test]
async fn entities_are_told_by_what_a_policy_is_for_them() {
    let (world, _) = world().await;
    let arn = world.policy("policy").await;
    let bounded = ("PermissionsBoundary", arn.as_str());
    let policy = ("PolicyArn", arn.as_str());
    for (operation, members) in [
        ("PutRolePermissionsBoundary", &[ROLE, bounded]),
        ("AttachUserPolicy", &[BOB, policy]),
    ] {
        world.ask_as_root(operation, members).await.unwrap();
    }
    assert_eq!(uses(&world, &arn).await, (1, 1));
    for (usage, users, roles) in [
        (None, 1, 1),
        (Some("PermissionsPolicy"), 1, 0),
        (Some("PermissionsBoundary"), 0, 1),
    ] {
        let usage = usage.map(|usage| ("PolicyUsageFilter", usage));
        let members: Vec<_> = [policy].into_iter().chain(usage).collect();
        let found = world
            .ask::<iam::ListEntitiesForPolicy>(&world.root, &members)
            .await
            .unwrap();
        let counts = (found.policy_users.len(), found.policy_roles.len());
        assert_eq!(counts, (users, roles), "{usage:?}");
    }
    let other = world.policy("other").await;
    for (usage, expected) in [
        ("PermissionsPolicy", &["policy"][..]),
        ("PermissionsBoundary", &["policy"]),
    ] {
        let members = [
            ("Scope", "Local"),
            ("OnlyAttached", "true"),
            ("PolicyUsageFilter", usage),
        ];
        let found = world.ask::<iam::ListPolicies>(&world.root, &members).await;
        let policies = found.unwrap().policies.into_iter();
        let names: Vec<_> = policies.map(|policy| policy.policy_name.unwrap()).collect();
        assert_eq!(names, expected, "{usage}, without {other}");
    }
}

/// SOURCE: IAM User Guide, "Delegating responsibility to others using permissions boundaries".
#[tokio::test]
async fn who_may_delegate_with_a_boundary_alone_can_do_no_more() {
    let world = World::new().await;
    let boundary = world.policy_with("boundary", &allow("s3:*", "*")).await;
    let other = world.policy_with("other", &allow("*", "*")).await;
    let mut delegating = statement("Allow", "iam:*", "*");
    delegating["Action"] = serde_json::json!([
        "iam:CreateUser",
        "iam:CreateRole",
        "iam:PutUserPermissionsBoundary",
        "iam:AttachRolePolicy",
        "iam:PutUserPolicy",
    ]);
    delegating["Condition"] = serde_json::json!({
        "StringEquals": { "iam:PermissionsBoundary": boundary }
    });
    let boss = world.user("boss", &document(&[delegating])).await;
    let trusting = service_trust();
    let trusting = ("AssumeRolePolicyDocument", trusting.as_str());
    let bounded = ("PermissionsBoundary", boundary.as_str());
    let unbound = ("PermissionsBoundary", other.as_str());
    let rights = [
        BOB,
        ("PolicyName", "p"),
        ("PolicyDocument", &allow("*", "*")),
    ];
    let policy = ("PolicyArn", other.as_str());
    world.role("free", &service_trust()).await;
    let free = ("RoleName", "free");
    let steps: [(&str, Members<'_>, bool); 11] = [
        ("CreateUser", &[BOB], false),
        ("CreateUser", &[BOB, unbound], false),
        ("CreateUser", &[BOB, bounded], true),
        ("PutUserPolicy", &rights, true),
        ("PutUserPermissionsBoundary", &[BOB, unbound], false),
        ("PutUserPermissionsBoundary", &[BOB, bounded], true),
        ("CreateRole", &[ROLE, trusting], false),
        ("CreateRole", &[ROLE, trusting, bounded], true),
        ("AttachRolePolicy", &[ROLE, policy], true),
        ("AttachRolePolicy", &[free, policy], false),
        ("DeleteUserPermissionsBoundary", &[BOB], false),
    ];
    for (operation, members, expected) in steps {
        let answer = world.ask_by_name(&boss, operation, members).await;
        match answer {
            Ok(_) => assert!(expected, "{operation} {members:?}"),
            Err(error) => {
                assert_eq!(error.code.as_str(), "AccessDenied", "{error}");
                assert!(!expected, "{operation} {members:?}: {error}");
            }
        }
    }
    assert_eq!(
        uses(&world, &boundary).await,
        (0, 2),
        "{}",
        role_arn("role")
    );
}
