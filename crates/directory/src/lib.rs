//! Accounts, users, groups, roles, instance profiles, access keys, MFA devices, passwords, console
//! sessions, policies and buckets: typed records, their invariants and transactions.
//!
//! What this crate deliberately is not: it knows no wire format, decides nothing, and trusts no
//! caller. Whoever acts for a caller shows a [`Permit`](iamd_auth::Permit) of the very operation,
//! on the very resource; what the program does on its own shows a
//! [`SystemWork`](iamd_auth::SystemWork).
//!
//! ```text
//! verb(permit, names, …)
//!   │  plan: a draft reads records, each read is taken for granted
//!   │  commit: one transaction, whole or not at all; on a conflict, plan anew
//!   ▼
//! store ── every change ──▶ principals, roles and buckets (keys opened, policies compiled) forget
//!                           what it made untrue
//! ```
//!
//! # Invariants
//! - Names are unique in their account without regard to case. A record under the folded name
//!   guards that.
//! - A user's record lists all that belongs to the user, and so for groups and roles; a policy's has
//!   all its versions and how often it is used: so what still has dependents is not deleted, and no
//!   quota is passed, however many write at once.
//! - A user or role that a bucket policy or a trust policy names is known by its id, and so is whoever
//!   a session hangs on: a namesake who comes later is not meant.
//! - What an account has of a kind, and what is being created in it, are together at most its quota.
//! - A credential report that was asked for is made, if not by this program, then by the next.
//! - Names of buckets are unique over all accounts. A permit is for a bucket by its id: one that
//!   was made anew under the name of another is not touched by decisions about that.
//! - A write that was answered counts in the next decision.
//! - Secrets lie sealed, each bound to its place. Their key may be replaced while the directory works:
//!   once it is, no commit leaves anything that an old one sealed.
//! - A step of an MFA device counts once, whatever its code is shown for, for as long as there is the
//!   device.
//! - Of a password hashes are kept alone. Whoever showed one that is not the password any more is in no
//!   console session, and a change that was thought about with another password or policy than there
//!   is now does not happen.
//! - Aliases of accounts are unique on the server, and none looks like an account's id.
//! - The issuer of an account keeps its id for ever, and a key that signed a token is published until
//!   the token has ended.
//! - A signing certificate is one user's in its account, and a name at a service one credential's. The
//!   private key of a server certificate is never told.
//! - A sealing key opens for as long as what it sealed may live; of many who replace it at once one
//!   makes the next.
//!
//! # Entry points
//! [`Directory`], whose verbs stand beside what they act on; `iamd_auth`'s ports, which it
//! implements.

mod access;
mod access_jobs;
mod access_keys;
mod account_aliases;
mod account_properties;
mod account_quotas;
mod account_summary;
mod accounts;
mod authorization_details;
mod aws_managed;
mod aws_policies;
mod buckets;
mod cache;
mod certificate_fault;
mod console_sessions;
mod credential_report;
mod directory;
mod draft;
mod entity;
mod error;
mod export;
mod granting_policies;
mod group_policies;
mod groups;
mod holder;
mod import;
mod instance_profiles;
mod key_holders;
mod keyspace;
mod last_use;
mod mfa;
mod named_principals;
mod oidc_providers;
mod page;
mod passwords;
mod policies;
mod policy_tags;
mod policy_text;
mod policy_versions;
mod portable;
mod ports;
mod principals;
mod records;
mod role_policies;
mod roles;
mod saml_providers;
mod sealing_keys;
mod secrets;
mod server_certificates;
mod service_credentials;
mod signing_certificates;
mod ssh_public_keys;
mod tags;
mod token_preferences;
mod user_policies;
mod user_tags;
mod users;
mod verify;
mod web_identity;

