//! CreateVirtualMFADevice, DeleteVirtualMFADevice, ListVirtualMFADevices.

use iamd_api::{
    Error,
    iam::{
        AssignmentStatusType, CreateVirtualMFADevice, CreateVirtualMFADeviceRequest,
        CreateVirtualMFADeviceResponse, DeleteVirtualMFADevice, DeleteVirtualMFADeviceRequest,
        ListVirtualMFADevices, ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse, User,
        VirtualMFADevice,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::{MfaAssignment, MfaUser, VirtualMfaDevice};
use iamd_ident::Secret;

use crate::{
    Iam,
    error::{self, answer},
    input, output, qr_code,
};

impl Perform<CreateVirtualMFADevice> for Iam {
    type Input = CreateVirtualMFADeviceRequest;
    type Output = CreateVirtualMFADeviceResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &CreateVirtualMFADeviceRequest,
    ) -> Result<Requirements, Error> {
        let path = input::path(input.path.as_deref())?;
        let name = input::name(&input.virtual_mfa_device_name)?;
        let target = Target::NewMfaDevice(path, name);
        let requirements = Requirements::on(target.clone()).tags(input::exact_tags(&input.tags)?);
        if input.tags.is_empty() {
            return Ok(requirements);
        }
        Ok(requirements.also("iam:TagMFADevice", target))
    }

    async fn run(
        &self,
        permit: Permit<CreateVirtualMFADevice>,
        _call: Call<'_>,
        input: CreateVirtualMFADeviceRequest,
    ) -> Result<CreateVirtualMFADeviceResponse, Error> {
        let account = permit.account();
        let path = input::path(input.path.as_deref())?;
        let name = input::name(&input.virtual_mfa_device_name)?;
        let tags = input::exact_tags(&input.tags)?;
        let made = self
            .directory()
            .create_mfa_device(permit, &path, &name, tags.clone())
            .await
            .map_err(answer)?;
        let seed = made.seed.to_base32();
        let code =
            qr_code::of_seed(&name, account, &seed).map_err(|error| error::internal(&error))?;
        let seed = Secret::new(seed.expose().clone().into_bytes());
        Ok(CreateVirtualMFADeviceResponse {
            virtual_mfa_device: VirtualMFADevice {
                serial_number: made.serial_number.to_string(),
                base32_string_seed: Some(seed),
                qr_code_png: Some(code),
                tags: output::tags(tags),
                ..VirtualMFADevice::default()
            },
        })
    }
}

impl Perform<DeleteVirtualMFADevice> for Iam {
    type Input = DeleteVirtualMFADeviceRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeleteVirtualMFADeviceRequest,
    ) -> Result<Requirements, Error> {
        let target = Target::MfaDevice(input.serial_number.clone());
        Ok(Requirements::on(target))
    }

    async fn run(
        &self,
        permit: Permit<DeleteVirtualMFADevice>,
        _call: Call<'_>,
        input: DeleteVirtualMFADeviceRequest,
    ) -> Result<(), Error> {
        self.directory()
            .delete_mfa_device(permit, &input.serial_number)
            .await
            .map_err(answer)
    }
}

impl Perform<ListVirtualMFADevices> for Iam {
    type Input = ListVirtualMFADevicesRequest;
    type Output = ListVirtualMFADevicesResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &ListVirtualMFADevicesRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<ListVirtualMFADevices>,
        _call: Call<'_>,
        input: ListVirtualMFADevicesRequest,
    ) -> Result<ListVirtualMFADevicesResponse, Error> {
        let page = input::page(input.marker.as_ref(), input.max_items);
        let devices = self
            .directory()
            .list_virtual_mfa_devices(permit, assignment(input.assignment_status), &page)
            .await
            .map_err(answer)?;
        Ok(ListVirtualMFADevicesResponse {
            virtual_mfa_devices: devices.items.into_iter().map(listed).collect(),
            is_truncated: Some(devices.next.is_some()),
            marker: devices.next,
        })
    }
}

/// SOURCE: IAM API Reference, `ListVirtualMFADevices`: without a status all devices are listed.
fn assignment(status: Option<AssignmentStatusType>) -> MfaAssignment {
    match status {
        Some(AssignmentStatusType::Assigned) => MfaAssignment::Assigned,
        Some(AssignmentStatusType::Unassigned) => MfaAssignment::Unassigned,
        Some(AssignmentStatusType::Any) | None => MfaAssignment::Any,
    }
}

/// A device with its user, without its seed and its tags, as lists tell it.
///
/// SOURCE: recorded answers of ListVirtualMFADevices.
fn listed(device: VirtualMfaDevice) -> VirtualMFADevice {
    let (user, enable_date) = device.enabled.unzip();
    VirtualMFADevice {
        serial_number: device.serial_number.to_string(),
        user: user.as_ref().map(listed_user),
        enable_date,
        ..VirtualMFADevice::default()
    }
}

fn listed_user(user: &MfaUser) -> User {
    match user {
        MfaUser::User(user) => output::listed_user(user),
        MfaUser::RootUser(root) => output::root_user(root),
    }
}
