//! Login profiles: the passwords of users, as administrators set them.

use iamd_api::iam;
use iamd_auth::{Passwords as _, SessionOwner, SignInName, Target};
use iamd_directory::{Dependents, Error, NewUser, PasswordFault, UserUpdate};
use iamd_ident::{Clock, Path, UserName};
use iamd_store::{Key, Scope, Table, Txn};

use crate::{
    password_world::{OTHER, PASSWORD, network, secret},
    world::{World, account, user_name},
};

fn place(user: &str) -> Key {
    let hashes = Key::new(Scope::Account(account()), Table::new("passwords"));
    hashes.with(user).unwrap()
}

impl World {
    async fn id_of(&self, name: &UserName) -> String {
        let act = |permit| self.directory.get_user(permit, name);
        let user = self.with_permit::<iam::GetUser, _, _, _>(Target::User(name.clone()), act);
        user.await.unwrap().id.to_string()
    }
}

#[tokio::test]
async fn a_password_is_given_told_of_and_taken() {
    let world = World::new().await;
    let bob = user_name("Bob");
    for found in [
        world.login_profile(&bob).await.map(|_| ()),
        world.update_login_profile(&bob, None, None).await,
        world.delete_login_profile(&bob).await,
        world.give_password(&bob, PASSWORD).await.map(|_| ()),
    ] {
        assert!(matches!(found, Err(Error::NoSuchUser(_))), "{found:?}");
    }

    world.user(&bob).await;
    for found in [
        world.login_profile(&bob).await.map(|_| ()),
        world.update_login_profile(&bob, Some(PASSWORD), None).await,
        world.update_login_profile(&bob, None, Some(true)).await,
        world.delete_login_profile(&bob).await,
        world.change_password(&bob, PASSWORD, OTHER).await,
    ] {
        assert!(
            matches!(&found, Err(Error::NoSuchLoginProfile(name)) if *name == bob),
            "{found:?}"
        );
    }

    let made = world
        .create_login_profile(&user_name("bob"), PASSWORD, true)
        .await
        .unwrap();
    assert_eq!(
        (made.user_name.as_str(), made.reset_required),
        ("Bob", true)
    );
    assert_eq!(made.created, world.clock.now());
    for world in [&world, &world.restarted()] {
        assert_eq!(world.login_profile(&bob).await.unwrap(), made);
    }
    let again = world.give_password(&bob, OTHER).await;
    assert!(
        matches!(again, Err(Error::LoginProfileExists(_))),
        "{again:?}"
    );

    world.delete_login_profile(&bob).await.unwrap();
    let gone = world.login_profile(&bob).await;
    assert!(
        matches!(gone, Err(Error::NoSuchLoginProfile(_))),
        "{gone:?}"
    );
    assert_eq!(world.state(&bob, PASSWORD).await, None);
    let id = world.id_of(&bob).await;
    assert!(
        world.store.get(&place(&id)).await.unwrap().is_none(),
        "no hash is left"
    );
    world.give_password(&bob, PASSWORD).await.unwrap();
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let world = World::new().await;
    let bob = user_name("bob");
    world.user(&bob).await;
    let made = world.give_password(&bob, PASSWORD).await.unwrap();
    world.clock.advance_seconds(60);

    world
        .update_login_profile(&bob, None, Some(true))
        .await
        .unwrap();
    assert!(world.login_profile(&bob).await.unwrap().reset_required);
    assert!(world.state(&bob, PASSWORD).await.is_some());
    world
        .update_login_profile(&bob, Some(OTHER), None)
        .await
        .unwrap();
    assert!(world.login_profile(&bob).await.unwrap().reset_required);
    assert_eq!(world.state(&bob, PASSWORD).await, None);
    assert!(world.state(&bob, OTHER).await.is_some());
    world
        .update_login_profile(&bob, Some(PASSWORD), Some(false))
        .await
        .unwrap();
    assert!(!world.login_profile(&bob).await.unwrap().reset_required);
    world.update_login_profile(&bob, None, None).await.unwrap();
    let now = world.login_profile(&bob).await.unwrap();
    assert_eq!(now.created, made.created);

    let weak = world
        .update_login_profile(&bob, Some("weak"), Some(true))
        .await;
    assert!(matches!(
        weak,
        Err(Error::PasswordPolicyViolation(PasswordFault::Misses(_)))
    ));
    assert!(
        !world.login_profile(&bob).await.unwrap().reset_required,
        "all or nothing"
    );
}

