//! Users, groups and roles hold policies in the same way, each within its own limits.

use iamd_auth::Target;
use iamd_directory::{AttachedPolicy, Error, HolderKind, PageRequest, PolicyUsage, Quota};
use iamd_ident::{Arn, PolicyName};

use crate::{
    holder_world::{act, all, group_name, policy_of_size, text},
    role_world::{aws, role_name},
    world::{ALLOW_ALL, World, account, user_name},
};

/// The name of each holder in these tests.
const NAME: &str = "holder";

/// Does something with the policies of the holder of a kind.
macro_rules! on_each {
    ($world:expr, $kind:expr, [$user:ident, $group:ident, $role:ident],
        $verb_user:ident, $verb_group:ident, $verb_role:ident ($($argument:expr),*)) => {{
        let directory = &$world.directory;
        match $kind {
            HolderKind::User => {
                let name = user_name(NAME);
                let verb = |permit| directory.$verb_user(permit, &name, $($argument),*);
                act!($world, $user, Target::User(name.clone()), verb)
            }
            HolderKind::Group => {
                let name = group_name(NAME);
                let verb = |permit| directory.$verb_group(permit, &name, $($argument),*);
                act!($world, $group, Target::Group(name.clone()), verb)
            }
            HolderKind::Role => {
                let name = role_name(NAME);
                let verb = |permit| directory.$verb_role(permit, &name, $($argument),*);
                act!($world, $role, Target::Role(name.clone()), verb)
            }
        }
    }};
}

impl World {
    /// A world with a user, a group and a role of one name.
    async fn of_holders() -> Self {
        let world = Self::new().await;
        world.user(&user_name(NAME)).await;
        world.group(NAME).await;
        world.role(NAME, &aws(account())).await;
        world
    }

    async fn attach_to(&self, kind: HolderKind, arn: &Arn) -> Result<(), Error> {
        on_each!(
            self,
            kind,
            [AttachUserPolicy, AttachGroupPolicy, AttachRolePolicy],
            attach_user_policy,
            attach_group_policy,
            attach_role_policy(arn)
        )
    }

    async fn detach_from(&self, kind: HolderKind, arn: &Arn) -> Result<(), Error> {
        on_each!(
            self,
            kind,
            [DetachUserPolicy, DetachGroupPolicy, DetachRolePolicy],
            detach_user_policy,
            detach_group_policy,
            detach_role_policy(arn)
        )
    }

    async fn attached_to(&self, kind: HolderKind, prefix: &str) -> Vec<AttachedPolicy> {
        let read = |page: PageRequest| async move {
            let found = on_each!(
                self,
                kind,
                [
                    ListAttachedUserPolicies,
                    ListAttachedGroupPolicies,
                    ListAttachedRolePolicies
                ],
                list_attached_user_policies,
                list_attached_group_policies,
                list_attached_role_policies(prefix, &page)
            );
            found.unwrap()
        };
        all(read).await
    }

    async fn put_inline_in(
        &self,
        kind: HolderKind,
        policy: &str,
        size: usize,
    ) -> Result<(), Error> {
        let (policy, document) = (policy.parse().unwrap(), policy_of_size(size));
        on_each!(
            self,
            kind,
            [PutUserPolicy, PutGroupPolicy, PutRolePolicy],
            put_user_policy,
            put_group_policy,
            put_role_policy(&policy, document.clone())
        )
    }

    async fn inline_of(&self, kind: HolderKind, policy: &str) -> Result<String, Error> {
        let policy = policy.parse().unwrap();
        on_each!(
            self,
            kind,
            [GetUserPolicy, GetGroupPolicy, GetRolePolicy],
            get_user_policy,
            get_group_policy,
            get_role_policy(&policy)
        )
    }

