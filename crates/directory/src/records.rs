//! What lies in the store: typed records in a self-describing encoding.
//!
//! Records are MessagePack maps with named members, so that a newer version reads what an older one
//! wrote: a new member has a default, a member that is gone is skipped.

mod access;
mod access_job;
mod access_key;
mod account;
mod account_settings;
mod bucket;
mod bucket_settings;
mod console_session;
mod cors;
mod credential;
mod credential_report;
mod group;
mod import;
mod instance_profile;
mod lifecycle;
mod mfa_device;
mod oidc_provider;
mod password;
mod policy;
mod role;
mod saml_provider;
mod sealing_key;
mod server_certificate;
mod user;
mod web_identity;

use serde::{Serialize, de::DeserializeOwned};

pub(crate) use access::{AccessesRecord, AttemptRecord};
pub(crate) use access_job::{
    AccessJobCountRecord, AccessJobEntitiesRecord, AccessJobRecord, JobEntityRecord, UsedRecord,
};
pub(crate) use access_key::{AccessKeyRecord, GlobalAccessKeyRecord, LastUsedRecord};
pub use access_key::{AccessKeyStatus, KeyOwner};
pub(crate) use account::{AccountAliasRecord, AccountRecord, RootUserRecord};
pub(crate) use account_settings::TokenPreferencesRecord;
pub use account_settings::{AccountProperties, GlobalEndpointTokenVersion};
pub(crate) use bucket::{BucketCountRecord, BucketEntryRecord, BucketPolicyRecord, BucketRecord};
pub use bucket_settings::{
    BucketEncryption, BucketSettings, EncryptionAlgorithm, ObjectOwnership, PublicAccessBlock,
    Versioning,
};
pub(crate) use console_session::{ConsoleEntry, ConsoleOwnerRecord};
pub use cors::CorsRule;
pub(crate) use credential::{
    ServiceCredentialEntry, ServiceCredentialRecord, ServiceLoginRecord, SigningCertificateRecord,
    SigningEntry, SshPublicKeyRecord,
};
pub(crate) use credential_report::{
    CredentialReportPartRecord, CredentialReportRecord, MadeReportEntry,
};
pub(crate) use group::{GroupRecord, GroupSizeRecord, MembershipRecord};
pub(crate) use import::ImportRecord;
pub(crate) use instance_profile::InstanceProfileRecord;
pub use lifecycle::{
    Expiration, FilterForm, Lifecycle, LifecycleFilter, LifecycleRule, NoncurrentExpiration,
    NoncurrentTransition, Transition,
};
pub(crate) use mfa_device::{EnabledRecord, MfaDeviceRecord, MfaStepRecord};
pub(crate) use oidc_provider::OidcProviderRecord;
pub use password::PasswordPolicy;
pub(crate) use password::{PasswordEntry, PasswordHashesRecord};
pub(crate) use policy::{
    AttachmentRecord, AwsPolicyRecord, PolicyNameRecord, PolicyRecord, PolicyVersionRecord,
    VersionEntry,
};
pub use policy::{PolicyRef, VersionNumber};
pub(crate) use role::{NamedEntityRecord, RoleDeletionsRecord, RoleRecord, TrustRecord};
pub use saml_provider::AssertionEncryption;
pub(crate) use saml_provider::{PackedBytes, SamlDocumentRecord, SamlKeyEntry, SamlProviderRecord};
pub(crate) use sealing_key::{SealingKeyEntry, SealingKeysRecord};
pub(crate) use server_certificate::{ServerCertificateRecord, ServerCertificateTextRecord};
pub(crate) use user::{InlineEntry, InlinePolicyRecord, MfaEntry, NameRecord, UserRecord};
pub(crate) use web_identity::{IssuerAccountRecord, WebIdentityIssuerRecord, WebIdentityKeyEntry};

/// Something that is kept under a key of the store.
pub(crate) trait Record: Serialize + DeserializeOwned {
    /// What it is called in errors.
    const NAME: &'static str;
}

/// Gives a type its name as a record.
macro_rules! record {
    ($type:ty, $name:literal) => {
        impl $crate::records::Record for $type {
            const NAME: &'static str = $name;
        }
    };
}
pub(crate) use record;

/// The bytes of a record.
///
/// # Errors
/// The encoder refuses it, which no record of ours can cause.
pub(crate) fn encode<R: Record>(record: &R) -> Result<Vec<u8>, rmp_serde::encode::Error> {
    rmp_serde::to_vec_named(record)
}

/// A record from its bytes.
///
/// # Errors
/// The bytes are not such a record.
pub(crate) fn decode<R: Record>(bytes: &[u8]) -> Result<R, rmp_serde::decode::Error> {
    rmp_serde::from_slice(bytes)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Old {
        name: String,
        gone: u32,
    }
    record!(Old, "an old record");

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct New {
        name: String,
        #[serde(default)]
        tags: Vec<String>,
    }
    record!(New, "a new record");

    #[test]
    fn a_newer_version_reads_what_an_older_one_wrote() {
        let bytes = encode(&Old {
            name: "Bob".into(),
            gone: 7,
        })
        .unwrap();
        let new: New = decode(&bytes).unwrap();
        assert_eq!(
            new,
            New {
                name: "Bob".into(),
                tags: Vec::new()
            }
        );
    }
}
