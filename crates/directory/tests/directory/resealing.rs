//! Secrets under another key: all kinds of them, while others read and write.

use std::{collections::BTreeSet, fs, path::Path as FilePath, sync::Arc};

use iamd_api::iam;
use iamd_auth::{Credentials, MfaFault, SystemReason, SystemWork, Target, TokenKeys};
use iamd_directory::{FormerSealingKeys, KeyHolder, NewServerCertificate, ServerCertificateTexts};
use iamd_ident::{AccessKeyId, Path, Secret, UserName};
use iamd_seal::{KeyTraces, OpenError, SealingKey, SealingKeys};
use iamd_store::{Key, KeyRange, Rewrapped, SCAN_RECORDS_MAX, Scope, Table, Txn};
use iamd_testkit::SeededRandom;

use crate::{
    mfa_world::Phone,
    password_world::{OTHER, PASSWORD},
    world::{World, account, keys, user_name},
};

const CERTIFICATE: &str = include_str!("../../../certificate/tests/files/rsa.pem");
const CERTIFICATE_KEY: &str = include_str!("../../../certificate/tests/files/rsa.key");

/// The tables that records with secrets lie in, and the members that hold them. Who adds a secret to
/// a record adds it here and to [`Life::new`]: the sources are searched for such members.
const SEALED: [(&str, &str); 7] = [
    ("access-keys", "sealed_secret"),
    ("mfa-devices", "sealed_seed"),
    ("passwords", "sealed_hashes"),
    ("saml-providers", "sealed_key"),
    ("sealing-keys", "sealed_key"),
    ("server-certificate-texts", "sealed_private_key"),
    ("web-identity-issuer", "sealed_secret"),
];

fn work() -> SystemWork {
    SystemWork::new(SystemReason::Rotation)
}

fn key(seed: u64) -> SealingKey {
    SealingKey::generate(&SeededRandom::new(seed))
}

/// The keys of a world after a rotation: the new one and those of before.
fn rotated(before: &SealingKeys, seed: u64) -> SealingKeys {
    let mut ring = before.clone();
    ring.rotate(key(seed));
    ring
}

/// A user and an account with every kind of secret.
struct Life {
    world: World,
    bob: UserName,
    key: AccessKeyId,
    secrets: Vec<String>,
    phone: Phone,
    token: Vec<u8>,
}

impl Life {
    async fn new() -> Self {
        let world = World::new().await;
        let bob = user_name("bob");
        let key = world.user(&bob).await;
        world.give_password(&bob, OTHER).await.unwrap();
        let changed = world.update_login_profile(&bob, Some(PASSWORD), None);
        changed.await.unwrap();
        world.set_root_password(OTHER).await.unwrap();
        let phone = world.enabled(&KeyHolder::User(bob.clone()), "phone").await;
        world.create_saml("corporate").await.unwrap();
        upload_certificate(&world).await;
        enable_issuer(&world).await;
        let ring = world.directory.sealing_keys().await.unwrap();
        let token = ring.seal(b"a token", &[], &SeededRandom::new(3)).unwrap();
        let secrets = secrets(&world, &[&world.root, &key]).await;
        Self {
            world,
            bob,
            key,
            secrets,
            phone,
            token,
        }
    }

    /// Uses every secret that can be used.
    async fn use_all(&self, world: &World) {
        let keys = [&world.root, &self.key];
        assert_eq!(secrets(world, &keys).await, self.secrets);
        assert!(world.state(&self.bob, PASSWORD).await.is_some());
        assert!(world.state(&self.bob, OTHER).await.is_none());
        world.sign_in(None, OTHER).await.unwrap();
        let caller = world.caller(&self.key).await;
        world.clock.advance_seconds(60);
        let code = self.phone.code(world, 0);
        world.use_code(&caller, &self.phone, &code).await.unwrap();
        let again = world.use_code(&caller, &self.phone, &code).await;
        assert_eq!(again, Err(MfaFault::WrongCode));
        let ring = world.directory.sealing_keys().await.unwrap();
        assert_eq!(ring.open(&self.token, &[]).unwrap().expose(), b"a token");
    }
}

