//! Groups: made, found, renamed, deleted; their members, and what their policies let members do.

use iamd_api::{Error, iam};

use crate::{
    decisions::{looking, may},
    documents::{allow, deny, sized},
    world::{Members, World, group_arn, policy_arn, refused},
};

const TEAM: (&str, &str) = ("GroupName", "team");
const BOB: (&str, &str) = ("UserName", "bob");

async fn group(world: &World, name: &str) -> Result<iam::GetGroupResponse, Error> {
    let members = [("GroupName", name)];
    world.ask::<iam::GetGroup>(&world.root, &members).await
}

/// The names of a group's members.
async fn members(world: &World, name: &str) -> Vec<String> {
    let found = group(world, name).await.unwrap();
    let users = found.users.into_iter();
    users.map(|user| user.user_name.unwrap()).collect()
}

/// The names of a user's groups.
async fn groups_of(world: &World, user: &str) -> Vec<String> {
    let members = [("UserName", user)];
    let found = world.ask::<iam::ListGroupsForUser>(&world.root, &members);
    let groups = found.await.unwrap().groups.into_iter();
    groups.map(|group| group.group_name).collect()
}

/// A world with the group `team` and the user `bob`, who is no member.
async fn world() -> World {
    let world = World::new().await;
    world
        .ask::<iam::CreateGroup>(&world.root, &[TEAM])
        .await
        .unwrap();
    world.powerless("bob").await;
    world
}

#[tokio::test]
async fn a_group_is_what_was_asked_for() {
    let world = World::new().await;
    let members = [TEAM, ("Path", "/division/")];
    let made = world.ask::<iam::CreateGroup>(&world.root, &members).await;
    let made = made.unwrap().group;
    assert_eq!((&*made.group_name, &*made.path), ("team", "/division/"));
    assert_eq!(made.arn, group_arn("division/team"));
    assert!(made.group_id.starts_with("AGPA"), "{}", made.group_id);
    assert_eq!(made.create_date.to_string(), "2026-01-31T00:00:00Z");
    world.clock.advance_seconds(60);
    for world in [&world, &world.restarted()] {
        let found = group(world, "TEAM").await.unwrap();
        assert_eq!(format!("{:?}", found.group), format!("{made:?}"));
        assert_eq!((found.users.len(), found.is_truncated), (0, Some(false)));
        let listed = world.ask::<iam::ListGroups>(&world.root, &[]).await;
        let listed = listed.unwrap();
        assert_eq!(format!("{:?}", listed.groups), format!("[{made:?}]"));
        let members = [("PathPrefix", "/elsewhere/")];
        let listed = world.ask::<iam::ListGroups>(&world.root, &members).await;
        assert!(listed.unwrap().groups.is_empty());
    }
}

#[tokio::test]
async fn names_are_unique_without_regard_to_case_and_path() {
    let world = world().await;
    for (name, path) in [("team", "/"), ("TEAM", "/"), ("Team", "/elsewhere/")] {
        let members = [("GroupName", name), ("Path", path)];
        let answer = world.ask::<iam::CreateGroup>(&world.root, &members).await;
        let text = format!("Group with name {name} already exists.");
        refused(answer, "EntityAlreadyExists", &text);
    }
    let members = [("GroupName", "another")];
    world
        .ask::<iam::CreateGroup>(&world.root, &members)
        .await
        .unwrap();
    let members = [members[0], ("NewGroupName", "Team")];
    let answer = world.ask::<iam::UpdateGroup>(&world.root, &members).await;
    let text = "Group with name Team already exists.";
    refused(answer, "EntityAlreadyExists", text);
}

