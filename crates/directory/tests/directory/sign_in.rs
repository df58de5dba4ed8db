//! Whoever signs in: whose password it is, and when it was last used.

use iamd_api::iam;
use iamd_auth::{
    PasswordState, Passwords, Principal, SessionOwner, SignInName, SignInRefusal, SystemReason,
    SystemWork, Target,
};
use iamd_directory::{KeyHolder, PageRequest};
use iamd_ident::{Clock, Timestamp, UserName};
use iamd_store::{Key, KeyRange, Scope, Table};

use crate::{
    password_world::{OTHER, PASSWORD, network, secret},
    world::{World, account, user_name},
};

fn user(name: &str) -> SignInName {
    SignInName::User(account(), user_name(name))
}

fn root() -> SignInName {
    SignInName::RootUser(account())
}

impl World {
    async fn last_used(&self, name: &UserName) -> Option<Timestamp> {
        let act = |permit| self.directory.get_user(permit, name);
        let user = self.with_permit::<iam::GetUser, _, _, _>(Target::User(name.clone()), act);
        user.await.unwrap().password_last_used
    }

    async fn root_last_used(&self) -> Option<Timestamp> {
        let act = |permit| self.directory.get_root_user(permit);
        let root = self.with_permit::<iam::GetUser, _, _, _>(Target::Caller, act);
        root.await.unwrap().password_last_used
    }

    async fn listed_last_used(&self) -> Vec<Option<Timestamp>> {
        let page = PageRequest {
            marker: None,
            items_max: 10,
        };
        let act = |permit| self.directory.list_users(permit, "/", &page);
        let target = Target::Users("/".to_owned());
        let listed = self
            .with_permit::<iam::ListUsers, _, _, _>(target, act)
            .await;
        let users = listed.unwrap().items.into_iter();
        users.map(|user| user.password_last_used).collect()
    }
}

#[tokio::test]
async fn a_password_is_of_whom_it_belongs_to() {
    let world = World::new().await;
    for name in ["Bob", "eve", "nobody"] {
        world.user(&user_name(name)).await;
    }
    world
        .give_password(&user_name("Bob"), PASSWORD)
        .await
        .unwrap();
    world.give_password(&user_name("eve"), OTHER).await.unwrap();
    world.set_root_password("Root-Password-1").await.unwrap();

    let holder = world.check(&user("bOB"), PASSWORD).await.unwrap();
    let Principal::User(facts) = &holder.principal else {
        panic!("{:?}", holder.principal)
    };
    assert_eq!(facts.name.as_str(), "Bob");
    assert_eq!(holder.owner, SessionOwner::User(account(), facts.id));
    assert_eq!(holder.state, PasswordState::Good);
    assert!(holder.mfa_devices.is_empty());
    let again = world.holder_of(&holder.owner).await.unwrap();
    assert_eq!(again.password, holder.password);
    let holder = world.check(&root(), "Root-Password-1").await.unwrap();
    assert_eq!(holder.owner, SessionOwner::RootUser(account()));

    let other = SignInName::RootUser("000000000001".parse().unwrap());
    let long = PASSWORD.repeat(1000);
    for (name, password) in [
        (user("Bob"), OTHER),
        (user("Bob"), ""),
        (user("Bob"), &long),
        (user("Bob"), "Root-Password-1"),
        (user("nobody"), PASSWORD),
        (user("nowhere"), PASSWORD),
        (root(), PASSWORD),
        (other, "Root-Password-1"),
    ] {
        assert!(
            world.check(&name, password).await.is_none(),
            "{name:?} {password:?}"
        );
    }
    let none = world
        .directory
        .check_password(None, &secret(PASSWORD), network())
        .await;
    assert!(none.unwrap().is_none());
}

#[tokio::test]
async fn a_name_is_known_with_or_without_a_password() {
    let world = World::new().await;
    world.user(&user_name("Bob")).await;
    for (name, is_known) in [
        (user("bob"), true),
        (user("eve"), false),
        (root(), true),
        (SignInName::RootUser("000000000001".parse().unwrap()), false),
    ] {
        let found = world.directory.named(&name).await.unwrap();
        assert_eq!(found.is_some(), is_known, "{name:?}");
    }
}

