//! MFA devices, whose codes count once.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use qrcodegen::{QrCode, QrCodeEcc};
use totp_rs::{Algorithm, TOTP};

use super::{
    ACCOUNT, Fake,
    identity::Result,
    request::{Request, element},
};

/// The seed of every device.
const SEED: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const SEED_BYTES: &[u8] = b"12345678901234567890";
const STEP_SECONDS: u64 = 30;

/// A virtual device.
#[derive(Debug, Default)]
pub(crate) struct Device {
    /// For whom it is enabled.
    pub(crate) user: Option<String>,
    /// The last step whose code counted.
    spent: Option<u64>,
}

impl Fake {
    pub(super) fn perform_on_device(&mut self, request: &Request, user: &str) -> Result {
        let serial_number = request.get("SerialNumber");
        match request.action.as_str() {
            "CreateVirtualMFADevice" => {
                let name = request.get("VirtualMFADeviceName");
                let serial_number = format!("arn:aws:iam::{ACCOUNT}:mfa/{name}");
                let answer = element("SerialNumber", &serial_number)
                    + &element("QRCodePNG", &STANDARD.encode(picture()));
                self.devices.insert(serial_number, Device::default());
                Ok(element("VirtualMFADevice", &answer))
            }
            "EnableMFADevice" => {
                self.users.get(user).ok_or("NoSuchEntity")?;
                let codes = ["AuthenticationCode1", "AuthenticationCode2"];
                for code in codes.map(|member| request.get(member)) {
                    if !self.spend(serial_number, code) {
                        return Err("InvalidAuthenticationCode");
                    }
                }
                let device = self.devices.get_mut(serial_number).ok_or("NoSuchEntity")?;
                device.user = Some(user.to_owned());
                Ok(String::new())
            }
            "DeactivateMFADevice" => {
                let device = self.devices.get_mut(serial_number).ok_or("NoSuchEntity")?;
                let was_theirs = device.user.take_if(|of| of == user).is_some();
                was_theirs.then(String::new).ok_or("NoSuchEntity")
            }
            "DeleteVirtualMFADevice" => {
                let device = self.devices.get(serial_number).ok_or("NoSuchEntity")?;
                if device.user.is_some() {
                    return Err("DeleteConflict");
                }
                self.devices.remove(serial_number);
                Ok(String::new())
            }
            _ => Err("InvalidAction"),
        }
    }

    /// Whether a code is that of now, or of one step before or after it, and later than all that
    /// counted before.
    pub(super) fn spend(&mut self, serial_number: &str, code: &str) -> bool {
        let now = self.clock.unwrap().since_1970().as_secs() / STEP_SECONDS;
        let Some(device) = self.devices.get_mut(serial_number) else {
            return false;
        };
        let totp = TOTP::new_unchecked(
            Algorithm::SHA1,
            6,
            0,
            STEP_SECONDS,
            SEED_BYTES.to_vec(),
            None,
            String::new(),
        );
        let is_right = |step: &u64| totp.generate(step * STEP_SECONDS) == code;
        let step = (now - 1..=now + 1).find(is_right);
        let counts = step.is_some() && step > device.spent;
        if counts {
            device.spent = step;
        }
        counts
    }
}

/// The QR code of every device, as a PNG picture.
fn picture() -> Vec<u8> {
    const SCALE: i32 = 4;
    const QUIET: i32 = 4;
    let content = format!("otpauth://totp/Fake:Bob@{ACCOUNT}?secret={SEED}&issuer=Fake");
    let code = QrCode::encode_text(&content, QrCodeEcc::Medium).unwrap();
    let pixels = (code.size() + 2 * QUIET) * SCALE;
    let grey = |x: i32, y: i32| {
        let is_dark = code.get_module(x / SCALE - QUIET, y / SCALE - QUIET);
        if is_dark { 0 } else { 255 }
    };
    let bytes: Vec<u8> = (0..pixels)
        .flat_map(|y| (0..pixels).map(move |x| (x, y)))
        .map(|(x, y)| grey(x, y))
        .collect();
    let mut png = Vec::new();
    let size = u32::try_from(pixels).unwrap();
    let mut encoder = png::Encoder::new(&mut png, size, size);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&bytes).unwrap();
    writer.finish().unwrap();
    png
}
