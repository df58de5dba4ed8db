//! ChangePassword: a user's own password, for who knows the old one.

use iamd_api::{
    Error, ErrorCode,
    iam::{ChangePassword, ChangePasswordRequest},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_ident::UserName;

use crate::{Iam, error::changing_password};

/// The caller, who must be a user: from a program or signed in to the console.
///
/// SOURCE: IAM API Reference, `ChangePassword`: the root user's password is not changed by it.
fn own_name(call: Call<'_>) -> Result<UserName, Error> {
    let user = call.caller.user();
    user.map(|user| user.name.clone()).ok_or_else(|| {
        let text = "Only IAM Users can change their own password";
        Error::new(ErrorCode::InvalidUserType, text)
    })
}

impl Perform<ChangePassword> for Iam {
    type Input = ChangePasswordRequest;
    type Output = ();

    fn requirements(
        &self,
        call: Call<'_>,
        _input: &ChangePasswordRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::User(own_name(call)?)))
    }

    async fn run(
        &self,
        permit: Permit<ChangePassword>,
        call: Call<'_>,
        input: ChangePasswordRequest,
    ) -> Result<(), Error> {
        let name = own_name(call)?;
        self.directory()
            .change_password(permit, &name, &input.old_password, &input.new_password)
            .await
            .map_err(changing_password)
    }
}
