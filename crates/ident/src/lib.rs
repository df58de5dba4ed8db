//! Names and numbers of identity.
//!
//! Every identifier, name and secret that crosses a crate's border has a type of its own here:
//! [`Arn`], [`AccountId`], [`UniqueId`], [`UserName`] and its siblings, [`BucketName`], [`Path`],
//! [`Secret`]. A value of one of these types is valid by construction; the checks are AWS's.
//!
//! What this crate deliberately is not: it knows no service, no store and no wire format, and it
//! does no input or output. Time and chance are traits, [`Clock`] and [`Random`]; who implements
//! them lives at the edge.
//!
//! ```
//! use iamd_ident::{AccountId, Arn};
//!
//! let arn: Arn = "arn:aws:iam::123456789012:user/division_abc/Bob".parse()?;
//! assert_eq!(arn.service(), "iam");
//! assert_eq!(arn.account(), "123456789012");
//! assert_eq!(arn.resource(), "user/division_abc/Bob");
//! assert_eq!(AccountId::new(42)?.to_string(), "000000000042");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod account;
mod account_alias;
mod arn;
mod bucket_id;
mod bucket_name;
mod canonical_user_id;
mod clock;
mod credential_id;
mod name;
mod object_key;
mod partition;
mod path;
mod random;
mod secret;
mod tag;
mod unique_id;
mod uuid;
mod version_id;

pub use account::{AccountId, ParseAccountIdError};
pub use account_alias::{AccountAlias, InvalidAccountAlias};
pub use arn::{ARN_BYTES_MAX, Arn, ParseArnError};
pub use bucket_id::{BucketId, ParseBucketIdError};
pub use bucket_name::{BucketName, InvalidBucketName};
pub use canonical_user_id::{CanonicalUserId, ParseCanonicalUserIdError};
pub use clock::{Clock, Timestamp};
pub use credential_id::{InvalidCredentialId, SigningCertificateId, SshPublicKeyId};
pub use name::{
    GroupName, InstanceProfileName, InvalidName, MfaDeviceName, PolicyName, RoleName,
    SamlProviderName, ServerCertificateName, UserName,
};
pub use object_key::{InvalidObjectKey, ObjectKey};
pub use partition::{ParsePartitionError, Partition};
pub use path::{InvalidPath, Path};
pub use random::Random;
pub use secret::Secret;
pub use tag::Tag;
pub use unique_id::{AccessKeyId, IdKind, ParseAccessKeyIdError, ParseUniqueIdError, UniqueId};
pub use uuid::{random_uuid, time_of_uuid, time_ordered_uuid};
pub use version_id::{ParseVersionIdError, VersionId};
