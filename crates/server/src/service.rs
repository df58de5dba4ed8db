//! The crates below, wired: what the program is behind its edge.

mod audit;
mod operator;

use std::{sync::Arc, time::Duration};

use iamd_auth::{Authenticator, Guard, SystemReason, SystemWork};
use iamd_directory::{ChosenKey, Directory, DirectoryParts, Error};
use iamd_iam::Iam;
use iamd_ident::{AccessKeyId, AccountId, Clock, ParseAccessKeyIdError, Partition, Random, Secret};
use iamd_seal::{KeyRing, MasterKey, Purpose};
use iamd_store::{Memory, Settings, Store};
use iamd_sts::Sts;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zeroize::Zeroizing;

use self::audit::AuditPort;
use crate::{
    explain::Denials,
    serve::{OpenError, Parts, Program},
    system::{AdjustableClock, IdRandom, SystemClock, SystemRandom},
};

/// The name of the directory's file in the data directory.
const STORE_FILE: &str = "directory.redb";

/// SECURITY: each use of the master key has a sub-key of its own. The phrases never change: what
/// was written with their keys must open in every later version.
const SECRETS: Purpose = Purpose::new("secrets of the directory");
const CHECKSUMS: Purpose = Purpose::new("records of the directory");

/// The account and the root key of development mode.
const DEV_ACCOUNT: u64 = 0;
const DEV_KEY: &str = "test";

/// The service: answers requests and the operator's commands. Clones are cheap and are the same
/// service.
#[derive(Clone)]
pub struct Service(Arc<Inner>);

struct Inner {
    parts: Parts,
    store: Store,
    /// The engine itself, which can be emptied, in development mode.
    memory: Option<Memory>,
    directory: Directory,
    authenticator: Authenticator,
    guard: Guard<Directory, AuditPort>,
    iam: Iam,
    sts: Sts,
    /// The last denials, for the operator.
    denials: Arc<Denials>,
    /// For the ids of requests and events.
    ids: Arc<dyn Random>,
    /// A permit for each change that is in work, client or not.
    work: Arc<Semaphore>,
}

/// LIMIT: changes in work at once. Requests are limited before that.
const WORK_MAX: u32 = 1 << 20;

/// Opens the store and makes the service. The first start makes an account.
///
/// # Errors
/// The store cannot be opened, or the first account cannot be made.
pub async fn open(parts: Parts) -> Result<Arc<Service>, OpenError> {
    let master = MasterKey::from_bytes(Zeroizing::new(*parts.master_key.expose()));
    let checksums = master.checksum_key(CHECKSUMS);
    let (store, memory) = if parts.config.dev {
        let memory = Memory::new(checksums);
        (memory.store(), Some(memory))
    } else {
        let mut settings = Settings::new(checksums, parts.clock.now());
        settings.cache_bytes =
            usize::try_from(parts.config.store.cache_bytes).unwrap_or(usize::MAX);
        settings.check_pages = parts.config.store.check_pages;
        let path = parts.data_dir.file(STORE_FILE);
        let opening = tokio::task::spawn_blocking(move || Store::open(&path, settings)).await;
        let opened = opening.map_err(|error| OpenError::Store(error.to_string()))?;
        (opened.map_err(|error| unopened(&error))?, None)
    };
    let directory = Directory::new(DirectoryParts {
        store: store.clone(),
        keys: KeyRing::new(master.sealing_key(SECRETS)),
        partition: Partition::of_region(parts.config.region.as_str()),
        clock: Arc::clone(&parts.clock),
        random: Arc::clone(&parts.random),
    });
    let ids: Arc<dyn Random> = Arc::new(IdRandom::new(SystemRandom));
    let denials = Arc::new(Denials::default());
    let audit = AuditPort::new(parts.audit.clone(), Arc::clone(&ids), Arc::clone(&denials));
    let service = Service(Arc::new(Inner {
        store,
        memory,
        authenticator: Authenticator::default(),
        guard: Guard::new(directory.clone(), audit),
        iam: Iam::new(directory.clone()),
        sts: Sts::new(directory.clone()),
        directory,
        parts,
        denials,
        ids,
        work: Arc::new(Semaphore::new(WORK_MAX as usize)),
    }));
    service.make_first_account().await?;
    tokio::spawn(keep_flushed(Arc::downgrade(&service.0)));
    Ok(Arc::new(service))
}

impl Service {
    pub(crate) fn iam(&self) -> &Iam {
        &self.0.iam
    }

    pub(crate) fn sts(&self) -> &Sts {
        &self.0.sts
    }

    pub(crate) fn guard(&self) -> &Guard<Directory, AuditPort> {
        &self.0.guard
    }

    pub(crate) fn authenticator(&self) -> &Authenticator {
        &self.0.authenticator
    }

