//! Tags of MFA devices.

use iamd_api::iam::{ListMFADeviceTags, TagMFADevice, UntagMFADevice};
use iamd_auth::Permit;
use iamd_ident::Tag;

use super::{TAGS_MAX, places::covers};
use crate::{
    Directory, Error, Page, PageRequest, Quota,
    draft::{Draft, transact},
    page::cut,
    tags,
};

impl Directory {
    /// Adds tags to a device, each in the place of one with the very same key.
    ///
    /// # Errors
    /// There is no such device, or it would have too many tags.
    pub async fn tag_mfa_device(
        &self,
        permit: Permit<TagMFADevice>,
        serial_number: &str,
        new: &[Tag],
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let (places, mut device) = self
                .draft_mfa_device(&mut draft, account, serial_number)
                .await?;
            covers(&permit, serial_number, &device)?;
            tags::merge(&mut device.tags, new, tags::OF_POLICIES);
            if device.tags.len() > TAGS_MAX {
                return Err(Error::Quota(Quota::TagsPerMfaDevice));
            }
            draft.put(places.device, &device)
        });
        Ok(())
    }

    /// Takes tags from a device; keys that it has not are passed over.
    ///
    /// # Errors
    /// There is no such device.
    pub async fn untag_mfa_device(
        &self,
        permit: Permit<UntagMFADevice>,
        serial_number: &str,
        keys: &[String],
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let (places, mut device) = self
                .draft_mfa_device(&mut draft, account, serial_number)
                .await?;
            covers(&permit, serial_number, &device)?;
            tags::remove(&mut device.tags, keys, tags::OF_POLICIES);
            draft.put(places.device, &device)
        });
        Ok(())
    }

    /// The tags of a device, in the order of their keys.
    ///
    /// # Errors
    /// There is no such device, or the marker is not one of this list's.
    pub async fn list_mfa_device_tags(
        &self,
        permit: Permit<ListMFADeviceTags>,
        serial_number: &str,
        page: &PageRequest,
    ) -> Result<Page<Tag>, Error> {
        let mut draft = Draft::new(self.store());
        let account = permit.account();
        let (_, device) = self
            .draft_mfa_device(&mut draft, account, serial_number)
            .await?;
        covers(&permit, serial_number, &device)?;
        let mut tags = device.tags;
        tags.sort();
        cut("mfa-device-tags", tags, page, |tag| tag.key.clone())
    }
}
