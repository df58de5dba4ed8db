//! CreateLoginProfile, GetLoginProfile, UpdateLoginProfile, DeleteLoginProfile: the passwords of
//! users, as administrators set them. No answer ever tells a password.

use iamd_api::{
    Error, ErrorCode,
    iam::{
        CreateLoginProfile, CreateLoginProfileRequest, CreateLoginProfileResponse,
        DeleteLoginProfile, DeleteLoginProfileRequest, GetLoginProfile, GetLoginProfileRequest,
        GetLoginProfileResponse, UpdateLoginProfile, UpdateLoginProfileRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_ident::UserName;
use serde_json::{Value, json};

use crate::{
    Iam,
    error::{answer, changing_password},
    input, output,
};

/// Whose password is meant: the named user's, or the caller's own.
///
/// The root user's password is not a login profile that these operations reach: without a name they
/// work for the root user in a session of `AssumeRoot` alone.
///
/// SOURCE: IAM API Reference, `CreateLoginProfile`, parameter `UserName`.
fn user_name(call: Call<'_>, user_name: Option<&str>) -> Result<UserName, Error> {
    match user_name {
        Some(named) => input::name(named),
        None => call
            .caller
            .user()
            .map(|user| user.name.clone())
            .ok_or_else(input::name_needed),
    }
}

/// A login profile is decided on as its user.
fn on_user(call: Call<'_>, named: Option<&str>) -> Result<Requirements, Error> {
    Ok(Requirements::on(Target::User(user_name(call, named)?)))
}

impl Perform<CreateLoginProfile> for Iam {
    type Input = CreateLoginProfileRequest;
    type Output = CreateLoginProfileResponse;

    fn requirements(
        &self,
        call: Call<'_>,
        input: &CreateLoginProfileRequest,
    ) -> Result<Requirements, Error> {
        on_user(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<CreateLoginProfile>,
        call: Call<'_>,
        input: CreateLoginProfileRequest,
    ) -> Result<CreateLoginProfileResponse, Error> {
        let name = user_name(call, input.user_name.as_deref())?;
        let password = input.password.ok_or_else(password_needed)?;
        let reset_required = input.password_reset_required.unwrap_or(false);
        let made = self
            .directory()
            .create_login_profile(permit, &name, &password, reset_required)
            .await
            .map_err(answer)?;
        Ok(CreateLoginProfileResponse {
            login_profile: output::login_profile(&made),
        })
    }

    /// SOURCE: CloudTrail's event of CreateLoginProfile.
    fn told(&self, output: &CreateLoginProfileResponse) -> Option<Value> {
        let profile = &output.login_profile;
        Some(json!({"loginProfile": {
            "userName": profile.user_name,
            "createDate": profile.create_date,
            "passwordResetRequired": profile.password_reset_required,
        }}))
    }
}

impl Perform<GetLoginProfile> for Iam {
    type Input = GetLoginProfileRequest;
    type Output = GetLoginProfileResponse;

    fn requirements(
        &self,
        call: Call<'_>,
        input: &GetLoginProfileRequest,
    ) -> Result<Requirements, Error> {
        on_user(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<GetLoginProfile>,
        call: Call<'_>,
        input: GetLoginProfileRequest,
    ) -> Result<GetLoginProfileResponse, Error> {
        let name = user_name(call, input.user_name.as_deref())?;
        let found = self.directory().get_login_profile(permit, &name).await;
        Ok(GetLoginProfileResponse {
            login_profile: output::login_profile(&found.map_err(answer)?),
        })
    }
}

impl Perform<UpdateLoginProfile> for Iam {
    type Input = UpdateLoginProfileRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &UpdateLoginProfileRequest,
    ) -> Result<Requirements, Error> {
        input::on_user(&input.user_name)
    }

    async fn run(
        &self,
        permit: Permit<UpdateLoginProfile>,
        _call: Call<'_>,
        input: UpdateLoginProfileRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.user_name)?;
        let (password, reset_required) = (input.password.as_ref(), input.password_reset_required);
        self.directory()
            .update_login_profile(permit, &name, password, reset_required)
            .await
            .map_err(changing_password)
    }
}

impl Perform<DeleteLoginProfile> for Iam {
    type Input = DeleteLoginProfileRequest;
    type Output = ();

    fn requirements(
        &self,
        call: Call<'_>,
        input: &DeleteLoginProfileRequest,
    ) -> Result<Requirements, Error> {
        on_user(call, input.user_name.as_deref())
    }

    async fn run(
        &self,
        permit: Permit<DeleteLoginProfile>,
        call: Call<'_>,
        input: DeleteLoginProfileRequest,
    ) -> Result<(), Error> {
        let name = user_name(call, input.user_name.as_deref())?;
        self.directory()
            .delete_login_profile(permit, &name)
            .await
            .map_err(changing_password)
    }
}

/// A user's password cannot be left out.
///
/// SOURCE: IAM API Reference, `CreateLoginProfile`: only sessions of `AssumeRoot` leave it out. The
/// text is that of a required member.
fn password_needed() -> Error {
    let text = "1 validation error detected: Value at 'password' failed to satisfy constraint: \
                Member must not be null";
    Error::new(ErrorCode::ValidationError, text)
}
