//! Secrets in records: sealed where they are kept, and sealed anew when their key is replaced.
//!
//! ```text
//! use_secrets(new, and the old ones)    no commit leaves anything any more that an old key sealed
//! reseal_secrets, step by step          what lies there: found by the ids of the old keys, sealed anew
//! use_secrets(new)                      once a whole sweep found nothing to do
//! ```
//!
//! INVARIANT: a secret is sealed for the place of the very record that holds it. So a sealed value can
//! be opened and sealed anew by who knows nothing of the record, and no type of record is forgotten.

mod value;

use iamd_auth::SystemWork;
use iamd_ident::{Random, Secret};
use iamd_seal::SealingKeys;
use iamd_store::{Key, KeysInUse, Rewrapped};

use crate::{Directory, Error, draft::Draft};

/// A record with everything under the current key; `None` if it is like that already.
///
/// # Errors
/// Something does not open.
fn renewed(
    keys: &KeysInUse,
    place: &Key,
    record: &[u8],
    random: &dyn Random,
) -> Result<Option<Vec<u8>>, Error> {
    value::renewed(record, |sealed| renew_value(keys, place, sealed, random))
}

/// One value of a record under the current key; `None` if no old key sealed it.
fn renew_value(
    keys: &KeysInUse,
    place: &Key,
    sealed: &[u8],
    random: &dyn Random,
) -> Result<Option<Vec<u8>>, Error> {
    let ring = keys.ring();
    match iamd_seal::key_id_of(sealed) {
        Ok(id) if id != ring.current().id() && ring.key(id).is_some() => {
            let secret = open(ring, place, sealed)?;
            seal(ring, place, secret.expose(), random).map(Some)
        }
        _ => Ok(None),
    }
}

fn seal(
    ring: &SealingKeys,
    place: &Key,
    secret: &[u8],
    random: &dyn Random,
) -> Result<Vec<u8>, Error> {
    let sealed = ring.seal(secret, &[associated(place).as_bytes()], random);
    sealed.map_err(|error| Error::Corrupt {
        what: "a secret",
        source: Box::new(error),
    })
}

/// Opens what was sealed for a place.
pub(crate) fn open(
    ring: &SealingKeys,
    place: &Key,
    sealed: &[u8],
) -> Result<Secret<Vec<u8>>, Error> {
    let opened = ring.open(sealed, &[associated(place).as_bytes()]);
    opened.map_err(|error| Error::Corrupt {
        what: "a sealed secret",
        source: Box::new(error),
    })
}

/// As [`open`], for a text.
pub(crate) fn open_text(
    ring: &SealingKeys,
    place: &Key,
    sealed: &[u8],
) -> Result<Secret<String>, Error> {
    let bytes = open(ring, place, sealed)?;
    let text = str::from_utf8(bytes.expose()).map_err(|error| Error::Corrupt {
        what: "a sealed secret",
        source: Box::new(error),
    })?;
    Ok(Secret::new(text.to_owned()))
}

/// SECURITY: a sealed secret that is copied to another record does not open there.
fn associated(place: &Key) -> String {
    format!("{place}")
}

impl Directory {
    /// Seals secrets under the current one of these keys from now on, and opens those that any of
    /// them sealed. When this returns, no change will leave anything that an old key sealed.
    ///
    /// The keys must open what there is: an old one may go when [`Directory::reseal_secrets`] has
    /// nothing left to do, and a moment after that, for whoever has just read a record.
    ///
    /// # Errors
    /// The store cannot write.
    pub async fn use_secrets(&self, keys: SealingKeys) -> Result<(), Error> {
        Ok(self.secrets().use_keys(self.store(), keys).await?)
    }

    /// Seals what old keys sealed under the current one: one step behind the record `after`, in which
    /// at most `records_max` are looked at. Each record is a change of its own, so a sweep may be
    /// broken off and begun anew at any time.
    ///
    /// # Errors
    /// `records_max` is 0 or above [`SCAN_RECORDS_MAX`](iamd_store::SCAN_RECORDS_MAX), or the store cannot be read or written.
    pub async fn reseal_secrets(
        &self,
        _work: &SystemWork,
        after: Option<Key>,
        records_max: usize,
    ) -> Result<Rewrapped, Error> {
        let renew = |keys: &KeysInUse, place: &Key, record: &[u8]| {
            renewed(keys, place, record, self.random())
        };
        let sweep = self
            .secrets()
            .sweep(self.store(), (after, records_max), renew);
        Ok(sweep.await?)
    }

