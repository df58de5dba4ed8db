//! Keys are replaced while everything goes on.
//!
//! ```text
//! begin    a fresh key is in the keyring, durably ─▶ in use: nothing more comes under an old one
//! sweep    whatever is under an old key comes under the fresh one, in small durable steps,
//!          until a whole pass finds nothing to do
//! retire   the old keys leave the keyring, and a moment later the memory
//! ```
//!
//! That a purpose has old keys says that its rotation is not through; nothing else is written down.
//! So whatever interrupts it, the next start goes on with the sweep, and so does a running server
//! after a failure.
//!
//! INVARIANT: an old key leaves the keyring only after a whole pass over everything that could be
//! under it changed nothing and could read everything.

use std::{sync::Weak, time::Duration};

use iamd_auth::{SystemReason, SystemWork};
use iamd_directory::FormerSealingKeys;
use iamd_seal::{KeyPurpose, KeyUse, SealingKeys};
use iamd_store::{Key, Rewrapped};
use tokio::sync::Mutex;

use super::{Inner, Service, said};
use crate::data_dir::{ChangeError, KeysHeld, MasterRotation};

/// Purposes whose old keys go as soon as nothing here is under them: a backup has its key with it.
/// Those of the audit log stay for ever, as old events do.
const SWEPT: [KeyPurpose; 5] = [
    KeyPurpose::Secrets,
    KeyPurpose::Records,
    KeyPurpose::ObjectKeys,
    KeyPurpose::ObjectRecords,
    KeyPurpose::Backups,
];

/// How many records a step looks at. Between two steps others have their turn.
const STEP_RECORDS: usize = 500;

/// LIMIT: how many passes are made over everything. The second one finds nothing to do.
const PASSES_MAX: usize = 8;

/// How long an old key stays in memory after nothing is under it on the disk, for whoever has just
/// read something that was.
const GRACE: Duration = Duration::from_secs(10);

/// How long the program waits until it goes on with a rotation that failed.
const PATIENCE: Duration = Duration::from_mins(1);

/// Who rotates keys now, and what was retired a moment ago.
#[derive(Debug, Default)]
pub(super) struct Rotations {
    turn: Mutex<()>,
    /// The keys that sealed, as they were before they were retired, in the order of time.
    retired: parking_lot::Mutex<Vec<(KeyPurpose, SealingKeys)>>,
}

impl Rotations {
    /// The keys of a purpose that seals, and those that still open for a moment.
    fn with_retired(&self, purpose: KeyPurpose, mut keys: SealingKeys) -> SealingKeys {
        let retired = self.retired.lock();
        for (_, former) in retired.iter().filter(|(of, _)| *of == purpose) {
            former.keys().cloned().for_each(|key| keys.add_old(key));
        }
        keys
    }

    /// Forgets what was retired first.
    fn forget(&self, purpose: KeyPurpose) {
        let mut retired = self.retired.lock();
        if let Some(first) = retired.iter().position(|(of, _)| *of == purpose) {
            retired.remove(first);
        }
    }
}

/// A rotation was not begun, or is not through. The next start goes on with what was begun, and so
/// does the program while it runs.
#[derive(Debug, thiserror::Error)]
pub(super) enum RotationError {
    #[error(transparent)]
    Keys(#[from] ChangeError),
    #[error("the new {purpose} key is not in use yet, and the server goes on with that: {reason}")]
    NotInUse { purpose: KeyPurpose, reason: String },
    #[error(
        "not everything is under the new {purpose} key yet, and the server goes on with that: {reason}"
    )]
    NotThrough { purpose: KeyPurpose, reason: String },
    #[error("there is no new key for session tokens: {reason}")]
    Tokens { reason: String },
}

/// What a sweep did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Swept {
    pub(super) purpose: KeyPurpose,
    /// How many records came under the new key.
    pub(super) changed: u64,
    /// How many open under no key. As long as there are any, the old keys stay.
    pub(super) unreadable: u64,
}

