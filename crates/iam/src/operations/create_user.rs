//! CreateUser.

use iamd_api::{
    Error,
    iam::{CreateUser, CreateUserRequest, CreateUserResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::NewUser;

use crate::{Iam, error, input, output};

impl Perform<CreateUser> for Iam {
    type Input = CreateUserRequest;
    type Output = CreateUserResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &CreateUserRequest,
    ) -> Result<Requirements, Error> {
        let target = Target::NewUser(
            input::path(input.path.as_deref())?,
            input::name(&input.user_name)?,
        );
        let requirements = Requirements::on(target.clone())
            .permissions_boundary(input.permissions_boundary.as_deref());
        if input.tags.is_empty() {
            return Ok(requirements);
        }
        // SOURCE: IAM User Guide, "Tags for IAM users": tagging while creating is tagging.
        Ok(requirements
            .tags(input::caseless_tags(&input.tags)?)
            .also("iam:TagUser", target))
    }

    async fn run(
        &self,
        permit: Permit<CreateUser>,
        _call: Call<'_>,
        input: CreateUserRequest,
    ) -> Result<CreateUserResponse, Error> {
        let new = NewUser {
            name: input::name(&input.user_name)?,
            path: input::path(input.path.as_deref())?,
            tags: input::caseless_tags(&input.tags)?,
            permissions_boundary: input::optional_boundary(input.permissions_boundary.as_deref())?,
        };
        let user = self.directory().create_user(permit, new).await;
        Ok(CreateUserResponse {
            user: Some(output::user(user.map_err(error::bounding)?)),
        })
    }
}
