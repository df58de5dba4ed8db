//! Instance profiles, and the role that may be in one.

use iamd_api::iam;
use iamd_auth::{Requirements, Target};
use iamd_directory::{Dependents, Error, InstanceProfile, NewInstanceProfile, PageRequest, Quota};
use iamd_ident::{InstanceProfileName, Path, Tag};

use crate::{
    role_world::{for_ec2, new_role, role_name},
    world::World,
};

fn profile_name(text: &str) -> InstanceProfileName {
    text.parse().unwrap()
}

fn target(name: &str) -> Target {
    Target::InstanceProfile(profile_name(name))
}

const PAGE: PageRequest = PageRequest {
    marker: None,
    items_max: 100,
};

impl World {
    pub(crate) async fn create_profile(&self, name: &str) -> Result<InstanceProfile, Error> {
        let new = NewInstanceProfile {
            name: profile_name(name),
            path: Path::root(),
            tags: Vec::new(),
        };
        let act = |permit| self.directory.create_instance_profile(permit, new.clone());
        let target = Target::NewInstanceProfile(new.path.clone(), new.name.clone());
        self.with_permit::<iam::CreateInstanceProfile, _, _, _>(target, act)
            .await
    }

    pub(crate) async fn get_profile(&self, name: &str) -> Result<InstanceProfile, Error> {
        let known = profile_name(name);
        let act = |permit| self.directory.get_instance_profile(permit, &known);
        self.with_permit::<iam::GetInstanceProfile, _, _, _>(target(name), act)
            .await
    }

    async fn delete_profile(&self, name: &str) -> Result<(), Error> {
        let known = profile_name(name);
        let act = |permit| self.directory.delete_instance_profile(permit, &known);
        self.with_permit::<iam::DeleteInstanceProfile, _, _, _>(target(name), act)
            .await
    }

    pub(crate) async fn put_in(&self, profile: &str, role: &str) -> Result<(), Error> {
        let (known, role) = (profile_name(profile), role_name(role));
        let act = |permit| {
            self.directory
                .add_role_to_instance_profile(permit, &known, &role)
        };
        let passed = Target::Role(role.clone());
        let required = Requirements::on(target(profile))
            .also_permit::<iam::AddRoleToInstanceProfile>("iam:PassRole", passed);
        self.with_permit::<iam::AddRoleToInstanceProfile, _, _, _>(required, act)
            .await
    }

    async fn take_out(&self, profile: &str, role: &str) -> Result<(), Error> {
        let (known, role) = (profile_name(profile), role_name(role));
        let act = |permit| {
            self.directory
                .remove_role_from_instance_profile(permit, &known, &role)
        };
        self.with_permit::<iam::RemoveRoleFromInstanceProfile, _, _, _>(target(profile), act)
            .await
    }

    async fn profiles(&self, prefix: &str) -> Vec<InstanceProfile> {
        let act = |permit| self.directory.list_instance_profiles(permit, prefix, &PAGE);
        let target = Target::InstanceProfiles(prefix.to_owned());
        let listed = self.with_permit::<iam::ListInstanceProfiles, _, _, _>(target, act);
        listed.await.unwrap().items
    }

    pub(crate) async fn profiles_of(&self, role: &str) -> Vec<String> {
        let role = role_name(role);
        let act = |permit| {
            self.directory
                .list_instance_profiles_for_role(permit, &role, &PAGE)
        };
        let target = Target::Role(role.clone());
        let listed = self.with_permit::<iam::ListInstanceProfilesForRole, _, _, _>(target, act);
        let profiles = listed.await.unwrap().items;
        profiles
            .iter()
            .map(|profile| profile.name.to_string())
            .collect()
    }
}