pub use access_jobs::{
    AccessReport, AccessSubject, ActionAccess, EntityAccess, JobOwner, LastAccess, ServiceAccess,
};
pub use access_keys::{AccessKey, AccessKeyUse, NewAccessKey};
pub use account_properties::AccountPropertiesUpdate;
pub use account_quotas::{AccountQuota, AccountQuotas};
pub use account_summary::{AccountSummary, EntityQuotas, RootUserSummary};
pub use accounts::{Account, ChosenKey, EntityCounts, RootUser};
pub use authorization_details::{
    AuthorizationDetail, DetailKind, GroupDetail, HeldPolicies, PolicyDetail, RoleDetail,
    UserDetail,
};
pub use aws_managed::{AwsManagedPolicies, AwsManagedPolicy, AwsManagedVersion};
pub use buckets::{
    Bucket, BucketEntry, BucketFilter, BucketPolicyStatus, ChangesBucket, CorsRules, NewBucket,
    ReadsBucket,
};
pub use cache::CacheUses;
pub use certificate_fault::CertificateFault;
pub use credential_report::{
    CREDENTIAL_REPORT_SECONDS, CredentialReport, ReportState, WantedReports,
};
pub use directory::{Directory, DirectoryParts};
pub use error::{Dependents, Error, Quota};
pub use export::{ExportedSecrets, Exporter};
pub use granting_policies::GrantingPolicy;
pub use groups::{Group, GroupUpdate, NewGroup};
pub use holder::{AttachedPolicy, EntityFilter, HolderKind, PolicyEntity, PolicyUsage};
pub use import::{ImportError, ImportPlan, PortablePlace, Remark, RemarkKind};
pub use instance_profiles::{InstanceProfile, NewInstanceProfile};
pub use key_holders::KeyHolder;
pub use mfa::{CodePair, EnabledMfaDevice, MfaAssignment, MfaUser, NewMfaDevice, VirtualMfaDevice};
pub use oidc_providers::{NewOidcProvider, OidcProvider};
pub use page::{Page, PageRequest};
pub use passwords::{LoginProfile, PasswordFault, PasswordNeed, RootSignIn};
pub use policies::{NewPolicy, Policy, PolicyFilter};
pub use policy_text::PolicyText;
pub use policy_versions::PolicyVersion;
pub use portable::{
    Portable, PortableAccount, PortableBucket, PortableEnabled, PortableGroup,
    PortableInlinePolicy, PortableInstanceProfile, PortableIssuer, PortableIssuerKey, PortableKey,
    PortableList, PortableMfaDevice, PortableOidcProvider, PortableOwner, PortablePart,
    PortablePassword, PortablePolicy, PortableRole, PortableRootUser, PortableSamlKey,
    PortableSamlProvider, PortableServerCertificate, PortableServiceCredential,
    PortableSigningCertificate, PortableSshKey, PortableUse, PortableUser, PortableVersion,
};
pub use records::{
    AccessKeyStatus, AccountProperties, AssertionEncryption, BucketEncryption, BucketSettings,
    CorsRule, EncryptionAlgorithm, Expiration, FilterForm, GlobalEndpointTokenVersion, KeyOwner,
    Lifecycle, LifecycleFilter, LifecycleRule, NoncurrentExpiration, NoncurrentTransition,
    ObjectOwnership, PasswordPolicy, PolicyRef, PublicAccessBlock, Transition, VersionNumber,
    Versioning,
};
pub use roles::{
    AssumableRole, NewRole, NewServiceLinkedRole, Role, RoleUpdate, role_of_deletion,
    service_linked_role,
};
pub use saml_providers::{
    NewSamlProvider, SamlKey, SamlKeyChange, SamlProvider, SamlProviderUpdate,
};
pub use sealing_keys::FormerSealingKeys;
pub use server_certificates::{
    NewServerCertificate, ServerCertificate, ServerCertificateTexts, ServerCertificateUpdate,
};
pub use service_credentials::{
    CredentialService, NewServiceCredential, ServiceCredential, ServiceCredentialStatus,
};
pub use signing_certificates::SigningCertificate;
pub use ssh_public_keys::UserSshPublicKey;
pub use users::{NewUser, User, UserUpdate};
pub use verify::{BucketIds, Verified};
pub use web_identity::WebIdentitySigner;
