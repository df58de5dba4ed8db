//! Console sessions of whoever signed in with a password: until they are ended, or the password is
//! another one.

use iamd_auth::{ConsoleSessionId, ConsoleSessions, SystemReason, SystemWork};
use iamd_store::{Key, KeyRange, Scope, Table};

use crate::{
    password_world::{OTHER, PASSWORD},
    world::{World, account, user_name},
};

fn parsed(text: &str) -> ConsoleSessionId {
    ConsoleSessionId::parse(text).unwrap()
}

impl World {
    /// How many records lie in a table of the account.
    async fn records(&self, table: &'static str) -> usize {
        let table = Key::new(Scope::Account(account()), Table::new(table));
        self.store
            .scan(&KeyRange::under(&table), 1000)
            .await
            .unwrap()
            .len()
    }

    async fn signed_in(&self) -> ConsoleSessionId {
        let bob = user_name("bob");
        self.user(&bob).await;
        self.give_password(&bob, PASSWORD).await.unwrap();
        self.sign_in(Some("bob"), PASSWORD).await.unwrap()
    }
}

#[tokio::test]
async fn a_session_counts_until_it_is_ended() {
    let world = World::new().await;
    let id = world.signed_in().await;
    let session = world.directory.console_session(&id).await.unwrap().unwrap();
    assert_eq!(session.owner.account(), account());
    for world in [&world, &world.restarted()] {
        assert!(world.counts(&id).await);
    }
    let cookie = id.cookie();
    let (other_account, secret) = cookie.expose().split_once('.').unwrap();
    assert_eq!(other_account, "123456789012");
    assert!(world.counts(&parsed(cookie.expose())).await);
    assert!(
        !world
            .counts(&parsed(&format!("000000000001.{secret}")))
            .await
    );
    let mut altered = secret.to_owned();
    let first = if altered.starts_with('A') { "B" } else { "A" };
    altered.replace_range(..1, first);
    assert!(
        !world
            .counts(&parsed(&format!("123456789012.{altered}")))
            .await
    );

    for _ in 0..2 {
        world.directory.end_console_session(&id).await.unwrap();
        assert!(!world.counts(&id).await);
    }
    let switched = world.directory.switch_console_session(&id, None).await;
    assert!(!switched.unwrap(), "nor does it come back");
    assert!(!world.counts(&id).await);
    assert_eq!(world.records("console-sessions").await, 0);
    assert_eq!(world.records("console-owners").await, 0);
}

/// Who reads the store can take no session over.
#[tokio::test]
async fn no_secret_of_a_cookie_lies_in_the_store() {
    let world = World::new().await;
    let id = world.signed_in().await;
    let cookie = id.cookie();
    let (_, encoded) = cookie.expose().split_once('.').unwrap();
    for table in ["console-sessions", "console-owners"] {
        let range = KeyRange::under(&Key::new(Scope::Account(account()), Table::new(table)));
        let records = world.store.scan(&range, 10).await.unwrap();
        assert_eq!(records.len(), 1);
        for (key, stored) in records {
            for secret in [encoded.as_bytes(), id.secret()] {
                let has = |bytes: &[u8]| bytes.windows(secret.len()).any(|found| found == secret);
                assert!(!has(key.to_string().as_bytes()) && !has(&stored.value));
            }
        }
    }
}

#[tokio::test]
async fn sessions_end_when_the_password_changes() {
    let world = World::new().await;
    let bob = user_name("bob");
    let first = world.signed_in().await;
    world.change_password(&bob, PASSWORD, OTHER).await.unwrap();
    assert!(!world.counts(&first).await);
    let second = world.sign_in(Some("bob"), OTHER).await.unwrap();
    // What does not change the password ends nothing.
    world
        .update_login_profile(&bob, None, Some(true))
        .await
        .unwrap();
    assert!(world.counts(&second).await);
    // The same text set anew is another password.
    world
        .update_login_profile(&bob, Some(OTHER), Some(false))
        .await
        .unwrap();
    assert!(!world.counts(&second).await);
    let third = world.sign_in(Some("bob"), OTHER).await.unwrap();
    world.delete_login_profile(&bob).await.unwrap();
    world.give_password(&bob, OTHER).await.unwrap();
    assert!(!world.counts(&third).await);
    for world in [&world, &world.restarted()] {
        for id in [&first, &second, &third] {
            assert!(!world.counts(id).await);
        }
    }
}

