//! Virtual MFA devices: create, enable for a user, deactivate, delete.
//!
//! A virtual device is a seed from which a phone's authenticator makes codes, a new one each thirty
//! seconds. Each code counts once.
//!
//! # The program `mfa`, step by step
//!
//! AWS's page is "Assume an IAM role that requires an MFA token with AWS STS". Its functions are
//! `setup`, `try_to_assume_role_without_mfa`, `list_buckets_from_assumed_role_with_mfa` and
//! `teardown`, and so they are in the program; the calls they make are these.
//!
//! | step of AWS's page | function | operation |
//! |---|---|---|
//! | make a user | [`crate::users::create_user`] | `CreateUser` |
//! | make a device, show its QR code | [`create_device`], [`crate::QrCode`] | `CreateVirtualMFADevice` |
//! | enable it with two codes in a row | [`enable_device`] | `EnableMFADevice` |
//! | make a key for the user, wait until it is known | [`crate::access_keys::create_key`] | `CreateAccessKey` |
//! | make a role that trusts the user, with MFA | [`crate::roles::create_role`] | `CreateRole` |
//! | make a policy that lists buckets, attach it to the role | [`crate::policies::create_policy`], [`crate::roles::attach_policy`] | `CreatePolicy`, `AttachRolePolicy` |
//! | let the user assume the role | [`crate::users::put_policy`] | `PutUserPolicy` |
//! | be refused to assume it without a code | [`crate::roles::assume_role`] | `AssumeRole` |
//! | assume it with a code | [`crate::roles::assume_role`] | `AssumeRole` |
//! | list the buckets of the role's account | [`crate::buckets::list_buckets`] | `ListBuckets` |
//! | take all down | [`crate::roles::detach_policy`], [`crate::policies::delete_policy`], [`crate::roles::delete_role`], [`crate::users::delete_policy`], [`crate::access_keys::delete_key`], [`deactivate_device`], [`delete_device`], [`crate::users::delete_user`] | `DetachRolePolicy`, `DeletePolicy`, `DeleteRole`, `DeleteUserPolicy`, `DeleteAccessKey`, `DeactivateMFADevice`, `DeleteVirtualMFADevice`, `DeleteUser` |
//!
//! AWS's page waits ten seconds here and there. This program tries until what it made is known. With
//! `--yes` it reads the QR code itself, as a phone does ([`crate::Authenticator`]); otherwise the
//! person scans it and types the codes. With `--role-profile` the role belongs to another account.
//!
//! ```no_run
//! # async fn example(iam: aws_sdk_iam::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use iamd_scenarios::{Authenticator, QrCode, mfa};
//!
//! let device = mfa::create_device(&iam, "phone").await?;
//! let phone = Authenticator::scan(&QrCode::read(&device.qr_code_png)?)?;
//! let step = phone.step_at(std::time::Duration::from_secs(1_800_000_000));
//! let codes = [step - 1, step].map(|step| phone.code(step));
//! mfa::enable_device(&iam, "Bob", &device.serial_number, &codes).await?;
//! # Ok(())
//! # }
//! ```

pub(crate) mod program;

use aws_sdk_iam::Client;

use crate::{Attempt, Failure};

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
    let attempt = || Attempt::CreateDevice(name.to_owned());
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
        .ok_or_else(|| Failure::incomplete(attempt(), "QRCodePNG"))?;
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
            let attempt = Attempt::EnableDevice {
                user: user_name.to_owned(),
                device: serial_number.to_owned(),
            };
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
            let attempt = Attempt::DeactivateDevice {
                user: user_name.to_owned(),
                device: serial_number.to_owned(),
            };
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
            let attempt = Attempt::DeleteDevice(serial_number.to_owned());
            Failure::call(attempt, &error)
        })?;
    tracing::info!(serial_number, "deleted a virtual MFA device");
    Ok(())
}
