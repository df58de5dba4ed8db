//! AssumeRoot: a session of the root user of a member of the caller's organization. No account of this
//! server is in one, so nobody is let in anywhere.

use iamd_api::{
    Error, ErrorCode,
    sts::{AssumeRoot, AssumeRootRequest, AssumeRootResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_ident::{AccountId, Arn};

use crate::{Sts, error::validation};

impl Perform<AssumeRoot> for Sts {
    type Input = AssumeRootRequest;
    type Output = AssumeRootResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &AssumeRootRequest,
    ) -> Result<Requirements, Error> {
        let account = account(&input.target_principal)?;
        let task = input.task_policy_arn.arn.as_deref();
        let requirements = Requirements::on(Target::RootUser(account));
        Ok(requirements.with_text_of("sts:taskpolicyarn", task))
    }

    /// SOURCE: STS API Reference, `AssumeRoot`: for the management account of an organization and the
    /// delegated administrator alone. The text is the one of everybody whom a resource does not let
    /// in; nobody recorded it for this operation.
    async fn run(
        &self,
        permit: Permit<AssumeRoot>,
        call: Call<'_>,
        input: AssumeRootRequest,
    ) -> Result<AssumeRootResponse, Error> {
        drop(permit);
        let account = account(&input.target_principal)?;
        let root = Arn::root_user(self.directory().partition(), account);
        let text = format!(
            "User: {} is not authorized to perform: sts:AssumeRoot on resource: {root}",
            call.caller.shown()
        );
        Err(Error::new(ErrorCode::AccessDenied, text))
    }
}

/// The account whose root user is meant: by its id, or by the ARN of its root user.
///
/// SOURCE: STS API Reference, `AssumeRoot`, parameter `TargetPrincipal`. The text is iamd's own.
fn account(target: &str) -> Result<AccountId, Error> {
    let of_arn = || {
        let arn: Arn = target.parse().ok()?;
        let is_root = arn.service() == "iam" && arn.resource() == "root";
        arn.account_id().filter(|_| is_root)
    };
    let account = target.parse().ok().or_else(of_arn);
    account.ok_or_else(|| validation(format!("{target} is not a valid target principal.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_user_is_meant_by_its_account_or_its_arn() {
        for target in ["123456789012", "arn:aws:iam::123456789012:root"] {
            assert_eq!(account(target).unwrap().to_string(), "123456789012");
        }
        for target in [
            "12345678901",
            "arn:aws:iam::123456789012:user/bob",
            "arn:aws:sts::123456789012:root",
            "arn:aws:iam::aws:root",
        ] {
            let error = account(target).unwrap_err();
            assert_eq!(error.code, ErrorCode::ValidationError, "{target}");
        }
    }
}