    /// Commits a draft. Tells the record that somebody else changed meanwhile, if there is one: then
    /// nothing came about, and the change is to be planned anew.
    pub(crate) async fn commit(&self, draft: Draft<'_>) -> Result<Option<Key>, Error> {
        let renew = |keys: &KeysInUse, place: &Key, record: &[u8]| {
            renewed(keys, place, record, self.random())
        };
        let committed = self.secrets().commit(self.store(), draft.into_txn(), renew);
        Ok(committed.await?.err())
    }

    /// Seals a secret so that it opens only where it is kept.
    pub(crate) fn seal_secret(&self, place: &Key, secret: &[u8]) -> Result<Vec<u8>, Error> {
        seal(self.secrets().keys().ring(), place, secret, self.random())
    }

    /// Opens a secret that was sealed for the same place.
    pub(crate) fn open_secret(&self, place: &Key, sealed: &[u8]) -> Result<Secret<Vec<u8>>, Error> {
        open(self.secrets().keys().ring(), place, sealed)
    }

    /// As [`Directory::open_secret`], for a text.
    pub(crate) fn open_text(&self, place: &Key, sealed: &[u8]) -> Result<Secret<String>, Error> {
        open_text(self.secrets().keys().ring(), place, sealed)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use iamd_ident::{AccessKeyId, Partition};
    use iamd_seal::{ChecksumKey, SealingKey};
    use iamd_store::Memory;
    use iamd_testkit::{ManualClock, SeededRandom};

    use super::*;
    use crate::{
        AccessKeyStatus, AccountQuotas, DirectoryParts, KeyOwner, draft::load, keyspace,
        records::AccessKeyRecord,
    };

    fn ring(bytes: &[u8]) -> SealingKeys {
        let mut keys = bytes.iter().map(|byte| {
            let bytes = [*byte; SealingKey::BYTES];
            SealingKey::from_bytes(bytes.into())
        });
        let mut ring = SealingKeys::new(keys.next().unwrap());
        keys.for_each(|key| ring.add_old(key));
        ring
    }

    fn directory() -> Directory {
        Directory::new(DirectoryParts {
            store: Memory::new(ChecksumKey::from_bytes([7; 32].into())).store(),
            keys: ring(&[1]),
            partition: Partition::Aws,
            clock: Arc::new(ManualClock::default()),
            random: Arc::new(SeededRandom::new(1)),
            quotas: AccountQuotas::default(),
        })
    }

    /// What was sealed before the keys were replaced, and is committed afterwards.
    #[tokio::test]
    async fn a_late_commit_leaves_nothing_under_an_old_key() {
        let directory = directory();
        let account = "123456789012".parse().unwrap();
        let id = AccessKeyId::long_term(account, directory.random());
        let place = keyspace::access_key(account, &id).unwrap();
        let record = AccessKeyRecord {
            owner: KeyOwner::RootUser,
            status: AccessKeyStatus::Active,
            created: directory.clock().now(),
            sealed_secret: directory.seal_secret(&place, b"a secret").unwrap(),
        };
        directory.use_secrets(ring(&[2, 1])).await.unwrap();
        let mut draft = Draft::new(directory.store());
        draft.put(place.clone(), &record).unwrap();
        assert_eq!(directory.commit(draft).await.unwrap(), None);

        directory.use_secrets(ring(&[2])).await.unwrap();
        let found = load::<AccessKeyRecord>(directory.store(), &place).await;
        let (found, _) = found.unwrap().unwrap();
        let opened = directory.open_secret(&place, &found.sealed_secret);
        assert_eq!(opened.unwrap().expose(), b"a secret");
        // Too late: nobody can open it any more, so it does not come into the store.
        for keys in [&[2][..], &[3, 2]] {
            directory.use_secrets(ring(keys)).await.unwrap();
            let mut draft = Draft::new(directory.store());
            draft.put(place.clone(), &record).unwrap();
            let refused = directory.commit(draft).await.unwrap();
            assert_eq!(refused.as_ref(), Some(&place));
        }
    }
}