    async fn inlines_of(&self, kind: HolderKind) -> Vec<PolicyName> {
        let read = |page: PageRequest| async move {
            let found = on_each!(
                self,
                kind,
                [ListUserPolicies, ListGroupPolicies, ListRolePolicies],
                list_user_policies,
                list_group_policies,
                list_role_policies(&page)
            );
            found.unwrap()
        };
        all(read).await
    }

    async fn delete_from(&self, kind: HolderKind, policy: &str) -> Result<(), Error> {
        let policy = policy.parse().unwrap();
        on_each!(
            self,
            kind,
            [DeleteUserPolicy, DeleteGroupPolicy, DeleteRolePolicy],
            delete_user_policy,
            delete_group_policy,
            delete_role_policy(&policy)
        )
    }
}

#[tokio::test]
async fn each_holder_has_at_most_ten_managed_policies() {
    let world = World::of_holders().await;
    let mut arns = Vec::new();
    for number in 0..11 {
        arns.push(world.policy(&format!("p{number:02}")).await);
    }
    for kind in HolderKind::ALL {
        for arn in &arns[..10] {
            for _ in 0..2 {
                world.attach_to(kind, arn).await.unwrap();
            }
        }
        let one_more = world.attach_to(kind, &arns[10]).await;
        let Err(Error::Quota(quota)) = one_more else {
            panic!("{one_more:?}");
        };
        assert_eq!(quota, Quota::AttachedPolicies(kind));
        assert_eq!(
            quota.to_string(),
            format!("PoliciesPer{}", kind.capitalized())
        );
        let listed = world.attached_to(kind, "/").await.into_iter();
        let listed: Vec<_> = listed.map(|policy| policy.arn).collect();
        assert_eq!(listed, arns[..10]);
        assert!(world.attached_to(kind, "/other/").await.is_empty());
    }
    assert_eq!(world.get_policy(&arns[0]).await.attachment_count, 3);
    for kind in HolderKind::ALL {
        world.detach_from(kind, &arns[0]).await.unwrap();
        let again = world.detach_from(kind, &arns[0]).await;
        assert!(matches!(again, Err(Error::NotAttached { .. })));
        assert_eq!(world.restarted().attached_to(kind, "/").await.len(), 9);
    }
    assert_eq!(world.get_policy(&arns[0]).await.attachment_count, 0);
    world.delete_policy(&arns[0]).await.unwrap();
}

#[tokio::test]
async fn attached_policies_are_listed_without_regard_to_case() {
    let world = World::of_holders().await;
    for kind in HolderKind::ALL {
        let names = ["b", "Ab", "a", "AC", "aD"].map(|name| format!("{kind}-{name}"));
        for name in names {
            let arn = world.policy(&name).await;
            world.attach_to(kind, &arn).await.unwrap();
        }
        let listed = world.attached_to(kind, "/").await.into_iter();
        let listed: Vec<_> = listed.map(|policy| policy.name.to_string()).collect();
        let expected = ["a", "Ab", "AC", "aD", "b"].map(|name| format!("{kind}-{name}"));
        assert_eq!(listed, expected);
    }
}

#[tokio::test]
async fn what_is_no_policy_or_only_for_services_is_not_attached() {
    let world = World::of_holders().await;
    let missing: Arn = "arn:aws:iam::123456789012:policy/none".parse().unwrap();
    let foreign: Arn = "arn:aws:iam::999999999999:policy/p".parse().unwrap();
    let reserved = "arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy";
    let reserved: Arn = reserved.parse().unwrap();
    for kind in HolderKind::ALL {
        for arn in [&missing, &foreign] {
            let outcome = world.attach_to(kind, arn).await;
            assert!(
                matches!(outcome, Err(Error::NoSuchPolicy { arn: named }) if named == arn.as_str())
            );
        }
        let outcome = world.attach_to(kind, &reserved).await;
        assert!(matches!(outcome, Err(Error::NotAttachable { holder, .. }) if holder == kind));
    }
}

