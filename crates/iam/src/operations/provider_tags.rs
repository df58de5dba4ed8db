//! The tags of identity providers: Tag…, Untag… and List…Tags of both kinds.

use iamd_api::{
    Error, ErrorCode, Operation,
    iam::{
        ListOpenIDConnectProviderTags, ListOpenIDConnectProviderTagsResponse, ListSAMLProviderTags,
        ListSAMLProviderTagsResponse, Tag as TagShape, TagOpenIDConnectProvider, TagSAMLProvider,
        UntagOpenIDConnectProvider, UntagSAMLProvider,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_ident::Tag;

use crate::{Iam, error::answer, input, output};

/// The operations of one kind of provider: the member that names it, how it is decided on, and each
/// operation with the directory's verb.
macro_rules! provider_tags {
    (
        $provider:ident by $on:ident,
        $Tag:ident by $tag:ident,
        $Untag:ident by $untag:ident,
        $List:ident by $list:ident into $ListResponse:ident
    ) => {
        impl Perform<$Tag> for Iam {
            type Input = <$Tag as Operation>::Input;
            type Output = ();

            fn requirements(
                &self,
                _call: Call<'_>,
                input: &<$Tag as Operation>::Input,
            ) -> Result<Requirements, Error> {
                Ok(input::$on(&input.$provider)?.tags(tags(&input.tags)?))
            }

            async fn run(
                &self,
                permit: Permit<$Tag>,
                _call: Call<'_>,
                input: <$Tag as Operation>::Input,
            ) -> Result<(), Error> {
                let arn = input::provider_arn(&input.$provider)?;
                let tags = tags(&input.tags)?;
                let tagged = self.directory().$tag(permit, &arn, &tags);
                tagged.await.map_err(answer)
            }
        }

        impl Perform<$Untag> for Iam {
            type Input = <$Untag as Operation>::Input;
            type Output = ();

            fn requirements(
                &self,
                _call: Call<'_>,
                input: &<$Untag as Operation>::Input,
            ) -> Result<Requirements, Error> {
                any_of(&input.tag_keys)?;
                Ok(input::$on(&input.$provider)?.removes_tags(&input.tag_keys))
            }

            async fn run(
                &self,
                permit: Permit<$Untag>,
                _call: Call<'_>,
                input: <$Untag as Operation>::Input,
            ) -> Result<(), Error> {
                let arn = input::provider_arn(&input.$provider)?;
                let untagged = self.directory().$untag(permit, &arn, &input.tag_keys);
                untagged.await.map_err(answer)
            }
        }

        impl Perform<$List> for Iam {
            type Input = <$List as Operation>::Input;
            type Output = $ListResponse;

            fn requirements(
                &self,
                _call: Call<'_>,
                input: &<$List as Operation>::Input,
            ) -> Result<Requirements, Error> {
                input::$on(&input.$provider)
            }

            async fn run(
                &self,
                permit: Permit<$List>,
                _call: Call<'_>,
                input: <$List as Operation>::Input,
            ) -> Result<$ListResponse, Error> {
                let arn = input::provider_arn(&input.$provider)?;
                let page = input::page(input.marker.as_ref(), input.max_items);
                let tags = self.directory().$list(permit, &arn, &page).await;
                let tags = tags.map_err(answer)?;
                Ok($ListResponse {
                    tags: output::tags(tags.items),
                    is_truncated: Some(tags.next.is_some()),
                    marker: tags.next,
                })
            }
        }
    };
}

provider_tags! {
    saml_provider_arn by on_saml_provider,
    TagSAMLProvider by tag_saml_provider,
    UntagSAMLProvider by untag_saml_provider,
    ListSAMLProviderTags by list_saml_provider_tags into ListSAMLProviderTagsResponse
}

provider_tags! {
    open_id_connect_provider_arn by on_oidc_provider,
    TagOpenIDConnectProvider by tag_oidc_provider,
    UntagOpenIDConnectProvider by untag_oidc_provider,
    ListOpenIDConnectProviderTags by list_oidc_provider_tags
        into ListOpenIDConnectProviderTagsResponse
}

fn tags(tags: &[TagShape]) -> Result<Vec<Tag>, Error> {
    any_of(tags)?;
    input::exact_tags(tags)
}

/// SOURCE: recorded answers of both kinds to no tags and to no keys: InvalidInput. The words are not in
/// the recordings.
fn any_of<T>(list: &[T]) -> Result<(), Error> {
    if list.is_empty() {
        let text = "At least one tag or tag key is needed.";
        return Err(Error::new(ErrorCode::InvalidInput, text));
    }
    Ok(())
}
