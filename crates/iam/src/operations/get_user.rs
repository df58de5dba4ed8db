//! GetUser.

use iamd_api::{
    Error,
    iam::{GetUser, GetUserRequest, GetUserResponse, User},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::RootUser;

use crate::{Iam, error::answer, input, output};

impl Perform<GetUser> for Iam {
    type Input = GetUserRequest;
    type Output = GetUserResponse;

    fn requirements(&self, _call: Call<'_>, input: &GetUserRequest) -> Result<Requirements, Error> {
        let name = input::optional_name(input.user_name.as_deref())?;
        Ok(Requirements::on(name.map_or(Target::Caller, Target::User)))
    }

    async fn run(
        &self,
        permit: Permit<GetUser>,
        call: Call<'_>,
        input: GetUserRequest,
    ) -> Result<GetUserResponse, Error> {
        let user = match input::user_or_caller(call, input.user_name.as_deref())? {
            Some(name) => output::user(
                self.directory()
                    .get_user(permit, &name)
                    .await
                    .map_err(answer)?,
            ),
            None => root_user(
                &self
                    .directory()
                    .get_root_user(permit)
                    .await
                    .map_err(answer)?,
            ),
        };
        Ok(GetUserResponse { user })
    }
}

/// SOURCE: observed: for the root user the id is the account's, and there is no name.
fn root_user(root: &RootUser) -> User {
    User {
        user_id: root.account.to_string(),
        arn: root.arn.to_string(),
        create_date: root.created,
        ..User::default()
    }
}
