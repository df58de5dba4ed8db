//! MFA devices, whom they are enabled for, and the last step of each.

use iamd_ident::Arn;

use super::{credentials::Owner, on::On};
use crate::{
    Error, KeyOwner, keyspace,
    records::{MfaDeviceRecord, MfaEntry, MfaStepRecord},
};

pub(super) async fn device(on: &mut On<'_>, record: MfaDeviceRecord) -> Result<(), Error> {
    let account = on.account()?;
    let path = record.path.as_str();
    let local = format!("{}{}", path.strip_prefix('/').unwrap_or(path), record.name);
    on.lies_at(&keyspace::mfa_device(account, &local)?);
    on.opens("its seed", &record.sealed_seed);
    let Some(enabled) = &record.enabled else {
        return Ok(());
    };
    // SECURITY: without it a code that was used counts once more.
    let step = keyspace::mfa_step(account, &local)?;
    on.expect::<MfaStepRecord>(&step, "it is enabled, for which it showed codes")
        .await?;
    let number = on
        .directory()
        .mfa_device_arn(account, &record.path, &record.name)
        .to_string();
    if let Some(owner) = Owner::of(on, enabled.owner).await? {
        let mut entries = owner.mfa_devices().iter();
        let is_listed =
            entries.any(|entry| entry.serial_number == number && entry.enabled == enabled.at);
        on.check(is_listed, || {
            "whomever it is enabled for does not know of it".to_owned()
        });
    }
    Ok(())
}

pub(super) async fn step(on: &mut On<'_>, _: MfaStepRecord) -> Result<(), Error> {
    let place = keyspace::mfa_device(on.account()?, on.segment(0))?;
    on.belongs_to::<MfaDeviceRecord>(&place).await
}

/// A device as the record of whomever it is enabled for knows it.
pub(super) async fn enabled_for(
    on: &mut On<'_>,
    owner: KeyOwner,
    entry: &MfaEntry,
) -> Result<(), Error> {
    let account = on.account()?;
    let before = Arn::iam(on.directory().partition(), account, format_args!("mfa/"));
    let number = &entry.serial_number;
    let Some(local) = number.strip_prefix(before.as_str()) else {
        on.damage(format!(
            "{number} is no device of the account in this partition"
        ));
        return Ok(());
    };
    let place = keyspace::mfa_device(account, local)?;
    let why = format!("the MFA device {number} is enabled for it");
    if let Some(device) = on.expect::<MfaDeviceRecord>(&place, &why).await? {
        let is_its = device
            .enabled
            .is_some_and(|enabled| enabled.owner == owner && enabled.at == entry.enabled);
        on.check(is_its, || format!("{place} is not enabled for it"));
    }
    Ok(())
}
