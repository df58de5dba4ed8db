//! What users prove with who they are.

use iamd_ident::{AccessKeyId, Secret, SigningCertificateId, SshPublicKeyId, Timestamp, UniqueId};
use serde::{Deserialize, Serialize};

use super::open_secret;
use crate::AccessKeyStatus;

/// When something was used last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableUse {
    /// When.
    pub at: Timestamp,
    /// In which region.
    pub region: String,
    /// At which service.
    #[serde(default)]
    pub service: String,
}

/// An access key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableKey {
    /// Its id.
    pub id: AccessKeyId,
    /// Whether it opens anything.
    pub status: AccessKeyStatus,
    /// When it was made.
    pub created: Timestamp,
    /// Its last use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used: Option<PortableUse>,
    /// Its secret.
    #[serde(with = "open_secret", default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<Secret<String>>,
}

/// A password.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortablePassword {
    /// When there came to be one.
    pub created: Timestamp,
    /// When it became this one.
    pub changed: Timestamp,
    /// Whether it is good for nothing but setting another one.
    #[serde(default)]
    pub reset_required: bool,
    /// The hash of the password.
    #[serde(with = "open_secret", default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<Secret<String>>,
    /// The hashes of the passwords before it, newest first, a line each.
    #[serde(with = "open_secret", default, skip_serializing_if = "Option::is_none")]
    pub hashes_before: Option<Secret<String>>,
}

/// A signing certificate.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableSigningCertificate {
    /// Its id.
    pub id: SigningCertificateId,
    /// Whether it counts.
    pub status: AccessKeyStatus,
    /// When it was uploaded.
    pub uploaded: Timestamp,
    /// The certificate in PEM.
    pub body: String,
}

/// An SSH public key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableSshKey {
    /// Its id.
    pub id: SshPublicKeyId,
    /// Whether it counts.
    pub status: AccessKeyStatus,
    /// When it was uploaded.
    pub uploaded: Timestamp,
    /// The key as `ssh-rsa …`.
    pub key: String,
}

/// A service-specific credential.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableServiceCredential {
    /// Its id.
    pub id: UniqueId,
    /// The service, such as `codecommit.amazonaws.com`.
    pub service: String,
    /// The name that the service knows it by.
    pub login: String,
    /// Whether it counts.
    pub status: AccessKeyStatus,
    /// When it was made.
    pub created: Timestamp,
    /// When it stops being good for anything, if ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// The SHA-256 digest of its password, in Base64.
    #[serde(with = "open_secret", default, skip_serializing_if = "Option::is_none")]
    pub password_digest: Option<Secret<String>>,
}
