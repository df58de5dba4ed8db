//! DeleteUser.

use iamd_api::{
    Error,
    iam::{DeleteUser, DeleteUserRequest},
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{Iam, error::answer, input};

impl Perform<DeleteUser> for Iam {
    type Input = DeleteUserRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeleteUserRequest,
    ) -> Result<Requirements, Error> {
        input::on_user(&input.user_name)
    }

    async fn run(
        &self,
        permit: Permit<DeleteUser>,
        _call: Call<'_>,
        input: DeleteUserRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.user_name)?;
        self.directory()
            .delete_user(permit, &name)
            .await
            .map_err(answer)
    }
}
