//! GetAccountPasswordPolicy, UpdateAccountPasswordPolicy, DeleteAccountPasswordPolicy: what the
//! passwords of an account's users have to be like.

use iamd_api::{
    Error,
    iam::{
        DeleteAccountPasswordPolicy, GetAccountPasswordPolicy, GetAccountPasswordPolicyResponse,
        UpdateAccountPasswordPolicy, UpdateAccountPasswordPolicyRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::PasswordPolicy;

use crate::{
    Iam,
    error::{answer, deleting_password_policy},
    output,
};

impl Perform<GetAccountPasswordPolicy> for Iam {
    type Input = ();
    type Output = GetAccountPasswordPolicyResponse;

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<GetAccountPasswordPolicy>,
        _call: Call<'_>,
        _input: (),
    ) -> Result<GetAccountPasswordPolicyResponse, Error> {
        let policy = self.directory().get_password_policy(permit).await;
        Ok(GetAccountPasswordPolicyResponse {
            password_policy: output::password_policy(&policy.map_err(answer)?),
        })
    }
}

impl Perform<UpdateAccountPasswordPolicy> for Iam {
    type Input = UpdateAccountPasswordPolicyRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &UpdateAccountPasswordPolicyRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<UpdateAccountPasswordPolicy>,
        _call: Call<'_>,
        input: UpdateAccountPasswordPolicyRequest,
    ) -> Result<(), Error> {
        self.directory()
            .update_password_policy(permit, whole(&input))
            .await
            .map_err(answer)
    }
}

impl Perform<DeleteAccountPasswordPolicy> for Iam {
    type Input = ();
    type Output = ();

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<DeleteAccountPasswordPolicy>,
        _call: Call<'_>,
        _input: (),
    ) -> Result<(), Error> {
        self.directory()
            .delete_password_policy(permit)
            .await
            .map_err(deleting_password_policy)
    }
}

/// How long passwords are at least, if nobody says.
const LENGTH_DEFAULT: u32 = 6;

/// The policy that a request sets: all of it, as what is left out gets its default, whatever it was
/// before. Whether passwords expire hard is told only of a policy that says so.
///
/// SOURCE: IAM API Reference, `UpdateAccountPasswordPolicy`; recorded answers of
/// GetAccountPasswordPolicy after an update without members.
fn whole(request: &UpdateAccountPasswordPolicyRequest) -> PasswordPolicy {
    let number = |member: Option<i32>| member.and_then(|number| u32::try_from(number).ok());
    PasswordPolicy {
        length_min: number(request.minimum_password_length).unwrap_or(LENGTH_DEFAULT),
        requires_symbols: request.require_symbols.unwrap_or(false),
        requires_numbers: request.require_numbers.unwrap_or(false),
        requires_uppercase: request.require_uppercase_characters.unwrap_or(false),
        requires_lowercase: request.require_lowercase_characters.unwrap_or(false),
        users_may_change: request.allow_users_to_change_password.unwrap_or(false),
        age_max_days: number(request.max_password_age),
        reuse_prevention: number(request.password_reuse_prevention),
        hard_expiry: request.hard_expiry,
    }
}
