//! Phones: MFA devices with their seeds, and what users do with them.

use iamd_api::iam;
use iamd_auth::{
    Caller, MfaDevices, MfaFault, MfaStep, Target,
    mfa::totp::{Seed, code_at, step_of},
};
use iamd_directory::{CodePair, EnabledMfaDevice, Error, KeyHolder, MfaAssignment, PageRequest};
use iamd_ident::{Clock, MfaDeviceName, Path, Secret, UserName};

use crate::world::World;

/// Somebody's phone.
pub(crate) struct Phone {
    pub(crate) serial_number: String,
    pub(crate) seed: Seed,
    /// By how many steps its clock is ahead.
    pub(crate) drift: i64,
}

impl Phone {
    /// A phone for a new device.
    pub(crate) async fn new(world: &World, name: &str) -> Self {
        Self::try_new(world, &Path::root(), name).await.unwrap()
    }

    pub(crate) async fn try_new(world: &World, path: &Path, name: &str) -> Result<Self, Error> {
        let name = name.parse().unwrap();
        let target = Target::NewMfaDevice(path.clone(), MfaDeviceName::clone(&name));
        let act = |permit| {
            world
                .directory
                .create_mfa_device(permit, path, &name, Vec::new())
        };
        let made = world
            .with_permit::<iam::CreateVirtualMFADevice, _, _, _>(target, act)
            .await?;
        Ok(Self {
            serial_number: made.serial_number.to_string(),
            seed: made.seed,
            drift: 0,
        })
    }

    /// What the phone shows `steps` from now.
    pub(crate) fn code(&self, world: &World, steps: i64) -> Secret<String> {
        let now = step_of(world.clock.now());
        code_at(&self.seed, now.saturating_add_signed(self.drift + steps))
    }

    /// What it showed in the last step, and what it shows now.
    pub(crate) fn codes(&self, world: &World) -> CodePair {
        CodePair {
            first: self.code(world, -1),
            second: self.code(world, 0),
        }
    }
}

/// Whose devices the permit of a test is for.
fn target(holder: &KeyHolder) -> Target {
    match holder {
        KeyHolder::User(name) => Target::User(name.clone()),
        KeyHolder::RootUser => Target::Caller,
    }
}

pub(crate) fn holder(name: &UserName) -> KeyHolder {
    KeyHolder::User(name.clone())
}

impl World {
    pub(crate) async fn enable(
        &self,
        holder: &KeyHolder,
        phone: &Phone,
        codes: &CodePair,
    ) -> Result<(), Error> {
        let serial_number = &phone.serial_number;
        let act = |permit| {
            self.directory
                .enable_mfa_device(permit, holder, serial_number, codes)
        };
        self.with_permit::<iam::EnableMFADevice, _, _, _>(target(holder), act)
            .await
    }

    /// A phone that is enabled, with a minute gone so that it shows fresh codes.
    pub(crate) async fn enabled(&self, holder: &KeyHolder, name: &str) -> Phone {
        let phone = Phone::new(self, name).await;
        self.enable(holder, &phone, &phone.codes(self))
            .await
            .unwrap();
        self.clock.advance_seconds(60);
        phone
    }

    pub(crate) async fn resync(
        &self,
        holder: &KeyHolder,
        phone: &Phone,
        codes: &CodePair,
    ) -> Result<(), Error> {
        let serial_number = &phone.serial_number;
        let act = |permit| {
            self.directory
                .resync_mfa_device(permit, holder, serial_number, codes)
        };
        self.with_permit::<iam::ResyncMFADevice, _, _, _>(target(holder), act)
            .await
    }

    pub(crate) async fn deactivate(
        &self,
        holder: &KeyHolder,
        serial_number: &str,
    ) -> Result<(), Error> {
        let act = |permit| {
            self.directory
                .deactivate_mfa_device(permit, holder, serial_number)
        };
        self.with_permit::<iam::DeactivateMFADevice, _, _, _>(target(holder), act)
            .await
    }

    pub(crate) async fn delete_device(&self, serial_number: &str) -> Result<(), Error> {
        let act = |permit| self.directory.delete_mfa_device(permit, serial_number);
        let target = Target::MfaDevice(serial_number.to_owned());
        self.with_permit::<iam::DeleteVirtualMFADevice, _, _, _>(target, act)
            .await
    }

    pub(crate) async fn devices(&self, holder: &KeyHolder) -> Vec<EnabledMfaDevice> {
        let page = all();
        let act = |permit| self.directory.list_mfa_devices(permit, holder, &page);
        let page = self
            .with_permit::<iam::ListMFADevices, _, _, _>(target(holder), act)
            .await;
        page.unwrap().items
    }

    /// The serial numbers of the account's devices, with whether they are enabled.
    pub(crate) async fn virtual_devices(&self, which: MfaAssignment) -> Vec<(String, bool)> {
        let page = all();
        let act = |permit| {
            self.directory
                .list_virtual_mfa_devices(permit, which, &page)
        };
        let listed = self
            .with_permit::<iam::ListVirtualMFADevices, _, _, _>(Target::Any, act)
            .await;
        let devices = listed.unwrap().items.into_iter();
        devices
            .map(|device| (device.serial_number.to_string(), device.enabled.is_some()))
            .collect()
    }

    /// Checks a code as an operation does that shows it.
    pub(crate) async fn check_code(
        &self,
        caller: &Caller,
        phone: &Phone,
        code: &Secret<String>,
    ) -> Result<MfaStep, MfaFault> {
        self.directory
            .check_code(caller, &phone.serial_number, code, self.clock.now())
            .await
            .unwrap()
    }

    /// Checks a code and uses it up.
    pub(crate) async fn use_code(
        &self,
        caller: &Caller,
        phone: &Phone,
        code: &Secret<String>,
    ) -> Result<(), MfaFault> {
        let step = self.check_code(caller, phone, code).await?;
        if self.directory.spend(&step).await.unwrap() {
            return Ok(());
        }
        Err(MfaFault::WrongCode)
    }
}

fn all() -> PageRequest {
    PageRequest {
        marker: None,
        items_max: 1000,
    }
}
