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

impl World {
    /// Makes a virtual MFA device that nobody has enabled.
    pub(crate) async fn mfa_device(&self, name: &str) -> Device {
        let members = [("VirtualMFADeviceName", name)];
        let made = self
            .ask::<iam::CreateVirtualMFADevice>(&self.root, &members)
            .await;
        let device = made.unwrap().virtual_mfa_device;
        let seed = device.base32_string_seed.unwrap();
        let seed = String::from_utf8(seed.expose().clone()).unwrap();
        let seed = Secret::Encoded(seed).to_bytes().unwrap();
        Device {
            serial_number: device.serial_number,
            totp: TOTP::new(Algorithm::SHA1, 6, 1, 30, seed, None, String::new()).unwrap(),
        }
    }

    /// The codes that a device shows now and after that.
    pub(crate) fn codes(&self, device: &Device) -> [String; 2] {
        let now = u64::try_from(self.clock.now().as_second()).unwrap();
        [now, now + 30].map(|at| device.totp.generate(at))
    }

    /// Enables a device for a user.
    pub(crate) async fn enable_mfa(&self, device: &Device, user: &str) {
        let [now, next] = self.codes(device);
        let members = [
            ("UserName", user),
            ("SerialNumber", &device.serial_number),
            ("AuthenticationCode1", &now),
            ("AuthenticationCode2", &next),
        ];
        self.ask::<iam::EnableMFADevice>(&self.root, &members)
            .await
            .unwrap();
    }
}