impl Service {
    /// Replaces the keys of these purposes, and returns when nothing is under the old ones any more.
    /// `tell` is told how far that is.
    pub(super) async fn rotate_keys(
        &self,
        purposes: &[KeyPurpose],
        tell: &(dyn Fn(String) + Sync),
    ) -> Result<Vec<Swept>, RotationError> {
        let _turn = self.0.rotations.turn.lock().await;
        {
            let keys = self.0.parts.keys.hold().await;
            keys.rotate(purposes, self.clock().now()).await?;
            for purpose in purposes {
                self.use_keys(&keys, *purpose).await?;
            }
        }
        let mut swept = Vec::new();
        for purpose in purposes.iter().filter(|purpose| SWEPT.contains(purpose)) {
            swept.push(self.sweep(*purpose, tell).await?);
        }
        Ok(swept)
    }

    /// Makes a new key for session tokens.
    pub(super) async fn rotate_token_key(
        &self,
        former: FormerSealingKeys,
    ) -> Result<(), RotationError> {
        let work = SystemWork::new(SystemReason::Rotation);
        let rotated = self.0.directory.rotate_sealing_key_now(&work, former).await;
        rotated.map_err(|error| RotationError::Tokens {
            reason: said(&error),
        })
    }

    /// Replaces the master key; see [`KeysHeld::rotate_master`].
    pub(super) async fn rotate_master_key(
        &self,
        given: Option<iamd_seal::MasterKey>,
    ) -> Result<MasterRotation, RotationError> {
        let _turn = self.0.rotations.turn.lock().await;
        let keys: KeysHeld = self.0.parts.keys.hold().await;
        Ok(keys.rotate_master(given).await?)
    }

    /// Has whatever seals or checks for this purpose use the keys of the ring. The ring is held, lest
    /// who is slower has former keys used.
    async fn use_keys(&self, _: &KeysHeld, purpose: KeyPurpose) -> Result<(), RotationError> {
        let keys = &self.0.parts.keys;
        let (stores, checks) = (&self.0.stores, || keys.checksum_keys(purpose));
        let seals = || {
            let keys = keys.sealing_keys(purpose);
            self.0.rotations.with_retired(purpose, keys)
        };
        let used = match purpose {
            KeyPurpose::Secrets => {
                let used = self.0.directory.use_secrets(seals());
                used.await.map_err(|error| said(&error))
            }
            KeyPurpose::ObjectKeys => {
                let used = self.0.objects.use_keys(seals());
                used.await.map_err(|error| said(&error))
            }
            KeyPurpose::Records => {
                let used = stores.directory.use_checksum_keys(checks());
                used.await.map_err(|error| said(&error))
            }
            KeyPurpose::ObjectRecords => {
                let used = stores.objects.use_checksum_keys(checks());
                used.await.map_err(|error| said(&error))
            }
            KeyPurpose::Audit => {
                self.0.parts.audit.use_keys(&checks());
                Ok(())
            }
            // A backup asks for its key when it is made.
            KeyPurpose::Backups => Ok(()),
        };
        used.map_err(|reason| RotationError::NotInUse { purpose, reason })
    }

    /// Brings everything under the current key of a purpose, and retires the old ones.
    async fn sweep(
        &self,
        purpose: KeyPurpose,
        tell: &(dyn Fn(String) + Sync),
    ) -> Result<Swept, RotationError> {
        let mut swept = Swept {
            purpose,
            changed: 0,
            unreadable: 0,
        };
        for _ in 0..PASSES_MAX {
            let pass = self.pass(purpose, tell).await;
            let pass = pass.map_err(|reason| RotationError::NotThrough { purpose, reason })?;
            swept.changed += pass.changed;
            swept.unreadable = pass.unreadable.len() as u64;
            if pass.changed > 0 {
                continue;
            }
            if let Some(key) = pass.unreadable.first() {
                tracing::error!(
                    %purpose, records = swept.unreadable, %key,
                    "some records open under no key, so the old keys stay; `iamd verify` names them"
                );
                return Ok(swept);
            }
            self.retire(purpose).await?;
            tracing::info!(%purpose, changed = swept.changed, "the old keys are retired");
            return Ok(swept);
        }
        Err(RotationError::NotThrough {
            purpose,
            reason: "records under the old key keep coming".to_owned(),
        })
    }

