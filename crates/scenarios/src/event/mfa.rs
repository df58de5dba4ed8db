//! Events about MFA devices and their codes.

use serde::Serialize;

/// What happened to an MFA device, or is known of its codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum MfaEvent<'a> {
    /// A virtual device was made.
    DeviceCreated {
        /// Its ARN.
        serial_number: &'a str,
    },
    /// The QR code of the device, to be scanned.
    QrCode {
        /// The picture, a PNG file that is there until the device is enabled.
        file: String,
        /// The QR code in half blocks, which is no data.
        #[serde(skip)]
        half_blocks: String,
    },
    /// The last code was given already, so the next one is waited for.
    NextCode {
        /// How many seconds that takes.
        seconds: u128,
    },
    /// A code was not accepted: wrong, late, used before; or what it was for is not known
    /// everywhere yet.
    CodeRefused {
        /// The error code.
        code: String,
        /// How many more are tried. With none left the program gives up.
        tries_left: usize,
    },
    /// A device was enabled for a user.
    DeviceEnabled {
        /// The device's ARN.
        serial_number: &'a str,
        /// The user's name.
        user: &'a str,
    },
    /// A device was taken from its user and deleted.
    DeviceDeleted {
        /// The device's ARN.
        serial_number: &'a str,
    },
}
