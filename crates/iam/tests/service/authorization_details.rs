//! The authorization details: all that gives permissions, with all that ties it together.

use iamd_api::iam::{self, GetAccountAuthorizationDetailsResponse as Details};

use crate::{
    documents::{allow, service_trust, trust},
    world::{Members, World, group_arn, policy_arn, refused, role_arn, user_arn},
};

const S3_READ_ONLY: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const ADMINISTRATOR: &str = "arn:aws:iam::aws:policy/AdministratorAccess";
const SECURITY_AUDIT: &str = "arn:aws:iam::aws:policy/SecurityAudit";

async fn ask(world: &World, members: Members<'_>) -> Result<Details, iamd_api::Error> {
    world
        .ask::<iam::GetAccountAuthorizationDetails>(&world.root, members)
        .await
}

async fn done<O>(world: &World, members: Members<'_>)
where
    O: iamd_api::Operation,
    iamd_iam::Iam: iamd_auth::Perform<O, Input = O::Input, Output = O::Output>,
{
    world
        .ask::<O>(&world.root, members)
        .await
        .map(|_| ())
        .unwrap();
}

/// A kind and a name, for each entry of a page in the order of the answer.
fn names(details: &Details) -> Vec<String> {
    let users = details.user_detail_list.iter();
    let users = users.map(|user| format!("user {}", user.user_name.as_ref().unwrap()));
    let roles = details.role_detail_list.iter();
    let roles = roles.map(|role| format!("role {}", role.role_name.as_ref().unwrap()));
    let groups = details.group_detail_list.iter();
    let groups = groups.map(|group| format!("group {}", group.group_name.as_ref().unwrap()));
    let policies = details.policies.iter();
    let policies =
        policies.map(|policy| format!("policy {}", policy.policy_name.as_ref().unwrap()));
    users.chain(roles).chain(groups).chain(policies).collect()
}

/// All entries, in pages of this size, and how many pages there were.
async fn all(world: &World, filter: &[&str], items_max: &str) -> (Vec<String>, usize) {
    let filters: Vec<_> = (1..=filter.len())
        .map(|number| format!("Filter.member.{number}"))
        .collect();
    let (mut found, mut pages, mut marker) = (Vec::new(), 0, None::<String>);
    loop {
        let mut members: Vec<_> = filters
            .iter()
            .map(String::as_str)
            .zip(filter.iter().copied())
            .collect();
        members.push(("MaxItems", items_max));
        members.extend(marker.as_deref().map(|marker| ("Marker", marker)));
        let page = ask(world, &members).await.unwrap();
        let items = names(&page);
        assert!(items.len() <= items_max.parse().unwrap());
        found.extend(items);
        pages += 1;
        assert_eq!(page.is_truncated, Some(page.marker.is_some()));
        match page.marker {
            Some(next) => marker = Some(next),
            None => return (found, pages),
        }
    }
}

/// Ann in the team, a worker with an instance profile, and policies of all kinds.
async fn world() -> World {
    let world = World::new().await;
    let own = world.policy_with("own", &allow("iam:GetUser", "*")).await;
    world.policy("Unused").await;
    for (name, path) in [("ann", "/team/"), ("Bob", "/")] {
        let members = [
            ("UserName", name),
            ("Path", path),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "v"),
        ];
        done::<iam::CreateUser>(&world, &members).await;
    }
    world.group("team", &allow("s3:*", "*")).await;
    world.role("worker", &service_trust()).await;
    let member = [("GroupName", "team"), ("UserName", "ann")];
    done::<iam::AddUserToGroup>(&world, &member).await;
    let inline = allow("sts:*", "*");
    let members = [
        ("UserName", "ann"),
        ("PolicyName", "i"),
        ("PolicyDocument", &inline),
    ];
    done::<iam::PutUserPolicy>(&world, &members).await;
    for arn in [own.as_str(), S3_READ_ONLY] {
        done::<iam::AttachUserPolicy>(&world, &[("UserName", "ann"), ("PolicyArn", arn)]).await;
    }
    done::<iam::AttachGroupPolicy>(&world, &[("GroupName", "team"), ("PolicyArn", &own)]).await;
    done::<iam::AttachRolePolicy>(&world, &[("RoleName", "worker"), ("PolicyArn", &own)]).await;
    let bounded = [("UserName", "ann"), ("PermissionsBoundary", ADMINISTRATOR)];
    done::<iam::PutUserPermissionsBoundary>(&world, &bounded).await;
    done::<iam::AttachUserPolicy>(
        &world,
        &[("UserName", "Bob"), ("PolicyArn", SECURITY_AUDIT)],
    )
    .await;
    done::<iam::DetachUserPolicy>(
        &world,
        &[("UserName", "Bob"), ("PolicyArn", SECURITY_AUDIT)],
    )
    .await;
    let profile = ("InstanceProfileName", "box");
    done::<iam::CreateInstanceProfile>(
        &world,
        &[
            profile,
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "v"),
        ],
    )
    .await;
    done::<iam::AddRoleToInstanceProfile>(&world, &[profile, ("RoleName", "worker")]).await;
    world
}