#[tokio::test]
async fn what_does_not_exist_is_named() {
    let world = world().await;
    let nobody = ("GroupName", "nobody");
    let text = "The group with name nobody cannot be found.";
    for (operation, more) in [
        ("GetGroup", &[][..]),
        ("UpdateGroup", &[("NewPath", "/")]),
        ("DeleteGroup", &[]),
        ("AddUserToGroup", &[BOB]),
        ("RemoveUserFromGroup", &[BOB]),
        ("ListGroupPolicies", &[]),
        ("ListAttachedGroupPolicies", &[]),
        ("GetGroupPolicy", &[("PolicyName", "p")]),
        ("DeleteGroupPolicy", &[("PolicyName", "p")]),
    ] {
        let members = [&[nobody], more].concat();
        let answer = world.ask_as_root(operation, &members).await;
        refused(answer, "NoSuchEntity", text);
    }
    let text = "The user with name nobody cannot be found.";
    let members = [TEAM, ("UserName", "nobody")];
    let answer = world.ask_as_root("AddUserToGroup", &members).await;
    refused(answer, "NoSuchEntity", text);
    let members = [nobody, members[1]];
    let answer = world.ask_as_root("RemoveUserFromGroup", &members).await;
    refused(answer, "NoSuchEntity", text);
    let answer = world.ask_as_root("ListGroupsForUser", &members[1..]).await;
    refused(answer, "NoSuchEntity", text);
    for operation in ["GetGroupPolicy", "DeleteGroupPolicy"] {
        let answer = world
            .ask_as_root(operation, &[TEAM, ("PolicyName", "p")])
            .await;
        let text = "The group policy with name p cannot be found.";
        refused(answer, "NoSuchEntity", text);
    }
}

#[tokio::test]
async fn membership_is_seen_from_both_sides() {
    let world = world().await;
    let other = [("GroupName", "other")];
    world.ask_as_root("CreateGroup", &other).await.unwrap();
    for group in [TEAM, TEAM, other[0]] {
        let added = world.ask_as_root("AddUserToGroup", &[group, BOB]).await;
        added.expect("adding again changes nothing");
    }
    for world in [&world, &world.restarted()] {
        assert_eq!(members(world, "team").await, ["bob"]);
        assert_eq!(groups_of(world, "bob").await, ["other", "team"]);
    }
    let renamed = [BOB, ("NewUserName", "robert"), ("NewPath", "/moved/")];
    world.ask_as_root("UpdateUser", &renamed).await.unwrap();
    assert_eq!(members(&world, "team").await, ["robert"]);
    let robert = ("UserName", "robert");
    world
        .ask_as_root("RemoveUserFromGroup", &[TEAM, robert])
        .await
        .unwrap();
    for world in [&world, &world.restarted()] {
        assert!(members(world, "team").await.is_empty());
        assert_eq!(groups_of(world, "robert").await, ["other"]);
    }
}

#[tokio::test]
async fn a_renamed_group_keeps_its_id_and_all_that_belongs_to_it() {
    let world = World::new().await;
    world.powerless("eve").await;
    let bob = world.powerless("bob").await;
    world.group("team", &looking()).await;
    let added = world.ask_as_root("AddUserToGroup", &[TEAM, BOB]).await;
    added.unwrap();
    let before = group(&world, "team").await.unwrap().group;
    let renamed = [TEAM, ("NewGroupName", "crew"), ("NewPath", "/moved/")];
    world.ask_as_root("UpdateGroup", &renamed).await.unwrap();
    let text = "The group with name team cannot be found.";
    refused(group(&world, "team").await, "NoSuchEntity", text);
    for world in [&world, &world.restarted()] {
        let after = group(world, "crew").await.unwrap().group;
        assert_eq!(after.arn, group_arn("moved/crew"));
        assert_eq!(after.group_id, before.group_id);
        assert_eq!(members(world, "crew").await, ["bob"]);
        assert_eq!(groups_of(world, "bob").await, ["crew"]);
        assert!(may(world, &bob).await);
    }
}

