//! GetUser.

use iamd_api::{
    Error,
    iam::{GetUser, GetUserRequest, GetUserResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::KeyHolder;

use crate::{Iam, error::answer, input, output};

impl Perform<GetUser> for Iam {
    type Input = GetUserRequest;
    type Output = GetUserResponse;

    fn requirements(&self, call: Call<'_>, input: &GetUserRequest) -> Result<Requirements, Error> {
        input::on_key_holder(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<GetUser>,
        call: Call<'_>,
        input: GetUserRequest,
    ) -> Result<GetUserResponse, Error> {
        let directory = self.directory();
        let user = match input::key_holder(call, input.user_name.as_deref())? {
            KeyHolder::User(name) => {
                let user = directory.get_user(permit, &name).await;
                output::user(user.map_err(answer)?)
            }
            KeyHolder::RootUser => {
                let root = directory.get_root_user(permit).await;
                output::root_user(&root.map_err(answer)?)
            }
        };
        Ok(GetUserResponse { user })
    }
}
