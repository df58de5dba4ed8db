//! Many who set one password, guess at it and sign in with it at the same time.

use std::sync::Arc;

use iamd_api::iam::GetAccountPasswordPolicy;
use iamd_auth::{Policies, SignInName, Target};
use iamd_directory::{Error, PasswordPolicy};

use crate::{
    password_world::{OTHER, PASSWORD},
    world::{World, account, user_name},
};

/// The old password is good for one change.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_changes_with_one_old_password_one_happens() {
    const CHANGES: usize = 12;
    let world = Arc::new(World::new().await);
    let bob = user_name("bob");
    world.user(&bob).await;
    world.give_password(&bob, PASSWORD).await.unwrap();
    let tasks: Vec<_> = (0..CHANGES)
        .map(|number| {
            let (world, bob) = (Arc::clone(&world), bob.clone());
            tokio::spawn(async move {
                let new = format!("{OTHER}-{number}");
                (world.change_password(&bob, PASSWORD, &new).await, new)
            })
        })
        .collect();
    let mut set = Vec::new();
    for task in tasks {
        match task.await.unwrap() {
            (Ok(()), new) => set.push(new),
            // Each counts as a guess while it is looked at, so some may have to wait.
            (Err(Error::Contended | Error::WrongPassword | Error::TooManyGuesses { .. }), _) => {}
            (Err(error), _) => panic!("{error}"),
        }
    }
    let [new] = set.as_slice() else {
        panic!("{set:?}")
    };
    assert_eq!(world.state(&bob, PASSWORD).await, None);
    assert!(world.state(&bob, new).await.is_some());
}

/// Of many who give a user its first password one does.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_first_passwords_one_is_given() {
    const GIVERS: usize = 12;
    let world = Arc::new(World::new().await);
    let bob = user_name("bob");
    world.user(&bob).await;
    let tasks: Vec<_> = (0..GIVERS)
        .map(|number| {
            let (world, bob) = (Arc::clone(&world), bob.clone());
            tokio::spawn(async move {
                let password = format!("{PASSWORD}-{number}");
                (world.give_password(&bob, &password).await, password)
            })
        })
        .collect();
    let mut given = Vec::new();
    for task in tasks {
        match task.await.unwrap() {
            (Ok(_), password) => given.push(password),
            (Err(Error::LoginProfileExists(_)), _) => {}
            (Err(error), _) => panic!("{error}"),
        }
    }
    let [password] = given.as_slice() else {
        panic!("{given:?}")
    };
    assert!(world.state(&bob, password).await.is_some());
}

/// A password that was changed opens nothing, however the two meet: whoever was in before is out,
/// and whoever comes after does not get in.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_signs_in_while_the_password_changes_is_in_only_with_the_new_one() {
    const ROUNDS: usize = 6;
    let world = Arc::new(World::new().await);
    let bob = user_name("bob");
    world.user(&bob).await;
    world
        .give_password(&bob, &format!("{PASSWORD}-0"))
        .await
        .unwrap();
    for round in 0..ROUNDS {
        let old = format!("{PASSWORD}-{round}");
        let new = format!("{PASSWORD}-{}", round + 1);
        let comers: Vec<_> = (0..6)
            .map(|_| {
                let (world, old) = (Arc::clone(&world), old.clone());
                tokio::spawn(async move { world.sign_in(Some("bob"), &old).await })
            })
            .collect();
        world.change_password(&bob, &old, &new).await.unwrap();
        for comer in comers {
            if let Ok(id) = comer.await.unwrap() {
                assert!(!world.counts(&id).await, "{round}");
            }
        }
        let name = SignInName::User(account(), bob.clone());
        assert!(world.check(&name, &old).await.is_none());
        let id = world.sign_in(Some("bob"), &new).await.unwrap();
        assert!(world.counts(&id).await);
    }
}

/// However many guess at the same time, five are looked at.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_guesses_at_once_are_as_few() {
    let world = Arc::new(World::new().await);
    let bob = user_name("bob");
    world.user(&bob).await;
    world.give_password(&bob, PASSWORD).await.unwrap();
    let tasks: Vec<_> = (0..40)
        .map(|number| {
            let (world, bob) = (Arc::clone(&world), bob.clone());
            let guess = format!("guess-{number}");
            tokio::spawn(async move { world.change_password(&bob, &guess, OTHER).await })
        })
        .collect();
    let mut looked_at = 0;
    for task in tasks {
        match task.await.unwrap() {
            Err(Error::WrongPassword) => looked_at += 1,
            Err(Error::TooManyGuesses { .. }) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(looked_at, 5);
}

/// What an account lets its users do counts from the next decision on, however many decisions are
/// made meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_an_account_allows_counts_at_once() {
    const ROUNDS: usize = 60;
    let world = Arc::new(World::new().await);
    let mut callers = Vec::new();
    for name in ["bob", "eve"] {
        let key = world.user(&user_name(name)).await;
        callers.push(world.caller(&key).await);
    }
    let readers: Vec<_> = callers
        .iter()
        .cycle()
        .take(4)
        .map(|caller| {
            let (world, caller) = (Arc::clone(&world), caller.clone());
            tokio::spawn(async move {
                loop {
                    world.directory.policies(&caller).await.unwrap();
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for round in 0..ROUNDS {
        let is_allowed = round % 2 == 0;
        let policy = PasswordPolicy {
            users_may_change: is_allowed,
            ..PasswordPolicy::default()
        };
        world.set_policy(policy).await;
        for caller in &callers {
            let act = |permit| world.directory.get_password_policy(permit);
            let asked = world
                .acting::<GetAccountPasswordPolicy, _, _, _>(caller, Target::Any, act)
                .await;
            assert_eq!(asked.is_ok(), is_allowed, "{round}");
        }
    }
    for reader in readers {
        reader.abort();
    }
}
