//! The account's password policy: get, create with default values, delete.

use aws_sdk_iam::{Client, types::PasswordPolicy};

use crate::{Attempt, Failure};

/// The code with which an account answers that has no password policy.
const NONE: &str = "NoSuchEntity";

/// The password policy of the account, if it has one.
///
/// # Errors
/// The call failed.
pub async fn get(iam: &Client) -> Result<Option<PasswordPolicy>, Failure> {
    let attempt = Attempt::GetPasswordPolicy;
    let asked = iam.get_account_password_policy().send().await;
    let answer = match asked.map_err(|error| Failure::call(attempt.clone(), &error)) {
        Ok(answer) => answer,
        Err(failure) if failure.code() == Some(NONE) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    tracing::info!("got the password policy");
    let policy = answer.password_policy;
    policy
        .map(Some)
        .ok_or_else(|| Failure::incomplete(attempt, "PasswordPolicy"))
}

/// Makes a password policy of default values, in the place of the one that the account has.
///
/// # Errors
/// The call failed.
pub async fn create_default(iam: &Client) -> Result<(), Failure> {
    iam.update_account_password_policy()
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::CreatePasswordPolicy, &error))?;
    tracing::info!("created a password policy");
    Ok(())
}

/// Deletes the password policy.
///
/// # Errors
/// The call failed; `NoSuchEntity` if the account has none.
pub async fn delete(iam: &Client) -> Result<(), Failure> {
    iam.delete_account_password_policy()
        .send()
        .await
        .map_err(|error| Failure::call(Attempt::DeletePasswordPolicy, &error))?;
    tracing::info!("deleted the password policy");
    Ok(())
}
