//! TagPolicy, UntagPolicy, ListPolicyTags.

use iamd_api::{
    Error,
    iam::{
        ListPolicyTags, ListPolicyTagsRequest, ListPolicyTagsResponse, TagPolicy, TagPolicyRequest,
        UntagPolicy, UntagPolicyRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{
    Iam,
    error::{self, answer},
    input, output,
};

impl Perform<TagPolicy> for Iam {
    type Input = TagPolicyRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &TagPolicyRequest,
    ) -> Result<Requirements, Error> {
        Ok(input::on_policy(&input.policy_arn)?.tags(input::exact_tags(&input.tags)?))
    }

    async fn run(
        &self,
        permit: Permit<TagPolicy>,
        _call: Call<'_>,
        input: TagPolicyRequest,
    ) -> Result<(), Error> {
        let arn = input::policy_arn(&input.policy_arn)?;
        let tags = input::exact_tags(&input.tags)?;
        let tagged = self.directory().tag_policy(permit, &arn, &tags).await;
        tagged.map_err(|error| error::foreign("Cannot tag policies", error))
    }
}

impl Perform<UntagPolicy> for Iam {
    type Input = UntagPolicyRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UntagPolicyRequest,
    ) -> Result<Requirements, Error> {
        Ok(input::on_policy(&input.policy_arn)?.removes_tags(&input.tag_keys))
    }

    async fn run(
        &self,
        permit: Permit<UntagPolicy>,
        _call: Call<'_>,
        input: UntagPolicyRequest,
    ) -> Result<(), Error> {
        let arn = input::policy_arn(&input.policy_arn)?;
        let untagged = self
            .directory()
            .untag_policy(permit, &arn, &input.tag_keys)
            .await;
        untagged.map_err(|error| error::foreign("Cannot untag policies", error))
    }
}

impl Perform<ListPolicyTags> for Iam {
    type Input = ListPolicyTagsRequest;
    type Output = ListPolicyTagsResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListPolicyTagsRequest,
    ) -> Result<Requirements, Error> {
        input::on_policy(&input.policy_arn)
    }

    async fn run(
        &self,
        permit: Permit<ListPolicyTags>,
        _call: Call<'_>,
        input: ListPolicyTagsRequest,
    ) -> Result<ListPolicyTagsResponse, Error> {
        let arn = input::policy_arn(&input.policy_arn)?;
        let page = input::page(input.marker.as_ref(), input.max_items);
        let tags = self
            .directory()
            .list_policy_tags(permit, &arn, &page)
            .await
            .map_err(answer)?;
        Ok(ListPolicyTagsResponse {
            tags: output::tags(tags.items),
            is_truncated: Some(tags.next.is_some()),
            marker: tags.next,
        })
    }
}
