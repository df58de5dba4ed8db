//! What was answered counts in the next decision: nothing that is kept of policies outlives a change
//! of them, whatever they come by.

use std::sync::Arc;

use iamd_auth::{
    Caller, Credentials, Policies, Principal, Session, SessionKind, SessionOwner, Target,
};
use iamd_directory::{GroupUpdate, Role};
use iamd_ident::{AccessKeyId, Arn, Timestamp};
use iamd_policy::{PolicySet, SourceKind};

use crate::{
    holder_world::{DENY_ALL, act, group_name, text},
    role_world::{aws, role_name},
    world::{ALLOW_ALL, World, account, user_name},
};

fn session(kind: SessionKind, policy: Option<&str>, policy_arns: &[&Arn]) -> Session {
    let time: Timestamp = "2026-01-31T00:00:00Z".parse().unwrap();
    Session {
        kind,
        issued_at: time,
        expires_at: time,
        mfa_at: None,
        tags: Vec::new(),
        transitive_tag_keys: Vec::new(),
        source_identity: None,
        federated_provider: None,
        policy: policy.map(str::to_owned),
        policy_arns: policy_arns.iter().map(|arn| (*arn).clone()).collect(),
    }
}

fn in_session(principal: Principal, session: Session) -> Caller {
    let key: AccessKeyId = "ASIAQNZGKIQY56JQ7WML".parse().unwrap();
    Caller::in_session(principal, key, Arc::new(session))
}

/// The names of the policies of a set.
fn names(set: &PolicySet) -> Vec<(String, SourceKind)> {
    let sources = set.sources();
    sources
        .map(|source| (source.id.to_string(), source.kind))
        .collect()
}

impl World {
    async fn in_role(&self, role: &Role, session: Session) -> Caller {
        let principal = self.role_session(role, "session").await;
        in_session(principal.unwrap(), session)
    }

    async fn set_default(&self, arn: &Arn, document: &str) {
        let document = text(document);
        let directory = &self.directory;
        let create = |permit| directory.create_policy_version(permit, arn, document.clone(), true);
        act!(
            self,
            CreatePolicyVersion,
            Target::Policy(arn.clone()),
            create
        )
        .unwrap();
    }
}

#[tokio::test]
async fn what_a_group_has_counts_for_its_members_at_once() {
    let world = World::new().await;
    let bob = user_name("bob");
    let key = world.user(&bob).await;
    let bob_calling = world.caller(&key).await;
    world.group("g").await;
    let (arn, group, directory) = (
        world.policy("policy").await,
        group_name("g"),
        &world.directory,
    );
    let target = || Target::Group(group.clone());
    assert!(!world.may_list(&bob_calling).await);

    world.put_group("g", "inline", ALLOW_ALL).await;
    assert!(!world.may_list(&bob_calling).await, "not a member yet");
    world.add(&bob, "g").await.unwrap();
    assert!(world.may_list(&bob_calling).await);
    world.put_group("g", "inline", DENY_ALL).await;
    assert!(!world.may_list(&bob_calling).await);
    let inline = "inline".parse().unwrap();
    let delete = |permit| directory.delete_group_policy(permit, &group, &inline);
    act!(world, DeleteGroupPolicy, target(), delete).unwrap();
    assert!(!world.may_list(&bob_calling).await);

    world.attach_group("g", &arn).await.unwrap();
    assert!(world.may_list(&bob_calling).await);
    world.set_default(&arn, DENY_ALL).await;
    assert!(!world.may_list(&bob_calling).await);
    let set = |permit| directory.set_default_policy_version(permit, &arn, "v1");
    act!(
        world,
        SetDefaultPolicyVersion,
        Target::Policy(arn.clone()),
        set
    )
    .unwrap();
    assert!(world.may_list(&bob_calling).await);
    let detach = |permit| directory.detach_group_policy(permit, &group, &arn);
    act!(world, DetachGroupPolicy, target(), detach).unwrap();
    assert!(!world.may_list(&bob_calling).await);

    world.attach_group("g", &arn).await.unwrap();
    assert!(world.may_list(&bob_calling).await);
    assert!(world.restarted().may_list(&bob_calling).await);
    world.remove(&bob, "g").await.unwrap();
    assert!(!world.may_list(&bob_calling).await);
    assert!(!world.restarted().may_list(&bob_calling).await);
}

