//! GetAccountSummary.

use std::collections::BTreeMap;

use iamd_api::{
    Error,
    iam::{GetAccountSummary, GetAccountSummaryResponse, SummaryKeyType},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::{AccountSummary, EntityQuotas, HolderKind};

use crate::{Iam, error::answer};

impl Perform<GetAccountSummary> for Iam {
    type Input = ();
    type Output = GetAccountSummaryResponse;

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<GetAccountSummary>,
        _call: Call<'_>,
        _input: (),
    ) -> Result<GetAccountSummaryResponse, Error> {
        let summary = self.directory().account_summary(permit).await;
        Ok(GetAccountSummaryResponse {
            summary_map: map(&summary.map_err(answer)?),
        })
    }
}

/// Every key that AWS has.
fn map(summary: &AccountSummary) -> BTreeMap<SummaryKeyType, i32> {
    let counts = counts(summary).map(|(key, count)| (key, number(count)));
    let quotas = quotas().map(|(key, most)| (key, number(most as u64)));
    counts.into_iter().chain(quotas).collect()
}

fn counts(summary: &AccountSummary) -> [(SummaryKeyType, u64); 22] {
    use SummaryKeyType as Key;
    let (root, quotas) = (&summary.root_user, &summary.quotas);
    [
        (Key::Users, summary.users),
        (Key::UsersQuota, quotas.users),
        (Key::Groups, summary.groups),
        (Key::GroupsQuota, quotas.groups),
        (Key::Roles, summary.roles),
        (Key::RolesQuota, quotas.roles),
        (Key::Policies, summary.policies),
        (Key::PoliciesQuota, quotas.policies),
        (Key::PolicyVersionsInUse, summary.policies_in_use),
        (Key::PolicyVersionsInUseQuota, summary.policies_in_use_max),
        (Key::InstanceProfiles, summary.instance_profiles),
        (Key::InstanceProfilesQuota, quotas.instance_profiles),
        (Key::ServerCertificates, summary.server_certificates),
        (Key::ServerCertificatesQuota, quotas.server_certificates),
        (Key::MFADevices, summary.mfa_devices),
        (Key::MFADevicesInUse, summary.mfa_devices_in_use),
        (Key::Providers, summary.providers),
        (Key::AccountMFAEnabled, root.has_mfa.into()),
        (Key::AccountAccessKeysPresent, root.has_access_keys.into()),
        (Key::AccountPasswordPresent, root.has_password.into()),
        (
            Key::AccountSigningCertificatesPresent,
            root.has_signing_certificates.into(),
        ),
        (
            Key::GlobalEndpointTokenVersion,
            summary.token_version.into(),
        ),
    ]
}

fn quotas() -> [(SummaryKeyType, usize); 12] {
    use SummaryKeyType as Key;
    let quotas = EntityQuotas::ENFORCED;
    [
        (
            Key::UserPolicySizeQuota,
            HolderKind::User.inline_bytes_max(),
        ),
        (
            Key::GroupPolicySizeQuota,
            HolderKind::Group.inline_bytes_max(),
        ),
        (
            Key::RolePolicySizeQuota,
            HolderKind::Role.inline_bytes_max(),
        ),
        (Key::GroupsPerUserQuota, quotas.groups_per_user),
        (
            Key::SigningCertificatesPerUserQuota,
            quotas.signing_certificates_per_user,
        ),
        (Key::AccessKeysPerUserQuota, quotas.access_keys_per_user),
        (Key::AttachedPoliciesPerGroupQuota, quotas.attached_policies),
        (Key::AttachedPoliciesPerRoleQuota, quotas.attached_policies),
        (Key::AttachedPoliciesPerUserQuota, quotas.attached_policies),
        (Key::PolicySizeQuota, quotas.policy_bytes),
        (Key::VersionsPerPolicyQuota, quotas.versions_per_policy),
        (Key::AssumeRolePolicySizeQuota, quotas.trust_policy_bytes),
    ]
}

/// The wire has small numbers only.
fn number(number: u64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use iamd_directory::{AccountQuotas, RootUserSummary};

    use super::*;

    #[test]
    fn every_key_of_the_model_is_told_once() {
        let summary = AccountSummary {
            users: 0,
            groups: 0,
            roles: 0,
            policies: 0,
            policies_in_use: 0,
            instance_profiles: 0,
            mfa_devices: 0,
            mfa_devices_in_use: 0,
            server_certificates: 0,
            providers: 0,
            root_user: RootUserSummary::default(),
            token_version: 1,
            quotas: AccountQuotas::default(),
            policies_in_use_max: 10_000,
        };
        assert_eq!(map(&summary).len(), counts(&summary).len() + quotas().len());
        assert_eq!(map(&summary).len(), SummaryKeyType::ALL.len());
    }
}
