//! PutBucketEncryption, GetBucketEncryption, DeleteBucketEncryption.
//!
//! Every object is encrypted, with keys of the server unless who writes brings one. This cannot be
//! turned off, as with S3 since January 2023.

use iamd_api::Error;
use iamd_directory::{Bucket, BucketEncryption, EncryptionAlgorithm};

use super::record::{clears, puts, reads};
use crate::{
    OnBucket,
    error::{invalid_argument, malformed_xml, not_available},
};

/// A rule of default encryption, as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EncryptionRule {
    /// `SSEAlgorithm` of `ApplyServerSideEncryptionByDefault`, if that is there.
    pub algorithm: Option<String>,
    /// `KMSMasterKeyID`.
    pub kms_key: Option<String>,
    /// `BucketKeyEnabled`.
    pub is_bucket_key_enabled: bool,
}

// The value: the rules, which must be one.
puts!(PutBucketEncryption(Vec<EncryptionRule>), part);

fn part(input: &OnBucket<Vec<EncryptionRule>>) -> Result<BucketEncryption, Error> {
    let [rule] = input.value.as_slice() else {
        return Err(malformed_xml());
    };
    match rule.algorithm.as_deref() {
        Some("AES256") => {}
        Some("aws:kms" | "aws:kms:dsse") => return Err(not_available(NO_KMS)),
        _ => return Err(malformed_xml()),
    }
    if let Some(key) = &rule.kms_key {
        let name = "ApplyServerSideEncryptionByDefault";
        return Err(invalid_argument(KEY_WITHOUT_KMS, name, key));
    }
    Ok(BucketEncryption {
        algorithm: EncryptionAlgorithm::Aes256,
        is_bucket_key_enabled: rule.is_bucket_key_enabled,
        blocked: Vec::new(),
    })
}

const NO_KMS: &str = "This server has no key management service. Use AES256.";
const KEY_WITHOUT_KMS: &str = "a KMSMasterKeyID is not applicable if the default sse algorithm is \
                               not aws:kms or aws:kms:dsse";

reads!(GetBucketEncryption -> EncryptionRule, rule);

fn rule(bucket: &Bucket) -> EncryptionRule {
    let encryption = &bucket.settings.encryption;
    let algorithm = match encryption.algorithm {
        EncryptionAlgorithm::Aes256 => "AES256",
    };
    EncryptionRule {
        algorithm: Some(algorithm.to_owned()),
        kms_key: None,
        is_bucket_key_enabled: encryption.is_bucket_key_enabled,
    }
}

clears!(DeleteBucketEncryption);