#[tokio::test]
async fn a_change_of_a_group_that_came_later_is_noticed_too() {
    let world = World::new().await;
    let bob = user_name("bob");
    let key = world.user(&bob).await;
    let caller = world.caller(&key).await;
    // Each step is read between, so that each time something else is kept.
    for number in 0..3 {
        let group = format!("g{number}");
        let arn = world.policy(&group).await;
        world.group(&group).await;
        world.add(&bob, &group).await.unwrap();
        world.policies_of(&caller).await;
        world.attach_group(&group, &arn).await.unwrap();
        assert!(world.may_list(&caller).await);
        world.set_default(&arn, DENY_ALL).await;
        assert!(!world.may_list(&caller).await);
        world.remove(&bob, &group).await.unwrap();
        assert!(!world.may_list(&caller).await);
    }
}

#[tokio::test]
async fn traces_name_groups_as_they_are_called_today() {
    let world = World::new().await;
    let bob = user_name("bob");
    let key = world.user(&bob).await;
    let caller = world.caller(&key).await;
    let arn = world.policy("policy").await;
    world.group("g").await;
    world.add(&bob, "g").await.unwrap();
    world.put_group("g", "inline", ALLOW_ALL).await;
    world.put(&bob, "own", ALLOW_ALL).await;
    // Had twice, it counts once.
    world.attach_user(&bob, &arn).await.unwrap();
    world.attach_group("g", &arn).await.unwrap();
    let seen = async || names(&world.policies_of(&caller).await.identity.unwrap());
    let named = |group: &str| {
        [
            ("own".to_owned(), SourceKind::UserInline),
            (arn.to_string(), SourceKind::CustomerManaged),
            (format!("{group}/inline"), SourceKind::GroupInline),
        ]
    };
    assert_eq!(seen().await, named("g"));
    let (group, directory) = (group_name("g"), &world.directory);
    let update = GroupUpdate {
        name: Some(group_name("team")),
        path: None,
    };
    let rename = |permit| directory.update_group(permit, &group, update.clone());
    act!(world, UpdateGroup, Target::Group(group.clone()), rename).unwrap();
    assert_eq!(seen().await, named("team"));
}

#[tokio::test]
async fn a_membership_of_one_leaves_the_policies_of_the_others() {
    let world = World::new().await;
    let [bob, eve] = ["bob", "eve"].map(user_name);
    let keys = [world.user(&bob).await, world.user(&eve).await];
    world.group("g").await;
    world.add(&bob, "g").await.unwrap();
    let arn = world.policy("policy").await;
    world.attach_group("g", &arn).await.unwrap();
    let [bob_calling, eve_calling] = [world.caller(&keys[0]).await, world.caller(&keys[1]).await];
    let before = world.policies_of(&bob_calling).await;
    world.add(&eve, "g").await.unwrap();
    let after = world.policies_of(&bob_calling).await;
    assert_eq!(before.revision, after.revision, "nothing was read anew");
    let shared = world.policies_of(&eve_calling).await.identity.unwrap();
    assert!(Arc::ptr_eq(&after.identity.unwrap(), &shared));
}

#[tokio::test]
async fn the_boundary_of_a_user_limits_at_once() {
    let world = World::new().await;
    let bob = user_name("bob");
    let key = world.user(&bob).await;
    let caller = world.caller(&key).await;
    world.put(&bob, "inline", ALLOW_ALL).await;
    let [narrow, wide] = [world.policy("narrow").await, world.policy("wide").await];
    world.set_default(&narrow, DENY_ALL).await;
    assert!(world.may_list(&caller).await);
    world.bound(&bob, Some(&narrow)).await.unwrap();
    assert!(!world.may_list(&caller).await);
    world.bound(&bob, Some(&wide)).await.unwrap();
    assert!(world.may_list(&caller).await);
    world.set_default(&wide, DENY_ALL).await;
    assert!(!world.may_list(&caller).await);
    assert!(!world.restarted().may_list(&caller).await);
    world.bound(&bob, None).await.unwrap();
    assert!(world.may_list(&caller).await);
    let found = world.policies_of(&caller).await;
    assert!(found.boundary.is_none());
}

