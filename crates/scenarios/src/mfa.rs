//! Virtual MFA devices: create, enable for a user, deactivate, delete.
//!
//! A virtual device is a seed from which a phone's authenticator makes codes, a new one each thirty
//! seconds. Each code counts once.

pub(crate) mod program;

use aws_sdk_iam::Client;

use crate::Failure;

/// A virtual MFA device that was made.
///
/// SECURITY: the picture holds the seed, so there is no `Debug`.
pub struct VirtualDevice {
    /// Its ARN.
    pub serial_number: String,
    /// The QR code that an authenticator scans. No other answer ever has it.
    pub qr_code_png: Vec<u8>,
}

/// Makes a virtual MFA device, which is nobody's until it is enabled.
///
/// # Errors
/// The call failed; `EntityAlreadyExists` if there is a device of this name.
pub async fn create_device(iam: &Client, name: &str) -> Result<VirtualDevice, Failure> {
    let attempt = || format!("create the virtual MFA device {name}");
    let created = iam
        .create_virtual_mfa_device()
        .virtual_mfa_device_name(name)
        .send()
        .await
        .map_err(|error| Failure::call(attempt(), &error))?;
    let device = created
        .virtual_mfa_device
        .and_then(|device| {
            Some(VirtualDevice {
                serial_number: device.serial_number,
                qr_code_png: device.qr_code_png?.into_inner(),
            })
        })
        .ok_or_else(|| Failure::incomplete(attempt()))?;
    tracing::info!(
        serial_number = device.serial_number,
        "created a virtual MFA device"
    );
    Ok(device)
}

/// Enables a device for a user, who proves by two consecutive codes that it knows the seed.
///
/// # Errors
/// The call failed; `InvalidAuthenticationCode` if the codes are not right or were used before.
pub async fn enable_device(
    iam: &Client,
    user_name: &str,
    serial_number: &str,
    codes: &[String; 2],
) -> Result<(), Failure> {
    let [first, second] = codes;
    iam.enable_mfa_device()
        .user_name(user_name)
        .serial_number(serial_number)
        .authentication_code1(first)
        .authentication_code2(second)
        .send()
        .await
        .map_err(|error| {
            let attempt = format!("enable the MFA device {serial_number} for {user_name}");
            Failure::call(attempt, &error)
        })?;
    tracing::info!(user_name, serial_number, "enabled an MFA device");
    Ok(())
}

/// Takes a device from a user.
///
/// # Errors
/// The call failed; `NoSuchEntity` if the device is not enabled for this user.
pub async fn deactivate_device(
    iam: &Client,
    user_name: &str,
    serial_number: &str,
) -> Result<(), Failure> {
    iam.deactivate_mfa_device()
        .user_name(user_name)
        .serial_number(serial_number)
        .send()
        .await
        .map_err(|error| {
            let attempt = format!("deactivate the MFA device {serial_number} of {user_name}");
            Failure::call(attempt, &error)
        })?;
    tracing::info!(user_name, serial_number, "deactivated an MFA device");
    Ok(())
}

/// Deletes a virtual device that is not enabled for anybody.
///
/// # Errors
/// The call failed; `DeleteConflict` if the device is enabled for somebody.
pub async fn delete_device(iam: &Client, serial_number: &str) -> Result<(), Failure> {
    iam.delete_virtual_mfa_device()
        .serial_number(serial_number)
        .send()
        .await
        .map_err(|error| {
            let attempt = format!("delete the virtual MFA device {serial_number}");
            Failure::call(attempt, &error)
        })?;
    tracing::info!(serial_number, "deleted a virtual MFA device");
    Ok(())
}
