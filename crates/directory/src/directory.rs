//! The directory itself: its parts, how it is opened, and what all its verbs share.

use std::sync::Arc;

use iamd_ident::{AccountId, Arn, Clock, Partition, Path, PolicyName, Random, Secret, UserName};
use iamd_seal::KeyRing;
use iamd_store::{Committed, Key, Snapshot, Store};

use crate::{
    Error, buckets::KnownBuckets, last_use::LastUse, principals::Principals, turns::Turns,
};

/// Accounts and all that is in them. Clones are cheap and are the same directory.
#[derive(Clone)]
pub struct Directory {
    parts: Arc<Parts>,
}

struct Parts {
    store: Store,
    keys: KeyRing,
    partition: Partition,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    principals: Arc<Principals>,
    buckets: Arc<KnownBuckets>,
    last_use: LastUse,
    turns: Turns,
}

/// What a directory is made of.
pub struct DirectoryParts {
    /// Where the records lie.
    pub store: Store,
    /// What seals the secrets among them.
    pub keys: KeyRing,
    /// The partition that the ARNs of all accounts name.
    pub partition: Partition,
    /// Tells when things are made.
    pub clock: Arc<dyn Clock>,
    /// Makes ids and secrets.
    pub random: Arc<dyn Random>,
}

impl Directory {
    /// The directory over a store. From now on it is told of the store's every change.
    pub fn new(parts: DirectoryParts) -> Self {
        let principals = Arc::new(Principals::new());
        let buckets = Arc::new(KnownBuckets::new());
        let told = (Arc::clone(&principals), Arc::clone(&buckets));
        parts.store.observe(Box::new(move |committed: &Committed| {
            told.0.apply(committed);
            told.1.apply(committed);
        }));
        Self {
            parts: Arc::new(Parts {
                store: parts.store,
                keys: parts.keys,
                partition: parts.partition,
                clock: parts.clock,
                random: parts.random,
                principals,
                buckets,
                last_use: LastUse::default(),
                turns: Turns::default(),
            }),
        }
    }

    /// The partition that ARNs name.
    pub fn partition(&self) -> Partition {
        self.parts.partition
    }

    /// Drops everything that is kept in memory, last uses included. Fit for a store that was
    /// emptied.
    pub fn forget_everything(&self) {
        self.parts.principals.clear();
        self.parts.buckets.clear();
        self.parts.last_use.clear();
    }

    pub(crate) fn store(&self) -> &Store {
        &self.parts.store
    }

    /// The store as it is now, for reads that belong together.
    pub(crate) async fn snapshot(&self) -> Result<Snapshot, Error> {
        self.store()
            .snapshot()
            .await
            .map_err(|error| Error::Store(Box::new(error)))
    }

    pub(crate) fn principals(&self) -> &Principals {
        &self.parts.principals
    }

    pub(crate) fn buckets(&self) -> &KnownBuckets {
        &self.parts.buckets
    }

    pub(crate) fn last_use(&self) -> &LastUse {
        &self.parts.last_use
    }

    pub(crate) fn turns(&self) -> &Turns {
        &self.parts.turns
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.parts.clock
    }

    pub(crate) fn random(&self) -> &dyn Random {
        &*self.parts.random
    }

    /// The ARN of a user.
    pub(crate) fn user_arn(&self, account: AccountId, path: &Path, name: &UserName) -> Arn {
        Arn::iam_entity(self.partition(), account, "user", path, name)
    }

    /// The ARN of a customer's policy.
    pub(crate) fn policy_arn(&self, account: AccountId, path: &Path, name: &PolicyName) -> Arn {
        Arn::iam_entity(self.partition(), account, "policy", path, name)
    }

    /// Seals a secret so that it opens only where it is kept.
    pub(crate) fn seal_secret(&self, place: &Key, secret: &str) -> Result<Vec<u8>, Error> {
        let associated = associated(place);
        self.parts
            .keys
            .seal(secret.as_bytes(), &[associated.as_bytes()], self.random())
            .map_err(|error| Error::Corrupt {
                what: "a secret",
                source: Box::new(error),
            })
    }

    /// Opens a secret that was sealed for the same place.
    pub(crate) fn open_secret(&self, place: &Key, sealed: &[u8]) -> Result<Secret<String>, Error> {
        let associated = associated(place);
        let bytes = self
            .parts
            .keys
            .open(sealed, &[associated.as_bytes()])
            .map_err(|error| Error::Corrupt {
                what: "a sealed secret",
                source: Box::new(error),
            })?;
        let text = str::from_utf8(bytes.expose()).map_err(|error| Error::Corrupt {
            what: "a sealed secret",
            source: Box::new(error),
        })?;
        Ok(Secret::new(text.to_owned()))
    }
}

/// SECURITY: a sealed secret that is copied to another record does not open there.
fn associated(place: &Key) -> String {
    format!("{place}")
}
