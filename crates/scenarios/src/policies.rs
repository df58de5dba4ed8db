//! Managed policies: create and delete.

use aws_sdk_iam::{Client, types::Policy};
use serde_json::json;

use crate::{Attempt, Failure};

/// What a policy allows, in one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant<'a> {
    /// The actions, such as `s3:GetObject`.
    pub actions: &'a [&'a str],
    /// The ARN of what the actions may be done to; `*` and `?` stand for others.
    pub resource: &'a str,
}

impl Grant<'_> {
    /// The policy document.
    pub(crate) fn document(&self) -> String {
        json!({
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": self.actions, "Resource": self.resource }],
        })
        .to_string()
    }
}

/// Makes a policy with a single statement. It counts for whom it is attached to.
///
/// # Errors
/// The call failed; `EntityAlreadyExists` if there is a policy of this name.
pub async fn create_policy(
    iam: &Client,
    name: &str,
    description: &str,
    grant: Grant<'_>,
) -> Result<Policy, Failure> {
    let attempt = || Attempt::CreatePolicy(name.to_owned());
    let created = iam
        .create_policy()
        .policy_name(name)
        .description(description)
        .policy_document(grant.document())
        .send()
        .await
        .map_err(|error| Failure::call(attempt(), &error))?;
    let policy = created
        .policy
        .ok_or_else(|| Failure::incomplete(attempt(), "Policy"))?;
    tracing::info!(name, policy_arn = policy.arn, "created a policy");
    Ok(policy)
}

/// Deletes a policy that is attached to nobody and has no version but its default one.
///
/// # Errors
/// The call failed; `DeleteConflict` if the policy is attached to somebody.
pub async fn delete_policy(iam: &Client, policy_arn: &str) -> Result<(), Failure> {
    iam.delete_policy()
        .policy_arn(policy_arn)
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::DeletePolicy(policy_arn.to_owned()), &error))?;
    tracing::info!(policy_arn, "deleted a policy");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_is_one_statement() {
        let grant = Grant {
            actions: &["s3:GetObject"],
            resource: "arn:aws:s3:::b/*",
        };
        let document: serde_json::Value = serde_json::from_str(&grant.document()).unwrap();
        let statement = json!([{
            "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::b/*",
        }]);
        assert_eq!(
            document,
            json!({ "Version": "2012-10-17", "Statement": statement })
        );
    }
}