    /// To be held while something is changed: the end of the program waits for it. `None` once
    /// the program ends.
    pub(crate) fn begin_work(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.work).try_acquire_owned().ok()
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.0.parts.clock
    }

    pub(crate) fn random(&self) -> &dyn Random {
        &*self.0.parts.random
    }

    /// Makes the ids of requests and events.
    pub(crate) fn ids(&self) -> &dyn Random {
        &*self.0.ids
    }

    /// The clock, where it can be moved: in development mode.
    pub(crate) fn dev_clock(&self) -> Option<&AdjustableClock<SystemClock>> {
        self.0.parts.dev_clock.as_deref()
    }

    /// The domain that the server is reached by, if it has one.
    pub(crate) fn domain(&self) -> Option<&str> {
        self.0
            .parts
            .config
            .domain
            .as_ref()
            .map(crate::config::Domain::as_str)
    }

    /// Starts over with an empty store and the system's time. In development mode alone; elsewhere
    /// it does nothing.
    pub(crate) async fn reset(&self) -> Result<(), OpenError> {
        let (Some(memory), Some(clock)) = (&self.0.memory, self.dev_clock()) else {
            return Ok(());
        };
        memory.reset();
        self.0.directory.forget_everything();
        self.0.denials.clear();
        clock.reset();
        self.make_dev_account().await.map(|_| ())
    }

    async fn make_first_account(&self) -> Result<(), OpenError> {
        let work = SystemWork::new(SystemReason::FirstStart);
        let parts = &self.0.parts;
        let directory = &self.0.directory;
        let has_accounts = directory.has_accounts(&work).await;
        if has_accounts.map_err(|error| refused(&error))? {
            if let Some(id) = parts.config.account_id
                && let Err(Error::NoSuchAccount(_)) = directory.account(&work, id).await
            {
                tracing::warn!(
                    "--account-id {id} is for the first start; this data directory has its \
                     accounts already, and `iamd account create {id}` adds one"
                );
            }
            return Ok(());
        }
        if parts.config.dev {
            let key = self.make_dev_account().await?;
            return Ok(parts.hand_out_root_key(key.id, key.secret)?);
        }
        let id = parts.config.account_id;
        let id = id.unwrap_or_else(|| AccountId::random(&*parts.random));
        let key = self.0.directory.fresh_key(id);
        // The file comes first: a key that is stored and nowhere to be read would open nothing.
        parts.hand_out_root_key(key.id.clone(), key.secret.clone())?;
        self.0
            .directory
            .create_account(&work, id, key)
            .await
            .map_err(|error| refused(&error))?;
        Ok(())
    }

    /// Makes development mode's account, and returns its root user's key.
    async fn make_dev_account(&self) -> Result<ChosenKey, OpenError> {
        let work = SystemWork::new(SystemReason::FirstStart);
        let id = match self.0.parts.config.account_id {
            Some(chosen) => chosen,
            None => AccountId::new(DEV_ACCOUNT).map_err(|error| refused(&error))?,
        };
        let created = self.0.directory.create_account(&work, id, dev_key()?);
        created.await.map_err(|error| refused(&error))?;
        dev_key()
    }
}

fn dev_key() -> Result<ChosenKey, OpenError> {
    let id: AccessKeyId = DEV_KEY
        .parse()
        .map_err(|error: ParseAccessKeyIdError| refused(&error))?;
    Ok(ChosenKey {
        id,
        secret: Secret::new(DEV_KEY.to_owned()),
    })
}

impl Program for Service {
    async fn close(&self) {
        let patience = Duration::from_secs(self.0.parts.config.timeouts.stop_seconds);
        let ended = tokio::time::timeout(patience, self.0.work.acquire_many(WORK_MAX)).await;
        self.0.work.close();
        if ended.is_err() {
            tracing::warn!("some changes took too long; they are performed whole or not at all");
        }
        let work = SystemWork::new(SystemReason::LastUse);
        if let Err(error) = self.0.directory.flush_last_use(&work).await {
            tracing::error!(%error, "the last uses of keys were not all written down");
        }
        let stats = self.0.store.stats();
        tracing::info!(
            transactions = stats.transactions,
            conflicts = stats.conflicts,
            commits = stats.commits,
            syncs = stats.syncs,
            "closing the store"
        );
        if let Err(error) = self.0.store.close().await {
            tracing::error!(%error, "the store was not closed cleanly");
        }
    }
}

/// Writes down last uses every few seconds, for as long as the service lives.
async fn keep_flushed(service: std::sync::Weak<Inner>) {
    let Some(seconds) = service
        .upgrade()
        .map(|inner| inner.parts.config.last_use.flush_seconds)
    else {
        return;
    };
    loop {
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        let Some(inner) = service.upgrade() else {
            return;
        };
        let work = SystemWork::new(SystemReason::LastUse);
        if let Err(error) = inner.directory.flush_last_use(&work).await {
            tracing::warn!(%error, "last uses wait in memory until they can be written down");
        }
    }
}

fn refused(error: &dyn std::error::Error) -> OpenError {
    OpenError::Store(said(error))
}

/// What to do is said where it is known.
fn unopened(error: &iamd_store::OpenError) -> OpenError {
    let said = said(error);
    OpenError::Store(match error {
        iamd_store::OpenError::WrongKey { .. } => {
            format!("{said}; put that back as `master.key`, or name it by --master-key-file")
        }
        _ => said,
    })
}

/// An error with its causes, as one sentence.
fn said(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}
