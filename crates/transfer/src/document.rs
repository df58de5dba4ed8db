//! iamd's own document.

use iamd_directory::{
    Portable, PortableAccount, PortableBucket, PortableGroup, PortableInstanceProfile,
    PortableMfaDevice, PortableOidcProvider, PortablePolicy, PortableRole, PortableRootUser,
    PortableSamlProvider, PortableServerCertificate, PortableUser,
};
use iamd_ident::{Partition, Timestamp};
use serde::{Deserialize, Deserializer, de::Error as _};

/// What the document says that it is.
pub(crate) const FORMAT: &str = "iamd account";

/// The version that is written and read.
pub(crate) const VERSION: u32 = 1;

/// A whole document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Document {
    #[serde(rename = "format")]
    _format: Format,
    #[serde(rename = "version")]
    _version: u32,
    #[serde(rename = "exported")]
    _exported: Timestamp,
    #[serde(rename = "program")]
    _program: String,
    #[serde(deserialize_with = "partition")]
    pub(crate) partition: Partition,
    #[serde(rename = "secrets")]
    _secrets: bool,
    account: PortableAccount,
    #[serde(default)]
    root_user: Option<PortableRootUser>,
    #[serde(default)]
    policies: Vec<PortablePolicy>,
    #[serde(default)]
    groups: Vec<PortableGroup>,
    #[serde(default)]
    roles: Vec<PortableRole>,
    #[serde(default)]
    instance_profiles: Vec<PortableInstanceProfile>,
    #[serde(default)]
    users: Vec<PortableUser>,
    #[serde(default)]
    mfa_devices: Vec<PortableMfaDevice>,
    #[serde(default)]
    saml_providers: Vec<PortableSamlProvider>,
    #[serde(default)]
    oidc_providers: Vec<PortableOidcProvider>,
    #[serde(default)]
    server_certificates: Vec<PortableServerCertificate>,
    #[serde(default)]
    buckets: Vec<PortableBucket>,
}

/// [`FORMAT`], and nothing else.
#[derive(Debug, Deserialize)]
enum Format {
    #[serde(rename = "iamd account")]
    Account,
}

fn partition<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Partition, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(D::Error::custom)
}

impl From<Document> for Portable {
    fn from(document: Document) -> Self {
        Self {
            account: document.account,
            root_user: document.root_user,
            policies: document.policies,
            groups: document.groups,
            roles: document.roles,
            instance_profiles: document.instance_profiles,
            users: document.users,
            mfa_devices: document.mfa_devices,
            saml_providers: document.saml_providers,
            oidc_providers: document.oidc_providers,
            server_certificates: document.server_certificates,
            buckets: document.buckets,
        }
    }
}
