//! Groups and who is in them.

use iamd_api::iam;
use iamd_auth::Target;
use iamd_directory::{Dependents, Error, Group, GroupUpdate, PageRequest, Quota};
use iamd_ident::UserName;

use crate::{
    holder_world::{act, all, group_name, page},
    world::{ALLOW_ALL, World, user_name},
};

impl World {
    async fn get_group(&self, name: &str) -> Result<Group, Error> {
        let name = group_name(name);
        let page = page(100);
        let get = |permit| self.directory.get_group(permit, &name, &page);
        let found = act!(self, GetGroup, Target::Group(name.clone()), get)?;
        Ok(found.0)
    }

    /// The members of a group, by name.
    async fn members(&self, name: &str) -> Vec<UserName> {
        let name = &group_name(name);
        let read = |request: PageRequest| async move {
            let get = |permit| self.directory.get_group(permit, name, &request);
            let found = act!(self, GetGroup, Target::Group(name.clone()), get);
            found.unwrap().1
        };
        let mut names: Vec<_> = all(read).await.into_iter().map(|user| user.name).collect();
        names.sort();
        names
    }

    /// The groups of a user, by name.
    async fn groups_of(&self, user: &UserName) -> Vec<String> {
        let read = |request: PageRequest| async move {
            let list = |permit| self.directory.list_groups_for_user(permit, user, &request);
            act!(self, ListGroupsForUser, Target::User(user.clone()), list).unwrap()
        };
        let groups = all(read).await.into_iter();
        groups.map(|group| group.name.to_string()).collect()
    }

    async fn list_groups(&self, prefix: &str) -> Vec<String> {
        let read = |request: PageRequest| async move {
            let list = |permit| self.directory.list_groups(permit, prefix, &request);
            act!(self, ListGroups, Target::Groups(prefix.to_owned()), list).unwrap()
        };
        let groups = all(read).await.into_iter();
        groups.map(|group| group.name.to_string()).collect()
    }

    async fn update_group(&self, name: &str, update: GroupUpdate) -> Result<(), Error> {
        let name = group_name(name);
        let rename = |permit| self.directory.update_group(permit, &name, update.clone());
        act!(self, UpdateGroup, Target::Group(name.clone()), rename)
    }
}

#[tokio::test]
async fn a_group_is_found_again_whatever_the_case_and_also_after_a_restart() {
    let world = World::new().await;
    let made = world.group("Admins").await;
    assert_eq!(made.arn.as_str(), "arn:aws:iam::123456789012:group/Admins");
    assert!(made.id.as_str().starts_with("AGPA"));
    for name in ["Admins", "ADMINS"] {
        assert_eq!(world.get_group(name).await.unwrap(), made);
        let again = world.create_group(name).await;
        assert!(matches!(again, Err(Error::GroupExists(taken)) if taken == group_name(name)));
    }
    assert_eq!(world.restarted().get_group("admins").await.unwrap(), made);
    let missing = world.get_group("nobody").await;
    assert!(matches!(missing, Err(Error::NoSuchGroup(name)) if name == group_name("nobody")));
}

#[tokio::test]
async fn a_group_is_renamed_and_keeps_its_members() {
    let world = World::new().await;
    let bob = user_name("bob");
    world.user(&bob).await;
    let [old, _] = [world.group("old").await, world.group("other").await];
    world.add(&bob, "old").await.unwrap();
    let rename = |name: &str| GroupUpdate {
        name: Some(group_name(name)),
        path: Some("/team/".parse().unwrap()),
    };
    let taken = world.update_group("old", rename("OTHER")).await;
    assert!(matches!(taken, Err(Error::GroupExists(_))));
    world.update_group("old", rename("New")).await.unwrap();
    for world in [&world, &world.restarted()] {
        let found = world.get_group("new").await.unwrap();
        assert_eq!(
            found.arn.as_str(),
            "arn:aws:iam::123456789012:group/team/New"
        );
        assert_eq!((found.id, found.created), (old.id, old.created));
        assert_eq!(world.members("new").await, std::slice::from_ref(&bob));
        assert_eq!(world.groups_of(&bob).await, ["New"]);
        assert!(world.get_group("old").await.is_err());
    }
}

