//! UpdateUser.

use iamd_api::{
    Error,
    iam::{UpdateUser, UpdateUserRequest},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::UserUpdate;

use crate::{Iam, error::answer, input};

impl Perform<UpdateUser> for Iam {
    type Input = UpdateUserRequest;
    type Output = ();

    /// SOURCE: IAM API Reference, `UpdateUser`: permission is needed on both the source object and
    /// the target object.
    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UpdateUserRequest,
    ) -> Result<Requirements, Error> {
        let name: iamd_ident::UserName = input::name(&input.user_name)?;
        let renamed = Target::RenamedUser {
            name: name.clone(),
            new_path: input::optional_name(input.new_path.as_deref())?,
            new_name: input::optional_name(input.new_user_name.as_deref())?,
        };
        Ok(Requirements::on(Target::User(name)).also("iam:UpdateUser", renamed))
    }

    async fn run(
        &self,
        permit: Permit<UpdateUser>,
        _call: Call<'_>,
        input: UpdateUserRequest,
    ) -> Result<(), Error> {
        let update = UserUpdate {
            name: input::optional_name(input.new_user_name.as_deref())?,
            path: input::optional_name(input.new_path.as_deref())?,
        };
        let name = input::name(&input.user_name)?;
        self.directory()
            .update_user(permit, &name, update)
            .await
            .map_err(answer)
    }
}
