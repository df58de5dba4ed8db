//! Roles: what they have, what must go before them, who may have what name.

use iamd_api::iam;
use iamd_auth::Target;
use iamd_directory::{Dependents, Error, NewRole, PageRequest, PolicyText, Quota, RoleUpdate};
use iamd_ident::Tag;

use crate::{
    role_world::{for_ec2, new_role, role_arn, role_name},
    world::{ALLOW_ALL, World},
};

fn tag(key: &str, value: &str) -> Tag {
    Tag {
        key: key.into(),
        value: value.into(),
    }
}

fn page(items_max: usize) -> PageRequest {
    PageRequest {
        marker: None,
        items_max,
    }
}

impl World {
    async fn update_role(&self, name: &str, update: RoleUpdate) -> Result<(), Error> {
        let name = role_name(name);
        let act = |permit| self.directory.update_role(permit, &name, update.clone());
        self.with_permit::<iam::UpdateRole, _, _, _>(Target::Role(name.clone()), act)
            .await
    }

    async fn role_names(&self, prefix: &str) -> Vec<String> {
        let act = |permit| {
            let page = page(100);
            async move { self.directory.list_roles(permit, prefix, &page).await }
        };
        let listed = self.with_permit::<iam::ListRoles, _, _, _>(Target::Roles(prefix.into()), act);
        let roles = listed.await.unwrap().items;
        roles.iter().map(|role| role.name.to_string()).collect()
    }

    async fn tag_role(&self, name: &str, tags: &[Tag]) -> Result<(), Error> {
        let name = role_name(name);
        let act = |permit| self.directory.tag_role(permit, &name, tags);
        self.with_permit::<iam::TagRole, _, _, _>(Target::Role(name.clone()), act)
            .await
    }

    async fn role_tags(&self, name: &str) -> Vec<Tag> {
        let (name, page) = (role_name(name), page(100));
        let act = |permit| self.directory.list_role_tags(permit, &name, &page);
        let listed =
            self.with_permit::<iam::ListRoleTags, _, _, _>(Target::Role(name.clone()), act);
        listed.await.unwrap().items
    }
}

#[tokio::test]
async fn a_role_is_what_it_was_made_of() {
    let world = World::new().await;
    let new = NewRole {
        path: "/team/".parse().unwrap(),
        description: Some("for tests".to_owned()),
        max_session_seconds: 7_200,
        tags: vec![tag("team", "a")],
        ..new_role("reader", for_ec2())
    };
    let made = world.create_role(new).await.unwrap();
    assert_eq!(made.arn, role_arn("team/reader"));
    assert!(made.id.as_str().starts_with("AROA"));
    assert_eq!(made.trust_policy, for_ec2());
    assert_eq!(made.tags, [tag("team", "a")]);
    assert_eq!(made.last_used, None);

    let again = world.restarted();
    assert_eq!(again.get_role("READER").await.unwrap(), made);
    assert_eq!(again.role_names("/").await, ["reader"]);
    assert_eq!(again.role_names("/team/").await, ["reader"]);
    assert_eq!(again.role_names("/other/").await, [""; 0]);
}

#[tokio::test]
async fn names_are_unique_without_regard_to_case() {
    let world = World::new().await;
    world
        .create_role(new_role("Reader", for_ec2()))
        .await
        .unwrap();
    let taken = world.create_role(new_role("reader", for_ec2())).await;
    assert!(matches!(taken, Err(Error::RoleExists(_))), "{taken:?}");
    let reserved = NewRole {
        path: "/aws-service-role/ecs.amazonaws.com/".parse().unwrap(),
        ..new_role("AWSServiceRoleForECS", for_ec2())
    };
    let reserved = world.create_role(reserved).await;
    assert!(
        matches!(reserved, Err(Error::ReservedRole(_))),
        "{reserved:?}"
    );
    let missing = world.get_role("AWSServiceRoleForECS").await;
    assert!(matches!(missing, Err(Error::NoSuchRole(_))), "{missing:?}");
}

#[tokio::test]
async fn what_is_not_said_in_an_update_stays() {
    let world = World::new().await;
    world
        .create_role(new_role("reader", for_ec2()))
        .await
        .unwrap();
    let description = RoleUpdate {
        description: Some("reads".to_owned()),
        max_session_seconds: None,
    };
    world.update_role("reader", description).await.unwrap();
    let longer = RoleUpdate {
        description: None,
        max_session_seconds: Some(43_200),
    };
    world.update_role("reader", longer).await.unwrap();
    world
        .update_role("reader", RoleUpdate::default())
        .await
        .unwrap();
    let role = world.restarted().get_role("reader").await.unwrap();
    assert_eq!(role.description.as_deref(), Some("reads"));
    assert_eq!(role.max_session_seconds, 43_200);

    let name = role_name("reader");
    let act = |permit| {
        let text = "reads all".to_owned();
        world.directory.update_role_description(permit, &name, text)
    };
    let target = Target::Role(name.clone());
    let told = world
        .with_permit::<iam::UpdateRoleDescription, _, _, _>(target, act)
        .await
        .unwrap();
    assert_eq!(told.description.as_deref(), Some("reads all"));
    assert_eq!(world.get_role("reader").await.unwrap(), told);
}