#[tokio::test]
async fn what_still_has_dependents_is_not_deleted() {
    let world = world().await;
    let policy = ("PolicyArn", &*world.policy("policy").await);
    let inline = [TEAM, ("PolicyName", "p"), ("PolicyDocument", &looking())];
    world.ask_as_root("PutGroupPolicy", &inline).await.unwrap();
    for (operation, member) in [("AttachGroupPolicy", policy), ("AddUserToGroup", BOB)] {
        let done = world.ask_as_root(operation, &[TEAM, member]).await;
        done.unwrap();
    }
    let text = "Cannot delete entity, must remove users from group first.";
    let keys = world
        .ask::<iam::ListAccessKeys>(&world.root, &[BOB])
        .await
        .unwrap();
    let key = keys.access_key_metadata[0].access_key_id.clone().unwrap();
    world
        .ask_as_root("DeleteAccessKey", &[BOB, ("AccessKeyId", &key)])
        .await
        .unwrap();
    let answer = world.ask_as_root("DeleteUser", &[BOB]).await;
    refused(answer, "DeleteConflict", text);
    let answer = world.ask_as_root("DeletePolicy", &[policy]).await;
    let attached = "Cannot delete a policy attached to entities.";
    refused(answer, "DeleteConflict", attached);
    for (text, operation, member) in [
        (text, "RemoveUserFromGroup", BOB),
        (
            "Cannot delete entity, must detach all policies first.",
            "DetachGroupPolicy",
            policy,
        ),
        (
            "Cannot delete entity, must delete policies first.",
            "DeleteGroupPolicy",
            ("PolicyName", "p"),
        ),
    ] {
        let answer = world.ask_as_root("DeleteGroup", &[TEAM]).await;
        refused(answer, "DeleteConflict", text);
        let done = world.ask_as_root(operation, &[TEAM, member]).await;
        done.unwrap();
    }
    world.ask_as_root("DeleteGroup", &[TEAM]).await.unwrap();
    world.ask_as_root("DeleteUser", &[BOB]).await.unwrap();
    world.ask_as_root("DeletePolicy", &[policy]).await.unwrap();
    let text = "The group with name team cannot be found.";
    refused(
        group(&world.restarted(), "team").await,
        "NoSuchEntity",
        text,
    );
}

#[tokio::test]
async fn a_user_is_in_ten_groups_at_most() {
    let world = World::new().await;
    world.powerless("bob").await;
    for number in 0..11 {
        let name = format!("group-{number}");
        let group = ("GroupName", name.as_str());
        world.ask_as_root("CreateGroup", &[group]).await.unwrap();
        let answer = world.ask_as_root("AddUserToGroup", &[group, BOB]).await;
        if number < 10 {
            answer.unwrap();
        } else {
            let text = "Cannot exceed quota for GroupsPerUser: 10";
            refused(answer, "LimitExceeded", text);
        }
    }
    assert_eq!(groups_of(&world, "bob").await.len(), 10);
    let members = [("GroupName", "group-3"), BOB];
    world.ask_as_root("AddUserToGroup", &members).await.unwrap();
    world
        .ask_as_root("RemoveUserFromGroup", &members)
        .await
        .unwrap();
    let members = [("GroupName", "group-10"), BOB];
    world.ask_as_root("AddUserToGroup", &members).await.unwrap();
}

#[tokio::test]
async fn policies_of_a_group_have_their_own_quotas() {
    let world = world().await;
    for number in 0..11 {
        let arn = world.policy(&format!("policy-{number}")).await;
        let answer = world
            .ask_as_root("AttachGroupPolicy", &[TEAM, ("PolicyArn", &arn)])
            .await;
        if number < 10 {
            answer.unwrap();
        } else {
            let text = "Cannot exceed quota for PoliciesPerGroup: 10";
            refused(answer, "LimitExceeded", text);
        }
    }
    for (size, fits) in [(5_120, true), (5_121, false)] {
        let document = sized(size);
        let members = [TEAM, ("PolicyName", "p"), ("PolicyDocument", &document)];
        let answer = world.ask_as_root("PutGroupPolicy", &members).await;
        if fits {
            answer.unwrap();
        } else {
            let text = "Maximum policy size of 5120 bytes exceeded for group team";
            refused(answer, "LimitExceeded", text);
        }
    }
    let reserved = "arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy";
    let members = [TEAM, ("PolicyArn", reserved)];
    let answer = world.ask_as_root("AttachGroupPolicy", &members).await;
    let text = "Cannot attach AWS reserved policy to an IAM group.";
    refused(answer, "PolicyNotAttachable", text);
}

