//! EnableMFADevice, ResyncMFADevice, DeactivateMFADevice, GetMFADevice, ListMFADevices: the devices
//! of users.

use std::collections::BTreeMap;

use iamd_api::{
    Error,
    iam::{
        DeactivateMFADevice, DeactivateMFADeviceRequest, EnableMFADevice, EnableMFADeviceRequest,
        GetMFADevice, GetMFADeviceRequest, GetMFADeviceResponse, ListMFADevices,
        ListMFADevicesRequest, ListMFADevicesResponse, MFADevice, ResyncMFADevice,
        ResyncMFADeviceRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::{CodePair, EnabledMfaDevice, KeyHolder};
use iamd_ident::AccountId;

use crate::{Iam, error::answer, input};

/// Whose devices are meant: the named user's, or the caller's own.
///
/// The root user has no name. It calls itself by the id of its account, and to it that is never the
/// name of a user: so nobody who may make users makes the root user's device another's.
/// AWS has no operation that enables a device of the root user.
fn holder(call: Call<'_>, user_name: Option<&str>) -> Result<KeyHolder, Error> {
    let caller = call.caller;
    if caller.is_root_user() {
        let own_name = caller.account().map(|account| account.to_string());
        if user_name.is_none() || user_name == own_name.as_deref() {
            return Ok(KeyHolder::RootUser);
        }
    }
    input::key_holder(call, user_name)
}

/// What is enabled for a user is decided on as that user.
fn on_holder(call: Call<'_>, user_name: Option<&str>) -> Result<Requirements, Error> {
    let target = match holder(call, user_name)? {
        KeyHolder::User(name) => Target::User(name),
        KeyHolder::RootUser => Target::Caller,
    };
    Ok(Requirements::on(target))
}

impl Perform<EnableMFADevice> for Iam {
    type Input = EnableMFADeviceRequest;
    type Output = ();

    fn requirements(
        &self,
        call: Call<'_>,
        input: &EnableMFADeviceRequest,
    ) -> Result<Requirements, Error> {
        on_holder(call, Some(&input.user_name))
    }

    async fn run(
        &self,
        permit: Permit<EnableMFADevice>,
        call: Call<'_>,
        input: EnableMFADeviceRequest,
    ) -> Result<(), Error> {
        let holder = holder(call, Some(&input.user_name))?;
        let codes = CodePair {
            first: input.authentication_code1,
            second: input.authentication_code2,
        };
        self.directory()
            .enable_mfa_device(permit, &holder, &input.serial_number, &codes)
            .await
            .map_err(answer)
    }
}

impl Perform<ResyncMFADevice> for Iam {
    type Input = ResyncMFADeviceRequest;
    type Output = ();

    fn requirements(
        &self,
        call: Call<'_>,
        input: &ResyncMFADeviceRequest,
    ) -> Result<Requirements, Error> {
        on_holder(call, Some(&input.user_name))
    }

    async fn run(
        &self,
        permit: Permit<ResyncMFADevice>,
        call: Call<'_>,
        input: ResyncMFADeviceRequest,
    ) -> Result<(), Error> {
        let holder = holder(call, Some(&input.user_name))?;
        let codes = CodePair {
            first: input.authentication_code1,
            second: input.authentication_code2,
        };
        self.directory()
            .resync_mfa_device(permit, &holder, &input.serial_number, &codes)
            .await
            .map_err(answer)
    }
}

impl Perform<DeactivateMFADevice> for Iam {
    type Input = DeactivateMFADeviceRequest;
    type Output = ();

    fn requirements(
        &self,
        call: Call<'_>,
        input: &DeactivateMFADeviceRequest,
    ) -> Result<Requirements, Error> {
        on_holder(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<DeactivateMFADevice>,
        call: Call<'_>,
        input: DeactivateMFADeviceRequest,
    ) -> Result<(), Error> {
        let holder = holder(call, input.user_name.as_deref())?;
        self.directory()
            .deactivate_mfa_device(permit, &holder, &input.serial_number)
            .await
            .map_err(answer)
    }
}

impl Perform<GetMFADevice> for Iam {
    type Input = GetMFADeviceRequest;
    type Output = GetMFADeviceResponse;

    /// Without a name, whoever the device is enabled for is meant: the answer tells the name.
    fn requirements(
        &self,
        call: Call<'_>,
        input: &GetMFADeviceRequest,
    ) -> Result<Requirements, Error> {
        match &input.user_name {
            Some(name) => on_holder(call, Some(name)),
            None => Ok(Requirements::on(Target::MfaDeviceOwner(
                input.serial_number.clone(),
            ))),
        }
    }

    async fn run(
        &self,
        permit: Permit<GetMFADevice>,
        call: Call<'_>,
        input: GetMFADeviceRequest,
    ) -> Result<GetMFADeviceResponse, Error> {
        let account = permit.account();
        let named = input.user_name.as_deref();
        let holder = named.map(|name| holder(call, Some(name))).transpose()?;
        let device = self
            .directory()
            .get_mfa_device(permit, holder.as_ref(), &input.serial_number)
            .await
            .map_err(answer)?;
        let device = device.map(|device| shown(account, device));
        Ok(GetMFADeviceResponse {
            enable_date: device.as_ref().map(|device| device.enable_date),
            user_name: device.map(|device| device.user_name),
            serial_number: input.serial_number,
            certifications: BTreeMap::new(),
        })
    }
}

impl Perform<ListMFADevices> for Iam {
    type Input = ListMFADevicesRequest;
    type Output = ListMFADevicesResponse;

    fn requirements(
        &self,
        call: Call<'_>,
        input: &ListMFADevicesRequest,
    ) -> Result<Requirements, Error> {
        on_holder(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<ListMFADevices>,
        call: Call<'_>,
        input: ListMFADevicesRequest,
    ) -> Result<ListMFADevicesResponse, Error> {
        let account = permit.account();
        let holder = holder(call, input.user_name.as_deref())?;
        let page = input::page(input.marker.as_ref(), input.max_items);
        let devices = self
            .directory()
            .list_mfa_devices(permit, &holder, &page)
            .await
            .map_err(answer)?;
        let shown = |device| shown(account, device);
        Ok(ListMFADevicesResponse {
            mfa_devices: devices.items.into_iter().map(shown).collect(),
            is_truncated: Some(devices.next.is_some()),
            marker: devices.next,
        })
    }
}

/// The root user is shown under the name by which it calls itself.
fn shown(account: AccountId, device: EnabledMfaDevice) -> MFADevice {
    let user_name = device.user_name.map(|name| name.to_string());
    MFADevice {
        user_name: user_name.unwrap_or_else(|| account.to_string()),
        serial_number: device.serial_number,
        enable_date: device.enabled,
    }
}
