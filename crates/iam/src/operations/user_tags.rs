//! TagUser, UntagUser, ListUserTags.

use iamd_api::{
    Error,
    iam::{
        ListUserTags, ListUserTagsRequest, ListUserTagsResponse, TagUser, TagUserRequest,
        UntagUser, UntagUserRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{Iam, error::answer, input, output};

impl Perform<TagUser> for Iam {
    type Input = TagUserRequest;
    type Output = ();

    fn requirements(&self, _call: Call<'_>, input: &TagUserRequest) -> Result<Requirements, Error> {
        Ok(input::on_user(&input.user_name)?.tags(input::user_tags(&input.tags)?))
    }

    async fn run(
        &self,
        permit: Permit<TagUser>,
        _call: Call<'_>,
        input: TagUserRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.user_name)?;
        let tags = input::user_tags(&input.tags)?;
        self.directory()
            .tag_user(permit, &name, &tags)
            .await
            .map_err(answer)
    }
}

impl Perform<UntagUser> for Iam {
    type Input = UntagUserRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UntagUserRequest,
    ) -> Result<Requirements, Error> {
        Ok(input::on_user(&input.user_name)?.removes_tags(&input.tag_keys))
    }

    async fn run(
        &self,
        permit: Permit<UntagUser>,
        _call: Call<'_>,
        input: UntagUserRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.user_name)?;
        self.directory()
            .untag_user(permit, &name, &input.tag_keys)
            .await
            .map_err(answer)
    }
}

impl Perform<ListUserTags> for Iam {
    type Input = ListUserTagsRequest;
    type Output = ListUserTagsResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListUserTagsRequest,
    ) -> Result<Requirements, Error> {
        input::on_user(&input.user_name)
    }

    async fn run(
        &self,
        permit: Permit<ListUserTags>,
        _call: Call<'_>,
        input: ListUserTagsRequest,
    ) -> Result<ListUserTagsResponse, Error> {
        let name = input::name(&input.user_name)?;
        let page = input::page(input.marker.as_ref(), input.max_items);
        let tags = self
            .directory()
            .list_user_tags(permit, &name, &page)
            .await
            .map_err(answer)?;
        Ok(ListUserTagsResponse {
            tags: output::tags(tags.items),
            is_truncated: Some(tags.next.is_some()),
            marker: tags.next,
        })
    }
}