    /// Once through everything.
    async fn pass(
        &self,
        purpose: KeyPurpose,
        tell: &(dyn Fn(String) + Sync),
    ) -> Result<Rewrapped, String> {
        let mut pass = Rewrapped::default();
        loop {
            // The end of the program waits for a step, and lets no further one begin.
            let work = self.begin_work();
            let _work = work.ok_or_else(|| "the program ends".to_owned())?;
            let step = self.step(purpose, pass.next.take()).await?;
            pass.absorb(step);
            tell(format!("{purpose}: {} records", pass.looked_at));
            if pass.next.is_none() {
                return Ok(pass);
            }
        }
    }

    async fn step(&self, purpose: KeyPurpose, after: Option<Key>) -> Result<Rewrapped, String> {
        let work = SystemWork::new(SystemReason::Rotation);
        let (work, inner) = (&work, &self.0);
        match purpose {
            KeyPurpose::Secrets => {
                let step = inner.directory.reseal_secrets(work, after, STEP_RECORDS);
                step.await.map_err(|error| said(&error))
            }
            KeyPurpose::ObjectKeys => {
                let step = inner.objects.rewrap_data_keys(work, after, STEP_RECORDS);
                step.await.map_err(|error| said(&error))
            }
            KeyPurpose::Records => {
                let step = inner.stores.directory.rewrap(after, STEP_RECORDS);
                step.await.map_err(|error| said(&error))
            }
            KeyPurpose::ObjectRecords => {
                let step = inner.stores.objects.rewrap(after, STEP_RECORDS);
                step.await.map_err(|error| said(&error))
            }
            KeyPurpose::Audit | KeyPurpose::Backups => Ok(Rewrapped::default()),
        }
    }

    /// Takes the old keys out of the ring, and out of the memory as well after a moment.
    async fn retire(&self, purpose: KeyPurpose) -> Result<(), RotationError> {
        let keys = self.0.parts.keys.hold().await;
        let seals = purpose.key_use() == KeyUse::Seal;
        let former = seals.then(|| (purpose, self.0.parts.keys.sealing_keys(purpose)));
        keys.retire(purpose).await?;
        self.0.rotations.retired.lock().extend(former);
        let service = std::sync::Arc::downgrade(&self.0);
        tokio::spawn(async move {
            tokio::time::sleep(GRACE).await;
            let Some(inner) = service.upgrade() else {
                return;
            };
            inner.rotations.forget(purpose);
            let keys = inner.parts.keys.hold().await;
            if let Err(error) = Service(inner).use_keys(&keys, purpose).await {
                tracing::debug!(%error, "retired keys stay in memory");
            }
        });
        Ok(())
    }

    /// Goes on with every rotation that is not through, but those in `given_up`.
    async fn go_on(&self, given_up: &mut Vec<KeyPurpose>) -> Result<(), RotationError> {
        let keys = &self.0.parts.keys;
        let is_begun = |purpose: &KeyPurpose| keys.has_old(*purpose);
        for purpose in SWEPT.into_iter().filter(is_begun) {
            if given_up.contains(&purpose) {
                continue;
            }
            let _turn = self.0.rotations.turn.lock().await;
            // Somebody else may have ended it.
            if !keys.has_old(purpose) {
                continue;
            }
            tracing::info!(%purpose, "a rotation of keys goes on");
            let held = keys.hold().await;
            self.use_keys(&held, purpose).await?;
            drop(held);
            let swept = self.sweep(purpose, &|_| {}).await?;
            if swept.unreadable > 0 {
                given_up.push(purpose);
            }
            self.record_retired(&swept).await;
        }
        Ok(())
    }
}

/// Goes on with rotations that were interrupted or failed, for as long as the service lives.
pub(super) async fn keep_rotating(service: Weak<Inner>) {
    // Records that cannot be read stay so; another start tries once more.
    let mut given_up = Vec::new();
    loop {
        let Some(inner) = service.upgrade() else {
            return;
        };
        let service = Service(inner);
        if let Err(error) = service.go_on(&mut given_up).await {
            if service.begin_work().is_none() {
                return;
            }
            tracing::warn!(%error, "a rotation of keys waits");
        }
        drop(service);
        tokio::time::sleep(PATIENCE).await;
    }
}
