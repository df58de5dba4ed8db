//! An account: the names of what is in it, its alias, its password policy, its SAML providers, and
//! what it tells about itself.
//!
//! # The program `account`, step by step
//!
//! AWS's page is "Manage your IAM account". Its functions have the same names here; the two that it
//! calls without showing them are in [`password_policy`] and [`saml_providers`].
//!
//! | step of AWS's page | function | operation |
//! |---|---|---|
//! | see the alias | [`aliases::list_aliases`] | `ListAccountAliases` |
//! | give the account another one, see it; twice | [`aliases::create_alias`], [`aliases::list_aliases`] | `CreateAccountAlias`, `ListAccountAliases` |
//! | take it away, give the first one back | [`aliases::delete_alias`], [`aliases::create_alias`] | `DeleteAccountAlias`, `CreateAccountAlias` |
//! | have a credential report generated, until it is complete | [`reports::generate_credential_report`] | `GenerateCredentialReport` |
//! | show its first three columns | [`reports::get_credential_report`] | `GetCredentialReport` |
//! | show the summary | [`reports::get_summary`] | `GetAccountSummary` |
//! | show the authorization details, without a filter | [`reports::get_authorization_details`] | `GetAccountAuthorizationDetails` |
//! | show the password policy, each of its values, or that there is none | [`password_policy::get`] | `GetAccountPasswordPolicy` |
//! | if there is none: make one of default values, show it, delete it | [`password_policy::create_default`], [`password_policy::delete`] | `UpdateAccountPasswordPolicy`, `DeleteAccountPasswordPolicy` |
//! | show the SAML providers, when each was made and expires | [`saml_providers::list`] | `ListSAMLProviders` |
//!
//! AWS's page asks before it shows the long answers; this program asks once, and shows the first of
//! what there is. The alias that the account had is given back also after an error or Ctrl-C. A
//! password policy that the account has is never touched.
//!
//! ```no_run
//! # async fn example() -> Result<(), iamd_scenarios::Failure> {
//! use iamd_scenarios::{account::reports, aws_configuration};
//!
//! let iam = aws_sdk_iam::Client::new(&aws_configuration().await);
//! for (name, value) in reports::get_summary(&iam).await? {
//!     println!("{name}: {value}");
//! }
//! # Ok(())
//! # }
//! ```

pub mod aliases;
pub mod password_policy;
pub(crate) mod program;
pub mod reports;
pub mod saml_providers;

/// An account in a partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The partition, such as `aws`.
    partition: String,
    /// The account id.
    id: String,
}

impl Account {
    /// The account of this id in this partition.
    pub fn new(partition: impl Into<String>, id: impl Into<String>) -> Self {
        Self {
            partition: partition.into(),
            id: id.into(),
        }
    }

    /// The partition, such as `aws`.
    pub fn partition(&self) -> &str {
        &self.partition
    }

    /// The account id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The ARN of a policy of this account, at the path `/`.
    pub fn policy_arn(&self, name: &str) -> String {
        format!("arn:{}:iam::{}:policy/{name}", self.partition, self.id)
    }

    /// The ARN of a policy of AWS, which is in every account.
    pub fn aws_policy_arn(&self, name: &str) -> String {
        format!("arn:{}:iam::aws:policy/{name}", self.partition)
    }

    /// The ARN of a role of this account, at the path `/`.
    pub fn role_arn(&self, name: &str) -> String {
        format!("arn:{}:iam::{}:role/{name}", self.partition, self.id)
    }

    /// The ARN of a virtual MFA device of this account, at the path `/`.
    pub fn mfa_arn(&self, name: &str) -> String {
        format!("arn:{}:iam::{}:mfa/{name}", self.partition, self.id)
    }

    /// The ARN, as policies name it, of all buckets.
    pub fn buckets_arn(&self) -> String {
        format!("arn:{}:s3:::*", self.partition)
    }

    /// The ARN, as policies name it, of all objects of a bucket.
    pub fn objects_arn(&self, bucket: &str) -> String {
        format!("arn:{}:s3:::{bucket}/*", self.partition)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_partition_of_the_account() {
        let account = Account::new("aws-cn", "123456789012");
        let expect = [
            "arn:aws-cn:iam::123456789012:policy/mine",
            "arn:aws-cn:iam::aws:policy/AdministratorAccess",
            "arn:aws-cn:s3:::b/*",
            "arn:aws-cn:s3:::*",
            "arn:aws-cn:iam::123456789012:role/mine",
            "arn:aws-cn:iam::123456789012:mfa/mine",
        ];
        let named = [
            account.policy_arn("mine"),
            account.aws_policy_arn("AdministratorAccess"),
            account.objects_arn("b"),
            account.buckets_arn(),
            account.role_arn("mine"),
            account.mfa_arn("mine"),
        ];
        assert_eq!(named, expect);
    }
}
