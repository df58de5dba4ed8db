//! Roles: create one that a user may assume, with MFA or without; attach policies, assume, delete.

use aws_sdk_iam::{Client, types::Role};
use aws_sdk_sts::types::Credentials;
use serde_json::{Value, json};

use crate::{Attempt, Failure};

/// Who may assume a role, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trust<'a> {
    /// The ARN of the user.
    pub user_arn: &'a str,
    /// Whether the user has to show a code of its MFA device.
    pub needs_mfa: bool,
}

/// Makes a role that one user may assume.
///
/// # Errors
/// The call failed; `MalformedPolicyDocument` if the user is not known, `EntityAlreadyExists` if
/// there is a role of this name.
pub async fn create_role(iam: &Client, name: &str, trust: Trust<'_>) -> Result<Role, Failure> {
    let attempt = || Attempt::CreateRole(name.to_owned());
    let created = iam
        .create_role()
        .role_name(name)
        .assume_role_policy_document(trust.document())
        .send()
        .await
        .map_err(|error| Failure::call(attempt(), &error))?;
    let role = created
        .role
        .ok_or_else(|| Failure::incomplete(attempt(), "Role"))?;
    tracing::info!(name, role_arn = role.arn, "created a role");
    Ok(role)
}

impl Trust<'_> {
    /// The trust policy.
    fn document(self) -> String {
        let allow = json!({
            "Effect": "Allow",
            "Principal": { "AWS": self.user_arn },
            "Action": "sts:AssumeRole",
        });
        let condition = json!({ "Bool": { "aws:MultiFactorAuthPresent": true } });
        let condition = self
            .needs_mfa
            .then_some(("Condition".to_owned(), condition));
        let members = allow.as_object().cloned().into_iter().flatten();
        let statement: Value = members.chain(condition).collect();
        json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string()
    }
}

/// Deletes a role that has no policies.
///
/// # Errors
/// The call failed; `DeleteConflict` if the role has a policy still.
pub async fn delete_role(iam: &Client, name: &str) -> Result<(), Failure> {
    iam.delete_role()
        .role_name(name)
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::DeleteRole(name.to_owned()), &error))?;
    tracing::info!(name, "deleted a role");
    Ok(())
}

/// Attaches a managed policy to a role, whose sessions may then do what it allows.
///
/// # Errors
/// The call failed.
pub async fn attach_policy(iam: &Client, role_name: &str, policy_arn: &str) -> Result<(), Failure> {
    iam.attach_role_policy()
        .role_name(role_name)
        .policy_arn(policy_arn)
        .send()
        .await
        .map_err(|error| {
            let attempt = Attempt::AttachRolePolicy {
                role: role_name.to_owned(),
                policy: policy_arn.to_owned(),
            };
            Failure::call(attempt, &error)
        })?;
    tracing::info!(role_name, policy_arn, "attached a policy");
    Ok(())
}

/// Detaches a managed policy from a role.
///
/// # Errors
/// The call failed; `NoSuchEntity` if it is not attached.
pub async fn detach_policy(iam: &Client, role_name: &str, policy_arn: &str) -> Result<(), Failure> {
    iam.detach_role_policy()
        .role_name(role_name)
        .policy_arn(policy_arn)
        .send()
        .await
        .map_err(|error| {
            let attempt = Attempt::DetachRolePolicy {
                role: role_name.to_owned(),
                policy: policy_arn.to_owned(),
            };
            Failure::call(attempt, &error)
        })?;
    tracing::info!(role_name, policy_arn, "detached a policy");
    Ok(())
}

/// A device and the code that it shows.
#[derive(Clone, Copy)]
pub struct Proof<'a> {
    /// The ARN of the device.
    pub serial_number: &'a str,
    /// The code.
    pub code: &'a str,
}

/// Assumes a role, with or without MFA, and returns the credentials of the session.
///
/// # Errors
/// The call failed; `AccessDenied` if the role does not trust the caller, or not without MFA.
pub async fn assume_role(
    sts: &aws_sdk_sts::Client,
    role_arn: &str,
    session_name: &str,
    proof: Option<Proof<'_>>,
) -> Result<Credentials, Failure> {
    let attempt = || Attempt::AssumeRole(role_arn.to_owned());
    let answer = sts
        .assume_role()
        .role_arn(role_arn)
        .role_session_name(session_name)
        .set_serial_number(proof.map(|proof| proof.serial_number.to_owned()))
        .set_token_code(proof.map(|proof| proof.code.to_owned()))
        .send()
        .await
        .map_err(|error| Failure::call(attempt(), &error))?;
    let credentials = answer
        .credentials
        .ok_or_else(|| Failure::incomplete(attempt(), "Credentials"))?;
    tracing::info!(
        role_arn,
        session_name,
        key_id = credentials.access_key_id,
        "assumed a role"
    );
    Ok(credentials)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(needs_mfa: bool) -> Value {
        let user_arn = "arn:aws:iam::1:user/Bob";
        let trust = Trust {
            user_arn,
            needs_mfa,
        };
        let document: Value = serde_json::from_str(&trust.document()).unwrap();
        let statement = document["Statement"][0].clone();
        assert_eq!(statement["Principal"]["AWS"], user_arn);
        statement
    }

    #[test]
    fn the_trust_policy_asks_for_mfa_with_a_boolean_if_it_does() {
        let condition = &statement(true)["Condition"]["Bool"]["aws:MultiFactorAuthPresent"];
        assert_eq!(*condition, Value::Bool(true));
        assert_eq!(statement(false).get("Condition"), None);
    }
}
