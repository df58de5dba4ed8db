//! Virtual MFA devices.

use iamd_ident::{MfaDeviceName, Path, Secret, Tag, Timestamp, UserName};
use serde::{Deserialize, Serialize};

use super::{open_secret, strict};

/// A virtual MFA device.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableMfaDevice {
    /// Its name.
    pub name: MfaDeviceName,
    /// Its path.
    pub path: Path,
    /// When it was made.
    pub created: Timestamp,
    /// Its tags.
    #[serde(
        deserialize_with = "strict::deserialize",
        default,
        skip_serializing_if = "Vec::is_empty"
    )]
    pub tags: Vec<Tag>,
    /// Whom it is enabled for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<PortableEnabled>,
    /// By how many steps its clock is ahead.
    #[serde(default)]
    pub drift_steps: i64,
    /// The last step whose code was accepted: it and those before are used up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_step: Option<u64>,
    /// What it makes its codes of, in Base64.
    #[serde(with = "open_secret", default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<Secret<String>>,
}

/// That a device is enabled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableEnabled {
    /// For whom.
    pub owner: PortableOwner,
    /// Since when.
    pub at: Timestamp,
}

/// Whose a device is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum PortableOwner {
    /// The root user's.
    RootUser,
    /// A user's.
    User(UserName),
}
