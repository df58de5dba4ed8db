//! The keys that objects are encrypted with, and who may open them.
//!
//! ```text
//! key ring of the server ──seals──┐
//!                                 ├─▶ data key (random, one an object) ──derives──▶ key of each blob
//! key that the caller brought ────┘
//! ```

use std::fmt;

use iamd_ident::{BucketId, Random};
use iamd_seal::{SealingKey, SealingKeys, key_id_of};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize as _, Zeroizing};

use crate::{BlobId, Error, cipher::BlobKey};

/// Who holds the key that opens an object.
#[derive(Clone, Copy, Debug)]
pub enum Protection<'a> {
    /// The server (SSE-S3).
    Server,
    /// The caller, who brings this key with each request (SSE-C).
    Customer(&'a CustomerKey),
}

/// Who holds the key of an object that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// The server.
    Server,
    /// Whoever wrote the object.
    Customer,
}

/// A key that the caller brings. It is never kept and never shown, and wiped when dropped.
#[derive(Clone)]
pub struct CustomerKey(Zeroizing<[u8; Self::BYTES]>);

impl CustomerKey {
    /// The length of a key.
    pub const BYTES: usize = 32;

    /// The key with these bytes.
    pub fn new(bytes: Zeroizing<[u8; Self::BYTES]>) -> Self {
        Self(bytes)
    }

    /// SECURITY: the salt makes the key's traces in two records unlike, and the context makes the
    /// trace useless as a key.
    fn derive<const N: usize>(&self, context: &'static str, salt: u128) -> Zeroizing<[u8; N]> {
        derive(context, &[self.0.as_slice(), &salt.to_be_bytes()])
    }

    fn wrapping_key(&self, salt: u128) -> SealingKey {
        SealingKey::from_bytes(self.derive("iamd objects v1: a customer's key that wraps", salt))
    }

    fn trace(&self, salt: u128) -> u128 {
        u128::from_be_bytes(*self.derive("iamd objects v1: trace of a customer's key", salt))
    }
}

impl fmt::Debug for CustomerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CustomerKey(…)")
    }
}

/// The secret of one object, from which the keys of its blobs follow.
pub(crate) struct DataKey(Zeroizing<[u8; 32]>);

impl DataKey {
    /// The key of one of the object's blobs.
    pub(crate) fn blob_key(&self, blob: BlobId) -> Result<BlobKey, Error> {
        let parts = [self.0.as_slice(), &blob.to_bytes()];
        let bytes = derive("iamd objects v1: key of a blob", &parts);
        BlobKey::new(&bytes).map_err(|error| Error::corrupt("the key of a blob", error))
    }

    /// What stands for an MD5 that nobody without the object's key is to learn.
    pub(crate) fn conceal(&self, md5: [u8; 16]) -> [u8; 16] {
        *derive("iamd objects v1: ETag", &[self.0.as_slice(), &md5])
    }
}

/// What opens an object, as its record keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyRecord {
    /// Tells this data key from others; what it was sealed for.
    id: u128,
    /// The data key, sealed.
    sealed: Vec<u8>,
    /// How to know the customer's key, if it is one.
    customer: Option<CustomerRecord>,
}

/// INVARIANT: neither the key nor anything that it could be computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct CustomerRecord {
    salt: u128,
    trace: u128,
}

impl KeyRecord {
    /// Makes a data key, and the record that opens it.
    pub(crate) fn generate(
        protection: Protection<'_>,
        bucket: &BucketId,
        keys: &SealingKeys,
        random: &dyn Random,
    ) -> Result<(DataKey, Self), Error> {
        let id = u128::from_be_bytes(random.bytes());
        let data_key = Zeroizing::new(random.bytes());
        let (id_bytes, bucket) = (id.to_be_bytes(), bucket.as_str().as_bytes());
        let place: [&[u8]; 3] = [DATA_KEY, bucket, &id_bytes];
        let (sealed, customer) = match protection {
            Protection::Server => (keys.seal(data_key.as_slice(), &place, random), None),
            Protection::Customer(key) => {
                let salt = u128::from_be_bytes(random.bytes());
                let trace = key.trace(salt);
                let wrapping = key.wrapping_key(salt);
                let sealed = wrapping.seal(data_key.as_slice(), &place, random);
                (sealed, Some(CustomerRecord { salt, trace }))
            }
        };
        let sealed = sealed.map_err(|error| Error::corrupt("a data key", error))?;
        let record = Self {
            id,
            sealed,
            customer,
        };
        Ok((DataKey(data_key), record))
    }

    /// Who holds the key.
    pub(crate) fn encryption(&self) -> Encryption {
        match self.customer {
            None => Encryption::Server,
            Some(_) => Encryption::Customer,
        }
    }

    /// Puts the data key under the current one of the keys that seal, if another one of the server's
    /// keys sealed it. Says whether it did.
    pub(crate) fn renew(
        &mut self,
        bucket: &[u8],
        (opens, seals): (&SealingKeys, &SealingKeys),
        random: &dyn Random,
    ) -> Result<bool, Error> {
        let sealed_by = key_id_of(&self.sealed);
        let sealed_by = sealed_by.map_err(|error| Error::corrupt("a data key", error))?;
        if self.customer.is_some() || sealed_by == seals.current().id() {
            return Ok(false);
        }
        let id = self.id.to_be_bytes();
        let place: [&[u8]; 3] = [DATA_KEY, bucket, &id];
        let data_key = opens.open(&self.sealed, &place);
        let data_key = data_key.map_err(|error| Error::corrupt("a data key", error))?;
        let sealed = seals.seal(data_key.expose(), &place, random);
        self.sealed = sealed.map_err(|error| Error::corrupt("a data key", error))?;
        Ok(true)
    }

