//! Virtual MFA devices of users and root users.
//!
//! ```text
//! create ──▶ unassigned ──── enable: two codes ────▶ enabled for one user ──── code, code, …
//!             ▲    │                                       │
//!           delete └────────────── deactivate ─────────────┘
//! ```
//!
//! A device is enabled for one user at a time, whose record lists it. The steps whose codes it showed
//! are counted for as long as there is the device: see [`codes`].

use iamd_api::{
    Action,
    iam::{
        CreateVirtualMFADevice, DeactivateMFADevice, DeleteVirtualMFADevice, GetMFADevice,
        ListMFADevices, ListVirtualMFADevices,
    },
};
use iamd_auth::{Permit, mfa::totp::Seed};
use iamd_ident::{AccountId, Arn, MfaDeviceName, Path, Tag, Timestamp, UserName};

use crate::{
    AccountQuota, Dependents, Directory, Error, KeyHolder, KeyOwner, Page, PageRequest, Quota,
    RootUser, User,
    draft::{Draft, parse, transact},
    entity::covers,
    keyspace,
    page::{Walk, cut, place_by_age},
    records::{EnabledRecord, MfaDeviceRecord, MfaEntry},
};

mod codes;
mod places;
mod tags;

pub use codes::CodePair;
use places::Places;

/// LIMIT: tags of a device. SOURCE: IAM User Guide, "IAM and AWS STS quotas".
const TAGS_MAX: usize = 50;

const LIST: &str = "virtual-mfa-devices";

/// A device in the moment of its making: the only one in which its seed is told.
#[derive(Debug)]
pub struct NewMfaDevice {
    /// Its serial number: `arn:PARTITION:iam::ACCOUNT:mfa/PATH/NAME`.
    pub serial_number: Arn,
    /// What it makes its codes of.
    pub seed: Seed,
}

/// A device that is enabled for a user or the root user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnabledMfaDevice {
    /// Its serial number.
    pub serial_number: String,
    /// The name of the user; none for the root user.
    pub user_name: Option<UserName>,
    /// Since when.
    pub enabled: Timestamp,
}

/// Which devices a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MfaAssignment {
    /// Those that are enabled for somebody.
    Assigned,
    /// Those that are not.
    Unassigned,
    /// All.
    Any,
}

/// A virtual device, enabled or not.
#[derive(Clone, Debug)]
pub struct VirtualMfaDevice {
    /// Its serial number.
    pub serial_number: Arn,
    /// Whom it is enabled for and since when, if it is.
    pub enabled: Option<(MfaUser, Timestamp)>,
}

/// Whom a device is enabled for.
#[derive(Clone, Debug)]
pub enum MfaUser {
    /// The root user of the account.
    RootUser(RootUser),
    /// A user.
    User(User),
}

impl Directory {
    /// Makes a device with a seed of its own, which is told this once.
    ///
    /// # Errors
    /// There is one with this path and name, its serial number would be too long, or it would have
    /// too many tags.
    pub async fn create_mfa_device(
        &self,
        permit: Permit<CreateVirtualMFADevice>,
        path: &Path,
        name: &MfaDeviceName,
        tags: Vec<Tag>,
    ) -> Result<NewMfaDevice, Error> {
        let account = permit.account();
        let serial_number = self.mfa_device_arn(account, path, name);
        permit.covers(&serial_number)?;
        if tags.len() > TAGS_MAX {
            return Err(Error::Quota(Quota::TagsPerMfaDevice));
        }
        let places = self.mfa_places(account, serial_number.as_str())?;
        let places = places.ok_or(Error::MfaSerialNumberTooLong)?;
        let seed = Seed::generate(self.random());
        let record = MfaDeviceRecord {
            name: name.clone(),
            path: path.clone(),
            created: self.clock().now(),
            tags,
            sealed_seed: self.seal_secret(&places.device, seed.expose())?,
            drift_steps: 0,
            enabled: None,
        };
        let _room = self.reserve(account, AccountQuota::MfaDevices).await?;
        transact!(self, |draft| {
            let known = draft.read::<MfaDeviceRecord>(&places.device).await?;
            if known.is_some() {
                return Err(Error::MfaDeviceExists {
                    serial_number: serial_number.to_string(),
                });
            }
            draft.put(places.device.clone(), &record)
        });
        Ok(NewMfaDevice {
            serial_number,
            seed,
        })
    }

