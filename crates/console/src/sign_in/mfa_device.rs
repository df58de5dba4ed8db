//! The MFA devices that somebody may show a code of.

/// An MFA device.
pub(super) struct Device {
    pub(super) serial_number: String,
    /// The part of its ARN that somebody chose.
    pub(super) name: String,
}

impl Device {
    pub(super) fn of(serial_number: &str) -> Self {
        let name = serial_number.rsplit('/').next().unwrap_or(serial_number);
        Self {
            serial_number: serial_number.to_owned(),
            name: name.to_owned(),
        }
    }
}
