//! How much of everything an account has, and how much it may have.

use iamd_api::iam::GetAccountSummary;
use iamd_auth::Permit;
use iamd_ident::AccountId;
use iamd_policy::SizeQuota;
use iamd_store::{Key, KeyRange, Snapshot};

use crate::{
    AccountQuota, AccountQuotas, AwsManagedPolicies, Directory, Error,
    access_keys::KEYS_MAX,
    draft::{load_from, parse},
    groups::GROUPS_MAX,
    holder::ATTACHED_MAX,
    keyspace,
    policy_versions::VERSIONS_MAX,
    records::{AwsPolicyRecord, MfaDeviceRecord, PolicyRecord, Record, RootUserRecord},
    signing_certificates::CERTIFICATES_MAX,
};

/// How many records are read at once, before others get a turn.
const READ_AT_ONCE: usize = 250;

/// How many managed policies may be in use in an account at the same time, at the least.
///
/// SOURCE: recorded answers of GetAccountSummary, `PolicyVersionsInUseQuota`.
const POLICIES_IN_USE_MIN: u64 = 10_000;

/// How much of everything an account has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSummary {
    /// Users.
    pub users: u64,
    /// Groups.
    pub groups: u64,
    /// Roles.
    pub roles: u64,
    /// Managed policies of its own.
    pub policies: u64,
    /// Managed policies, its own and AWS's, that are attached to something or are the boundary of
    /// something.
    pub policies_in_use: u64,
    /// Instance profiles.
    pub instance_profiles: u64,
    /// Virtual MFA devices.
    pub mfa_devices: u64,
    /// Virtual MFA devices that are enabled for somebody.
    pub mfa_devices_in_use: u64,
    /// Server certificates.
    pub server_certificates: u64,
    /// SAML and OpenID Connect providers.
    pub providers: u64,
    /// What its root user has.
    pub root_user: RootUserSummary,
    /// Which version the session tokens of the global endpoint have.
    pub token_version: u32,
    /// How many of each it may have.
    pub quotas: AccountQuotas,
    /// How many managed policies may be in use at the same time.
    pub policies_in_use_max: u64,
}

/// Which credentials a root user has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the members of AWS's summary, each of them a question of its own"
)]
pub struct RootUserSummary {
    /// Whether an MFA device is enabled for it.
    pub has_mfa: bool,
    /// Whether it has access keys.
    pub has_access_keys: bool,
    /// Whether it has a password.
    pub has_password: bool,
    /// Whether it has signing certificates.
    pub has_signing_certificates: bool,
}

/// How much one user, group, role or policy may have: the limits that the directory keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntityQuotas {
    /// Access keys of a user.
    pub access_keys_per_user: usize,
    /// Groups that a user is in.
    pub groups_per_user: usize,
    /// Signing certificates of a user.
    pub signing_certificates_per_user: usize,
    /// Managed policies attached to a user, group or role.
    pub attached_policies: usize,
    /// Versions of a managed policy.
    pub versions_per_policy: usize,
    /// Characters without white space of a version of a managed policy.
    pub policy_bytes: usize,
    /// Characters without white space of a trust policy.
    pub trust_policy_bytes: usize,
}

impl EntityQuotas {
    /// The quotas that are enforced.
    pub const ENFORCED: Self = Self {
        access_keys_per_user: KEYS_MAX,
        groups_per_user: GROUPS_MAX,
        signing_certificates_per_user: CERTIFICATES_MAX,
        attached_policies: ATTACHED_MAX,
        versions_per_policy: VERSIONS_MAX,
        policy_bytes: SizeQuota::ManagedPolicy.bytes(),
        trust_policy_bytes: SizeQuota::TrustPolicy.bytes(),
    };
}

