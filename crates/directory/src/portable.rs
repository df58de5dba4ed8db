//! An account apart from any server: what [`Directory::export_account`](crate::Directory::export_account)
//! tells of it and [`Directory::plan_import`](crate::Directory::plan_import) makes one from.
//!
//! Users, groups, roles and policies are tied together by their names and ARNs, as the operations of IAM
//! tie them, and keep their ids and dates. Secrets stand in the clear or not at all. The members are
//! serialized under the names that they have here; a member that the type does not know is refused.

mod account;
mod bucket;
mod credentials;
mod entities;
mod mfa_device;
mod open_secret;
mod policy;
mod providers;
mod strict;

pub use account::{PortableAccount, PortableIssuer, PortableIssuerKey, PortableRootUser};
pub use bucket::PortableBucket;
pub use credentials::{
    PortableKey, PortablePassword, PortableServiceCredential, PortableSigningCertificate,
    PortableSshKey, PortableUse,
};
pub use entities::{PortableGroup, PortableInstanceProfile, PortableRole, PortableUser};
pub use mfa_device::{PortableEnabled, PortableMfaDevice, PortableOwner};
pub use policy::{PortableInlinePolicy, PortablePolicy, PortableVersion};
pub use providers::{
    PortableOidcProvider, PortableSamlKey, PortableSamlProvider, PortableServerCertificate,
};

/// All of an account.
#[derive(Debug)]
pub struct Portable {
    /// The account itself.
    pub account: PortableAccount,
    /// Its root user; none if it is to be made anew.
    pub root_user: Option<PortableRootUser>,
    /// Managed policies of the account.
    pub policies: Vec<PortablePolicy>,
    /// Groups.
    pub groups: Vec<PortableGroup>,
    /// Roles.
    pub roles: Vec<PortableRole>,
    /// Instance profiles.
    pub instance_profiles: Vec<PortableInstanceProfile>,
    /// Users.
    pub users: Vec<PortableUser>,
    /// Virtual MFA devices.
    pub mfa_devices: Vec<PortableMfaDevice>,
    /// SAML providers.
    pub saml_providers: Vec<PortableSamlProvider>,
    /// OpenID Connect providers.
    pub oidc_providers: Vec<PortableOidcProvider>,
    /// Server certificates.
    pub server_certificates: Vec<PortableServerCertificate>,
    /// Buckets, without what is in them.
    pub buckets: Vec<PortableBucket>,
}

/// The lists that an account is made of, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PortableList {
    /// Managed policies of the account.
    Policies,
    /// Groups.
    Groups,
    /// Roles.
    Roles,
    /// Instance profiles.
    InstanceProfiles,
    /// Users.
    Users,
    /// Virtual MFA devices.
    MfaDevices,
    /// SAML providers.
    SamlProviders,
    /// OpenID Connect providers.
    OidcProviders,
    /// Server certificates.
    ServerCertificates,
    /// Buckets.
    Buckets,
}

impl PortableList {
    /// Every list, in order.
    pub const ALL: [Self; 10] = [
        Self::Policies,
        Self::Groups,
        Self::Roles,
        Self::InstanceProfiles,
        Self::Users,
        Self::MfaDevices,
        Self::SamlProviders,
        Self::OidcProviders,
        Self::ServerCertificates,
        Self::Buckets,
    ];

    /// The member of [`Portable`] that holds it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Policies => "policies",
            Self::Groups => "groups",
            Self::Roles => "roles",
            Self::InstanceProfiles => "instance_profiles",
            Self::Users => "users",
            Self::MfaDevices => "mfa_devices",
            Self::SamlProviders => "saml_providers",
            Self::OidcProviders => "oidc_providers",
            Self::ServerCertificates => "server_certificates",
            Self::Buckets => "buckets",
        }
    }
}

/// One part of an account, as it is told.
#[derive(Debug)]
pub enum PortablePart {
    /// A managed policy.
    Policy(PortablePolicy),
    /// A group.
    Group(PortableGroup),
    /// A role.
    Role(Box<PortableRole>),
    /// An instance profile.
    InstanceProfile(PortableInstanceProfile),
    /// A user.
    User(Box<PortableUser>),
    /// An MFA device.
    MfaDevice(PortableMfaDevice),
    /// A SAML provider.
    SamlProvider(PortableSamlProvider),
    /// An OpenID Connect provider.
    OidcProvider(PortableOidcProvider),
    /// A server certificate.
    ServerCertificate(PortableServerCertificate),
    /// A bucket.
    Bucket(Box<PortableBucket>),
}

impl Portable {
    /// An account in which there is nothing.
    pub fn of(account: PortableAccount) -> Self {
        Self {
            account,
            root_user: None,
            policies: Vec::new(),
            groups: Vec::new(),
            roles: Vec::new(),
            instance_profiles: Vec::new(),
            users: Vec::new(),
            mfa_devices: Vec::new(),
            saml_providers: Vec::new(),
            oidc_providers: Vec::new(),
            server_certificates: Vec::new(),
            buckets: Vec::new(),
        }
    }
}
