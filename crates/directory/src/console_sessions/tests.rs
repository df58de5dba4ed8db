//! The limits of console sessions, for sessions of every kind.

use std::sync::Arc;

use iamd_auth::{Session, SessionKind, SwitchedRole};
use iamd_ident::{Clock, IdKind, Partition, Random, UniqueId};
use iamd_seal::{MasterKey, Purpose, SealingKeys};
use iamd_store::Memory;
use iamd_testkit::{ManualClock, SeededRandom};

use super::*;
use crate::{AccountQuotas, DirectoryParts};

fn account() -> AccountId {
    AccountId::new(123_456_789_012).unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn directory() -> (Directory, Arc<ManualClock>) {
    let master = MasterKey::from_bytes([7; MasterKey::BYTES].into());
    let clock = Arc::new(ManualClock::default());
    clock.set(at(0));
    let directory = Directory::new(DirectoryParts {
        store: Memory::new(master.checksum_key(Purpose::new("records"))).store(),
        keys: SealingKeys::new(master.sealing_key(Purpose::new("secrets"))),
        partition: Partition::Aws,
        clock: Arc::clone(&clock) as Arc<dyn Clock>,
        random: Arc::new(SeededRandom::new(1)),
        quotas: AccountQuotas::default(),
    });
    (directory, clock)
}

fn id(kind: IdKind) -> UniqueId {
    UniqueId::random(kind, &SeededRandom::new(2) as &dyn Random)
}

/// A session without a password: nothing but its records keeps it.
fn session(owner: SessionOwner, expires_at: Timestamp) -> ConsoleSession {
    ConsoleSession {
        owner,
        session: Arc::new(Session {
            kind: SessionKind::AssumedRole,
            issued_at: at(0),
            expires_at,
            mfa_at: None,
            tags: Vec::new(),
            transitive_tag_keys: Vec::new(),
            source_identity: None,
            federated_provider: None,
            policy: None,
            policy_arns: Vec::new(),
        }),
        password: None,
        begun_at: at(0),
        issuer_url: None,
        switched: None,
    }
}

async fn is_there(directory: &Directory, id: &ConsoleSessionId) -> bool {
    directory.console_session(id).await.unwrap().is_some()
}

#[tokio::test]
async fn the_oldest_session_goes_when_there_are_too_many() {
    let user = id(IdKind::User);
    let role = |name: &str| SessionOwner::Role {
        account: account(),
        role: id(IdKind::Role),
        session_name: name.to_owned(),
    };
    let federated = |issuer| SessionOwner::FederatedUser {
        account: account(),
        issuer,
        name: "fed".to_owned(),
    };
    let (directory, _) = directory();
    let begin = |owner: &SessionOwner| {
        let session = session(owner.clone(), at(100));
        let directory = directory.clone();
        async move { directory.keep_console_session(&session).await.unwrap() }
    };
    let mut firsts = Vec::new();
    for (owner, other, sessions_max) in [
        (SessionOwner::RootUser(account()), None, OF_ONE_MAX),
        (SessionOwner::User(account(), user), None, OF_ONE_MAX),
        (role("one"), Some(role("other")), OF_MANY_MAX),
        (federated(Some(user)), None, OF_MANY_MAX),
        (federated(None), None, OF_MANY_MAX),
    ] {
        let first = begin(&owner).await;
        let second = begin(other.as_ref().unwrap_or(&owner)).await;
        // The rest of the list, of which nothing but the list knows.
        let (place, known_max) = owner_of(&owner).unwrap();
        assert_eq!(known_max, sessions_max);
        let (mut listed, _) = load::<ConsoleOwnerRecord>(directory.store(), &place)
            .await
            .unwrap()
            .unwrap();
        let other_entry = |number| ConsoleEntry {
            name: format!("session-{number}"),
            begun_by: begun_by(&owner).map(str::to_owned),
            expires_at: at(100),
        };
        listed.sessions.extend((2..sessions_max).map(other_entry));
        let mut draft = Draft::new(directory.store());
        draft.put(place, &listed).unwrap();
        directory.commit(draft).await.unwrap();
        assert!(is_there(&directory, &first).await, "{owner:?}");
        begin(other.as_ref().unwrap_or(&owner)).await;
        assert!(!is_there(&directory, &first).await, "{owner:?}");
        assert!(is_there(&directory, &second).await, "{owner:?}");
        firsts.push(second);
    }
    // Owners do not push each other's sessions out.
    for first in &firsts {
        assert!(is_there(&directory, first).await);
    }
}

#[test]
fn who_begins_most_sessions_of_a_role_ends_their_own() {
    let entry = |name: &str, begun_by: &str| ConsoleEntry {
        name: name.to_owned(),
        begun_by: Some(begun_by.to_owned()),
        expires_at: at(100),
    };
    let mut owner = ConsoleOwnerRecord {
        sessions: vec![
            entry("1", "ann"),
            entry("2", "eve"),
            entry("3", "bob"),
            entry("4", "eve"),
            entry("5", "bob"),
            entry("6", "eve"),
        ],
    };
    let gone: Vec<_> = (0..6).map(|_| owner.take_one_of_most().name).collect();
    assert_eq!(gone, ["2", "3", "4", "1", "5", "6"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn however_many_begin_at_once_there_are_no_more_than_may_be() {
    let (directory, _) = directory();
    let owner = SessionOwner::User(account(), id(IdKind::User));
    let tasks: Vec<_> = (0..160)
        .map(|number| {
            let (directory, owner) = (directory.clone(), owner.clone());
            tokio::spawn(async move {
                let session = session(owner, at(100));
                let id = directory.keep_console_session(&session).await.unwrap();
                if number % 4 == 0 {
                    directory.drop_console_session(&id).await.unwrap();
                    assert!(!is_there(&directory, &id).await);
                }
                id
            })
        })
        .collect();
    let mut begun = Vec::new();
    for task in tasks {
        begun.push(task.await.unwrap());
    }
    let mut there = 0;
    for id in &begun {
        there += usize::from(is_there(&directory, id).await);
    }
    assert!((60..=OF_ONE_MAX).contains(&there), "{there}");
    let (place, _) = owner_of(&owner).unwrap();
    let listed = load::<ConsoleOwnerRecord>(directory.store(), &place).await;
    let (listed, _) = listed.unwrap().unwrap();
    assert_eq!(
        listed.sessions.len(),
        there,
        "each is in the list, and nothing else is"
    );
}

#[tokio::test]
async fn sessions_that_ended_a_day_ago_go_first() {
    let (directory, clock) = directory();
    let owner = SessionOwner::User(account(), id(IdKind::User));
    let begin = |end| {
        let session = session(owner.clone(), at(end));
        let directory = directory.clone();
        async move { directory.keep_console_session(&session).await.unwrap() }
    };
    let long = begin(3 * KEPT_SECONDS).await;
    let short = begin(10).await;
    clock.set(at(10 + KEPT_SECONDS));
    begin(2 * KEPT_SECONDS).await;
    assert!(is_there(&directory, &short).await);
    clock.set(at(11 + KEPT_SECONDS));
    begin(2 * KEPT_SECONDS).await;
    assert!(!is_there(&directory, &short).await);
    assert!(is_there(&directory, &long).await);
}

#[tokio::test]
async fn a_session_switches_and_switches_back() {
    let (directory, _) = directory();
    let owner = SessionOwner::User(account(), id(IdKind::User));
    let begun = session(owner.clone(), at(100));
    let id = directory.keep_console_session(&begun).await.unwrap();
    let role = SwitchedRole {
        owner,
        session: Arc::clone(&begun.session),
        display_name: None,
    };
    let set = |role: Option<SwitchedRole>| {
        let (directory, id) = (directory.clone(), id.clone());
        async move {
            let change = |session: &mut ConsoleSession| session.switched.clone_from(&role);
            directory.change_console_session(&id, change).await.unwrap()
        }
    };
    assert!(set(Some(role.clone())).await);
    let found = directory.console_session(&id).await.unwrap().unwrap();
    assert_eq!(found.switched, Some(role));
    assert!(set(None).await);
    let found = directory.console_session(&id).await.unwrap();
    assert_eq!(found, Some(begun));
}

#[test]
fn sessions_are_kept_for_a_day_after_their_end() {
    let entry = |name: &str, end| ConsoleEntry {
        name: name.to_owned(),
        begun_by: None,
        expires_at: at(end),
    };
    let mut owner = ConsoleOwnerRecord {
        sessions: vec![entry("a", 10), entry("b", 0), entry("c", 5)],
    };
    assert_eq!(owner.take(Which::Old, at(KEPT_SECONDS)), []);
    let old = owner.take(Which::Old, at(6 + KEPT_SECONDS));
    assert_eq!(old, [entry("b", 0), entry("c", 5)]);
    assert_eq!(owner.sessions, [entry("a", 10)]);
}
