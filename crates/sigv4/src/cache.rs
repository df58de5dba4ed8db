//! Signing keys that were derived before.

use std::{
    fmt,
    hash::{BuildHasher, RandomState},
};

use iamd_ident::{Secret, Timestamp};
use parking_lot::RwLock;

use crate::{PayloadHash, ProvenHead, Scope, SignatureError, Signed, SignedForm, SigningKey};

/// The signing keys of the credentials that signed lately: bounded, and shared by all threads.
///
/// INVARIANT: an entry is found only with the secret that it was made from, so a secret that was
/// replaced finds nothing old. An entry is made only once a signature was verified with its key, so
/// nobody without a secret can push out the entries of others.
pub struct SigningKeyCache {
    /// Where an entry may lie follows from its hash: one set of few places, with a lock of its own.
    sets: Box<[RwLock<Set>]>,
    /// Seeded at random, so that nobody can aim at one set.
    hasher: RandomState,
}

/// How many entries a set holds.
const WAYS: usize = 8;

/// The newest entry stands last; the first one makes room.
type Set = Vec<Entry>;

struct Entry {
    access_key_id: Box<str>,
    date: Box<str>,
    region: Box<str>,
    service: Box<str>,
    secret: Secret<String>,
    key: SigningKey,
}

impl SigningKeyCache {
    /// A cache for at least `entries_max` keys at once (rounded up to a multiple of 8).
    pub fn new(entries_max: usize) -> Self {
        let sets = entries_max.div_ceil(WAYS).max(1);
        Self {
            sets: (0..sets).map(|_| RwLock::default()).collect(),
            hasher: RandomState::new(),
        }
    }

    /// As [`Signed::verify`], with the key of `secret`: found here, or derived and kept.
    ///
    /// # Errors
    /// Those of [`Signed::verify`].
    pub fn verify(
        &self,
        signed: &Signed<'_>,
        secret: &Secret<String>,
        payload: PayloadHash,
        now: Timestamp,
    ) -> Result<(), SignatureError> {
        let (id, scope) = (signed.access_key_id(), signed.scope());
        self.with_key(id, scope, secret, |key| signed.verify(key, payload, now))
    }

    /// As [`SigningKeyCache::verify`], of a request to S3 with what it says of its body, which is
    /// proved as it comes.
    ///
    /// # Errors
    /// Those of [`Signed::verify`].
    pub fn verify_s3<'s>(
        &self,
        signed: &'s Signed<'_>,
        secret: &Secret<String>,
        now: Timestamp,
    ) -> Result<ProvenHead<'s>, SignatureError> {
        let (id, scope) = (signed.access_key_id(), signed.scope());
        self.with_key(id, scope, secret, |key| signed.verify_s3(key, now))
    }

    /// As [`SignedForm::verify`], with the key of `secret`: found here, or derived and kept.
    ///
    /// # Errors
    /// Those of [`SignedForm::verify`].
    pub fn verify_form(
        &self,
        form: &SignedForm<'_>,
        secret: &Secret<String>,
        now: Timestamp,
    ) -> Result<(), SignatureError> {
        let (id, scope) = (form.access_key_id(), form.scope());
        self.with_key(id, scope, secret, |key| form.verify(key, now))
    }

    /// How many keys are kept.
    pub fn len(&self) -> usize {
        self.sets.iter().map(|set| set.read().len()).sum()
    }

    /// Whether no key is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Verifies something with the key, which is kept if that succeeds.
    fn with_key<T>(
        &self,
        id: &str,
        scope: Scope<'_>,
        secret: &Secret<String>,
        verify: impl FnOnce(&SigningKey) -> Result<T, SignatureError>,
    ) -> Result<T, SignatureError> {
        let Some(set) = self.set(id, scope) else {
            return verify(&SigningKey::derive(secret, scope));
        };
        let found = set
            .read()
            .iter()
            .find(|entry| entry.is_for(id, scope, secret))
            .map(Entry::key);
        if let Some(key) = found {
            return verify(&key);
        }
        let key = SigningKey::derive(secret, scope);
        let verified = verify(&key)?;
        insert(&mut set.write(), Entry::new(id, scope, secret, key));
        Ok(verified)
    }

    fn set(&self, access_key_id: &str, scope: Scope<'_>) -> Option<&RwLock<Set>> {
        let hash = self.hasher.hash_one((access_key_id, scope));
        let index = hash.checked_rem(self.sets.len() as u64)?;
        self.sets.get(usize::try_from(index).ok()?)
    }
}

/// Puts the entry in, in the place of an older one for the same key id and scope, or of the first.
fn insert(set: &mut Set, entry: Entry) {
    let same = set
        .iter()
        .position(|old| old.is_named(&entry.access_key_id, entry.scope()));
    if let Some(index) = same.or((set.len() >= WAYS).then_some(0)) {
        set.remove(index);
    }
    set.push(entry);
}

impl Entry {
    fn new(id: &str, scope: Scope<'_>, secret: &Secret<String>, key: SigningKey) -> Self {
        Self {
            access_key_id: id.into(),
            date: scope.date.into(),
            region: scope.region.into(),
            service: scope.service.into(),
            secret: secret.clone(),
            key,
        }
    }

    fn scope(&self) -> Scope<'_> {
        Scope {
            date: &self.date,
            region: &self.region,
            service: &self.service,
        }
    }

    fn is_named(&self, access_key_id: &str, scope: Scope<'_>) -> bool {
        *self.access_key_id == *access_key_id && self.scope() == scope
    }

    fn is_for(&self, access_key_id: &str, scope: Scope<'_>, secret: &Secret<String>) -> bool {
        self.is_named(access_key_id, scope) && self.secret.matches(secret.expose().as_bytes())
    }

    fn key(&self) -> SigningKey {
        self.key.clone()
    }
}

/// SECURITY: entries hold secrets.
impl fmt::Debug for SigningKeyCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKeyCache")
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}