#[tokio::test]
async fn policies_of_groups_count_in_their_members_next_decision() {
    let world = World::new().await;
    world.powerless("eve").await;
    let bob = world.powerless("bob").await;
    world.group("team", &looking()).await;
    let arn = world.policy_with("policy", &looking()).await;
    let policy = ("PolicyArn", arn.as_str());
    let rights = ("PolicyName", "rights");
    let (allowing, denying) = (looking(), deny("iam:GetUser", "*"));
    let unrelated = allow("s3:GetObject", "*");
    let put = |document| [TEAM, rights, ("PolicyDocument", document)];
    let version = [
        policy,
        ("PolicyDocument", unrelated.as_str()),
        ("SetAsDefault", "true"),
    ];
    let first = [policy, ("VersionId", "v1")];
    assert!(!may(&world, &bob).await);
    let steps: [(&str, Members<'_>, bool); 12] = [
        ("AddUserToGroup", &[TEAM, BOB], true),
        ("PutGroupPolicy", &put(&unrelated), false),
        ("PutGroupPolicy", &put(&allowing), true),
        ("PutGroupPolicy", &put(&denying), false),
        ("DeleteGroupPolicy", &[TEAM, rights], false),
        ("AttachGroupPolicy", &[TEAM, policy], true),
        ("CreatePolicyVersion", &version, false),
        ("SetDefaultPolicyVersion", &first, true),
        ("RemoveUserFromGroup", &[TEAM, BOB], false),
        ("AddUserToGroup", &[TEAM, BOB], true),
        (
            "UpdateGroup",
            &[TEAM, ("NewGroupName", "Team"), ("NewPath", "/x/")],
            true,
        ),
        ("DetachGroupPolicy", &[TEAM, policy], false),
    ];
    for (number, (operation, members, expected)) in steps.iter().enumerate() {
        let done = world.ask_as_root(operation, members).await;
        done.unwrap();
        let after = format!("after step {number}, {operation}");
        assert_eq!(may(&world, &bob).await, *expected, "{after}");
        assert_eq!(
            may(&world.restarted(), &bob).await,
            *expected,
            "{after} and a new start"
        );
    }
}

#[tokio::test]
async fn a_group_denies_what_a_users_own_policies_allow() {
    let world = World::new().await;
    world.powerless("eve").await;
    let bob = world.user("bob", &allow("*", "*")).await;
    world.group("team", &deny("iam:GetUser", "*")).await;
    assert!(may(&world, &bob).await);
    let members = [TEAM, BOB];
    world.ask_as_root("AddUserToGroup", &members).await.unwrap();
    assert!(!may(&world, &bob).await);
    world
        .ask_as_root("RemoveUserFromGroup", &members)
        .await
        .unwrap();
    assert!(may(&world, &bob).await);
}

#[tokio::test]
async fn entities_of_a_policy_are_told_by_kind() {
    let world = world().await;
    let arn = world.policy("policy").await;
    let policy = ("PolicyArn", arn.as_str());
    world
        .ask_as_root("AttachUserPolicy", &[BOB, policy])
        .await
        .unwrap();
    world
        .ask_as_root("AttachGroupPolicy", &[TEAM, policy])
        .await
        .unwrap();
    for (filter, users, groups) in [
        (None, 1, 1),
        (Some("User"), 1, 0),
        (Some("Group"), 0, 1),
        (Some("Role"), 0, 0),
        (Some("LocalManagedPolicy"), 0, 0),
    ] {
        let filter = filter.map(|kind| ("EntityFilter", kind));
        let members: Vec<_> = [policy].into_iter().chain(filter).collect();
        let found = world
            .ask::<iam::ListEntitiesForPolicy>(&world.root, &members)
            .await
            .unwrap();
        let counts = (found.policy_users.len(), found.policy_groups.len());
        assert_eq!(counts, (users, groups), "{filter:?}");
        for found in found.policy_groups {
            assert_eq!(found.group_name.as_deref(), Some("team"));
            assert!(found.group_id.unwrap().starts_with("AGPA"));
        }
    }
    let found = world
        .ask::<iam::GetPolicy>(&world.root, &[("PolicyArn", &policy_arn("policy"))])
        .await;
    assert_eq!(found.unwrap().policy.unwrap().attachment_count, Some(2));
}