#[tokio::test]
async fn groups_are_listed_in_pages_by_path_and_name() {
    let world = World::new().await;
    for name in ["d", "A", "c", "B", "e"] {
        world.group(name).await;
    }
    let move_it = GroupUpdate {
        name: None,
        path: Some("/team/".parse().unwrap()),
    };
    for name in ["b", "e"] {
        world.update_group(name, move_it.clone()).await.unwrap();
    }
    assert_eq!(world.list_groups("/").await, ["A", "B", "c", "d", "e"]);
    assert_eq!(world.list_groups("/team/").await, ["B", "e"]);
    assert!(world.list_groups("/other/").await.is_empty());
}

#[tokio::test]
async fn a_membership_shows_on_both_sides_and_coming_or_going_twice_changes_nothing() {
    let world = World::new().await;
    let users = ["a", "b", "c"].map(user_name);
    for user in &users {
        world.user(user).await;
    }
    for group in ["G", "h"] {
        world.group(group).await;
    }
    for user in &users {
        for _ in 0..2 {
            world.add(user, "g").await.unwrap();
        }
    }
    world.add(&users[0], "h").await.unwrap();
    assert_eq!(world.members("g").await, users);
    assert_eq!(world.groups_of(&users[0]).await, ["G", "h"]);
    for _ in 0..2 {
        world.remove(&users[0], "g").await.unwrap();
        assert_eq!(world.members("g").await, users[1..]);
    }
    assert_eq!(world.restarted().groups_of(&users[0]).await, ["h"]);
    assert_eq!(world.restarted().members("g").await, users[1..]);
}

#[tokio::test]
async fn a_membership_needs_both_and_names_the_user_first() {
    let world = World::new().await;
    let (bob, nobody) = (user_name("bob"), user_name("nobody"));
    world.user(&bob).await;
    world.group("g").await;
    for group in ["g", "none"] {
        let added = world.add(&nobody, group).await;
        assert!(matches!(added, Err(Error::NoSuchUser(name)) if name == nobody));
        let removed = world.remove(&nobody, group).await;
        assert!(matches!(removed, Err(Error::NoSuchUser(name)) if name == nobody));
    }
    let added = world.add(&bob, "none").await;
    assert!(matches!(added, Err(Error::NoSuchGroup(name)) if name == group_name("none")));
    let removed = world.remove(&bob, "none").await;
    assert!(matches!(removed, Err(Error::NoSuchGroup(_))));
}

#[tokio::test]
async fn what_others_depend_on_is_not_deleted() {
    let world = World::new().await;
    let bob = user_name("bob");
    let key = world.user(&bob).await;
    let arn = world.policy("policy").await;
    world.group("g").await;
    world.add(&bob, "g").await.unwrap();
    world.put_group("g", "inline", ALLOW_ALL).await;
    world.attach_group("g", &arn).await.unwrap();

    let in_use = |outcome: Result<(), Error>| match outcome {
        Err(Error::InUse(dependents)) => dependents,
        other => panic!("{other:?}"),
    };
    let delete_bob = || async {
        let delete = |permit| world.directory.delete_user(permit, &bob);
        act!(world, DeleteUser, Target::User(bob.clone()), delete)
    };
    assert_eq!(in_use(delete_bob().await), Dependents::Members);
    assert_eq!(in_use(world.delete_group("g").await), Dependents::Members);
    world.remove(&bob, "g").await.unwrap();
    assert_eq!(in_use(delete_bob().await), Dependents::AccessKeys);
    world.delete_user(&bob, &key).await;

    assert_eq!(
        in_use(world.delete_group("g").await),
        Dependents::AttachedPolicies
    );
    assert_eq!(
        in_use(world.delete_policy(&arn).await),
        Dependents::Attachments
    );
    let group = group_name("g");
    let target = || Target::Group(group.clone());
    let directory = &world.directory;
    let detach = |permit| directory.detach_group_policy(permit, &group, &arn);
    act!(world, DetachGroupPolicy, target(), detach).unwrap();
    world.delete_policy(&arn).await.unwrap();
    assert_eq!(
        in_use(world.delete_group("g").await),
        Dependents::InlinePolicies
    );
    let inline = "inline".parse().unwrap();
    let delete = |permit| directory.delete_group_policy(permit, &group, &inline);
    act!(world, DeleteGroupPolicy, target(), delete).unwrap();
    world.delete_group("g").await.unwrap();
    assert!(world.get_group("g").await.is_err());

    let [old, new] = [
        world.group("g").await,
        world.restarted().get_group("g").await.unwrap(),
    ];
    assert_eq!(old, new);
    assert!(
        world.members("g").await.is_empty(),
        "a namesake has no members"
    );
}

