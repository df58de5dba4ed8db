//! The checksum keys of one purpose: the one that is used now, and those that were used before.

use crate::{Checksum, ChecksumKey, KeyId};

/// One current key, which makes checksums, and older ones, which only verify them.
///
/// Rotating a key means to make a new one current and to keep the old one until nothing is left that
/// it has to verify.
#[derive(Debug, Clone)]
pub struct ChecksumKeys {
    current: ChecksumKey,
    /// The newest first.
    old: Vec<ChecksumKey>,
}

impl ChecksumKeys {
    /// One key alone.
    pub fn new(current: ChecksumKey) -> Self {
        Self::with_old(current, Vec::new())
    }

    /// A current key, and old ones from newer to older.
    pub fn with_old(current: ChecksumKey, old: Vec<ChecksumKey>) -> Self {
        Self { current, old }
    }

    /// The key that makes checksums.
    pub fn current(&self) -> &ChecksumKey {
        &self.current
    }

    /// Every key that verifies, the current one first, then the others from newer to older.
    pub fn keys(&self) -> impl Iterator<Item = &ChecksumKey> {
        std::iter::once(&self.current).chain(&self.old)
    }

    /// The key with this id.
    pub fn key(&self, id: KeyId) -> Option<&ChecksumKey> {
        self.keys().find(|key| key.id() == id)
    }

    /// The checksum over `parts` under the current key.
    pub fn checksum(&self, parts: &[&[u8]]) -> Checksum {
        self.current.checksum(parts)
    }

    /// Whether `checksum` is one over `parts` under any of the keys.
    #[must_use]
    pub fn verify(&self, parts: &[&[u8]], checksum: &Checksum) -> bool {
        self.keys().any(|key| key.verify(parts, checksum))
    }
}

impl From<ChecksumKey> for ChecksumKeys {
    fn from(current: ChecksumKey) -> Self {
        Self::new(current)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_keys_verify_and_the_current_one_is_used() {
        let key = |byte| ChecksumKey::from_bytes([byte; 32].into());
        let parts: &[&[u8]] = &[b"a", b"b"];
        let before = ChecksumKeys::new(key(1));
        let after = ChecksumKeys::with_old(key(2), vec![key(1)]);
        assert!(after.verify(parts, &before.checksum(parts)));
        assert!(after.verify(parts, &after.checksum(parts)));
        assert!(!before.verify(parts, &after.checksum(parts)));
        assert!(!after.verify(&[b"ab"], &after.checksum(parts)));
        assert_eq!(after.current().id(), key(2).id());
        assert!(after.key(key(1).id()).is_some() && before.key(key(2).id()).is_none());
    }
}
