//! Session policies: what a session may do at most.

use iamd_api::{Error, ErrorCode, sts::PolicyDescriptorType};
use iamd_directory::PolicyText;
use iamd_ident::{AccountId, Arn};

use crate::{
    Sts,
    error::{internal, validation},
};

/// The policies that are passed for a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SessionPolicies {
    pub(crate) document: Option<String>,
    pub(crate) arns: Vec<Arn>,
}

impl SessionPolicies {
    /// The policies of a request.
    ///
    /// # Errors
    /// A document or an ARN is not what it should be, or there is too much.
    pub(crate) fn of(
        policy: Option<&str>,
        policy_arns: &[PolicyDescriptorType],
    ) -> Result<Self, Error> {
        Ok(Self {
            document: policy.map(document).transpose()?,
            arns: arns(policy_arns)?,
        })
    }
}

impl Sts {
    /// Checks that the managed policies are there: AWS's own, or those of the account that the
    /// session will be of.
    ///
    /// SOURCE: STS API Reference, `AssumeRole`, parameter `PolicyArns`: the policies must exist in
    /// the same account as the role. AWS documents no text.
    pub(crate) async fn check_policies(
        &self,
        account: AccountId,
        policies: &SessionPolicies,
    ) -> Result<(), Error> {
        if policies.arns.is_empty() {
            return Ok(());
        }
        let missing = self
            .directory()
            .missing_policy(account, &policies.arns)
            .await;
        match missing.map_err(|error| internal(&error))? {
            None => Ok(()),
            Some(arn) => Err(validation(format!(
                "Policy {arn} does not exist or is not attachable."
            ))),
        }
    }
}

/// LIMIT: characters of a session policy.
///
/// SOURCE: STS API Reference, `AssumeRole`, parameter `Policy`; the model bounds it for
/// `GetFederationToken` alone.
const DOCUMENT_CHARS_MAX: usize = 2048;

/// LIMIT: managed policies of a session.
///
/// SOURCE: STS API Reference, `AssumeRole`, parameter `PolicyArns`.
const ARNS_MAX: usize = 10;

/// A policy document, checked as IAM checks those of principals.
///
/// # Errors
/// It is too long, or malformed, in AWS's words.
fn document(text: &str) -> Result<String, Error> {
    if text.chars().count() > DOCUMENT_CHARS_MAX {
        return Err(validation(format!(
            "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member \
             must have length less than or equal to {DOCUMENT_CHARS_MAX}"
        )));
    }
    PolicyText::identity(text.to_owned())
        .map_err(|error| Error::new(ErrorCode::MalformedPolicyDocument, error.to_string()))?;
    Ok(text.to_owned())
}

/// The ARNs of managed policies, each once.
///
/// # Errors
/// One is none, or there are too many.
fn arns(descriptors: &[PolicyDescriptorType]) -> Result<Vec<Arn>, Error> {
    if descriptors.len() > ARNS_MAX {
        return Err(validation(format!(
            "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: \
             Member must have length less than or equal to {ARNS_MAX}"
        )));
    }
    let mut arns = Vec::with_capacity(descriptors.len());
    for descriptor in descriptors {
        let text = descriptor.arn.as_deref().unwrap_or_default();
        let arn: Arn = text
            .parse()
            .map_err(|_| validation(format!("{text} is invalid")))?;
        if !arns.contains(&arn) {
            arns.push(arn);
        }
    }
    Ok(arns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_refused<T: std::fmt::Debug>(answer: Result<T, Error>, code: ErrorCode, text: &str) {
        let error = answer.unwrap_err();
        assert_eq!(error.code, code);
        assert!(error.message.contains(text), "{}", error.message);
    }

    fn descriptor(arn: &str) -> PolicyDescriptorType {
        PolicyDescriptorType {
            arn: Some(arn.to_owned()),
        }
    }

    #[test]
    fn documents_are_checked_as_those_of_principals() {
        let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
        assert_eq!(document(text).unwrap(), text);
        let malformed = ErrorCode::MalformedPolicyDocument;
        check_refused(document("{"), malformed, "");
        check_refused(document(r#"{"Version":"2012-10-17"}"#), malformed, "");
        let spaces = " ".repeat(DOCUMENT_CHARS_MAX);
        let long = format!("{text}{spaces}");
        check_refused(document(&long), ErrorCode::ValidationError, "2048");
    }

    #[test]
    fn an_arn_counts_once_and_ten_are_all_there_may_be() {
        let arn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
        let given = [descriptor(arn), descriptor(arn)];
        assert_eq!(arns(&given).unwrap(), [arn.parse().unwrap()]);
        let many = vec![descriptor(arn); ARNS_MAX + 1];
        check_refused(arns(&many), ErrorCode::ValidationError, "policyArns");
        let wrong = [descriptor("arn:aws:iam::policy")];
        check_refused(
            arns(&wrong),
            ErrorCode::ValidationError,
            "arn:aws:iam::policy is invalid",
        );
        check_refused(
            arns(&[PolicyDescriptorType::default()]),
            ErrorCode::ValidationError,
            " is invalid",
        );
    }
}