async fn secrets(world: &World, ids: &[&AccessKeyId]) -> Vec<String> {
    let mut secrets = Vec::new();
    for id in ids {
        let credential = world.directory.credential(id).await.unwrap().unwrap();
        secrets.push(credential.secret.expose().clone());
    }
    secrets
}

async fn upload_certificate(world: &World) {
    let new = NewServerCertificate {
        name: "web".parse().unwrap(),
        path: Path::root(),
        tags: Vec::new(),
        texts: ServerCertificateTexts {
            body: CERTIFICATE.to_owned(),
            chain: None,
        },
        private_key: Secret::new(CERTIFICATE_KEY.to_owned()),
    };
    let target = Target::NewServerCertificate(Path::root(), new.name.clone());
    let act = |permit| {
        world
            .directory
            .upload_server_certificate(permit, new.clone())
    };
    let made = world.with_permit::<iam::UploadServerCertificate, _, _, _>(target, act);
    made.await.unwrap();
}

async fn enable_issuer(world: &World) {
    let act = |permit| world.directory.enable_web_identity_issuer(permit);
    let enabled =
        world.with_permit::<iam::EnableOutboundWebIdentityFederation, _, _, _>(Target::Any, act);
    enabled.await.unwrap();
}

/// A whole sweep in small steps.
async fn sweep(world: &World) -> Rewrapped {
    let mut whole = Rewrapped::default();
    loop {
        let step = world
            .directory
            .reseal_secrets(&work(), whole.next.clone(), 7)
            .await
            .unwrap();
        assert!(step.looked_at <= 7);
        whole.absorb(step);
        if whole.next.is_none() {
            return whole;
        }
    }
}

/// The tables of the records that an old key of this ring is needed for.
async fn tables_under_old_keys(world: &World, ring: &SealingKeys) -> BTreeSet<String> {
    let traces = KeyTraces::of_old_keys(ring);
    let records = world.store.scan(&KeyRange::all(), SCAN_RECORDS_MAX).await;
    let records = records.unwrap().into_iter();
    records
        .filter(|(_, stored)| traces.are_in(&stored.value))
        .map(|(key, _)| key.table().to_owned())
        .collect()
}

#[tokio::test]
async fn every_kind_of_secret_comes_under_another_key() {
    let life = Life::new().await;
    let world = &life.world;
    let first = rotated(&keys(), 1);
    let all = SEALED.map(|(table, _)| table.to_owned());
    assert_eq!(
        tables_under_old_keys(world, &first).await,
        BTreeSet::from(all)
    );

    world.directory.use_secrets(first.clone()).await.unwrap();
    life.use_all(world).await;
    let swept = sweep(world).await;
    assert_eq!((swept.changed, swept.unreadable.len()), (9, 0), "{swept:?}");
    assert_eq!(sweep(world).await.changed, 0);
    assert_eq!(tables_under_old_keys(world, &first).await, BTreeSet::new());

    // The old key is gone, for this run of the program and for the next.
    let only = SealingKeys::new(first.current().clone());
    world.directory.use_secrets(only.clone()).await.unwrap();
    life.use_all(world).await;
    life.use_all(&world.restarted_with(only.clone())).await;

    // Whatever cannot be used here opens all the same: it comes under a third key.
    let second = rotated(&only, 2);
    world.directory.use_secrets(second).await.unwrap();
    let swept = sweep(world).await;
    assert_eq!((swept.changed, swept.unreadable.len()), (9, 0));
    life.use_all(world).await;
}

/// A sweep finds secrets wherever they are. What it cannot do is to open one that is not sealed for
/// the place of its record: so each kind stands in the test above.
#[test]
fn every_kind_of_secret_is_known_here() {
    let folder = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("src/records");
    let mut members = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let declared = text.lines().filter_map(|line| {
            let line = line.trim().strip_prefix("pub(crate) ")?;
            let (name, _) = line.split_once(':')?;
            name.starts_with("sealed").then(|| name.to_owned())
        });
        members.extend(declared);
    }
    members.sort();
    let mut known = SEALED.map(|(_, member)| member.to_owned());
    known.sort();
    assert_eq!(members, known);
}