#[tokio::test]
async fn a_user_with_a_password_is_not_deleted() {
    let world = World::new().await;
    let bob = user_name("bob");
    let new = NewUser {
        name: bob.clone(),
        path: Path::root(),
        tags: Vec::new(),
        permissions_boundary: None,
    };
    let target = Target::NewUser(Path::root(), bob.clone());
    let act = |permit| world.directory.create_user(permit, new.clone());
    let made = world
        .with_permit::<iam::CreateUser, _, _, _>(target, act)
        .await;
    let id = made.unwrap().id;
    world.give_password(&bob, PASSWORD).await.unwrap();

    let delete = || async {
        let act = |permit| world.directory.delete_user(permit, &bob);
        let target = Target::User(bob.clone());
        world
            .with_permit::<iam::DeleteUser, _, _, _>(target, act)
            .await
    };
    let kept = delete().await;
    assert!(
        matches!(kept, Err(Error::InUse(Dependents::LoginProfile))),
        "{kept:?}"
    );
    world.delete_login_profile(&bob).await.unwrap();
    delete().await.unwrap();
    let owner = SessionOwner::User(account(), id);
    assert!(world.holder_of(&owner).await.is_none());
}

#[tokio::test]
async fn a_password_goes_with_its_user_under_another_name() {
    let world = World::new().await;
    let (bob, robert) = (user_name("bob"), user_name("Robert"));
    world.user(&bob).await;
    world.give_password(&bob, PASSWORD).await.unwrap();
    let update = UserUpdate {
        name: Some(robert.clone()),
        path: Some("/staff/".parse().unwrap()),
    };
    world.update(&bob, update).await;
    assert_eq!(world.state(&bob, PASSWORD).await, None);
    assert!(world.state(&user_name("robert"), PASSWORD).await.is_some());
    world.user(&bob).await;
    assert_eq!(
        world.state(&bob, PASSWORD).await,
        None,
        "a namesake has none"
    );
    assert_eq!(
        world.login_profile(&robert).await.unwrap().user_name,
        robert
    );
}

/// Whoever may write to the store but has not the master key cannot give a user another's password.
#[tokio::test]
async fn no_password_lies_open_and_no_hash_counts_elsewhere() {
    let world = World::new().await;
    let (bob, eve) = (user_name("bob"), user_name("eve"));
    for name in [&bob, &eve] {
        world.user(name).await;
    }
    world.give_password(&bob, PASSWORD).await.unwrap();
    world.give_password(&eve, OTHER).await.unwrap();
    let (of_bob, of_eve) = (
        place(&world.id_of(&bob).await),
        place(&world.id_of(&eve).await),
    );
    let record = world.store.get(&of_eve).await.unwrap().unwrap();
    for open in ["argon2", OTHER] {
        let found = record
            .value
            .windows(open.len())
            .any(|bytes| bytes == open.as_bytes());
        assert!(!found, "{open}");
    }
    let moved = Txn::new().put(of_bob, record.value);
    world.store.commit(moved).await.unwrap();
    let name = SignInName::User(account(), bob.clone());
    for password in [PASSWORD, OTHER] {
        let password = secret(password);
        let checked = world
            .directory
            .check_password(Some(&name), &password, network());
        assert!(checked.await.is_err());
    }
    assert!(world.state(&eve, OTHER).await.is_some());
}