#[tokio::test]
async fn inline_policies_of_each_holder_have_their_own_limit_together() {
    let world = World::of_holders().await;
    for (kind, limit) in [
        (HolderKind::User, 2_048),
        (HolderKind::Group, 5_120),
        (HolderKind::Role, 10_240),
    ] {
        assert_eq!(kind.inline_bytes_max(), limit);
        world.put_inline_in(kind, "b", limit - 500).await.unwrap();
        world.put_inline_in(kind, "a", 500).await.unwrap();
        let too_much = world.put_inline_in(kind, "a", 501).await;
        assert!(matches!(
            too_much,
            Err(Error::Quota(Quota::InlinePolicySize { holder, name })) if holder == kind && name == NAME
        ));
        let third = world.put_inline_in(kind, "c", 100).await;
        assert!(matches!(third, Err(Error::Quota(_))));
        world.put_inline_in(kind, "b", limit - 600).await.unwrap();
        world.put_inline_in(kind, "c", 100).await.unwrap();
        let names: Vec<_> = world.inlines_of(kind).await;
        assert_eq!(names, ["a", "b", "c"].map(|name| name.parse().unwrap()));
        for world in [&world, &world.restarted()] {
            let found = world.inline_of(kind, "c").await.unwrap();
            assert_eq!(found, policy_of_size(100).as_str());
        }
    }
}

#[tokio::test]
async fn an_inline_policy_that_is_missing_is_missed_in_its_holder() {
    let world = World::of_holders().await;
    for kind in HolderKind::ALL {
        world.put_inline_in(kind, "inline", 500).await.unwrap();
        world.delete_from(kind, "inline").await.unwrap();
        let gone = world.inline_of(kind, "inline").await.map(|_| ());
        for outcome in [gone, world.delete_from(kind, "inline").await] {
            assert!(matches!(
                outcome,
                Err(Error::NoSuchInlinePolicy { holder, name }) if holder == kind && name.as_str() == "inline"
            ));
        }
        assert!(world.inlines_of(kind).await.is_empty());
    }
}

#[tokio::test]
async fn holders_that_are_missing_are_missed_by_their_kind() {
    let world = World::new().await;
    let arn = world.policy("policy").await;
    for kind in HolderKind::ALL {
        let text_of = world.inline_of(kind, "inline").await.map(|_| ());
        for outcome in [
            world.attach_to(kind, &arn).await,
            world.detach_from(kind, &arn).await,
            world.put_inline_in(kind, "inline", 500).await,
            text_of,
            world.delete_from(kind, "inline").await,
        ] {
            let right = match outcome {
                Err(Error::NoSuchUser(_)) => kind == HolderKind::User,
                Err(Error::NoSuchGroup(_)) => kind == HolderKind::Group,
                Err(Error::NoSuchRole(_)) => kind == HolderKind::Role,
                _ => false,
            };
            assert!(right, "{kind}");
        }
    }
}