const USERS: [&str; 2] = ["user ann", "user Bob"];
const LOCAL: [&str; 2] = ["policy own", "policy Unused"];
/// Whoever is a boundary is used, who was attached once is not.
const AWS: [&str; 2] = [
    "policy AdministratorAccess",
    "policy AmazonS3ReadOnlyAccess",
];

#[tokio::test]
async fn each_filter_shows_its_kinds_in_one_order() {
    let world = world().await;
    let parts: [(&str, Vec<&str>); 5] = [
        ("User", USERS.to_vec()),
        ("Role", vec!["role worker"]),
        ("Group", vec!["group team"]),
        ("LocalManagedPolicy", LOCAL.to_vec()),
        ("AWSManagedPolicy", AWS.to_vec()),
    ];
    for chosen in 0..32_usize {
        let some: Vec<_> = parts
            .iter()
            .enumerate()
            .filter(|(index, _)| chosen & (1 << index) != 0)
            .map(|(_, part)| part)
            .collect();
        // No filter is every filter.
        let shown = if chosen == 0 {
            parts.iter().collect()
        } else {
            some.clone()
        };
        let expect: Vec<_> = shown.iter().flat_map(|(_, names)| names.clone()).collect();
        // Their order is nothing, nor is that one stands there twice.
        let mut filter: Vec<_> = some.iter().rev().map(|(name, _)| *name).collect();
        filter.extend(filter.first().copied());
        for items_max in ["1", "2", "3", "1000"] {
            let (found, pages) = all(&world, &filter, items_max).await;
            assert_eq!(found, expect, "{filter:?} {items_max}");
            assert_eq!(
                pages,
                expect.len().div_ceil(items_max.parse().unwrap()).max(1)
            );
        }
    }
}

#[tokio::test]
async fn an_empty_filter_is_none() {
    let world = world().await;
    let (everything, _) = all(&world, &[], "1000").await;
    let empty = ask(&world, &[("Filter", ""), ("MaxItems", "1000")]).await;
    assert_eq!(names(&empty.unwrap()), everything);
}

#[tokio::test]
async fn a_user_is_told_with_all_that_is_its() {
    let details = ask(&world().await, &[]).await.unwrap();
    let ann = &details.user_detail_list[0];
    assert_eq!(ann.arn.as_deref(), Some(user_arn("team/ann").as_str()));
    assert_eq!(ann.path.as_deref(), Some("/team/"));
    assert_eq!(ann.group_list, ["team"]);
    assert_eq!(ann.tags[0].key, "k");
    let boundary = ann.permissions_boundary.as_ref().unwrap();
    assert_eq!(
        boundary.permissions_boundary_arn.as_deref(),
        Some(ADMINISTRATOR)
    );
    let attached = ann.attached_managed_policies.iter();
    let attached: Vec<_> = attached
        .filter_map(|policy| policy.policy_arn.as_deref())
        .collect();
    assert_eq!(attached, [S3_READ_ONLY, policy_arn("own").as_str()]);
    let inline = &ann.user_policy_list[0];
    assert_eq!(inline.policy_name.as_deref(), Some("i"));
    assert_eq!(
        inline.policy_document.as_deref(),
        Some(allow("sts:*", "*").as_str())
    );
    let bob = &details.user_detail_list[1];
    assert!(bob.user_policy_list.is_empty() && bob.attached_managed_policies.is_empty());
    assert!(bob.permissions_boundary.is_none() && bob.group_list.is_empty());
}

#[tokio::test]
async fn a_role_is_told_with_its_instance_profile_and_last_use() {
    let world = world().await;
    let details = ask(&world, &[]).await.unwrap();
    let worker = &details.role_detail_list[0];
    assert_eq!(worker.arn.as_deref(), Some(role_arn("worker").as_str()));
    let trust_policy = service_trust();
    assert_eq!(
        worker.assume_role_policy_document.as_ref(),
        Some(&trust_policy)
    );
    let profile = &worker.instance_profile_list[0];
    assert_eq!(profile.instance_profile_name, "box");
    assert!(profile.tags.is_empty());
    assert_eq!(
        profile.roles[0].assume_role_policy_document.as_ref(),
        Some(&trust_policy)
    );
    assert!(
        worker
            .role_last_used
            .as_ref()
            .unwrap()
            .last_used_date
            .is_none()
    );

    let bob = world.key(&world.root, "Bob").await;
    let session = world.session(&bob, "used", &allow("*", "*")).await;
    let listed = world.ask::<iam::ListUsers>(&session, &[]).await;
    listed.unwrap();
    let got = world
        .ask::<iam::GetRole>(&world.root, &[("RoleName", "used")])
        .await;
    let details = ask(&world, &[("Filter.member.1", "Role")]).await.unwrap();
    let told = details.role_detail_list[0].role_last_used.as_ref().unwrap();
    let got = got.unwrap().role.role_last_used.unwrap();
    assert_eq!(told.last_used_date, got.last_used_date);
    assert_eq!(told.region, got.region);
    assert_eq!(
        details.role_detail_list[0]
            .assume_role_policy_document
            .as_ref(),
        Some(&trust(&user_arn("Bob")))
    );
}