    /// Opens the data key.
    ///
    /// # Errors
    /// The customer's key is missing, not needed, or another one.
    pub(crate) fn open(
        &self,
        customer: Option<&CustomerKey>,
        bucket: &BucketId,
        keys: &SealingKeys,
    ) -> Result<DataKey, Error> {
        let (id, bucket) = (self.id.to_be_bytes(), bucket.as_str().as_bytes());
        let place: [&[u8]; 3] = [DATA_KEY, bucket, &id];
        let opened = match (&self.customer, customer) {
            (None, None) => keys.open(&self.sealed, &place),
            (None, Some(_)) => return Err(Error::CustomerKeyNotNeeded),
            (Some(_), None) => return Err(Error::CustomerKeyMissing),
            (Some(known), Some(key)) => {
                let trace = key.trace(known.salt).to_be_bytes();
                if !bool::from(trace.ct_eq(&known.trace.to_be_bytes())) {
                    return Err(Error::CustomerKeyWrong);
                }
                key.wrapping_key(known.salt).open(&self.sealed, &place)
            }
        };
        let opened = opened.map_err(|error| Error::corrupt("a data key", error))?;
        let bytes: &[u8] = opened.expose();
        let bytes = bytes
            .try_into()
            .map_err(|error| Error::corrupt("a data key", error))?;
        Ok(DataKey(Zeroizing::new(bytes)))
    }
}

/// What a data key is sealed as, lest it be taken for something else.
const DATA_KEY: &[u8] = b"iamd objects v1: data key";

fn derive<const N: usize>(context: &'static str, parts: &[&[u8]]) -> Zeroizing<[u8; N]> {
    let mut deriver = blake3::Hasher::new_derive_key(context);
    for part in parts {
        deriver.update(part);
    }
    let mut bytes = Zeroizing::new([0; N]);
    deriver.finalize_xof().fill(bytes.as_mut_slice());
    deriver.zeroize();
    bytes
}

#[cfg(test)]
mod tests {
    use iamd_testkit::SeededRandom;

    use super::*;

    fn customer(byte: u8) -> CustomerKey {
        CustomerKey::new(Zeroizing::new([byte; 32]))
    }

    fn ring(byte: u8) -> SealingKeys {
        SealingKeys::new(SealingKey::from_bytes(Zeroizing::new([byte; 32])))
    }

    fn make(protection: Protection<'_>, seed: u64) -> (DataKey, KeyRecord, BucketId) {
        let random = SeededRandom::new(seed);
        let bucket = BucketId::random(&random);
        let (key, record) = KeyRecord::generate(protection, &bucket, &ring(1), &random).unwrap();
        (key, record, bucket)
    }

    #[test]
    fn the_server_opens_what_it_sealed() {
        let (key, record, bucket) = make(Protection::Server, 1);
        let opened = record.open(None, &bucket, &ring(1)).unwrap();
        assert_eq!(opened.0, key.0);
        assert!(record.open(None, &bucket, &ring(2)).is_err());
        let other = BucketId::random(&SeededRandom::new(9));
        assert!(record.open(None, &other, &ring(1)).is_err());
        let needless = record.open(Some(&customer(1)), &bucket, &ring(1));
        assert!(matches!(needless, Err(Error::CustomerKeyNotNeeded)));
    }

    #[test]
    fn a_customers_key_opens_and_no_other() {
        let (key, record, bucket) = make(Protection::Customer(&customer(7)), 1);
        let opened = record.open(Some(&customer(7)), &bucket, &ring(1)).unwrap();
        assert_eq!(opened.0, key.0);
        let missing = record.open(None, &bucket, &ring(1));
        assert!(matches!(missing, Err(Error::CustomerKeyMissing)));
        let wrong = record.open(Some(&customer(8)), &bucket, &ring(1));
        assert!(matches!(wrong, Err(Error::CustomerKeyWrong)));
    }

    #[test]
    fn the_same_data_key_comes_under_another_key() {
        let random = SeededRandom::new(3);
        let (key, mut record, bucket) = make(Protection::Server, 1);
        let mut both = ring(1);
        both.rotate(SealingKey::from_bytes(Zeroizing::new([2; 32])));
        let place = bucket.as_str().as_bytes();
        let other = BucketId::random(&random);
        let other = other.as_str().as_bytes();
        assert!(record.renew(other, (&both, &both), &random).is_err());
        assert!(record.renew(place, (&both, &both), &random).unwrap());
        assert!(!record.renew(place, (&both, &both), &random).unwrap());
        assert!(record.open(None, &bucket, &ring(1)).is_err());
        assert_eq!(record.open(None, &bucket, &ring(2)).unwrap().0, key.0);
    }

    #[test]
    fn a_data_key_of_a_customer_stays_as_it_is() {
        let random = SeededRandom::new(3);
        let (_, mut record, bucket) = make(Protection::Customer(&customer(7)), 1);
        let before = record.clone();
        let place = bucket.as_str().as_bytes();
        assert!(!record.renew(place, (&ring(1), &ring(2)), &random).unwrap());
        assert_eq!(record, before);
    }

    #[test]
    fn two_records_of_one_customers_key_have_nothing_in_common() {
        let key = customer(7);
        let (_, one, _) = make(Protection::Customer(&key), 1);
        let (_, other, _) = make(Protection::Customer(&key), 2);
        let (one_trace, other_trace) = (one.customer.unwrap(), other.customer.unwrap());
        assert_ne!(one_trace.trace, other_trace.trace);
        let (one_id, other_id) = (&one.sealed[1..9], &other.sealed[1..9]);
        assert_ne!(one_id, other_id, "the id of the wrapping key");
        assert_eq!(format!("{key:?}"), "CustomerKey(…)");
    }
}
