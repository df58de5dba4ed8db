//! TagMFADevice, UntagMFADevice, ListMFADeviceTags.

use iamd_api::{
    Error,
    iam::{
        ListMFADeviceTags, ListMFADeviceTagsRequest, ListMFADeviceTagsResponse, TagMFADevice,
        TagMFADeviceRequest, UntagMFADevice, UntagMFADeviceRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};

use crate::{Iam, error::answer, input, output};

fn on_device(serial_number: &str) -> Requirements {
    Requirements::on(Target::MfaDevice(serial_number.to_owned()))
}

impl Perform<TagMFADevice> for Iam {
    type Input = TagMFADeviceRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &TagMFADeviceRequest,
    ) -> Result<Requirements, Error> {
        Ok(on_device(&input.serial_number).tags(input::exact_tags(&input.tags)?))
    }

    async fn run(
        &self,
        permit: Permit<TagMFADevice>,
        _call: Call<'_>,
        input: TagMFADeviceRequest,
    ) -> Result<(), Error> {
        let tags = input::exact_tags(&input.tags)?;
        self.directory()
            .tag_mfa_device(permit, &input.serial_number, &tags)
            .await
            .map_err(answer)
    }
}

impl Perform<UntagMFADevice> for Iam {
    type Input = UntagMFADeviceRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UntagMFADeviceRequest,
    ) -> Result<Requirements, Error> {
        Ok(on_device(&input.serial_number).removes_tags(&input.tag_keys))
    }

    async fn run(
        &self,
        permit: Permit<UntagMFADevice>,
        _call: Call<'_>,
        input: UntagMFADeviceRequest,
    ) -> Result<(), Error> {
        self.directory()
            .untag_mfa_device(permit, &input.serial_number, &input.tag_keys)
            .await
            .map_err(answer)
    }
}

impl Perform<ListMFADeviceTags> for Iam {
    type Input = ListMFADeviceTagsRequest;
    type Output = ListMFADeviceTagsResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListMFADeviceTagsRequest,
    ) -> Result<Requirements, Error> {
        Ok(on_device(&input.serial_number))
    }

    async fn run(
        &self,
        permit: Permit<ListMFADeviceTags>,
        _call: Call<'_>,
        input: ListMFADeviceTagsRequest,
    ) -> Result<ListMFADeviceTagsResponse, Error> {
        let page = input::page(input.marker.as_ref(), input.max_items);
        let tags = self
            .directory()
            .list_mfa_device_tags(permit, &input.serial_number, &page)
            .await
            .map_err(answer)?;
        Ok(ListMFADeviceTagsResponse {
            tags: output::tags(tags.items),
            is_truncated: Some(tags.next.is_some()),
            marker: tags.next,
        })
    }
}
