//! Virtual MFA devices.

use iamd_ident::{MfaDeviceName, Path, Tag, Timestamp};
use serde::{Deserialize, Serialize};

use super::{KeyOwner, record};

/// A virtual MFA device.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MfaDeviceRecord {
    pub(crate) name: MfaDeviceName,
    pub(crate) path: Path,
    pub(crate) created: Timestamp,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// The seed, sealed under the master key, bound to this record's place.
    pub(crate) sealed_seed: Vec<u8>,
    /// By how many steps the device's clock is ahead, as it was found when it was synchronised.
    #[serde(default)]
    pub(crate) drift_steps: i64,
    /// Whom it is enabled for, whose record lists it as well.
    #[serde(default)]
    pub(crate) enabled: Option<EnabledRecord>,
}

record!(MfaDeviceRecord, "an MFA device");

/// That a device is enabled.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct EnabledRecord {
    pub(crate) owner: KeyOwner,
    pub(crate) at: Timestamp,
}

/// The last step of a device whose code was accepted. A record of its own, so that using a code
/// disturbs nothing else.
///
/// INVARIANT: the number only grows for as long as there is the device, enabled or not.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct MfaStepRecord {
    pub(crate) last: u64,
}

record!(MfaStepRecord, "the last step of an MFA device");