#[tokio::test]
async fn sessions_end_with_their_user_and_are_not_the_namesakes() {
    let world = World::new().await;
    let bob = user_name("bob");
    let id = world.signed_in().await;
    let act = |permit| {
        let holder = iamd_directory::KeyHolder::User(bob.clone());
        let directory = &world.directory;
        async move {
            let page = iamd_directory::PageRequest {
                marker: None,
                items_max: 1,
            };
            directory.list_access_keys(permit, &holder, &page).await
        }
    };
    let target = iamd_auth::Target::User(bob.clone());
    let keys = world
        .with_permit::<iamd_api::iam::ListAccessKeys, _, _, _>(target, act)
        .await;
    let key = keys.unwrap().items.remove(0).id;
    world.delete_login_profile(&bob).await.unwrap();
    world.delete_user(&bob, &key).await;
    assert!(!world.counts(&id).await);
    let namesake = world.signed_in().await;
    assert!(!world.counts(&id).await);
    assert!(world.counts(&namesake).await);
}

#[tokio::test]
async fn a_new_password_of_the_root_user_ends_its_sessions() {
    let world = World::new().await;
    world.set_root_password(PASSWORD).await.unwrap();
    let id = world.sign_in(None, PASSWORD).await.unwrap();
    assert!(world.counts(&id).await);
    world.set_root_password(PASSWORD).await.unwrap();
    assert!(!world.counts(&id).await);
}

#[tokio::test]
async fn sessions_are_swept_a_day_after_their_end() {
    const HOUR_SECONDS: i64 = 60 * 60;
    let world = World::new().await;
    let work = SystemWork::new(SystemReason::Sweep);
    let sweep = || world.directory.sweep_console_sessions(&work);
    let old = world.signed_in().await;
    world.clock.advance_seconds(6 * HOUR_SECONDS);
    let young = world.sign_in(Some("bob"), PASSWORD).await.unwrap();
    world.clock.advance_seconds(30 * HOUR_SECONDS);
    assert_eq!(sweep().await.unwrap(), 0, "exactly a day after its end");
    assert!(world.counts(&old).await, "who asks looks at the clock");
    world.clock.advance_seconds(1);
    assert_eq!(sweep().await.unwrap(), 1);
    assert!(!world.counts(&old).await);
    assert!(world.counts(&young).await);
    assert_eq!(sweep().await.unwrap(), 0);
    world.clock.advance_seconds(6 * HOUR_SECONDS);
    assert_eq!(sweep().await.unwrap(), 1);
    assert_eq!(world.records("console-sessions").await, 0);
    assert_eq!(world.records("console-owners").await, 0);
}

/// Those of the root user and of a user, of whom one has as many as one may have.
#[tokio::test]
async fn all_sessions_of_everybody_are_ended() {
    let world = World::new().await;
    let work = SystemWork::new(SystemReason::Rotation);
    world.set_root_password(PASSWORD).await.unwrap();
    let mut ids = vec![
        world.sign_in(None, PASSWORD).await.unwrap(),
        world.signed_in().await,
    ];
    for _ in 1..100 {
        ids.push(world.sign_in(Some("bob"), PASSWORD).await.unwrap());
    }
    assert_eq!(
        world.directory.end_console_sessions(&work).await.unwrap(),
        101
    );
    for id in &ids {
        assert!(!world.counts(id).await);
    }
    assert_eq!(world.records("console-sessions").await, 0);
    assert_eq!(world.records("console-owners").await, 0);
    // Passwords are as good as before.
    let id = world.sign_in(Some("bob"), PASSWORD).await.unwrap();
    assert!(world.counts(&id).await);
}

/// As many as an owner may have: more than one transaction drops.
#[tokio::test]
async fn who_left_many_sessions_behind_signs_in_again() {
    const DAYS_SECONDS: i64 = 3 * 24 * 60 * 60;
    let world = World::new().await;
    world.signed_in().await;
    for _ in 1..100 {
        world.sign_in(Some("bob"), PASSWORD).await.unwrap();
    }
    assert_eq!(world.records("console-sessions").await, 100);
    world.clock.advance_seconds(DAYS_SECONDS);
    let id = world.sign_in(Some("bob"), PASSWORD).await.unwrap();
    assert!(world.counts(&id).await);
    let work = SystemWork::new(SystemReason::Sweep);
    let swept = world.directory.sweep_console_sessions(&work).await;
    assert_eq!(swept.unwrap(), 50, "what signing in left");
    assert_eq!(world.records("console-sessions").await, 1);
}