#[tokio::test]
async fn a_user_is_in_at_most_ten_groups() {
    let world = World::new().await;
    let bob = user_name("bob");
    world.user(&bob).await;
    for number in 0..11 {
        world.group(&format!("g{number}")).await;
    }
    for number in 0..10 {
        world.add(&bob, &format!("g{number}")).await.unwrap();
    }
    let one_more = world.add(&bob, "g10").await;
    assert!(matches!(one_more, Err(Error::Quota(Quota::GroupsPerUser))));
    world.add(&bob, "g9").await.unwrap();
    world.remove(&bob, "g0").await.unwrap();
    world.add(&bob, "g10").await.unwrap();
}

#[tokio::test]
async fn the_resource_of_a_request_about_a_group_is_the_group_of_today() {
    let world = World::new().await;
    world.group("Admins").await;
    let root = world.caller(&world.root).await;
    let resolve = |target: Target| {
        let (directory, root) = (&world.directory, &root);
        async move {
            let found = iamd_auth::Resources::resource(directory, root, &target).await;
            let found = found.unwrap();
            (found.arn, found.shown)
        }
    };
    let arn = |rest: &str| format!("arn:aws:iam::123456789012:group{rest}");
    let (admins, none) = (group_name("ADMINS"), group_name("none"));
    assert_eq!(
        resolve(Target::Group(admins.clone())).await,
        (arn("/Admins"), "group ADMINS".to_owned())
    );
    assert_eq!(
        resolve(Target::Group(none)).await,
        (arn("/none"), "group none".to_owned())
    );
    let renamed = Target::RenamedGroup {
        name: admins,
        new_path: Some("/team/".parse().unwrap()),
        new_name: None,
    };
    let team = arn("/team/Admins");
    assert_eq!(resolve(renamed).await, (team.clone(), team));
    let new = Target::NewGroup("/a/".parse().unwrap(), group_name("b"));
    assert_eq!(resolve(new).await, (arn("/a/b"), arn("/a/b")));
    let all = Target::Groups("/a/".to_owned());
    assert_eq!(resolve(all).await, (arn("/a/"), arn("/a/")));
}

#[tokio::test]
async fn the_permit_for_a_group_is_not_good_for_another() {
    let world = World::new().await;
    let bob = user_name("bob");
    world.user(&bob).await;
    let arn = world.policy("policy").await;
    for name in ["g", "other"] {
        world.group(name).await;
    }
    world.put_group("other", "inline", ALLOW_ALL).await;
    let (other, page) = (group_name("other"), page(10));
    let inline = &"inline".parse().unwrap();
    let document = crate::holder_world::text(ALLOW_ALL);
    let (directory, update) = (&world.directory, GroupUpdate::default());
    macro_rules! refused {
        ($($operation:ident: $act:expr;)*) => {$(
            let target = Target::Group(group_name("g"));
            let outcome = world.with_permit::<iam::$operation, _, _, _>(target, $act).await;
            assert!(matches!(outcome, Err(Error::Permit(_))), stringify!($operation));
        )*};
    }
    refused! {
        GetGroup: |permit| directory.get_group(permit, &other, &page);
        ListGroups: |permit| directory.list_groups(permit, "/", &page);
        ListGroupsForUser: |permit| directory.list_groups_for_user(permit, &bob, &page);
        UpdateGroup: |permit| directory.update_group(permit, &other, update.clone());
        DeleteGroup: |permit| directory.delete_group(permit, &other);
        AddUserToGroup: |permit| directory.add_user_to_group(permit, &other, &bob);
        RemoveUserFromGroup: |permit| directory.remove_user_from_group(permit, &other, &bob);
        AttachGroupPolicy: |permit| directory.attach_group_policy(permit, &other, &arn);
        DetachGroupPolicy: |permit| directory.detach_group_policy(permit, &other, &arn);
        ListAttachedGroupPolicies:
            |permit| directory.list_attached_group_policies(permit, &other, "/", &page);
        PutGroupPolicy:
            |permit| directory.put_group_policy(permit, &other, inline, document.clone());
        GetGroupPolicy: |permit| directory.get_group_policy(permit, &other, inline);
        ListGroupPolicies: |permit| directory.list_group_policies(permit, &other, &page);
        DeleteGroupPolicy: |permit| directory.delete_group_policy(permit, &other, inline);
    }
}
