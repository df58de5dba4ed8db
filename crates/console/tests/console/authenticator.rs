//! What shows the codes of MFA devices, as people's phones do.

use iamd_api::iam;
use iamd_ident::Clock;
use totp_rs::{Algorithm, Secret, TOTP};

use crate::world::World;

/// A virtual MFA device, as whoever has it sees it.
pub(crate) struct Device {
    pub(crate) serial_number: String,
    totp: TOTP,
}

impl Device {
    /// The device with the seed that a page or an answer shows, in Base32.
    pub(crate) fn new(serial_number: &str, seed: &str) -> Self {
        let seed = Secret::Encoded(seed.to_owned()).to_bytes().unwrap();
        Self {
            serial_number: serial_number.to_owned(),
            totp: TOTP::new(Algorithm::SHA1, 6, 1, 30, seed, None, String::new()).unwrap(),
        }
    }
}

impl World {
    /// The codes that a device shows now and after that.
    pub(crate) fn codes(&self, device: &Device) -> [String; 2] {
        let now = u64::try_from(self.clock.now().as_second()).unwrap();
        [now, now + 30].map(|at| device.totp.generate(at))
    }

    /// Makes a virtual MFA device and enables it for a user, or for the root user, who goes
    /// by the id of the account. Its next code is a minute away.
    pub(crate) async fn enabled_device(&self, name: &str, user: &str) -> Device {
        let members = [("VirtualMFADeviceName", name)];
        let made = self.ask::<iam::CreateVirtualMFADevice>(&members).await;
        let made = made.unwrap().virtual_mfa_device;
        let seed = made.base32_string_seed.unwrap();
        let seed = String::from_utf8(seed.expose().clone()).unwrap();
        let device = Device::new(&made.serial_number, &seed);
        let [now, next] = self.codes(&device);
        let members = [
            ("UserName", user),
            ("SerialNumber", device.serial_number.as_str()),
            ("AuthenticationCode1", &now),
            ("AuthenticationCode2", &next),
        ];
        self.ask::<iam::EnableMFADevice>(&members).await.unwrap();
        self.clock.advance_seconds(60);
        device
    }
}
