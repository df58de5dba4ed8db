//! The keys of one purpose: the one that seals now, and those that sealed before.

use iamd_ident::{Random, Secret};

use crate::{KeyId, OpenError, SealError, SealingKey, sealed::Sealed};

/// One current key, which seals, and older ones, which only open.
///
/// Rotating a key means to make a new one current and to keep the old one for as long as something
/// that it sealed may come back.
#[derive(Debug, Clone)]
pub struct SealingKeys {
    current: SealingKey,
    /// The newest first.
    old: Vec<SealingKey>,
}

impl SealingKeys {
    /// One key, and no older ones.
    pub fn new(current: SealingKey) -> Self {
        Self {
            current,
            old: Vec::new(),
        }
    }

    /// The key that seals.
    pub fn current(&self) -> &SealingKey {
        &self.current
    }

    /// Every key that opens, the current one first, then the others from newer to older.
    pub fn keys(&self) -> impl Iterator<Item = &SealingKey> {
        std::iter::once(&self.current).chain(&self.old)
    }

    /// The key with this id.
    pub fn key(&self, id: KeyId) -> Option<&SealingKey> {
        self.keys().find(|key| key.id() == id)
    }

    /// Makes `key` the current one; the one that was current goes on opening.
    pub fn rotate(&mut self, key: SealingKey) {
        self.retire(key.id());
        let previous = std::mem::replace(&mut self.current, key);
        if previous.id() != self.current.id() {
            self.old.insert(0, previous);
        }
    }

    /// Adds a key that only opens, as the oldest one. A key that is there already stays as it is.
    pub fn add_old(&mut self, key: SealingKey) {
        if self.key(key.id()).is_none() {
            self.old.push(key);
        }
    }

    /// Takes out an old key, so that nothing it sealed opens any more. Says whether it was there;
    /// the current key stays.
    pub fn retire(&mut self, id: KeyId) -> bool {
        let before = self.old.len();
        self.old.retain(|key| key.id() != id);
        self.old.len() != before
    }

    /// Seals with the current key; see [`SealingKey::seal`].
    ///
    /// # Errors
    /// The plaintext is too long.
    pub fn seal(
        &self,
        plaintext: &[u8],
        associated: &[&[u8]],
        random: &dyn Random,
    ) -> Result<Vec<u8>, SealError> {
        self.current.seal(plaintext, associated, random)
    }

    /// Opens with whichever key sealed the value.
    ///
    /// # Errors
    /// The bytes are not a sealed value, no key of the ring sealed them, or they were changed.
    pub fn open(&self, sealed: &[u8], associated: &[&[u8]]) -> Result<Secret<Vec<u8>>, OpenError> {
        let sealed = Sealed::parse(sealed)?;
        let id = sealed.key_id;
        let key = self.key(id).ok_or(OpenError::UnknownKey { id })?;
        sealed.open(key, associated)
    }
}