#[tokio::test]
async fn who_uses_a_policy_is_listed_over_all_kinds_and_ways() {
    let world = World::of_holders().await;
    let arn = world.policy("policy").await;
    for kind in HolderKind::ALL {
        world.attach_to(kind, &arn).await.unwrap();
    }
    for name in ["more-1", "more-2", "more-3"] {
        world.user(&user_name(name)).await;
        world.attach_user(&user_name(name), &arn).await.unwrap();
    }
    world.bound(&user_name("more-1"), Some(&arn)).await.unwrap();
    world.create_bounded("bounded", &arn).await.unwrap();

    let check = |kind, usage, expected: &'static [&'static str]| {
        let (world, arn) = (&world, &arn);
        async move {
            let found = world.entities(arn, kind, usage).await.into_iter();
            let mut found: Vec<_> = found
                .map(|entity| format!("{} {}", entity.kind, entity.name))
                .collect();
            if usage.is_some() {
                let kinds = found.iter().map(|entity| entity.split(' ').next());
                assert!(kinds.is_sorted(), "{found:?}");
            }
            found.sort();
            assert_eq!(found, expected);
        }
    };
    let (group, role) = (Some(HolderKind::Group), Some(HolderKind::Role));
    let attached = Some(PolicyUsage::PermissionsPolicy);
    let bounding = Some(PolicyUsage::PermissionsBoundary);
    check(group, None, &["group holder"]).await;
    check(role, None, &["role holder"]).await;
    check(role, bounding, &[]).await;
    check(None, bounding, &["user bounded", "user more-1"]).await;
    let all_attached = &[
        "group holder",
        "role holder",
        "user holder",
        "user more-1",
        "user more-2",
        "user more-3",
    ];
    check(None, attached, all_attached).await;
    let everybody = &[
        "group holder",
        "role holder",
        "user bounded",
        "user holder",
        "user more-1",
        "user more-2",
        "user more-3",
    ];
    check(None, None, everybody).await;
    check(Some(HolderKind::User), attached, &all_attached[2..]).await;
}

#[tokio::test]
async fn a_marker_of_another_list_is_refused() {
    let world = World::of_holders().await;
    let arn = world.policy("policy").await;
    for kind in HolderKind::ALL {
        world.attach_to(kind, &arn).await.unwrap();
    }
    let list = |kind, marker: Option<String>| {
        let (world, arn) = (&world, &arn);
        async move {
            let filter = iamd_directory::EntityFilter {
                kind,
                usage: None,
                path_prefix: "/".to_owned(),
            };
            let page = PageRequest {
                marker,
                items_max: 1,
            };
            let directory = &world.directory;
            let list = |permit| directory.list_entities_for_policy(permit, arn, &filter, &page);
            act!(
                world,
                ListEntitiesForPolicy,
                Target::Policy(arn.clone()),
                list
            )
        }
    };
    let next = list(None, None).await.unwrap().next;
    assert!(next.is_some());
    let other = list(Some(HolderKind::Group), next).await;
    assert!(matches!(other, Err(Error::InvalidMarker)));
    let garbage = list(None, Some("garbage".to_owned())).await;
    assert!(matches!(garbage, Err(Error::InvalidMarker)));
}

#[tokio::test]
async fn the_permit_for_a_role_is_not_good_for_the_policies_of_another() {
    let world = World::new().await;
    let arn = world.policy("policy").await;
    for name in ["role", "other"] {
        world.role(name, &aws(account())).await;
    }
    let (other, page) = (role_name("other"), crate::holder_world::page(10));
    let inline = &"inline".parse().unwrap();
    let (directory, document) = (&world.directory, text(ALLOW_ALL));
    macro_rules! refused {
        ($($operation:ident: $act:expr;)*) => {$(
            let outcome = act!(world, $operation, Target::Role(role_name("role")), $act);
            assert!(matches!(outcome, Err(Error::Permit(_))), stringify!($operation));
        )*};
    }
    refused! {
        AttachRolePolicy: |permit| directory.attach_role_policy(permit, &other, &arn);
        DetachRolePolicy: |permit| directory.detach_role_policy(permit, &other, &arn);
        ListAttachedRolePolicies:
            |permit| directory.list_attached_role_policies(permit, &other, "/", &page);
        PutRolePolicy: |permit| directory.put_role_policy(permit, &other, inline, document.clone());
        GetRolePolicy: |permit| directory.get_role_policy(permit, &other, inline);
        ListRolePolicies: |permit| directory.list_role_policies(permit, &other, &page);
        DeleteRolePolicy: |permit| directory.delete_role_policy(permit, &other, inline);
        PutRolePermissionsBoundary:
            |permit| directory.put_role_permissions_boundary(permit, &other, &arn);
        DeleteRolePermissionsBoundary:
            |permit| directory.delete_role_permissions_boundary(permit, &other);
    }
}