#[tokio::test]
async fn what_a_role_has_counts_for_its_sessions_at_once() {
    let world = World::new().await;
    let role = world.role("role", &aws(account())).await;
    let plain = session(SessionKind::AssumedRole, None, &[]);
    let caller = world.in_role(&role, plain).await;
    let (name, directory) = (role_name("role"), &world.directory);
    let arn = world.policy("policy").await;
    let inline = "inline".parse().unwrap();
    let target = || Target::Role(name.clone());
    assert!(!world.may_list(&caller).await);
    let attach = |permit| directory.attach_role_policy(permit, &name, &arn);
    act!(world, AttachRolePolicy, target(), attach).unwrap();
    assert!(world.may_list(&caller).await);
    let put = |permit| directory.put_role_policy(permit, &name, &inline, text(DENY_ALL));
    act!(world, PutRolePolicy, target(), put).unwrap();
    assert!(!world.may_list(&caller).await);
    let found = names(&world.policies_of(&caller).await.identity.unwrap());
    assert_eq!(found[0], ("inline".to_owned(), SourceKind::RoleInline));
    let delete = |permit| directory.delete_role_policy(permit, &name, &inline);
    act!(world, DeleteRolePolicy, target(), delete).unwrap();
    assert!(world.may_list(&caller).await);
    let limit = world.policy("limit").await;
    world.set_default(&limit, DENY_ALL).await;
    let bound = |permit| directory.put_role_permissions_boundary(permit, &name, &limit);
    act!(world, PutRolePermissionsBoundary, target(), bound).unwrap();
    assert!(!world.may_list(&caller).await);
    let free = |permit| directory.delete_role_permissions_boundary(permit, &name);
    act!(world, DeleteRolePermissionsBoundary, target(), free).unwrap();
    assert!(world.may_list(&caller).await);
    let detach = |permit| directory.detach_role_policy(permit, &name, &arn);
    act!(world, DetachRolePolicy, target(), detach).unwrap();
    assert!(!world.may_list(&caller).await);

    world.delete_role("role").await.unwrap();
    assert!(
        world.directory.policies(&caller).await.is_err(),
        "who is gone is denied all"
    );
}

#[tokio::test]
async fn session_policies_count_by_what_they_say_and_by_the_versions_of_today() {
    let world = World::new().await;
    let role = world.role("role", &aws(account())).await;
    let (name, directory) = (role_name("role"), &world.directory);
    let inline = "inline".parse().unwrap();
    let put = |permit| directory.put_role_policy(permit, &name, &inline, text(ALLOW_ALL));
    act!(world, PutRolePolicy, Target::Role(name.clone()), put).unwrap();
    let arn = world.policy("policy").await;
    let aws_managed: Arn = "arn:aws:iam::aws:policy/AdministratorAccess"
        .parse()
        .unwrap();
    let missing: Arn = "arn:aws:iam::123456789012:policy/none".parse().unwrap();
    let kind = SessionKind::AssumedRole;
    let made = async |policy: Option<&str>, arns: &[&Arn]| {
        world.in_role(&role, session(kind, policy, arns)).await
    };
    let [none, allows, denies] = [
        made(None, &[]).await,
        made(Some(ALLOW_ALL), &[]).await,
        made(Some(DENY_ALL), &[]).await,
    ];
    let [managed, by_aws] = [made(None, &[&arn]).await, made(None, &[&aws_managed]).await];
    let both = made(Some(DENY_ALL), &[&arn]).await;
    let lost = made(Some(ALLOW_ALL), &[&aws_managed, &missing]).await;
    for _ in 0..2 {
        assert!(world.policies_of(&none).await.session.is_none());
        for (caller, allowed) in [
            (&none, true),
            (&allows, true),
            (&denies, false),
            (&managed, true),
            (&by_aws, true),
            (&both, false),
            (&lost, false),
        ] {
            assert_eq!(world.may_list(caller).await, allowed);
        }
    }
    let found = world.policies_of(&both).await.session.unwrap();
    let named = [
        ("session policy".to_owned(), SourceKind::Session),
        (arn.to_string(), SourceKind::Session),
    ];
    assert_eq!(names(&found), named);

    world.set_default(&arn, DENY_ALL).await;
    assert!(!world.may_list(&managed).await);
    assert!(world.may_list(&none).await && world.may_list(&by_aws).await);
    let delete = |permit| directory.delete_policy_version(permit, &arn, "v1");
    act!(
        world,
        DeletePolicyVersion,
        Target::Policy(arn.clone()),
        delete
    )
    .unwrap();
    world.delete_policy(&arn).await.unwrap();
    assert!(!world.may_list(&managed).await, "what is gone denies all");
    assert!(world.may_list(&none).await);
}

