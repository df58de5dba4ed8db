//! Serial numbers: where the records of a device lie, and what a request that names it is decided
//! on.

use iamd_api::Action;
use iamd_auth::{Permit, Resource};
use iamd_ident::{AccountId, Arn, MfaDeviceName, Path};
use iamd_store::Key;

use crate::{
    Directory, Error, KeyOwner,
    draft::load,
    entity::{self, user_resource},
    keyspace,
    records::MfaDeviceRecord,
};

/// LIMIT: bytes of a serial number. SOURCE: IAM API Reference, type `serialNumberType`.
const SERIAL_NUMBER_BYTES_MAX: usize = 256;

/// Where the records of a device lie.
pub(crate) struct Places {
    pub(crate) device: Key,
    pub(crate) step: Key,
}

impl Directory {
    /// The serial number of a device.
    pub(crate) fn mfa_device_arn(
        &self,
        account: AccountId,
        path: &Path,
        name: &MfaDeviceName,
    ) -> Arn {
        Arn::iam_entity(self.partition(), account, "mfa", path, name)
    }

    /// Where a device of the account lies. None if no device of it can have this serial number: it
    /// is another account's, or that of a device of hardware, which there are none of here.
    pub(crate) fn mfa_places(
        &self,
        account: AccountId,
        serial_number: &str,
    ) -> Result<Option<Places>, Error> {
        let before = Arn::iam(self.partition(), account, format_args!("mfa/"));
        let local = serial_number.strip_prefix(before.as_str()).filter(|local| {
            is_path_and_name(local) && serial_number.len() <= SERIAL_NUMBER_BYTES_MAX
        });
        let Some(local) = local else {
            return Ok(None);
        };
        Ok(Some(Places {
            device: keyspace::mfa_device(account, local)?,
            step: keyspace::mfa_step(account, local)?,
        }))
    }

    /// What is decided on when a request names a device. What has no ARN gets the one that a device
    /// of this name would have.
    pub(crate) async fn mfa_resource(
        &self,
        account: AccountId,
        serial_number: &str,
    ) -> Result<Resource, Error> {
        let Ok(arn) = serial_number.parse::<Arn>() else {
            let arn = Arn::iam(
                self.partition(),
                account,
                format_args!("mfa/{serial_number}"),
            );
            return Ok(Resource::named(arn.to_string(), account));
        };
        let owner = arn.account_id().unwrap_or(account);
        let device = self.load_mfa_device(account, serial_number).await?;
        let mut resource = Resource::named(arn.to_string(), owner);
        if let Some(device) = device {
            resource.id = Some(id(&device));
            resource.tags = device.tags;
        }
        Ok(resource)
    }

    /// What is decided on when a request names a device and means whomever it is enabled for.
    pub(crate) async fn mfa_owner_resource(
        &self,
        account: AccountId,
        serial_number: &str,
    ) -> Result<Resource, Error> {
        let device = self.load_mfa_device(account, serial_number).await?;
        let owner = device.and_then(|device| device.enabled);
        let nobody = || Resource::any(account).shown_as(format!("mfa device {serial_number}"));
        Ok(match owner.map(|enabled| enabled.owner) {
            None => nobody(),
            Some(KeyOwner::RootUser) => {
                let arn = Arn::root_user(self.partition(), account);
                Resource::named(arn.to_string(), account)
            }
            Some(KeyOwner::User(id)) => match self.known_user(account, id).await? {
                Some(user) => {
                    user_resource(&user.facts).shown_as(format!("user {}", user.facts.name))
                }
                None => nobody(),
            },
        })
    }

    /// The device with a serial number as it is now.
    pub(super) async fn load_mfa_device(
        &self,
        account: AccountId,
        serial_number: &str,
    ) -> Result<Option<MfaDeviceRecord>, Error> {
        let Some(places) = self.mfa_places(account, serial_number)? else {
            return Ok(None);
        };
        let found = load::<MfaDeviceRecord>(self.store(), &places.device).await?;
        Ok(found.map(|(device, _)| device))
    }
}

/// Checks that a permit is for a device, and not for one of the same name that is gone.
///
/// # Errors
/// It is for another one.
pub(super) fn covers<O: Action>(
    permit: &Permit<O>,
    serial_number: &str,
    device: &MfaDeviceRecord,
) -> Result<(), Error> {
    entity::covers(permit, &serial_number, id(device))
}

/// What tells a device from its namesakes of other times: when it was made.
fn id(device: &MfaDeviceRecord) -> String {
    device.created.to_string()
}

/// Whether a text may be a path without its first slash, and a name.
fn is_path_and_name(local: &str) -> bool {
    let (path, name) = local
        .rsplit_once('/')
        .map_or((None, local), |(path, name)| (Some(path), name));
    let is_path = path.is_none_or(|path| format!("/{path}/").parse::<Path>().is_ok());
    is_path && name.parse::<MfaDeviceName>().is_ok()
}