#[tokio::test]
async fn groups_and_policies_are_told_with_their_documents() {
    let world = world().await;
    let own = policy_arn("own");
    let second = allow("iam:ListUsers", "*");
    done::<iam::CreatePolicyVersion>(&world, &[("PolicyArn", &own), ("PolicyDocument", &second)])
        .await;
    let details = ask(&world, &[]).await.unwrap();
    let team = &details.group_detail_list[0];
    assert_eq!(team.arn.as_deref(), Some(group_arn("team").as_str()));
    assert_eq!(
        team.group_policy_list[0].policy_document.as_deref(),
        Some(allow("s3:*", "*").as_str())
    );
    assert_eq!(
        team.attached_managed_policies[0].policy_arn.as_deref(),
        Some(own.as_str())
    );

    let policy = &details.policies[0];
    let counts = (
        policy.attachment_count,
        policy.permissions_boundary_usage_count,
    );
    assert_eq!(counts, (Some(3), Some(0)));
    assert_eq!(
        (policy.default_version_id.as_deref(), policy.is_attachable),
        (Some("v1"), Some(true))
    );
    let versions: Vec<_> = policy
        .policy_version_list
        .iter()
        .map(|version| {
            let document = version.document.as_deref().unwrap();
            (
                version.version_id.as_deref().unwrap(),
                version.is_default_version.unwrap(),
                document,
            )
        })
        .collect();
    assert_eq!(
        versions,
        [
            ("v2", false, second.as_str()),
            ("v1", true, &allow("iam:GetUser", "*"))
        ]
    );
}

/// AWS's policies come with all their versions, each as GetPolicyVersion tells it.
#[tokio::test]
async fn policies_of_aws_are_told_with_all_their_versions() {
    let world = world().await;
    let details = ask(&world, &[("Filter.member.1", "AWSManagedPolicy")])
        .await
        .unwrap();
    let policy = &details.policies[1];
    assert_eq!(policy.arn.as_deref(), Some(S3_READ_ONLY));
    assert_eq!(policy.description, None);
    let members = [("PolicyArn", S3_READ_ONLY), ("MaxItems", "1000")];
    let listed = world
        .ask::<iam::ListPolicyVersions>(&world.root, &members)
        .await
        .unwrap();
    assert!(listed.versions.len() > 1);
    let ids = |versions: &[iam::PolicyVersion]| -> Vec<_> {
        versions
            .iter()
            .map(|version| version.version_id.clone())
            .collect()
    };
    assert_eq!(ids(&policy.policy_version_list), ids(&listed.versions));
    for version in [0, 1, listed.versions.len() - 1] {
        let told = &policy.policy_version_list[version];
        let members = [
            ("PolicyArn", S3_READ_ONLY),
            ("VersionId", told.version_id.as_deref().unwrap()),
        ];
        let got = world
            .ask::<iam::GetPolicyVersion>(&world.root, &members)
            .await
            .unwrap();
        assert_eq!(told.document, got.policy_version.unwrap().document);
    }
}

#[tokio::test]
async fn markers_hold_while_others_write() {
    let world = World::new().await;
    for name in ["b", "d", "f"] {
        world.powerless(name).await;
    }
    let first = ask(&world, &[("MaxItems", "2")]).await.unwrap();
    assert_eq!(names(&first), ["user b", "user d"]);
    for name in ["a", "c", "e"] {
        world.powerless(name).await;
    }
    let marker = first.marker.unwrap();
    let second = ask(&world, &[("Marker", &marker)]).await.unwrap();
    assert_eq!(names(&second), ["user e", "user f"]);
}

#[tokio::test]
async fn a_marker_is_of_its_filter() {
    let world = world().await;
    let marker = ask(&world, &[("MaxItems", "1")])
        .await
        .unwrap()
        .marker
        .unwrap();
    let text = "Marker and Filter do not match";
    let filter = ("Filter.member.1", "User");
    for members in [
        [filter, ("Marker", marker.as_str())].as_slice(),
        &[("Marker", "not-a-marker")],
    ] {
        refused(ask(&world, members).await, "ValidationError", text);
    }
    // All kinds by name are what no filter is.
    let kinds = [
        "User",
        "Role",
        "Group",
        "LocalManagedPolicy",
        "AWSManagedPolicy",
    ];
    let keys: Vec<_> = (1..=5)
        .map(|number| format!("Filter.member.{number}"))
        .collect();
    let mut members: Vec<_> = keys.iter().map(String::as_str).zip(kinds).collect();
    members.push(("Marker", &marker));
    ask(&world, &members).await.unwrap();
}
