//! Roles: made, found, changed, deleted, and what their policies let their sessions do. Trust
//! policies have tests of their own.

use iamd_api::{Error, iam};
use iamd_auth::{KeyUse, Used};
use iamd_ident::Clock;

use crate::{
    decisions::{looking, may},
    documents::{allow, deny, service_trust, sized, trust},
    world::{Members, World, refused, role_arn, user_arn},
};

const ROLE: (&str, &str) = ("RoleName", "role");

async fn role(world: &World, name: &str) -> Result<iam::Role, Error> {
    let members = [("RoleName", name)];
    let found = world.ask::<iam::GetRole>(&world.root, &members).await;
    found.map(|answer| answer.role)
}

/// A world with the role `role`, which a service may assume.
async fn world() -> World {
    let world = World::new().await;
    world.role("role", &service_trust()).await;
    world
}

/// Which members of a role's answer are there, besides those that always are.
fn told(role: &iam::Role) -> [bool; 6] {
    assert!(role.assume_role_policy_document.is_some());
    [
        role.description.is_some(),
        role.max_session_duration.is_some(),
        !role.tags.is_empty(),
        role.permissions_boundary.is_some(),
        role.role_last_used.is_some(),
        role.source_role_template.is_some(),
    ]
}

#[tokio::test]
async fn each_answer_tells_what_awss_tells() {
    let world = World::new().await;
    let boundary = world.policy("boundary").await;
    let members = [
        ROLE,
        ("Path", "/division/"),
        ("AssumeRolePolicyDocument", &*service_trust()),
        ("Description", "does things"),
        ("MaxSessionDuration", "7200"),
        ("PermissionsBoundary", &boundary),
        ("Tags.member.1.Key", "team"),
        ("Tags.member.1.Value", "a"),
    ];
    let made = world.ask::<iam::CreateRole>(&world.root, &members).await;
    let made = made.unwrap().role;
    assert_eq!((&*made.role_name, &*made.path), ("role", "/division/"));
    assert_eq!(made.arn, role_arn("division/role"));
    assert!(made.role_id.starts_with("AROA"), "{}", made.role_id);
    assert_eq!(made.create_date.to_string(), "2026-01-31T00:00:00Z");
    assert_eq!(told(&made), [false, false, true, true, false, false]);

    world.clock.advance_seconds(60);
    for world in [&world, &world.restarted()] {
        let found = role(world, "ROLE").await.unwrap();
        assert_eq!(found.role_id, made.role_id);
        assert_eq!(told(&found), [true, true, true, true, true, false]);
        assert_eq!(found.description.as_deref(), Some("does things"));
        assert_eq!(found.max_session_duration, Some(7200));
        let last = found.role_last_used.unwrap();
        assert_eq!((last.last_used_date, last.region), (None, None));
        let bounded = found.permissions_boundary.unwrap();
        assert_eq!(bounded.permissions_boundary_arn, Some(boundary.clone()));
        let kind = bounded.permissions_boundary_type.unwrap();
        assert_eq!(kind.as_str(), "Policy");
        let listed = world.ask::<iam::ListRoles>(&world.root, &[]).await;
        let listed = listed.unwrap().roles;
        assert_eq!(listed.len(), 1);
        assert_eq!(told(&listed[0]), [true, true, false, false, false, false]);
    }
    let members = [ROLE, ("Description", "does more")];
    let described = world
        .ask::<iam::UpdateRoleDescription>(&world.root, &members)
        .await;
    let described = described.unwrap().role.unwrap();
    assert_eq!(described.description.as_deref(), Some("does more"));
    assert_eq!(told(&described), [true, false, false, false, false, false]);
    let found = role(&world.restarted(), "role").await.unwrap();
    assert_eq!(found.description.as_deref(), Some("does more"));
}

#[tokio::test]
async fn documents_are_url_encoded_on_the_wire() {
    let world = world().await;
    let text = world.ask_as_root("GetRole", &[ROLE]).await.unwrap();
    assert!(text.contains("<AssumeRolePolicyDocument>%7B%22"), "{text}");
    assert!(text.contains("<RoleLastUsed/>"), "{text}");
    assert!(!text.contains("<Tags"), "{text}");
}