#[tokio::test]
async fn an_instance_profile_is_made_once_and_listed() {
    let world = World::new().await;
    let made = world.create_profile("Web").await.unwrap();
    let arn = "arn:aws:iam::123456789012:instance-profile/Web";
    assert_eq!(made.arn.as_str(), arn);
    assert!(made.id.as_str().starts_with("AIPA"));
    assert_eq!(made.role, None);
    let again = world.create_profile("web").await;
    assert!(
        matches!(again, Err(Error::InstanceProfileExists(_))),
        "{again:?}"
    );
    let restarted = world.restarted();
    assert_eq!(restarted.get_profile("WEB").await.unwrap(), made);
    assert_eq!(restarted.profiles("/").await, [made]);
    assert_eq!(restarted.profiles("/other/").await, []);
    world.delete_profile("Web").await.unwrap();
    for outcome in [
        world.delete_profile("Web").await,
        world.take_out("Web", "R").await,
    ] {
        assert!(
            matches!(outcome, Err(Error::NoSuchInstanceProfile(_))),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn one_role_is_in_an_instance_profile_and_holds_both() {
    let world = World::new().await;
    let role = world.create_role(new_role("R", for_ec2())).await.unwrap();
    world
        .create_role(new_role("Other", for_ec2()))
        .await
        .unwrap();
    for name in ["b", "a"] {
        world.create_profile(name).await.unwrap();
        world.put_in(name, "R").await.unwrap();
    }
    assert_eq!(world.get_profile("a").await.unwrap().role, Some(role));
    assert_eq!(world.restarted().profiles_of("R").await, ["a", "b"]);
    assert_eq!(world.profiles_of("Other").await, [""; 0]);

    for second in ["R", "Other"] {
        let over = world.put_in("a", second).await;
        let quota = Quota::RolesPerInstanceProfile;
        assert!(matches!(over, Err(Error::Quota(full)) if full == quota));
    }
    let in_use = Dependents::InstanceProfiles;
    for refused in [
        world.delete_role("R").await,
        world.delete_profile("a").await,
    ] {
        assert!(
            matches!(refused, Err(Error::InUse(kind)) if kind == in_use),
            "{refused:?}"
        );
    }
    let missing = world.take_out("a", "Other").await;
    assert!(
        matches!(missing, Err(Error::NotInInstanceProfile { .. })),
        "{missing:?}"
    );
    for outcome in [
        world.put_in("a", "Nobody").await,
        world.take_out("a", "Nobody").await,
    ] {
        assert!(matches!(outcome, Err(Error::NoSuchRole(_))), "{outcome:?}");
    }

    world.take_out("a", "R").await.unwrap();
    world.delete_profile("a").await.unwrap();
    world.take_out("b", "R").await.unwrap();
    world.delete_role("R").await.unwrap();
    assert_eq!(world.restarted().get_profile("b").await.unwrap().role, None);
}

#[tokio::test]
async fn case_tells_the_keys_of_tags_apart() {
    let world = World::new().await;
    let name = profile_name("Web");
    world.create_profile("Web").await.unwrap();
    let tag = |key: &str, value: &str| Tag {
        key: key.into(),
        value: value.into(),
    };
    let tags = [tag("team", "a"), tag("Team", "b")];
    let act = |permit| world.directory.tag_instance_profile(permit, &name, &tags);
    let tagged = world.with_permit::<iam::TagInstanceProfile, _, _, _>(target("Web"), act);
    tagged.await.unwrap();
    let keys = ["team".to_owned()];
    let act = |permit| world.directory.untag_instance_profile(permit, &name, &keys);
    let untagged = world.with_permit::<iam::UntagInstanceProfile, _, _, _>(target("Web"), act);
    untagged.await.unwrap();
    let world = world.restarted();
    let act = |permit| {
        world
            .directory
            .list_instance_profile_tags(permit, &name, &PAGE)
    };
    let listed = world.with_permit::<iam::ListInstanceProfileTags, _, _, _>(target("Web"), act);
    assert_eq!(listed.await.unwrap().items, [tag("Team", "b")]);
    let many: Vec<_> = (0..50).map(|key| tag(&format!("key-{key}"), "")).collect();
    let act = |permit| world.directory.tag_instance_profile(permit, &name, &many);
    let over = world.with_permit::<iam::TagInstanceProfile, _, _, _>(target("Web"), act);
    let over = over.await;
    assert!(
        matches!(over, Err(Error::Quota(Quota::TagsPerInstanceProfile))),
        "{over:?}"
    );
}

#[tokio::test]
async fn the_role_that_may_be_passed_is_the_one_that_is_put_in() {
    let world = World::new().await;
    world.create_profile("P").await.unwrap();
    world.create_role(new_role("R", for_ec2())).await.unwrap();
    world
        .create_role(new_role("Other", for_ec2()))
        .await
        .unwrap();
    let (known, role) = (profile_name("P"), role_name("R"));
    for passed in [Some("Other"), None] {
        let mut required = Requirements::on(target("P"));
        if let Some(passed) = passed {
            let passed = Target::Role(role_name(passed));
            required =
                required.also_permit::<iam::AddRoleToInstanceProfile>("iam:PassRole", passed);
        }
        let act = |permit| {
            world
                .directory
                .add_role_to_instance_profile(permit, &known, &role)
        };
        let added = world.with_permit::<iam::AddRoleToInstanceProfile, _, _, _>(required, act);
        assert!(matches!(added.await, Err(Error::Permit(_))), "{passed:?}");
    }
    world.put_in("P", "R").await.unwrap();
}