    /// Deletes a device that is not enabled, and with it which of its codes were used.
    ///
    /// # Errors
    /// There is none with this serial number, or it is enabled.
    pub async fn delete_mfa_device(
        &self,
        permit: Permit<DeleteVirtualMFADevice>,
        serial_number: &str,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let (places, device) = self
                .draft_mfa_device(&mut draft, account, serial_number)
                .await?;
            places::covers(&permit, serial_number, &device)?;
            if device.enabled.is_some() {
                return Err(Error::InUse(Dependents::EnabledMfaDevice));
            }
            draft.delete(places.device);
            draft.delete(places.step);
            Ok(())
        });
        self.mfa_guesses().forget(account, serial_number);
        self.mfa_enabling_guesses().forget(account, serial_number);
        Ok(())
    }

    /// Takes a device from the user that it is enabled for. It stays, and so does which of its codes
    /// were used.
    ///
    /// # Errors
    /// There is no such user or device, or it is not enabled for this user.
    pub async fn deactivate_mfa_device(
        &self,
        permit: Permit<DeactivateMFADevice>,
        holder: &KeyHolder,
        serial_number: &str,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut user = self
                .permitted_key_holder(&mut draft, &permit, holder)
                .await?;
            let (places, mut device) = self
                .draft_mfa_device(&mut draft, account, serial_number)
                .await?;
            owned(&device, user.as_owner(), serial_number)?;
            device.enabled = None;
            user.mfa_devices_mut()
                .retain(|entry| entry.serial_number != serial_number);
            draft.put(places.device, &device)?;
            user.put(&mut draft, account)
        });
        Ok(())
    }

    /// The devices of a user or the root user, in the order in which they were enabled.
    ///
    /// # Errors
    /// There is no such user, or the marker is not one of this list's.
    pub async fn list_mfa_devices(
        &self,
        permit: Permit<ListMFADevices>,
        holder: &KeyHolder,
        page: &PageRequest,
    ) -> Result<Page<EnabledMfaDevice>, Error> {
        let mut draft = Draft::new(self.store());
        let user = self
            .permitted_key_holder(&mut draft, &permit, holder)
            .await?;
        let mut entries = user.mfa_devices().to_vec();
        entries.sort_by_cached_key(by_age);
        let page = cut("mfa-devices", entries, page, by_age)?;
        Ok(page.map(|entry| EnabledMfaDevice {
            serial_number: entry.serial_number,
            user_name: user.user_name(),
            enabled: entry.enabled,
        }))
    }

    /// A device of the user that is named or, if none is, of whomever it is enabled for. None if it
    /// is enabled for nobody, and nobody was named.
    ///
    /// # Errors
    /// There is no such user or device, or it is not enabled for this user.
    pub async fn get_mfa_device(
        &self,
        permit: Permit<GetMFADevice>,
        holder: Option<&KeyHolder>,
        serial_number: &str,
    ) -> Result<Option<EnabledMfaDevice>, Error> {
        let account = permit.account();
        let mut draft = Draft::new(self.store());
        let named = match holder {
            Some(holder) => Some(
                self.permitted_key_holder(&mut draft, &permit, holder)
                    .await?,
            ),
            None => None,
        };
        let (_, device) = self
            .draft_mfa_device(&mut draft, account, serial_number)
            .await?;
        let user_name = if let Some(user) = named {
            owned(&device, user.as_owner(), serial_number)?;
            user.user_name()
        } else {
            let owner = device.enabled.as_ref().map(|enabled| enabled.owner);
            self.permitted_mfa_owner(&permit, owner).await?
        };
        Ok(device.enabled.map(|enabled| EnabledMfaDevice {
            serial_number: serial_number.to_owned(),
            user_name,
            enabled: enabled.at,
        }))
    }

    /// The name of the user whom a device is enabled for, if there is one and the permit is for
    /// whomever it is enabled for.
    async fn permitted_mfa_owner<O: Action>(
        &self,
        permit: &Permit<O>,
        owner: Option<KeyOwner>,
    ) -> Result<Option<UserName>, Error> {
        let account = permit.account();
        let user = match owner {
            Some(KeyOwner::User(id)) => self.known_user(account, id).await?,
            Some(KeyOwner::RootUser) => {
                permit.covers(&Arn::root_user(self.partition(), account))?;
                return Ok(None);
            }
            None => None,
        };
        let Some(user) = user else {
            permit.covers(&"*")?;
            return Ok(None);
        };
        covers(permit, &user.facts.arn, user.facts.id)?;
        Ok(Some(user.facts.name.clone()))
    }

    /// The virtual devices of the account, in the order of their paths and names.
    ///
    /// # Errors
    /// The marker is not one of this list's.
    pub async fn list_virtual_mfa_devices(
        &self,
        permit: Permit<ListVirtualMFADevices>,
        assignment: MfaAssignment,
        page: &PageRequest,
    ) -> Result<Page<VirtualMfaDevice>, Error> {
        let account = permit.account();
        permit.covers(&"*")?;
        let snapshot = self.snapshot().await?;
        let devices = keyspace::mfa_devices(account);
        let mut walk = Walk::begin(&snapshot, LIST, &devices, page)?;
        while let Some((_, stored)) = walk.next().await? {
            let (device, _) = parse::<MfaDeviceRecord>(&stored)?;
            let is_wanted = match assignment {
                MfaAssignment::Any => true,
                MfaAssignment::Assigned => device.enabled.is_some(),
                MfaAssignment::Unassigned => device.enabled.is_none(),
            };
            if !is_wanted {
                continue;
            }
            let serial_number = self.mfa_device_arn(account, &device.path, &device.name);
            let enabled = match device.enabled {
                Some(enabled) => self.mfa_user(account, &enabled).await?,
                None => None,
            };
            if !walk.show(VirtualMfaDevice {
                serial_number,
                enabled,
            }) {
                break;
            }
        }
        Ok(walk.page())
    }

    async fn mfa_user(
        &self,
        account: AccountId,
        enabled: &EnabledRecord,
    ) -> Result<Option<(MfaUser, Timestamp)>, Error> {
        let user = match enabled.owner {
            KeyOwner::RootUser => self.root_user(account).await?.map(MfaUser::RootUser),
            KeyOwner::User(id) => {
                let user = self.known_user(account, id).await?;
                user.map(|user| MfaUser::User(self.user_of(account, user.record.clone())))
            }
        };
        Ok(user.map(|user| (user, enabled.at)))
    }

    /// The device with a serial number, taken for granted by a draft.
    async fn draft_mfa_device(
        &self,
        draft: &mut Draft<'_>,
        account: AccountId,
        serial_number: &str,
    ) -> Result<(Places, MfaDeviceRecord), Error> {
        let missing = || Error::NoSuchMfaDevice {
            serial_number: serial_number.to_owned(),
        };
        let places = self
            .mfa_places(account, serial_number)?
            .ok_or_else(missing)?;
        let device = draft.read(&places.device).await?.ok_or_else(missing)?;
        Ok((places, device))
    }
}

/// Checks that a device is enabled for somebody.
fn owned(device: &MfaDeviceRecord, owner: KeyOwner, serial_number: &str) -> Result<(), Error> {
    if device
        .enabled
        .as_ref()
        .is_some_and(|enabled| enabled.owner == owner)
    {
        return Ok(());
    }
    Err(Error::MfaDeviceOfAnother {
        serial_number: serial_number.to_owned(),
    })
}

/// A text that sorts devices by when they were enabled.
fn by_age(entry: &MfaEntry) -> String {
    place_by_age(entry.enabled, &entry.serial_number)
}