#[tokio::test]
async fn a_sweep_that_was_broken_off_is_begun_anew() {
    let life = Life::new().await;
    let world = &life.world;
    let first = rotated(&keys(), 1);
    world.directory.use_secrets(first.clone()).await.unwrap();
    let step = world
        .directory
        .reseal_secrets(&work(), None, 10)
        .await
        .unwrap();
    assert!(step.changed > 0 && step.next.is_some(), "{step:?}");
    // The next run of the program begins another rotation on top.
    let second = rotated(&first, 2);
    let world = world.restarted_with(second.clone());
    life.use_all(&world).await;
    assert_eq!(sweep(&world).await.changed, 9);
    assert_eq!(
        tables_under_old_keys(&world, &second).await,
        BTreeSet::new()
    );
    let world = world.restarted_with(SealingKeys::new(key(2)));
    life.use_all(&world).await;
}

#[tokio::test]
async fn a_secret_that_does_not_open_is_told_and_hides_no_other() {
    let life = Life::new().await;
    let world = &life.world;
    let place = |id: &AccessKeyId| {
        let keys = Key::new(Scope::Account(account()), Table::new("access-keys"));
        keys.with(id.as_str()).unwrap()
    };
    // The secret of the root user's key, in the record of another's.
    let moved = world.store.get(&place(&world.root)).await.unwrap().unwrap();
    let txn = Txn::new().put(place(&life.key), moved.value);
    world.store.commit(txn).await.unwrap();
    let first = rotated(&keys(), 1);
    world.directory.use_secrets(first).await.unwrap();
    for changed in [8, 0] {
        let swept = sweep(world).await;
        assert_eq!(swept.changed, changed);
        assert_eq!(swept.unreadable, [place(&life.key)]);
    }
}

/// Keys are made and passwords changed while the secrets come under one key after the other, and none
/// is left behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_seals_with_a_key_that_is_gone() {
    let world = Arc::new(World::new().await);
    let writers: Vec<_> = (0..6)
        .map(|writer| {
            let world = Arc::clone(&world);
            tokio::spawn(async move {
                let mut made = Vec::new();
                for number in 0..12 {
                    let name = user_name(&format!("user-{writer}-{number}"));
                    made.push(world.user(&name).await);
                    if number == 5 {
                        world.give_password(&name, PASSWORD).await.unwrap();
                    }
                }
                made
            })
        })
        .collect();
    let mut ring = keys();
    let mut seed = 1;
    while !writers.iter().all(tokio::task::JoinHandle::is_finished) {
        let both = rotated(&ring, seed);
        world.directory.use_secrets(both.clone()).await.unwrap();
        while sweep(&world).await.changed > 0 {}
        let left = tables_under_old_keys(&world, &both).await;
        assert_eq!(left, BTreeSet::new());
        ring = both;
        seed += 1;
    }
    assert!(seed > 2, "{seed}");
    let world = world.restarted_with(SealingKeys::new(ring.current().clone()));
    for writer in writers {
        for id in writer.await.unwrap() {
            assert!(world.directory.credential(&id).await.unwrap().is_some());
        }
    }
    let name = user_name("user-3-5");
    assert!(world.state(&name, PASSWORD).await.is_some());
}

#[tokio::test]
async fn the_key_of_session_tokens_is_replaced_before_its_time() {
    let life = Life::new().await;
    let world = &life.world;
    let replace = async |former| {
        let work = work();
        let replaced = world.directory.rotate_sealing_key_now(&work, former);
        replaced.await.unwrap();
        world.directory.sealing_keys().await.unwrap()
    };
    let ring = replace(FormerSealingKeys::Keep).await;
    assert_eq!(ring.keys().count(), 2);
    assert!(ring.open(&life.token, &[]).is_ok());
    let newer = ring.seal(b"a token", &[], &SeededRandom::new(4)).unwrap();
    assert_ne!(newer[1..9], life.token[1..9], "the ids of the keys");

    let ring = replace(FormerSealingKeys::Forget).await;
    assert_eq!(ring.keys().count(), 1);
    for token in [&life.token, &newer] {
        let refused = ring.open(token, &[]);
        assert!(matches!(refused, Err(OpenError::UnknownKey { .. })));
    }
    let world = world.restarted();
    let ring = world.directory.sealing_keys().await.unwrap();
    assert_eq!(ring.keys().count(), 1);
}
