//! Where each record lies. Every key of the store is built here, and nowhere else.
//!
//! | key | record |
//! |---|---|
//! | `global/accounts/ACCOUNT` | an account |
//! | `global/access-keys/KEY-ID` | the account of an access key |
//! | `global/buckets/BUCKET-NAME` | a bucket |
//! | `ACCOUNT/root-user` | the root user |
//! | `ACCOUNT/access-keys/KEY-ID` | an access key |
//! | `ACCOUNT/last-used/KEY-ID` | its last use |
//! | `ACCOUNT/users/USER-ID` | a user |
//! | `ACCOUNT/user-names/FOLDED-NAME` | who has a name |
//! | `ACCOUNT/user-policies/USER-ID/POLICY-NAME` | an inline policy |
//! | `ACCOUNT/policies/POLICY-ID` | a managed policy |
//! | `ACCOUNT/policy-names/FOLDED-NAME` | which policy has a name |
//! | `ACCOUNT/policy-versions/POLICY-ID/vN` | a version of a managed policy |
//! | `ACCOUNT/aws-policies/REFERENCE` | the attachments of an AWS managed policy |
//! | `ACCOUNT/attachments/REFERENCE/user/USER-ID` | that a policy is attached to a user |
//! | `ACCOUNT/buckets/BUCKET-NAME` | a bucket in the list of its account |
//! | `ACCOUNT/bucket-count` | how many buckets the account has |

use iamd_ident::{AccessKeyId, AccountId, BucketName, PolicyName, UniqueId, UserName};
use iamd_store::{InvalidKey, Key, Scope, Table};

use crate::{Error, PolicyRef, VersionNumber};

const ACCOUNTS: Table = Table::new("accounts");
const ROOT_USER: Table = Table::new("root-user");
pub(crate) const ACCESS_KEYS: Table = Table::new("access-keys");
const LAST_USED: Table = Table::new("last-used");
pub(crate) const USERS: Table = Table::new("users");
pub(crate) const USER_NAMES: Table = Table::new("user-names");
const USER_POLICIES: Table = Table::new("user-policies");
pub(crate) const POLICIES: Table = Table::new("policies");
const POLICY_NAMES: Table = Table::new("policy-names");
const POLICY_VERSIONS: Table = Table::new("policy-versions");
const AWS_POLICIES: Table = Table::new("aws-policies");
const ATTACHMENTS: Table = Table::new("attachments");
pub(crate) const BUCKETS: Table = Table::new("buckets");
const BUCKET_COUNT: Table = Table::new("bucket-count");

/// The segment under which attachments to users lie, beside those to groups and roles.
const USER: &str = "user";

/// The segments of our keys have no zero byte and are short, as their types say.
fn built(key: Result<Key, InvalidKey>) -> Result<Key, Error> {
    key.map_err(|error| Error::Store(Box::new(error)))
}

fn within(account: AccountId, table: Table) -> Key {
    Key::new(Scope::Account(account), table)
}

fn one(prefix: Key, segment: &str) -> Result<Key, Error> {
    built(prefix.with(segment))
}

pub(crate) fn accounts() -> Key {
    Key::new(Scope::Global, ACCOUNTS)
}

pub(crate) fn account(id: AccountId) -> Result<Key, Error> {
    one(accounts(), &id.to_string())
}

pub(crate) fn global_access_key(id: &AccessKeyId) -> Result<Key, Error> {
    one(Key::new(Scope::Global, ACCESS_KEYS), id.as_str())
}

pub(crate) fn root_user(account: AccountId) -> Key {
    within(account, ROOT_USER)
}

pub(crate) fn access_key(account: AccountId, id: &AccessKeyId) -> Result<Key, Error> {
    one(within(account, ACCESS_KEYS), id.as_str())
}

pub(crate) fn last_used(account: AccountId, id: &AccessKeyId) -> Result<Key, Error> {
    one(within(account, LAST_USED), id.as_str())
}

pub(crate) fn user(account: AccountId, id: UniqueId) -> Result<Key, Error> {
    one(within(account, USERS), id.as_str())
}

pub(crate) fn user_names(account: AccountId) -> Key {
    within(account, USER_NAMES)
}

pub(crate) fn user_name(account: AccountId, name: &UserName) -> Result<Key, Error> {
    one(user_names(account), &name.folded())
}

pub(crate) fn user_policy(
    account: AccountId,
    user: UniqueId,
    name: &PolicyName,
) -> Result<Key, Error> {
    one(
        one(within(account, USER_POLICIES), user.as_str())?,
        name.as_str(),
    )
}

pub(crate) fn policy(account: AccountId, id: UniqueId) -> Result<Key, Error> {
    one(within(account, POLICIES), id.as_str())
}

pub(crate) fn policy_names(account: AccountId) -> Key {
    within(account, POLICY_NAMES)
}

pub(crate) fn policy_name(account: AccountId, name: &PolicyName) -> Result<Key, Error> {
    one(policy_names(account), &name.folded())
}

pub(crate) fn policy_version(
    account: AccountId,
    policy: UniqueId,
    version: VersionNumber,
) -> Result<Key, Error> {
    one(
        one(within(account, POLICY_VERSIONS), policy.as_str())?,
        &version.to_string(),
    )
}

pub(crate) fn aws_policies(account: AccountId) -> Key {
    within(account, AWS_POLICIES)
}

pub(crate) fn aws_policy(account: AccountId, policy: &PolicyRef) -> Result<Key, Error> {
    one(aws_policies(account), &policy.to_string())
}

pub(crate) fn attached_users(account: AccountId, policy: &PolicyRef) -> Result<Key, Error> {
    one(
        one(within(account, ATTACHMENTS), &policy.to_string())?,
        USER,
    )
}

pub(crate) fn attached_user(
    account: AccountId,
    policy: &PolicyRef,
    user: UniqueId,
) -> Result<Key, Error> {
    one(attached_users(account, policy)?, user.as_str())
}

/// All buckets, of all accounts.
pub(crate) fn all_buckets() -> Key {
    Key::new(Scope::Global, BUCKETS)
}

pub(crate) fn bucket(name: &BucketName) -> Result<Key, Error> {
    one(all_buckets(), name.as_str())
}

pub(crate) fn buckets_of(account: AccountId) -> Key {
    within(account, BUCKETS)
}

pub(crate) fn bucket_of(account: AccountId, name: &BucketName) -> Result<Key, Error> {
    one(buckets_of(account), name.as_str())
}

pub(crate) fn bucket_count(account: AccountId) -> Key {
    within(account, BUCKET_COUNT)
}
