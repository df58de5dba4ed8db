//! How the directory says no.

use std::error::Error as StdError;

use iamd_auth::PermitMismatch;
use iamd_ident::{AccessKeyId, AccountId, BucketName, PolicyName, UserName};
use iamd_policy::DocumentError;

use crate::VersionNumber;

/// Why the directory did not do what it was asked for. Nothing was changed.
///
/// The services turn these into AWS's codes and texts.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No user has this name.
    #[error("there is no user {0}")]
    NoSuchUser(UserName),
    /// Another user has this name, perhaps in other case.
    #[error("there is a user {0} already")]
    UserExists(UserName),
    /// The account or the caller has no such access key.
    #[error("there is no access key {0}")]
    NoSuchAccessKey(AccessKeyId),
    /// No managed policy has this ARN.
    #[error("there is no policy {arn}")]
    NoSuchPolicy {
        /// The ARN that was asked for.
        arn: String,
    },
    /// The policy has no such version.
    #[error("the policy {arn} has no version {version}")]
    NoSuchPolicyVersion {
        /// The policy.
        arn: String,
        /// The version that was asked for, as it was written.
        version: String,
    },
    /// Another managed policy has this name, perhaps in other case.
    #[error("there is a policy {0} already")]
    PolicyExists(PolicyName),
    /// The policy is not attached to the entity.
    #[error("the policy {arn} is not attached")]
    NotAttached {
        /// The policy.
        arn: String,
    },
    /// Only a service's own roles may have the policy.
    #[error("the policy {arn} is for service-linked roles")]
    NotAttachable {
        /// The policy.
        arn: String,
    },
    /// The user has no inline policy of this name.
    #[error("there is no inline policy {0}")]
    NoSuchInlinePolicy(PolicyName),
    /// The policy belongs to AWS or to another account.
    #[error("the policy {arn} cannot be changed from this account")]
    ForeignPolicy {
        /// The policy.
        arn: String,
    },
    /// A policy's default version must stay.
    #[error("{0} is the default version")]
    DefaultVersion(VersionNumber),
    /// Something depends on what should be deleted.
    #[error("{0}")]
    InUse(Dependents),
    /// A quota would be exceeded.
    #[error("the quota {0} would be exceeded")]
    Quota(Quota),
    /// The account exists already.
    #[error("there is an account {0} already")]
    AccountExists(AccountId),
    /// There is no such account.
    #[error("there is no account {0}")]
    NoSuchAccount(AccountId),
    /// The access key id is taken.
    #[error("there is an access key {0} already")]
    AccessKeyExists(AccessKeyId),
    /// No bucket has this name, or it is not the one that was decided on.
    #[error("there is no bucket {0}")]
    NoSuchBucket(BucketName),
    /// A bucket of another account has this name.
    #[error("another account has a bucket {0}")]
    BucketExists(BucketName),
    /// A bucket of the same account has this name.
    #[error("the account has a bucket {0} already")]
    BucketOwnedByYou(BucketName),
    /// No bucket may have this name here.
    #[error("no bucket may be called {0}")]
    BucketNameReserved(BucketName),
    /// The bucket has no policy.
    #[error("the bucket {0} has no policy")]
    NoSuchBucketPolicy(BucketName),
    /// The text cannot be the policy of the bucket.
    #[error("the policy cannot be saved")]
    PolicyDocument(#[source] DocumentError),
    /// The policy is public, and the bucket blocks such policies.
    #[error("public policies are blocked")]
    PublicPolicy,
    /// A setting does not go together with another one that the bucket has.
    #[error("{reason}")]
    InvalidBucketState {
        /// Why, in S3's words.
        reason: &'static str,
    },
    /// The bucket has no configuration of this id.
    #[error("there is no configuration {id}")]
    NoSuchConfiguration {
        /// The id that was asked for.
        id: String,
    },
    /// The permit is for something else: the resource changed since the decision.
    #[error(transparent)]
    Permit(#[from] PermitMismatch),
    /// Others changed the same thing at the same time, again and again.
    #[error("the same thing was changed by others at the same time")]
    Contended,
    /// The marker of a list is not one that the list gave.
    #[error("the marker is not one of this list's")]
    InvalidMarker,
    /// A record is not what it should be.
    #[error("{what} cannot be used")]
    Corrupt {
        /// Which kind of record.
        what: &'static str,
        /// Why.
        #[source]
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The store could not read or write.
    #[error("the store does not answer")]
    Store(#[source] Box<dyn StdError + Send + Sync>),
}

/// What stands in the way of a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Dependents {
    /// The user has access keys.
    #[error("the user has access keys")]
    AccessKeys,
    /// Managed policies are attached to the user.
    #[error("managed policies are attached")]
    AttachedPolicies,
    /// The user has inline policies.
    #[error("the user has inline policies")]
    InlinePolicies,
    /// The policy is attached to users.
    #[error("the policy is attached")]
    Attachments,
    /// The policy has versions besides its default one.
    #[error("the policy has several versions")]
    PolicyVersions,
}

/// A limit on how much of something there may be.
///
/// SOURCE: IAM User Guide, "IAM and AWS STS quotas"; AWS General Reference, "Amazon S3 endpoints
/// and quotas".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Quota {
    /// Access keys of a user.
    #[error("AccessKeysPerUser")]
    AccessKeysPerUser,
    /// Managed policies attached to a user.
    #[error("PoliciesPerUser")]
    PoliciesPerUser,
    /// Versions of a managed policy.
    #[error("VersionsPerPolicy")]
    VersionsPerPolicy,
    /// Characters without white space in all inline policies of a user.
    #[error("UserPolicySize")]
    UserPolicySize(UserName),
    /// Tags of a user.
    #[error("TagsPerUser")]
    TagsPerUser,
    /// Tags of a managed policy.
    #[error("TagsPerPolicy")]
    TagsPerPolicy,
    /// Buckets of an account.
    #[error("BucketsPerAccount")]
    BucketsPerAccount,
    /// Tags of a bucket.
    #[error("TagsPerBucket")]
    TagsPerBucket,
    /// CORS rules of a bucket.
    #[error("CorsRulesPerBucket")]
    CorsRulesPerBucket,
    /// Lifecycle rules of a bucket.
    #[error("LifecycleRulesPerBucket")]
    LifecycleRulesPerBucket,
    /// Configurations of one kind of a bucket, such as inventories.
    #[error("ConfigurationsPerBucket")]
    ConfigurationsPerBucket,
    /// Bytes of all settings of a bucket together.
    #[error("BucketSettingsSize")]
    BucketSettingsSize,
}
