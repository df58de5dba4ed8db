//! The directory itself: its parts, how it is opened, and what all its verbs share.

use std::sync::Arc;

use iamd_auth::mfa::guesses::Guesses;
use iamd_ident::{AccountId, Arn, Clock, Partition, Path, PolicyName, Random};
use iamd_seal::SealingKeys;
use iamd_store::{Committed, KeysInUse, SealedRecords, Snapshot, Store, Turns};

use crate::{
    AccountQuotas, Error,
    access::Accesses,
    account_quotas::Tallies,
    buckets::KnownBuckets,
    cache::CacheUses,
    credential_report::ReportRequests,
    last_use::LastUse,
    passwords::{Hashing, PasswordGuesses},
    principals::Principals,
    roles::KnownRoles,
    sealing_keys::KnownSealingKeys,
};

/// Accounts and all that is in them. Clones are cheap and are the same directory.
#[derive(Clone)]
pub struct Directory {
    parts: Arc<Parts>,
}

struct Parts {
    store: Store,
    secrets: SealedRecords,
    partition: Partition,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    principals: Arc<Principals>,
    buckets: Arc<KnownBuckets>,
    roles: Arc<KnownRoles>,
    last_use: LastUse,
    accesses: Accesses,
    sealing_keys: Arc<KnownSealingKeys>,
    mfa_guesses: Guesses,
    mfa_enabling_guesses: Guesses,
    password_guesses: PasswordGuesses,
    hashing: Hashing,
    turns: Turns,
    quotas: AccountQuotas,
    tallies: Arc<Tallies>,
    report_requests: ReportRequests,
}

/// What a directory is made of.
pub struct DirectoryParts {
    /// Where the records lie.
    pub store: Store,
    /// What seals the secrets among them.
    pub keys: SealingKeys,
    /// The partition that the ARNs of all accounts name.
    pub partition: Partition,
    /// Tells when things are made.
    pub clock: Arc<dyn Clock>,
    /// Makes ids and secrets.
    pub random: Arc<dyn Random>,
    /// How many of each kind an account may have.
    pub quotas: AccountQuotas,
}

impl Directory {
    /// The directory over a store. From now on it is told of the store's every change.
    pub fn new(parts: DirectoryParts) -> Self {
        let principals = Arc::new(Principals::new(&*parts.random));
        let buckets = Arc::new(KnownBuckets::new());
        let roles = Arc::new(KnownRoles::new());
        let sealing_keys = Arc::new(KnownSealingKeys::new());
        let tallies = Arc::new(Tallies::default());
        let told = (
            Arc::clone(&principals),
            Arc::clone(&buckets),
            Arc::clone(&sealing_keys),
            Arc::clone(&roles),
            Arc::clone(&tallies),
        );
        parts.store.observe(Box::new(move |committed: &Committed| {
            told.0.apply(committed);
            told.1.apply(committed);
            told.2.apply(committed);
            told.3.apply(committed);
            told.4.apply(committed);
        }));
        Self {
            parts: Arc::new(Parts {
                store: parts.store,
                secrets: SealedRecords::new(parts.keys),
                partition: parts.partition,
                clock: parts.clock,
                random: parts.random,
                principals,
                buckets,
                roles,
                last_use: LastUse::default(),
                accesses: Accesses::default(),
                sealing_keys,
                mfa_guesses: Guesses::default(),
                mfa_enabling_guesses: Guesses::default(),
                password_guesses: PasswordGuesses::default(),
                hashing: Hashing::default(),
                turns: Turns::default(),
                quotas: parts.quotas,
                tallies,
                report_requests: ReportRequests::default(),
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
        self.parts.roles.clear();
        self.parts.last_use.clear();
        self.parts.accesses.clear();
        self.parts.sealing_keys.clear();
        self.parts.mfa_guesses.clear();
        self.parts.mfa_enabling_guesses.clear();
        self.parts.password_guesses.clear();
        self.parts.tallies.clear();
        self.parts.report_requests.clear();
    }

    /// How many of each kind an account may have.
    pub fn account_quotas(&self) -> &AccountQuotas {
        &self.parts.quotas
    }

    pub(crate) fn store(&self) -> &Store {
        &self.parts.store
    }

    pub(crate) fn secrets(&self) -> &SealedRecords {
        &self.parts.secrets
    }

    /// The store as it is now, for reads that belong together.
    pub(crate) async fn snapshot(&self) -> Result<Snapshot, Error> {
        self.store()
            .snapshot()
            .await
            .map_err(|error| Error::Store(Box::new(error)))
    }

    /// As [`Directory::snapshot`], with the keys that open the secrets in it.
    pub(crate) async fn snapshot_with_keys(&self) -> Result<(Snapshot, Arc<KeysInUse>), Error> {
        let taken = self.secrets().snapshot(self.store()).await;
        taken.map_err(|error| Error::Store(Box::new(error)))
    }

    /// How often each cache was of use, by name.
    pub fn cache_uses(&self) -> impl Iterator<Item = (&'static str, CacheUses)> {
        let parts = &self.parts;
        let buckets = [("buckets", parts.buckets.uses())];
        let principals = parts.principals.uses().into_iter();
        principals.chain(parts.roles.uses()).chain(buckets)
    }

    pub(crate) fn principals(&self) -> &Principals {
        &self.parts.principals
    }

    pub(crate) fn buckets(&self) -> &KnownBuckets {
        &self.parts.buckets
    }

    pub(crate) fn roles(&self) -> &KnownRoles {
        &self.parts.roles
    }

    pub(crate) fn last_use(&self) -> &LastUse {
        &self.parts.last_use
    }

    pub(crate) fn accesses(&self) -> &Accesses {
        &self.parts.accesses
    }

    pub(crate) fn known_sealing_keys(&self) -> &KnownSealingKeys {
        &self.parts.sealing_keys
    }

    /// Wrong codes of MFA devices that are enabled, whatever they were shown for.
    pub(crate) fn mfa_guesses(&self) -> &Guesses {
        &self.parts.mfa_guesses
    }

    /// Wrong codes of MFA devices that were to be enabled.
    ///
    /// SECURITY: apart from those of enabled devices, and so never in their place when there is no
    /// room: whoever may make devices for himself has any number that are not enabled, and eight
    /// that are.
    pub(crate) fn mfa_enabling_guesses(&self) -> &Guesses {
        &self.parts.mfa_enabling_guesses
    }

    /// Wrong passwords that users showed to change theirs.
    pub(crate) fn password_guesses(&self) -> &PasswordGuesses {
        &self.parts.password_guesses
    }

    pub(crate) fn hashing(&self) -> &Hashing {
        &self.parts.hashing
    }

    pub(crate) fn report_requests(&self) -> &ReportRequests {
        &self.parts.report_requests
    }

    pub(crate) fn tallies(&self) -> &Tallies {
        &self.parts.tallies
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

    /// Chance, for work that another thread does.
    pub(crate) fn shared_random(&self) -> &Arc<dyn Random> {
        &self.parts.random
    }

    /// The ARN of a customer's policy.
    pub(crate) fn policy_arn(&self, account: AccountId, path: &Path, name: &PolicyName) -> Arn {
        Arn::iam_entity(self.partition(), account, "policy", path, name)
    }
}