#[tokio::test]
async fn the_devices_of_a_holder_are_told() {
    let world = World::new().await;
    let bob = user_name("bob");
    world.user(&bob).await;
    world.give_password(&bob, PASSWORD).await.unwrap();
    world.set_root_password(PASSWORD).await.unwrap();
    let phone = world.enabled(&KeyHolder::User(bob), "phone").await;
    let holder = world.check(&user("bob"), PASSWORD).await.unwrap();
    assert_eq!(holder.mfa_devices, [phone.serial_number]);
    let phone = world.enabled(&KeyHolder::RootUser, "root-phone").await;
    let holder = world.check(&root(), PASSWORD).await.unwrap();
    assert_eq!(holder.mfa_devices, [phone.serial_number]);
}

/// SOURCE: IAM API Reference, data type `User`, `PasswordLastUsed`.
#[tokio::test]
async fn the_last_use_of_a_password_is_told_and_outlives_the_password() {
    let world = World::new().await;
    let bob = user_name("bob");
    world.user(&bob).await;
    world.user(&user_name("eve")).await;
    world.give_password(&bob, PASSWORD).await.unwrap();
    world.set_root_password(OTHER).await.unwrap();
    assert_eq!(world.last_used(&bob).await, None);
    let wrong = world.sign_in(Some("bob"), OTHER).await;
    assert!(matches!(wrong, Err(SignInRefusal::WrongCredentials)));
    assert_eq!(world.last_used(&bob).await, None);

    let first = world.clock.now();
    world.sign_in(Some("bob"), PASSWORD).await.unwrap();
    assert_eq!(
        world.last_used(&bob).await,
        Some(first),
        "before it is written down"
    );
    assert_eq!(world.listed_last_used().await, [Some(first), None]);
    assert_eq!(world.root_last_used().await, None);
    world.clock.advance_seconds(60);
    let second = world.clock.now();
    world.sign_in(None, OTHER).await.unwrap();
    assert_eq!(world.root_last_used().await, Some(second));

    let work = SystemWork::new(SystemReason::LastUse);
    world.directory.flush_last_use(&work).await.unwrap();
    world.delete_login_profile(&bob).await.unwrap();
    assert!(world.remove_root_password().await);
    for world in [&world, &world.restarted()] {
        assert_eq!(world.last_used(&bob).await, Some(first));
        assert_eq!(world.root_last_used().await, Some(second));
    }
}

#[tokio::test]
async fn the_last_use_of_a_password_goes_with_its_user() {
    let world = World::new().await;
    let bob = user_name("bob");
    let key = world.user(&bob).await;
    world.give_password(&bob, PASSWORD).await.unwrap();
    let work = SystemWork::new(SystemReason::LastUse);
    world.sign_in(Some("bob"), PASSWORD).await.unwrap();
    world.directory.flush_last_use(&work).await.unwrap();
    world.sign_in(Some("bob"), PASSWORD).await.unwrap();
    world.delete_login_profile(&bob).await.unwrap();
    world.delete_user(&bob, &key).await;
    // What is still in memory is written down nowhere.
    world.directory.flush_last_use(&work).await.unwrap();
    world.user(&bob).await;
    assert_eq!(world.last_used(&bob).await, None);
    let left = Key::new(Scope::Account(account()), Table::new("passwords-last-used"));
    let range = KeyRange::under(&left);
    assert!(world.store.scan(&range, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn without_a_password_nobody_signs_in() {
    let world = World::new().await;
    world.set_root_password(PASSWORD).await.unwrap();
    let id = world.sign_in(None, PASSWORD).await.unwrap();
    assert!(world.counts(&id).await);
    assert!(world.remove_root_password().await);
    assert!(!world.remove_root_password().await);
    assert!(!world.counts(&id).await);
    let refused = world.sign_in(None, PASSWORD).await;
    assert!(matches!(refused, Err(SignInRefusal::WrongCredentials)));
}