#[tokio::test]
async fn tags_take_the_place_of_their_namesakes_and_are_at_most_fifty() {
    let world = World::new().await;
    world
        .create_role(new_role("reader", for_ec2()))
        .await
        .unwrap();
    world.tag_role("reader", &[tag("Team", "a")]).await.unwrap();
    let both = [tag("team", "b"), tag("cost", "1")];
    world.tag_role("reader", &both).await.unwrap();
    let tags = [tag("cost", "1"), tag("team", "b")];
    assert_eq!(world.restarted().role_tags("reader").await, tags);
    let many: Vec<_> = (0..49).map(|key| tag(&format!("key-{key}"), "")).collect();
    let over = world.tag_role("reader", &many).await;
    assert!(
        matches!(over, Err(Error::Quota(Quota::TagsPerRole))),
        "{over:?}"
    );

    let name = role_name("reader");
    let keys = ["TEAM".to_owned(), "other".to_owned()];
    let act = |permit| world.directory.untag_role(permit, &name, &keys);
    world
        .with_permit::<iam::UntagRole, _, _, _>(Target::Role(name.clone()), act)
        .await
        .unwrap();
    assert_eq!(world.role_tags("reader").await, [tag("cost", "1")]);
    let new = NewRole {
        tags: (0..51).map(|key| tag(&format!("key-{key}"), "")).collect(),
        ..new_role("other", for_ec2())
    };
    let over = world.create_role(new).await;
    assert!(
        matches!(over, Err(Error::Quota(Quota::TagsPerRole))),
        "{over:?}"
    );
}

#[tokio::test]
async fn what_a_role_holds_must_go_before_it() {
    let world = World::new().await;
    world
        .create_role(new_role("reader", for_ec2()))
        .await
        .unwrap();
    let arn = world.policy("policy").await;
    let (name, inline) = (role_name("reader"), "inline".parse().unwrap());
    let target = || Target::Role(name.clone());
    let directory = &world.directory;
    let attach = |permit| directory.attach_role_policy(permit, &name, &arn);
    world
        .with_permit::<iam::AttachRolePolicy, _, _, _>(target(), attach)
        .await
        .unwrap();
    let put = |permit| {
        let text = PolicyText::identity(ALLOW_ALL.to_owned()).unwrap();
        directory.put_role_policy(permit, &name, &inline, text)
    };
    world
        .with_permit::<iam::PutRolePolicy, _, _, _>(target(), put)
        .await
        .unwrap();

    let refused = world.delete_role("reader").await;
    let attached = Dependents::AttachedPolicies;
    assert!(
        matches!(refused, Err(Error::InUse(kind)) if kind == attached),
        "{refused:?}"
    );
    let detach = |permit| directory.detach_role_policy(permit, &name, &arn);
    world
        .with_permit::<iam::DetachRolePolicy, _, _, _>(target(), detach)
        .await
        .unwrap();
    let refused = world.delete_role("reader").await;
    let inline_left = Dependents::InlinePolicies;
    assert!(
        matches!(refused, Err(Error::InUse(kind)) if kind == inline_left),
        "{refused:?}"
    );
    let delete = |permit| directory.delete_role_policy(permit, &name, &inline);
    world
        .with_permit::<iam::DeleteRolePolicy, _, _, _>(target(), delete)
        .await
        .unwrap();
    world.delete_role("reader").await.unwrap();
    let missing = world.restarted().get_role("reader").await;
    assert!(matches!(missing, Err(Error::NoSuchRole(_))), "{missing:?}");
}

#[tokio::test]
async fn a_boundary_is_set_from_the_start_and_lets_its_policy_go_with_the_role() {
    let world = World::new().await;
    let boundary = world.policy("boundary").await;
    let new = NewRole {
        permissions_boundary: Some(boundary.clone()),
        ..new_role("reader", for_ec2())
    };
    let made = world.create_role(new).await.unwrap();
    assert_eq!(made.permissions_boundary, Some(boundary.clone()));
    let delete = |permit| world.directory.delete_policy(permit, &boundary);
    let target = || Target::Policy(boundary.clone());
    let refused = world
        .with_permit::<iam::DeletePolicy, _, _, _>(target(), delete)
        .await;
    assert!(matches!(refused, Err(Error::InUse(_))), "{refused:?}");
    world.delete_role("reader").await.unwrap();
    let deleted = world
        .with_permit::<iam::DeletePolicy, _, _, _>(target(), delete)
        .await;
    deleted.unwrap();

    let new = NewRole {
        permissions_boundary: Some(boundary),
        ..new_role("reader", for_ec2())
    };
    let missing = world.create_role(new).await;
    assert!(
        matches!(missing, Err(Error::NoSuchPolicy { .. })),
        "{missing:?}"
    );
    let missing = world.get_role("reader").await;
    assert!(
        matches!(missing, Err(Error::NoSuchRole(_))),
        "nothing is half there"
    );
}
