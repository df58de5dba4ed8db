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

mod retired;
#[cfg(test)]
mod tests;

use std::{sync::Weak, time::Duration};

use iamd_auth::{SystemReason, SystemWork};
use iamd_directory::FormerSealingKeys;
use iamd_seal::{KeyPurpose, KeyUse, MasterKey};
use iamd_store::{Key, Rewrapped};

pub(super) use self::retired::Rotations;
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

/// A part of a rotation was not begun, or is not through. The next start goes on with what was begun,
/// and so does the program while it runs. Which part it is, is said besides.
#[derive(Debug, Clone, thiserror::Error)]
pub(super) enum RotationError {
    #[error("the key was not replaced: {reason}")]
    Unreplaced { reason: String },
    #[error("the new key is not in use yet, and the server goes on with that: {reason}")]
    Unused { reason: String },
    #[error("not everything is under the new key yet, and the server goes on with that: {reason}")]
    Unfinished { reason: String },
    #[error("there may be some left: {reason}")]
    Unended { reason: String },
}

/// What became of the rotation of a purpose: what the sweep did, where there is anything to sweep.
pub(super) type Became = (KeyPurpose, Result<Option<Swept>, RotationError>);

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
    /// `tell` is told how far that is. What fails for one purpose keeps no other from going on.
    pub(super) async fn rotate_keys(
        &self,
        purposes: &[KeyPurpose],
        tell: &(dyn Fn(String) + Sync),
    ) -> Vec<Became> {
        if purposes.is_empty() {
            return Vec::new();
        }
        let _turn = self.0.rotations.turn.lock().await;
        let mut became = self.begin_rotation(purposes).await;
        for (purpose, became) in &mut became {
            if became.is_ok() && SWEPT.contains(purpose) {
                *became = self.sweep(*purpose, tell).await.map(Some);
            }
        }
        became
    }

    /// Puts fresh keys in use.
    async fn begin_rotation(&self, purposes: &[KeyPurpose]) -> Vec<Became> {
        let keys = self.0.parts.keys.hold().await;
        if let Err(error) = keys.rotate(purposes, self.clock().now()).await {
            let error = not_replaced(&error);
            let failed = purposes.iter().map(|of| (*of, Err(error.clone())));
            return failed.collect();
        }
        self.0.rotations.take_up(purposes);
        // The audit log comes first: it cannot fail, and nothing goes on with it later.
        let mut in_order = purposes.to_vec();
        in_order.sort_by_key(|purpose| *purpose != KeyPurpose::Audit);
        let mut became = Vec::new();
        for purpose in in_order {
            let used = self.use_keys(&keys, purpose).await;
            became.push((purpose, used.map(|()| None)));
        }
        became
    }

    /// Makes a new key for session tokens.
    pub(super) async fn rotate_token_key(
        &self,
        former: FormerSealingKeys,
    ) -> Result<(), RotationError> {
        let work = SystemWork::new(SystemReason::Rotation);
        let rotated = self.0.directory.rotate_sealing_key_now(&work, former).await;
        rotated.map_err(|error| not_replaced(&error))
    }

    /// Ends all sessions of the console, and says how many there were.
    pub(super) async fn end_console_sessions(&self) -> Result<u64, RotationError> {
        let work = SystemWork::new(SystemReason::Rotation);
        let ended = self.0.directory.end_console_sessions(&work).await;
        ended.map_err(|error| RotationError::Unended {
            reason: said(&error),
        })
    }

    /// Fails if the master key cannot be replaced, as far as that can be known before.
    pub(super) async fn check_master_key(
        &self,
        given: Option<MasterKey>,
    ) -> Result<(), ChangeError> {
        let keys = self.0.parts.keys.hold().await;
        keys.check_master_rotation(given).await
    }

    /// Replaces the master key; see [`KeysHeld::rotate_master`].
    pub(super) async fn rotate_master_key(
        &self,
        given: Option<MasterKey>,
    ) -> Result<MasterRotation, RotationError> {
        let _turn = self.0.rotations.turn.lock().await;
        let keys: KeysHeld = self.0.parts.keys.hold().await;
        let rotated = keys.rotate_master(given).await;
        rotated.map_err(|error| not_replaced(&error))
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
        used.map_err(|reason| RotationError::Unused { reason })
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
            let pass = pass.map_err(|reason| RotationError::Unfinished { reason })?;
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
            let retired = self.retire(purpose).await;
            retired.map_err(|error| RotationError::Unfinished {
                reason: said(&error),
            })?;
            tracing::info!(%purpose, changed = swept.changed, "the old keys are retired");
            return Ok(swept);
        }
        Err(RotationError::Unfinished {
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
    async fn retire(&self, purpose: KeyPurpose) -> Result<(), ChangeError> {
        let keys = self.0.parts.keys.hold().await;
        let seals = purpose.key_use() == KeyUse::Seal;
        let former = seals.then(|| (purpose, self.0.parts.keys.sealing_keys(purpose)));
        keys.retire(purpose).await?;
        self.0.rotations.keep_for_a_moment(former);
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

    /// Goes on with every rotation that is not through, but those that were given up. What fails for
    /// one purpose keeps no other from going on.
    async fn go_on(&self) -> Vec<(KeyPurpose, RotationError)> {
        let mut failed = Vec::new();
        for purpose in SWEPT {
            match self.go_on_with(purpose).await {
                Ok(None) => {}
                Ok(Some(swept)) => self.record_retired(&swept).await,
                Err(error) => failed.push((purpose, error)),
            }
        }
        failed
    }

    /// Goes on with the rotation of a purpose, if it is not through.
    async fn go_on_with(&self, purpose: KeyPurpose) -> Result<Option<Swept>, RotationError> {
        let (keys, rotations) = (&self.0.parts.keys, &self.0.rotations);
        if !keys.has_old(purpose) || rotations.is_given_up(purpose) {
            return Ok(None);
        }
        let _turn = rotations.turn.lock().await;
        // Somebody else may have ended it.
        if !keys.has_old(purpose) || rotations.is_given_up(purpose) {
            return Ok(None);
        }
        tracing::info!(%purpose, "a rotation of keys goes on");
        let held = keys.hold().await;
        self.use_keys(&held, purpose).await?;
        drop(held);
        let swept = self.sweep(purpose, &|_| {}).await?;
        if swept.unreadable > 0 {
            rotations.give_up(purpose);
        }
        Ok(Some(swept))
    }
}

fn not_replaced(error: &dyn std::error::Error) -> RotationError {
    RotationError::Unreplaced {
        reason: said(error),
    }
}

/// Goes on with rotations that were interrupted or failed, for as long as the service lives.
pub(super) async fn keep_rotating(service: Weak<Inner>) {
    loop {
        let Some(inner) = service.upgrade() else {
            return;
        };
        let service = Service(inner);
        for (purpose, error) in service.go_on().await {
            if service.begin_work().is_none() {
                return;
            }
            tracing::warn!(%purpose, %error, "a rotation of keys waits");
        }
        drop(service);
        tokio::time::sleep(PATIENCE).await;
    }
}
