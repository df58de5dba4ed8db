//! The tags of users, roles, instance profiles and server certificates: Tag…, Untag… and List…Tags
//! of each.

use iamd_api::{
    Error, Operation,
    iam::{
        ListInstanceProfileTags, ListInstanceProfileTagsResponse, ListRoleTags,
        ListRoleTagsResponse, ListServerCertificateTags, ListServerCertificateTagsResponse,
        ListUserTags, ListUserTagsResponse, TagInstanceProfile, TagRole, TagServerCertificate,
        TagUser, UntagInstanceProfile, UntagRole, UntagServerCertificate, UntagUser,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{Iam, error::answer, input, output};

/// The operations of one kind of entity: the member that names it, how it is decided on, how its
/// tags are told apart, what else is asked of keys of tags, and each operation with the directory's
/// verb.
macro_rules! entity_tags {
    (
        $entity:ident by $on:ident with $tags:ident $(and $keys:ident)?,
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
                Ok(input::$on(&input.$entity)?.tags(input::$tags(&input.tags)?))
            }

            async fn run(
                &self,
                permit: Permit<$Tag>,
                _call: Call<'_>,
                input: <$Tag as Operation>::Input,
            ) -> Result<(), Error> {
                let name = input::name(&input.$entity)?;
                let tags = input::$tags(&input.tags)?;
                let tagged = self.directory().$tag(permit, &name, &tags);
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
                $(input::$keys(&input.tag_keys)?;)?
                Ok(input::$on(&input.$entity)?.removes_tags(&input.tag_keys))
            }

            async fn run(
                &self,
                permit: Permit<$Untag>,
                _call: Call<'_>,
                input: <$Untag as Operation>::Input,
            ) -> Result<(), Error> {
                let name = input::name(&input.$entity)?;
                let untagged = self.directory().$untag(permit, &name, &input.tag_keys);
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
                input::$on(&input.$entity)
            }

            async fn run(
                &self,
                permit: Permit<$List>,
                _call: Call<'_>,
                input: <$List as Operation>::Input,
            ) -> Result<$ListResponse, Error> {
                let name = input::name(&input.$entity)?;
                let page = input::page(input.marker.as_ref(), input.max_items);
                let tags = self.directory().$list(permit, &name, &page).await;
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

entity_tags! {
    user_name by on_user with caseless_tags,
    TagUser by tag_user,
    UntagUser by untag_user,
    ListUserTags by list_user_tags into ListUserTagsResponse
}

entity_tags! {
    role_name by on_role with caseless_tags,
    TagRole by tag_role,
    UntagRole by untag_role,
    ListRoleTags by list_role_tags into ListRoleTagsResponse
}

entity_tags! {
    instance_profile_name by on_instance_profile with exact_tags,
    TagInstanceProfile by tag_instance_profile,
    UntagInstanceProfile by untag_instance_profile,
    ListInstanceProfileTags by list_instance_profile_tags into ListInstanceProfileTagsResponse
}

entity_tags! {
    server_certificate_name by on_server_certificate with some_exact_tags and some_tag_keys,
    TagServerCertificate by tag_server_certificate,
    UntagServerCertificate by untag_server_certificate,
    ListServerCertificateTags by list_server_certificate_tags into ListServerCertificateTagsResponse
}