impl Directory {
    /// How much of everything the permit's account has.
    ///
    /// Totals are kept and the rest is looked for, so what changes meanwhile may be in the one and not
    /// in the other. Of devices, both numbers are of the same moment: those in use are never more.
    ///
    /// # Errors
    /// The permit is for something else, or the store cannot be read.
    pub async fn account_summary(
        &self,
        permit: Permit<GetAccountSummary>,
    ) -> Result<AccountSummary, Error> {
        permit.covers(&"*")?;
        let account = permit.account();
        let snapshot = self.snapshot().await?;
        let saml = self.total(account, AccountQuota::SamlProviders).await?;
        let oidc = self.total(account, AccountQuota::OidcProviders).await?;
        let token_version = self.global_endpoint_token_version(account).await?;
        let quotas = *self.account_quotas();
        let (mfa_devices, mfa_devices_in_use) = mfa_devices(&snapshot, account).await?;
        Ok(AccountSummary {
            users: self.total(account, AccountQuota::Users).await?,
            groups: self.total(account, AccountQuota::Groups).await?,
            roles: self.total(account, AccountQuota::Roles).await?,
            policies: self.total(account, AccountQuota::Policies).await?,
            policies_in_use: policies_in_use(&snapshot, account).await?,
            instance_profiles: self.total(account, AccountQuota::InstanceProfiles).await?,
            mfa_devices,
            mfa_devices_in_use,
            server_certificates: self
                .total(account, AccountQuota::ServerCertificates)
                .await?,
            providers: saml.saturating_add(oidc),
            root_user: root_user(&snapshot, account).await?,
            token_version: token_version.number(),
            quotas,
            policies_in_use_max: policies_in_use_max(&quotas),
        })
    }
}

/// SOURCE: recorded answers of GetAccountSummary: each policy counts once, however often and in
/// whichever way it is used, AWS's as well; those that nothing uses and further versions do not
/// count, whatever the name `PolicyVersionsInUse` says.
async fn policies_in_use(snapshot: &Snapshot, account: AccountId) -> Result<u64, Error> {
    let (own, of_aws) = (keyspace::policies(account), keyspace::aws_policies(account));
    let own = count::<PolicyRecord>(snapshot, &own, |policy| {
        policy.attachment_count > 0 || policy.boundary_count > 0
    });
    let of_aws = count::<AwsPolicyRecord>(snapshot, &of_aws, |policy| {
        policy.attachment_count > 0 || policy.boundary_count > 0
    });
    Ok(own.await?.saturating_add(of_aws.await?))
}

/// Whatever an account may have may be in use at once, so this is never exceeded.
fn policies_in_use_max(quotas: &AccountQuotas) -> u64 {
    let of_aws = AwsManagedPolicies::load().count() as u64;
    POLICIES_IN_USE_MIN.max(quotas.policies.saturating_add(of_aws))
}

/// How many devices there are, and how many of them are in use.
async fn mfa_devices(snapshot: &Snapshot, account: AccountId) -> Result<(u64, u64), Error> {
    let devices = keyspace::mfa_devices(account);
    let mut all = 0_u64;
    let in_use = count::<MfaDeviceRecord>(snapshot, &devices, |device| {
        all = all.saturating_add(1);
        device.enabled.is_some()
    });
    let in_use = in_use.await?;
    Ok((all, in_use))
}

async fn root_user(snapshot: &Snapshot, account: AccountId) -> Result<RootUserSummary, Error> {
    let root = load_from::<RootUserRecord>(snapshot, &keyspace::root_user(account)).await?;
    let root = root.ok_or(Error::NoSuchAccount(account))?;
    Ok(RootUserSummary {
        has_mfa: !root.mfa_devices.is_empty(),
        has_access_keys: !root.access_keys.is_empty(),
        has_password: root.password.is_some(),
        has_signing_certificates: !root.signing_certificates.is_empty(),
    })
}

/// How many records under a prefix are as asked for.
async fn count<R: Record>(
    snapshot: &Snapshot,
    prefix: &Key,
    mut counts: impl FnMut(&R) -> bool + Send,
) -> Result<u64, Error> {
    let mut range = KeyRange::under(prefix);
    let mut count = 0;
    loop {
        let records = snapshot.scan(&range, READ_AT_ONCE).await;
        let records = records.map_err(|error| Error::Store(Box::new(error)))?;
        let Some((last, _)) = records.last() else {
            return Ok(count);
        };
        range = range.after(last);
        for (_, stored) in &records {
            count += u64::from(counts(&parse::<R>(stored)?.0));
        }
        tokio::task::yield_now().await;
    }
}
