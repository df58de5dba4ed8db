//! Credentials besides access keys, MFA devices and passwords: signing certificates, SSH public
//! keys, service-specific credentials.

use iamd_ident::{SigningCertificateId, SshPublicKeyId, Timestamp, UniqueId};
use serde::{Deserialize, Serialize};

use super::{AccessKeyStatus, KeyOwner, record};

/// A signing certificate, as the record of its user or root user knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SigningEntry {
    pub(crate) id: SigningCertificateId,
    pub(crate) status: AccessKeyStatus,
    pub(crate) uploaded: Timestamp,
}

/// The text of a signing certificate. Kept under its id, which the certificate tells, it makes
/// certificates unique in the account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SigningCertificateRecord {
    pub(crate) owner: KeyOwner,
    pub(crate) body: String,
}

record!(SigningCertificateRecord, "a signing certificate");

/// An SSH public key. Its user's record lists it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SshPublicKeyRecord {
    pub(crate) id: SshPublicKeyId,
    /// The user.
    pub(crate) owner: UniqueId,
    pub(crate) status: AccessKeyStatus,
    pub(crate) uploaded: Timestamp,
    /// The key as `ssh-rsa …`, without a comment.
    pub(crate) key: String,
}

record!(SshPublicKeyRecord, "an SSH public key");

/// A service-specific credential, as the record of its user knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ServiceCredentialEntry {
    pub(crate) id: UniqueId,
    /// The name of the service, such as `codecommit.amazonaws.com`.
    pub(crate) service: String,
}

/// A service-specific credential.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ServiceCredentialRecord {
    pub(crate) id: UniqueId,
    /// The user.
    pub(crate) owner: UniqueId,
    pub(crate) service: String,
    /// The name that the service knows it by. A record under it says the same.
    pub(crate) login: String,
    pub(crate) status: AccessKeyStatus,
    pub(crate) created: Timestamp,
    /// When it stops being good for anything, if ever.
    #[serde(default)]
    pub(crate) expires: Option<Timestamp>,
    /// The SHA-256 digest of the password, which has 352 random bits.
    pub(crate) password_digest: Vec<u8>,
}

record!(ServiceCredentialRecord, "a service-specific credential");

/// Which credential has a name at a service. Kept under both, it makes names unique.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ServiceLoginRecord {
    pub(crate) id: UniqueId,
}

record!(
    ServiceLoginRecord,
    "the name of a service-specific credential"
);
