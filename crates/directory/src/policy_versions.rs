//! Versions of managed policies.

use iamd_api::iam::{
    CreatePolicyVersion, DeletePolicyVersion, GetPolicyVersion, ListPolicyVersions,
    SetDefaultPolicyVersion,
};
use iamd_auth::Permit;
use iamd_ident::{AccountId, Arn, Timestamp};

use crate::{
    Directory, Error, Page, PageRequest, PolicyRef, PolicyText, Quota, VersionNumber,
    draft::transact,
    keyspace,
    page::cut,
    policies::KnownPolicy,
    records::{PolicyRecord, PolicyVersionRecord, VersionEntry},
};

/// LIMIT: versions of a policy. SOURCE: IAM User Guide, "IAM and AWS STS quotas".
pub(crate) const VERSIONS_MAX: usize = 5;

/// A version of a managed policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyVersion {
    /// Its number.
    pub number: VersionNumber,
    /// Whether it is the one that counts.
    pub is_default: bool,
    /// When it was made.
    pub created: Timestamp,
    /// Its text, where it was asked for.
    pub document: Option<String>,
}

impl Directory {
    /// Adds a version to a policy.
    ///
    /// # Errors
    /// There is no such policy, it is not the account's, or it has as many versions as it may have.
    pub async fn create_policy_version(
        &self,
        permit: Permit<CreatePolicyVersion>,
        arn: &Arn,
        document: PolicyText,
        set_as_default: bool,
    ) -> Result<PolicyVersion, Error> {
        permit.covers(arn)?;
        let account = permit.account();
        let record = PolicyVersionRecord {
            document: document.into_text(),
        };
        let created = self.clock().now();
        let number = transact!(self, |draft| {
            let mut policy = self.draft_policy(&mut draft, account, arn).await?;
            if policy.versions.len() >= VERSIONS_MAX {
                return Err(Error::Quota(Quota::VersionsPerPolicy));
            }
            let number = policy.next_version;
            policy.next_version = number.next();
            policy.versions.push(VersionEntry { number, created });
            policy.updated = created;
            if set_as_default {
                policy.default_version = number;
            }
            draft.put(
                keyspace::policy_version(account, policy.id, number)?,
                &record,
            )?;
            draft.put(keyspace::policy(account, policy.id)?, &policy)?;
            Ok(number)
        });
        Ok(PolicyVersion {
            number,
            is_default: set_as_default,
            created,
            document: None,
        })
    }

    /// A version with its text.
    ///
    /// # Errors
    /// There is no such policy or version.
    pub async fn get_policy_version(
        &self,
        permit: Permit<GetPolicyVersion>,
        arn: &Arn,
        version: &str,
    ) -> Result<PolicyVersion, Error> {
        permit.covers(arn)?;
        let account = permit.account();
        let missing = || no_version(arn, version);
        let (policy, versions) = self.versions(account, arn).await?;
        let number: VersionNumber = version.parse().map_err(|_| missing())?;
        let found = versions.into_iter().find(|known| known.number == number);
        let mut found = found.ok_or_else(missing)?;
        let snapshot = self.snapshot().await?;
        let document = self
            .version_document(&snapshot, account, &policy, number)
            .await?;
        found.document = Some(document.ok_or_else(missing)?);
        Ok(found)
    }

    /// The versions of a policy, newest first.
    ///
    /// # Errors
    /// There is no such policy, or the marker is not one of this list's.
    pub async fn list_policy_versions(
        &self,
        permit: Permit<ListPolicyVersions>,
        arn: &Arn,
        page: &PageRequest,
    ) -> Result<Page<PolicyVersion>, Error> {
        permit.covers(arn)?;
        let (_, mut versions) = self.versions(permit.account(), arn).await?;
        versions.reverse();
        cut("policy-versions", versions, page, |version| {
            by_number_falling(version.number)
        })
    }

    /// Deletes a version that is not the default one.
    ///
    /// # Errors
    /// There is no such policy or version, it is the default one, or the policy is not the
    /// account's.
    pub async fn delete_policy_version(
        &self,
        permit: Permit<DeletePolicyVersion>,
        arn: &Arn,
        version: &str,
    ) -> Result<(), Error> {
        permit.covers(arn)?;
        let account = permit.account();
        transact!(self, |draft| {
            let mut policy = self.draft_policy(&mut draft, account, arn).await?;
            let number = owned_version(&policy, arn, version)?;
            if number == policy.default_version {
                return Err(Error::DefaultVersion(number));
            }
            policy.versions.retain(|known| known.number != number);
            policy.updated = self.clock().now();
            draft.delete(keyspace::policy_version(account, policy.id, number)?);
            draft.put(keyspace::policy(account, policy.id)?, &policy)
        });
        Ok(())
    }

    /// Makes another version the one that counts. The next request sees it.
    ///
    /// # Errors
    /// There is no such policy or version, or the policy is not the account's.
    pub async fn set_default_policy_version(
        &self,
        permit: Permit<SetDefaultPolicyVersion>,
        arn: &Arn,
        version: &str,
    ) -> Result<(), Error> {
        permit.covers(arn)?;
        let account = permit.account();
        transact!(self, |draft| {
            let mut policy = self.draft_policy(&mut draft, account, arn).await?;
            policy.default_version = owned_version(&policy, arn, version)?;
            policy.updated = self.clock().now();
            draft.put(keyspace::policy(account, policy.id)?, &policy)
        });
        Ok(())
    }

    /// The versions of the policy with this ARN, oldest first, without their texts.
    async fn versions(
        &self,
        account: AccountId,
        arn: &Arn,
    ) -> Result<(PolicyRef, Vec<PolicyVersion>), Error> {
        match self.find_policy(account, arn).await? {
            Some(KnownPolicy::Customer(policy)) => {
                let version = |entry: &VersionEntry| PolicyVersion {
                    number: entry.number,
                    is_default: entry.number == policy.default_version,
                    created: entry.created,
                    document: None,
                };
                let versions = policy.versions.iter().map(version).collect();
                Ok((PolicyRef::Customer(policy.id), versions))
            }
            Some(KnownPolicy::Aws(policy)) => {
                let versions = policy.versions();
                Ok((policy.reference, versions))
            }
            None => Err(Error::NoSuchPolicy {
                arn: arn.to_string(),
            }),
        }
    }
}

fn owned_version(policy: &PolicyRecord, arn: &Arn, version: &str) -> Result<VersionNumber, Error> {
    let number = version.parse().map_err(|_| no_version(arn, version))?;
    let known = policy.versions.iter().any(|known| known.number == number);
    if known {
        Ok(number)
    } else {
        Err(no_version(arn, version))
    }
}

/// A text that sorts versions, the newest first.
fn by_number_falling(number: VersionNumber) -> String {
    format!("{:010}", u32::MAX - number.number())
}

fn no_version(arn: &Arn, version: &str) -> Error {
    Error::NoSuchPolicyVersion {
        arn: arn.to_string(),
        version: version.to_owned(),
    }
}
