//! Buckets.

use iamd_ident::{AccountId, BucketId, BucketName, Timestamp};
use serde::{Deserialize, Serialize};

use super::{BucketSettings, NamedEntityRecord, record};

/// A bucket. Kept under its name for all accounts, it makes names unique.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct BucketRecord {
    pub(crate) name: BucketName,
    /// What tells it from a bucket that has its name at another time.
    pub(crate) id: BucketId,
    pub(crate) owner: AccountId,
    pub(crate) region: String,
    pub(crate) created: Timestamp,
    #[serde(default)]
    pub(crate) policy: Option<BucketPolicyRecord>,
    #[serde(default)]
    pub(crate) settings: BucketSettings,
}

record!(BucketRecord, "a bucket");

/// The policy of a bucket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BucketPolicyRecord {
    /// The text as it came.
    pub(crate) document: String,
    /// The users and roles that the text names, in its order. There were no roles at first.
    #[serde(default, rename = "users")]
    pub(crate) principals: Vec<NamedEntityRecord>,
}

/// A bucket in the list of its account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct BucketEntryRecord {
    pub(crate) region: String,
    pub(crate) created: Timestamp,
}

record!(BucketEntryRecord, "a bucket of an account");

/// How many buckets an account has: the guard of the quota.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct BucketCountRecord {
    pub(crate) count: u32,
}

record!(BucketCountRecord, "the number of buckets of an account");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{decode, encode};

    #[derive(Serialize, Deserialize)]
    struct BeforeRoles {
        document: String,
        users: Vec<NamedEntityRecord>,
    }
    record!(
        BeforeRoles,
        "the policy of a bucket before there were roles"
    );
    record!(BucketPolicyRecord, "the policy of a bucket");

    #[test]
    fn policies_from_before_there_were_roles_name_the_same_users() {
        let user = NamedEntityRecord {
            offset: 8,
            account: "123456789012".parse().unwrap(),
            id: "AIDAQ2UWEXAMPLEQ2UWEX".parse().unwrap(),
            is_unknown: false,
        };
        let bytes = encode(&BeforeRoles {
            document: "{}".into(),
            users: vec![user],
        });
        let policy: BucketPolicyRecord = decode(&bytes.unwrap()).unwrap();
        assert_eq!(policy.principals, [user]);
    }
}
