//! How many of each kind an account may have: counted in memory, enforced on creation.
//!
//! A record that held the total would be written by every creation, and so let one of them happen at a
//! time. Instead the names of a kind are counted once, when the number is first asked for, and what
//! commits from then on is added and taken away. Whoever creates something holds a [`Reservation`]
//! meanwhile.
//!
//! INVARIANT: what an account has and what is being created in it are together at most the quota, so
//! any number of creations at once do not pass it. This process is the store's only writer.

mod tally;

use std::{fmt, sync::Arc};

use iamd_ident::AccountId;
use iamd_store::{KeyRange, Table};
use parking_lot::Mutex;
pub(crate) use tally::Tallies;
use tally::Tally;

use crate::{Directory, Error, Quota, keyspace};

/// How many names are read at once while they are counted.
const COUNTED_AT_ONCE: usize = 500;

/// How many of each kind every account may have.
///
/// SOURCE of the defaults: IAM User Guide, "IAM and AWS STS quotas".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountQuotas {
    /// Users; and as many virtual MFA devices.
    pub users: u64,
    /// Groups.
    pub groups: u64,
    /// Roles.
    pub roles: u64,
    /// Managed policies of its own.
    pub policies: u64,
    /// Instance profiles.
    pub instance_profiles: u64,
    /// Server certificates.
    pub server_certificates: u64,
    /// SAML providers.
    pub saml_providers: u64,
    /// OpenID Connect providers.
    pub oidc_providers: u64,
}

impl Default for AccountQuotas {
    fn default() -> Self {
        Self {
            users: 5_000,
            groups: 300,
            roles: 1_000,
            policies: 1_500,
            instance_profiles: 1_000,
            server_certificates: 20,
            saml_providers: 100,
            oidc_providers: 100,
        }
    }
}

impl AccountQuotas {
    /// How many of a kind there may be.
    pub const fn most(&self, kind: AccountQuota) -> u64 {
        match kind {
            // SOURCE: IAM User Guide, "IAM and AWS STS quotas": as many as users.
            AccountQuota::Users | AccountQuota::MfaDevices => self.users,
            AccountQuota::Groups => self.groups,
            AccountQuota::Roles => self.roles,
            AccountQuota::Policies => self.policies,
            AccountQuota::InstanceProfiles => self.instance_profiles,
            AccountQuota::ServerCertificates => self.server_certificates,
            AccountQuota::SamlProviders => self.saml_providers,
            AccountQuota::OidcProviders => self.oidc_providers,
        }
    }
}

/// What an account may only have so many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccountQuota {
    /// Users.
    Users,
    /// Groups.
    Groups,
    /// Roles.
    Roles,
    /// Managed policies of its own.
    Policies,
    /// Instance profiles.
    InstanceProfiles,
    /// Virtual MFA devices.
    MfaDevices,
    /// Server certificates.
    ServerCertificates,
    /// SAML providers.
    SamlProviders,
    /// OpenID Connect providers.
    OidcProviders,
}

impl AccountQuota {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Users,
        Self::Groups,
        Self::Roles,
        Self::Policies,
        Self::InstanceProfiles,
        Self::MfaDevices,
        Self::ServerCertificates,
        Self::SamlProviders,
        Self::OidcProviders,
    ];

    /// The table that has one record for each thing of this kind.
    const fn table(self) -> Table {
        match self {
            Self::Users => keyspace::USER_NAMES,
            Self::Groups => keyspace::GROUP_NAMES,
            Self::Roles => keyspace::ROLE_NAMES,
            Self::Policies => keyspace::POLICY_NAMES,
            Self::InstanceProfiles => keyspace::INSTANCE_PROFILE_NAMES,
            Self::MfaDevices => keyspace::MFA_DEVICES,
            Self::ServerCertificates => keyspace::SERVER_CERTIFICATE_NAMES,
            Self::SamlProviders => keyspace::SAML_PROVIDERS,
            Self::OidcProviders => keyspace::OIDC_PROVIDERS,
        }
    }

    /// The kind whose things have their records in this table.
    fn in_table(table: &str) -> Option<Self> {
        let is_its = |kind: &Self| kind.table().name() == table;
        Self::ALL.into_iter().find(is_its)
    }
}

/// The name of the quota in AWS's errors.
///
/// SOURCE: reports of clients for roles, instance profiles, policies and OpenID Connect providers; the
/// others after them.
impl fmt::Display for AccountQuota {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Users => "UsersPerAccount",
            Self::Groups => "GroupsPerAccount",
            Self::Roles => "RolesPerAccount",
            Self::Policies => "PoliciesPerAccount",
            Self::InstanceProfiles => "InstanceProfilesPerAccount",
            Self::MfaDevices => "MFADevicesPerAccount",
            Self::ServerCertificates => "ServerCertificatesPerAccount",
            Self::SamlProviders => "SAMLProvidersPerAccount",
            Self::OidcProviders => "OpenIdConnectProvidersPerAccount",
        })
    }
}

/// Room for one thing that is being created. To be held until its commit has returned.
///
/// Whoever is dropped while its commit is under way gives the room free before the thing is counted.
/// Requests that change something run to their end, so none of them does.
#[must_use = "room is kept for as long as this lives"]
#[derive(Debug)]
pub(crate) struct Reservation(Arc<Mutex<Tally>>);

impl Drop for Reservation {
    fn drop(&mut self) {
        self.0.lock().release();
    }
}

impl Directory {
    /// Keeps room in an account for one more of a kind.
    ///
    /// # Errors
    /// There is no room, or the store cannot be read.
    pub(crate) async fn reserve(
        &self,
        account: AccountId,
        kind: AccountQuota,
    ) -> Result<Reservation, Error> {
        let tally = self.tally(account, kind).await?;
        let most = self.account_quotas().most(kind);
        if tally.lock().reserve(most) {
            Ok(Reservation(tally))
        } else {
            Err(Error::Quota(Quota::Account { kind, most }))
        }
    }

    /// How many of a kind an account has.
    pub(crate) async fn total(&self, account: AccountId, kind: AccountQuota) -> Result<u64, Error> {
        Ok(self.tally(account, kind).await?.lock().total())
    }

    /// The tally of a kind, counted if it is not yet.
    async fn tally(
        &self,
        account: AccountId,
        kind: AccountQuota,
    ) -> Result<Arc<Mutex<Tally>>, Error> {
        let place = (account, kind);
        if let Some(tally) = self.tallies().counted(place) {
            return Ok(tally);
        }
        let counting = self.tallies().begin(place).await;
        // Somebody else may have counted meanwhile.
        if let Some(tally) = self.tallies().counted(place) {
            return Ok(tally);
        }
        let tally = counting.watch();
        let snapshot = self.snapshot().await?;
        let mut range = KeyRange::under(&keyspace::names(account, kind.table()));
        let mut found = 0;
        loop {
            let records = snapshot.scan(&range, COUNTED_AT_ONCE).await;
            let records = records.map_err(|error| Error::Store(Box::new(error)))?;
            found += records.len() as u64;
            let Some((last, _)) = records.last() else {
                break;
            };
            range = range.after(last);
            tokio::task::yield_now().await;
        }
        tally.lock().counted(found, snapshot.revision());
        Ok(tally)
    }
}
