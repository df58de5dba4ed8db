//! What is the account's as a whole.

use iamd_ident::{AccountAlias, AccountId, Secret, Timestamp};
use iamd_jwt::PublicKey;
use serde::{Deserialize, Serialize};

use super::{PortableKey, PortablePassword, PortableSigningCertificate, open_secret, strict};
use crate::{AccountProperties, GlobalEndpointTokenVersion, PasswordPolicy};

/// The account itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableAccount {
    /// Its id.
    pub id: AccountId,
    /// When it was made.
    pub created: Timestamp,
    /// Its alias.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias: Option<AccountAlias>,
    /// What is asked of its users' passwords; none if it has no policy of its own.
    #[serde(
        deserialize_with = "strict::deserialize",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub password_policy: Option<PasswordPolicy>,
    /// Switches of features; none if they were never set.
    #[serde(
        deserialize_with = "strict::deserialize",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub properties: Option<AccountProperties>,
    /// Which tokens the global endpoint of STS hands out; none if that was never set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub global_endpoint_token_version: Option<GlobalEndpointTokenVersion>,
    /// Its issuer of web identities, told with the secrets alone: without its keys it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web_identity_issuer: Option<PortableIssuer>,
}

/// What an account issues web identities with.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableIssuer {
    /// The part of its URL that is its own.
    pub id: String,
    /// Whether it hands out tokens.
    pub enabled: bool,
    /// Its keys, those of one algorithm from the oldest to the newest.
    pub keys: Vec<PortableIssuerKey>,
}

/// A key of an issuer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableIssuerKey {
    /// What is published of it.
    #[serde(deserialize_with = "strict::deserialize")]
    pub public: PublicKey,
    /// From when on it signs.
    pub signs_from: Timestamp,
    /// The key, in Base64.
    #[serde(with = "open_secret", default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<Secret<String>>,
}

/// The root user.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableRootUser {
    /// When it was made.
    pub created: Timestamp,
    /// Its access keys, at most two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub access_keys: Vec<PortableKey>,
    /// Its password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<PortablePassword>,
    /// When it last signed in with a password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_last_used: Option<Timestamp>,
    /// Its signing certificates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signing_certificates: Vec<PortableSigningCertificate>,
}