#[tokio::test]
async fn names_are_unique_without_regard_to_case_and_path() {
    let world = world().await;
    for (name, path) in [("role", "/"), ("ROLE", "/"), ("Role", "/elsewhere/")] {
        let members = [
            ("RoleName", name),
            ("Path", path),
            ("AssumeRolePolicyDocument", &*service_trust()),
        ];
        let answer = world.ask::<iam::CreateRole>(&world.root, &members).await;
        let text = format!("Role with name {name} already exists.");
        refused(answer, "EntityAlreadyExists", &text);
    }
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let world = world().await;
    let steps: [(Members<'_>, Option<&str>, i32); 4] = [
        (&[("Description", "new")], Some("new"), 3600),
        (&[("MaxSessionDuration", "43200")], Some("new"), 43_200),
        (&[], Some("new"), 43_200),
        (
            &[("Description", "other"), ("MaxSessionDuration", "3600")],
            Some("other"),
            3600,
        ),
    ];
    for (members, description, seconds) in steps {
        let members = [&[ROLE], members].concat();
        world.ask_as_root("UpdateRole", &members).await.unwrap();
        let found = role(&world, "role").await.unwrap();
        assert_eq!(found.description.as_deref(), description);
        assert_eq!(found.max_session_duration, Some(seconds));
    }
    for wrong in ["3599", "43201"] {
        let members = [ROLE, ("MaxSessionDuration", wrong)];
        let answer = world.ask_as_root("UpdateRole", &members).await;
        assert_eq!(answer.unwrap_err().code.as_str(), "ValidationError");
    }
}

#[tokio::test]
async fn what_does_not_exist_is_named() {
    let world = world().await;
    let text = "The role with name nobody cannot be found.";
    let trusting = service_trust();
    let arn = world.policy("policy").await;
    let tag = [("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "")];
    for (operation, more) in [
        ("GetRole", &[][..]),
        ("DeleteRole", &[]),
        ("UpdateRole", &[("Description", "new")]),
        ("UpdateRoleDescription", &[("Description", "new")]),
        ("UpdateAssumeRolePolicy", &[("PolicyDocument", &trusting)]),
        ("TagRole", &tag),
        ("UntagRole", &[("TagKeys.member.1", "k")]),
        ("ListRoleTags", &[]),
        ("ListRolePolicies", &[]),
        ("ListAttachedRolePolicies", &[]),
        ("ListInstanceProfilesForRole", &[]),
        ("GetRolePolicy", &[("PolicyName", "p")]),
        ("DeleteRolePolicy", &[("PolicyName", "p")]),
        ("AttachRolePolicy", &[("PolicyArn", &arn)]),
        ("DetachRolePolicy", &[("PolicyArn", &arn)]),
        (
            "PutRolePermissionsBoundary",
            &[("PermissionsBoundary", &arn)],
        ),
        ("DeleteRolePermissionsBoundary", &[]),
        ("DeleteServiceLinkedRole", &[]),
    ] {
        let members = [&[("RoleName", "nobody")], more].concat();
        let answer = world.ask_as_root(operation, &members).await;
        assert_eq!(
            answer.map_err(|error| (error.code.as_str(), error.message)),
            Err(("NoSuchEntity", text.to_owned())),
            "{operation}"
        );
    }
    for operation in ["GetRolePolicy", "DeleteRolePolicy"] {
        let answer = world
            .ask_as_root(operation, &[ROLE, ("PolicyName", "p")])
            .await;
        let text = "The role policy with name p cannot be found.";
        refused(answer, "NoSuchEntity", text);
    }
    let none = "arn:aws:iam::aws:policy/None";
    let answer = world
        .ask_as_root("AttachRolePolicy", &[ROLE, ("PolicyArn", none)])
        .await;
    let text = format!("Policy {none} does not exist or is not attachable.");
    refused(answer, "NoSuchEntity", &text);
    for none in [none, &arn] {
        let answer = world
            .ask_as_root("DetachRolePolicy", &[ROLE, ("PolicyArn", none)])
            .await;
        let text = format!("Policy {none} was not found.");
        refused(answer, "NoSuchEntity", &text);
    }
}

#[tokio::test]
async fn what_still_has_dependents_is_not_deleted() {
    let world = world().await;
    let policy = ("PolicyArn", &*world.policy("policy").await);
    let profile = ("InstanceProfileName", "profile");
    let inline = [ROLE, ("PolicyName", "p"), ("PolicyDocument", &looking())];
    world.ask_as_root("PutRolePolicy", &inline).await.unwrap();
    for (operation, members) in [
        ("AttachRolePolicy", &[ROLE, policy][..]),
        ("CreateInstanceProfile", &[profile]),
        ("AddRoleToInstanceProfile", &[ROLE, profile]),
    ] {
        world.ask_as_root(operation, members).await.unwrap();
    }
    let answer = world.ask_as_root("DeletePolicy", &[policy]).await;
    let text = "Cannot delete a policy attached to entities.";
    refused(answer, "DeleteConflict", text);
    for (text, operation, member) in [
        (
            "Cannot delete entity, must detach all policies first.",
            "DetachRolePolicy",
            policy,
        ),
        (
            "Cannot delete entity, must delete policies first.",
            "DeleteRolePolicy",
            ("PolicyName", "p"),
        ),
        (
            "Cannot delete entity, must remove roles from instance profile first.",
            "RemoveRoleFromInstanceProfile",
            profile,
        ),
    ] {
        let answer = world.ask_as_root("DeleteRole", &[ROLE]).await;
        refused(answer, "DeleteConflict", text);
        let done = world.ask_as_root(operation, &[ROLE, member]).await;
        done.unwrap();
    }
    world.ask_as_root("DeleteRole", &[ROLE]).await.unwrap();
    world.ask_as_root("DeletePolicy", &[policy]).await.unwrap();
    let text = "The role with name role cannot be found.";
    refused(role(&world.restarted(), "role").await, "NoSuchEntity", text);
}

#[tokio::test]
async fn policies_of_a_role_have_their_own_quotas() {
    let world = world().await;
    for number in 0..11 {
        let arn = world.policy(&format!("policy-{number}")).await;
        let answer = world
            .ask_as_root("AttachRolePolicy", &[ROLE, ("PolicyArn", &arn)])
            .await;
        if number < 10 {
            answer.unwrap();
        } else {
            let text = "Cannot exceed quota for PoliciesPerRole: 10";
            refused(answer, "LimitExceeded", text);
        }
    }
    for (size, fits) in [(10_240, true), (10_241, false)] {
        let document = sized(size);
        let members = [ROLE, ("PolicyName", "p"), ("PolicyDocument", &document)];
        let answer = world.ask_as_root("PutRolePolicy", &members).await;
        if fits {
            answer.unwrap();
        } else {
            let text = "Maximum policy size of 10240 bytes exceeded for role role";
            refused(answer, "LimitExceeded", text);
        }
    }
    let reserved = "arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy";
    let answer = world
        .ask_as_root("AttachRolePolicy", &[ROLE, ("PolicyArn", reserved)])
        .await;
    let text = "Cannot attach a Service Role Policy to a Customer Role.";
    refused(answer, "PolicyNotAttachable", text);
}

#[tokio::test]
async fn policies_of_a_role_count_in_its_sessions_next_decision() {
    let world = World::new().await;
    world.powerless("eve").await;
    let bob = world.powerless("bob").await;
    world.role("role", &trust(&user_arn("bob"))).await;
    let session = world.assume(&bob, &role_arn("role")).await.unwrap();
    let arn = world.policy_with("policy", &looking()).await;
    let policy = ("PolicyArn", arn.as_str());
    let rights = ("PolicyName", "rights");
    let (allowing, denying) = (looking(), deny("iam:GetUser", "*"));
    let unrelated = allow("s3:GetObject", "*");
    let own_tag = allow("iam:GetUser", &user_arn("${aws:PrincipalTag/friend}"));
    let put = |document| [ROLE, rights, ("PolicyDocument", document)];
    let tag = [
        ROLE,
        ("Tags.member.1.Key", "friend"),
        ("Tags.member.1.Value", "eve"),
    ];
    let version = [
        policy,
        ("PolicyDocument", unrelated.as_str()),
        ("SetAsDefault", "true"),
    ];
    assert!(!may(&world, &session).await);
    let steps: [(&str, Members<'_>, bool); 11] = [
        ("PutRolePolicy", &put(&allowing), true),
        ("PutRolePolicy", &put(&denying), false),
        ("AttachRolePolicy", &[ROLE, policy], false),
        ("DeleteRolePolicy", &[ROLE, rights], true),
        ("CreatePolicyVersion", &version, false),
        (
            "SetDefaultPolicyVersion",
            &[policy, ("VersionId", "v1")],
            true,
        ),
        ("DetachRolePolicy", &[ROLE, policy], false),
        ("PutRolePolicy", &put(&own_tag), false),
        ("TagRole", &tag, true),
        ("UntagRole", &[ROLE, ("TagKeys.member.1", "friend")], false),
        ("PutRolePolicy", &put(&allowing), true),
    ];
    for (number, (operation, members, expected)) in steps.iter().enumerate() {
        world.ask_as_root(operation, members).await.unwrap();
        let after = format!("after step {number}, {operation}");
        assert_eq!(may(&world, &session).await, *expected, "{after}");
        assert_eq!(
            may(&world.restarted(), &session).await,
            *expected,
            "{after} and a new start"
        );
    }
}

#[tokio::test]
async fn a_session_ends_with_its_role_and_a_namesake_inherits_nothing() {
    let world = World::new().await;
    world.powerless("eve").await;
    let bob = world.powerless("bob").await;
    let session = world.session(&bob, "role", &looking()).await;
    assert!(may(&world, &session).await);
    let members = [ROLE, ("PolicyName", "rights")];
    world
        .ask_as_root("DeleteRolePolicy", &members)
        .await
        .unwrap();
    world.ask_as_root("DeleteRole", &[ROLE]).await.unwrap();
    assert!(!may(&world, &session).await);
    let new = world.session(&bob, "role", &looking()).await;
    for world in [&world, &world.restarted()] {
        assert!(may(world, &new).await);
        assert!(!may(world, &session).await);
    }
}

#[tokio::test]
async fn the_last_use_of_a_role_is_told() {
    let world = world().await;
    let key = world.caller(&world.root).await.unwrap();
    let id = role(&world, "role").await.unwrap().role_id;
    let used = Used::Role(key.account().unwrap(), id.parse().unwrap());
    let key_use = KeyUse {
        at: world.clock.now(),
        region: "eu-central-1".to_owned(),
        service: "s3".to_owned(),
    };
    iamd_auth::Credentials::record_use(&world.directory, used, key_use);
    let last = role(&world, "role").await.unwrap().role_last_used.unwrap();
    let seen = (
        last.last_used_date.unwrap().to_string(),
        last.region.unwrap(),
    );
    assert_eq!(
        seen,
        ("2026-01-31T00:00:00Z".to_owned(), "eu-central-1".to_owned())
    );
    world.flush_last_use().await;
    let last = role(&world.restarted(), "role").await.unwrap();
    assert!(last.role_last_used.unwrap().last_used_date.is_some());
}

#[tokio::test]
async fn paths_of_services_are_theirs() {
    let world = World::new().await;
    let members = [
        ROLE,
        ("Path", "/aws-service-role/ecs.amazonaws.com/"),
        ("AssumeRolePolicyDocument", &*service_trust()),
    ];
    let answer = world.ask_as_root("CreateRole", &members).await;
    assert_eq!(answer.unwrap_err().code.as_str(), "InvalidInput");
}