#[tokio::test]
async fn a_federated_user_has_what_its_issuer_has_and_needs_session_policies() {
    let world = World::new().await;
    let bob = user_name("bob");
    let key = world.user(&bob).await;
    world.put(&bob, "inline", ALLOW_ALL).await;
    let limit = world.policy("limit").await;
    world.set_default(&limit, DENY_ALL).await;
    let id = world.caller(&key).await.user().unwrap().id;
    let owner = |issuer| SessionOwner::FederatedUser {
        account: account(),
        issuer,
        name: "fed".to_owned(),
    };
    let principal = async |issuer| {
        let found = world.directory.session_principal(&owner(issuer)).await;
        found.unwrap().unwrap()
    };
    let kind = SessionKind::FederationToken;
    let bare = in_session(principal(Some(id)).await, session(kind, None, &[]));
    let passed = in_session(
        principal(Some(id)).await,
        session(kind, Some(ALLOW_ALL), &[]),
    );
    let of_root = in_session(principal(None).await, session(kind, None, &[]));
    for caller in [&bare, &of_root] {
        let found = world.policies_of(caller).await;
        assert_eq!(found.session.unwrap().statement_count(), 0);
    }
    assert!(world.policies_of(&of_root).await.identity.is_none());
    let found = world.policies_of(&passed).await;
    assert_eq!(
        names(&found.identity.unwrap()),
        [("inline".to_owned(), SourceKind::UserInline)]
    );
    assert!(found.boundary.is_none());
    world.bound(&bob, Some(&limit)).await.unwrap();
    assert!(world.policies_of(&passed).await.boundary.is_some());
}

#[tokio::test]
async fn policies_for_sessions_are_missed_by_their_arns() {
    let world = World::new().await;
    let arn = world.policy("policy").await;
    let [aws_managed, missing, foreign]: [Arn; 3] = [
        "arn:aws:iam::aws:policy/AdministratorAccess",
        "arn:aws:iam::123456789012:policy/none",
        "arn:aws:iam::999999999999:policy/policy",
    ]
    .map(|arn| arn.parse().unwrap());
    let first = async |arns: &[&Arn]| {
        let arns: Vec<_> = arns.iter().map(|arn| (*arn).clone()).collect();
        let found = world.directory.missing_policy(account(), &arns).await;
        found.unwrap()
    };
    assert_eq!(first(&[]).await, None);
    assert_eq!(first(&[&arn, &aws_managed]).await, None);
    assert_eq!(
        first(&[&arn, &missing, &foreign]).await,
        Some(missing.clone())
    );
    assert_eq!(first(&[&foreign]).await, Some(foreign.clone()));
}

#[tokio::test]
async fn a_session_token_has_what_its_user_has() {
    let world = World::new().await;
    let bob = user_name("bob");
    let key = world.user(&bob).await;
    world.put(&bob, "inline", ALLOW_ALL).await;
    let own = world.caller(&key).await;
    let with_token = session(SessionKind::SessionToken, None, &[]);
    let with_token = in_session(own.principal().clone(), with_token);
    let [one, other] = [
        world.policies_of(&own).await,
        world.policies_of(&with_token).await,
    ];
    assert!(Arc::ptr_eq(
        &one.identity.unwrap(),
        &other.identity.unwrap()
    ));
    assert!(other.session.is_none());
}
