//! Where each record lies. Every key of the store is built here, and nowhere else.
//!
//! | key | record |
//! |---|---|
//! | `global/accounts/ACCOUNT` | an account |
//! | `global/account-aliases/ALIAS` | the account that has an alias |
//! | `global/access-keys/KEY-ID` | the account of an access key |
//! | `global/buckets/BUCKET-NAME` | a bucket |
//! | `global/web-identity-issuers/ISSUER-ID` | the account of an issuer |
//! | `global/imports/ACCOUNT` | that an account is being imported, which there is not yet |
//! | `global/sealing-keys` | the keys that session tokens are sealed with |
//! | `ACCOUNT/root-user` | the root user |
//! | `ACCOUNT/access-keys/KEY-ID` | an access key |
//! | `ACCOUNT/last-used/KEY-ID` | its last use |
//! | `ACCOUNT/accesses/ID` | what a user or role tried to do, and when last |
//! | `ACCOUNT/access-jobs/JOB` | a report of access |
//! | `ACCOUNT/access-job-entities/JOB/N` | some of the users and roles that it is about |
//! | `ACCOUNT/access-job-count` | how many reports of access there are |
//! | `ACCOUNT/users/USER-ID` | a user |
//! | `ACCOUNT/user-names/FOLDED-NAME` | who has a name |
//! | `ACCOUNT/user-policies/USER-ID/POLICY-NAME` | an inline policy; so for groups and roles |
//! | `ACCOUNT/groups/GROUP-ID` | a group |
//! | `ACCOUNT/group-names/FOLDED-NAME` | which group has a name |
//! | `ACCOUNT/group-members/GROUP-ID/USER-ID` | that a user is in a group |
//! | `ACCOUNT/group-sizes/GROUP-ID` | how many members a group has |
//! | `ACCOUNT/policies/POLICY-ID` | a managed policy |
//! | `ACCOUNT/policy-names/FOLDED-NAME` | which policy has a name |
//! | `ACCOUNT/policy-versions/POLICY-ID/vN` | a version of a managed policy |
//! | `ACCOUNT/aws-policies/REFERENCE` | the uses of an AWS managed policy |
//! | `ACCOUNT/attachments/REFERENCE/KIND/ID` | that a policy is attached to a user, group or role |
//! | `ACCOUNT/boundaries/REFERENCE/KIND/ID` | that it is the boundary of a user or role |
//! | `ACCOUNT/roles/ROLE-ID` | a role |
//! | `ACCOUNT/role-names/FOLDED-NAME` | which role has a name |
//! | `ACCOUNT/roles-last-used/ROLE-ID` | the last use of a role |
//! | `ACCOUNT/role-deletions` | the last deletions of service-linked roles |
//! | `ACCOUNT/instance-profiles/PROFILE-ID` | an instance profile |
//! | `ACCOUNT/instance-profile-names/FOLDED-NAME` | which instance profile has a name |
//! | `ACCOUNT/signing-certificates/CERTIFICATE-ID` | a signing certificate |
//! | `ACCOUNT/ssh-public-keys/KEY-ID` | an SSH public key |
//! | `ACCOUNT/service-credentials/CREDENTIAL-ID` | a service-specific credential |
//! | `ACCOUNT/service-logins/SERVICE/FOLDED-NAME` | which credential has a name at a service |
//! | `ACCOUNT/server-certificates/CERTIFICATE-ID` | a server certificate |
//! | `ACCOUNT/server-certificate-names/FOLDED-NAME` | which server certificate has a name |
//! | `ACCOUNT/server-certificate-texts/CERTIFICATE-ID` | its texts and its private key |
//! | `ACCOUNT/mfa-devices/PATH-AND-NAME` | a virtual MFA device |
//! | `ACCOUNT/mfa-steps/PATH-AND-NAME` | the last step whose code it showed |
//! | `ACCOUNT/password-policy` | what is asked of its users' passwords |
//! | `ACCOUNT/account-properties` | switches of features of the whole account |
//! | `ACCOUNT/token-preferences` | what it wants of the tokens of STS |
//! | `ACCOUNT/web-identity-issuer` | its issuer of web identities, with the keys |
//! | `ACCOUNT/passwords/USER-ID` | the hashes of a user's passwords; `root` for the root user's |
//! | `ACCOUNT/passwords-last-used/USER-ID` | when the password was used last; `root` as well |
//! | `ACCOUNT/console-sessions/CHECKSUM` | a session of the console, by a checksum of its secret |
//! | `ACCOUNT/console-owners/KIND/ID` | the sessions of the console of one owner |
//! | `ACCOUNT/credential-report` | the state of its credential report |
//! | `ACCOUNT/credential-report-parts/NUMBER/PART` | a part of the text of a credential report |
//! | `ACCOUNT/saml-providers/FOLDED-NAME` | a SAML provider |
//! | `ACCOUNT/saml-documents/FOLDED-NAME` | its metadata document |
//! | `ACCOUNT/oidc-providers/HOST-AND-PATH` | an OpenID Connect provider |
//! | `ACCOUNT/buckets/BUCKET-NAME` | a bucket in the list of its account |
//! | `ACCOUNT/bucket-count` | how many buckets the account has |

use iamd_ident::{
    AccessKeyId, AccountAlias, AccountId, BucketName, PolicyName, SamlProviderName,
    SigningCertificateId, SshPublicKeyId, UniqueId,
};
use iamd_provider::IssuerUrl;
use iamd_store::{InvalidKey, Key, Scope, Table};

use crate::{Error, HolderKind, KeyOwner, PolicyRef, VersionNumber};

const ACCOUNTS: Table = Table::new("accounts");
const IMPORTS: Table = Table::new("imports");
const ACCOUNT_ALIASES: Table = Table::new("account-aliases");
const ROOT_USER: Table = Table::new("root-user");
pub(crate) const ACCESS_KEYS: Table = Table::new("access-keys");
const LAST_USED: Table = Table::new("last-used");
const ACCESSES: Table = Table::new("accesses");
const ACCESS_JOBS: Table = Table::new("access-jobs");
const ACCESS_JOB_ENTITIES: Table = Table::new("access-job-entities");
const ACCESS_JOB_COUNT: Table = Table::new("access-job-count");
pub(crate) const USERS: Table = Table::new("users");
pub(crate) const USER_NAMES: Table = Table::new("user-names");
pub(crate) const USER_POLICIES: Table = Table::new("user-policies");
pub(crate) const GROUPS: Table = Table::new("groups");
pub(crate) const GROUP_NAMES: Table = Table::new("group-names");
pub(crate) const GROUP_POLICIES: Table = Table::new("group-policies");
const GROUP_MEMBERS: Table = Table::new("group-members");
const GROUP_SIZES: Table = Table::new("group-sizes");
pub(crate) const POLICIES: Table = Table::new("policies");
pub(crate) const POLICY_NAMES: Table = Table::new("policy-names");
const POLICY_VERSIONS: Table = Table::new("policy-versions");
const AWS_POLICIES: Table = Table::new("aws-policies");
pub(crate) const ATTACHMENTS: Table = Table::new("attachments");
pub(crate) const BOUNDARIES: Table = Table::new("boundaries");
pub(crate) const ROLES: Table = Table::new("roles");
pub(crate) const ROLE_NAMES: Table = Table::new("role-names");
pub(crate) const ROLE_POLICIES: Table = Table::new("role-policies");
const ROLES_LAST_USED: Table = Table::new("roles-last-used");
const ROLE_DELETIONS: Table = Table::new("role-deletions");
pub(crate) const INSTANCE_PROFILES: Table = Table::new("instance-profiles");
pub(crate) const INSTANCE_PROFILE_NAMES: Table = Table::new("instance-profile-names");
pub(crate) const MFA_DEVICES: Table = Table::new("mfa-devices");
const MFA_STEPS: Table = Table::new("mfa-steps");
pub(crate) const PASSWORD_POLICY: Table = Table::new("password-policy");
const ACCOUNT_PROPERTIES: Table = Table::new("account-properties");
const TOKEN_PREFERENCES: Table = Table::new("token-preferences");
const WEB_IDENTITY_ISSUER: Table = Table::new("web-identity-issuer");
const WEB_IDENTITY_ISSUERS: Table = Table::new("web-identity-issuers");
const PASSWORDS: Table = Table::new("passwords");
const PASSWORDS_LAST_USED: Table = Table::new("passwords-last-used");
const CONSOLE_SESSIONS: Table = Table::new("console-sessions");
const CONSOLE_OWNERS: Table = Table::new("console-owners");
pub(crate) const SEALING_KEYS: Table = Table::new("sealing-keys");
pub(crate) const BUCKETS: Table = Table::new("buckets");
const CREDENTIAL_REPORT: Table = Table::new("credential-report");
const CREDENTIAL_REPORT_PARTS: Table = Table::new("credential-report-parts");
const BUCKET_COUNT: Table = Table::new("bucket-count");
const SIGNING_CERTIFICATES: Table = Table::new("signing-certificates");
const SSH_PUBLIC_KEYS: Table = Table::new("ssh-public-keys");
const SERVICE_CREDENTIALS: Table = Table::new("service-credentials");
const SERVICE_LOGINS: Table = Table::new("service-logins");
pub(crate) const SERVER_CERTIFICATES: Table = Table::new("server-certificates");
const SERVER_CERTIFICATE_TEXTS: Table = Table::new("server-certificate-texts");
pub(crate) const SERVER_CERTIFICATE_NAMES: Table = Table::new("server-certificate-names");
pub(crate) const SAML_PROVIDERS: Table = Table::new("saml-providers");
pub(crate) const OIDC_PROVIDERS: Table = Table::new("oidc-providers");
const SAML_DOCUMENTS: Table = Table::new("saml-documents");

/// The segments of our keys have no zero byte and are short, as their types say.
fn built(key: Result<Key, InvalidKey>) -> Result<Key, Error> {
    key.map_err(|error| Error::Store(Box::new(error)))
}

/// A table of an account.
pub(crate) fn within(account: AccountId, table: Table) -> Key {
    Key::new(Scope::Account(account), table)
}

fn one(prefix: Key, segment: &str) -> Result<Key, Error> {
    built(prefix.with(segment))
}

pub(crate) fn accounts() -> Key {
    Key::new(Scope::Global, ACCOUNTS)
}

pub(crate) fn account(id: AccountId) -> Result<Key, Error> {
    one(accounts(), &id.to_string())
}

/// All imports that are under way.
pub(crate) fn imports() -> Key {
    Key::new(Scope::Global, IMPORTS)
}

pub(crate) fn import(account: AccountId) -> Result<Key, Error> {
    one(imports(), &account.to_string())
}

pub(crate) fn account_alias(alias: &AccountAlias) -> Result<Key, Error> {
    one(Key::new(Scope::Global, ACCOUNT_ALIASES), alias.as_str())
}

pub(crate) fn global_access_key(id: &AccessKeyId) -> Result<Key, Error> {
    one(Key::new(Scope::Global, ACCESS_KEYS), id.as_str())
}

pub(crate) fn root_user(account: AccountId) -> Key {
    within(account, ROOT_USER)
}

/// All access keys of an account.
pub(crate) fn access_keys(account: AccountId) -> Key {
    within(account, ACCESS_KEYS)
}

pub(crate) fn access_key(account: AccountId, id: &AccessKeyId) -> Result<Key, Error> {
    one(within(account, ACCESS_KEYS), id.as_str())
}

pub(crate) fn last_used(account: AccountId, id: &AccessKeyId) -> Result<Key, Error> {
    one(within(account, LAST_USED), id.as_str())
}

/// What a user or role tried to do.
pub(crate) fn accesses(account: AccountId, id: UniqueId) -> Result<Key, Error> {
    one(within(account, ACCESSES), id.as_str())
}

/// All reports of access, the oldest first.
pub(crate) fn access_jobs(account: AccountId) -> Key {
    within(account, ACCESS_JOBS)
}

pub(crate) fn access_job(account: AccountId, job: &str) -> Result<Key, Error> {
    one(access_jobs(account), job)
}

pub(crate) fn access_job_count(account: AccountId) -> Key {
    within(account, ACCESS_JOB_COUNT)
}

/// The users and roles of all reports of access.
pub(crate) fn all_access_job_entities(account: AccountId) -> Key {
    within(account, ACCESS_JOB_ENTITIES)
}

/// The users and roles of one.
pub(crate) fn access_job_entities_of(account: AccountId, job: &str) -> Result<Key, Error> {
    one(all_access_job_entities(account), job)
}

/// Some of them.
pub(crate) fn access_job_entities(
    account: AccountId,
    job: &str,
    number: u32,
) -> Result<Key, Error> {
    one(
        access_job_entities_of(account, job)?,
        &format!("{number:08}"),
    )
}

/// An entity by its id, in the table of its kind.
pub(crate) fn entity(account: AccountId, table: Table, id: UniqueId) -> Result<Key, Error> {
    one(within(account, table), id.as_str())
}

/// The tables whose records are kept by unique ids, which no two of a server may share.
pub(crate) const WITH_IDS: [Table; 7] = [
    USERS,
    GROUPS,
    ROLES,
    POLICIES,
    INSTANCE_PROFILES,
    SERVER_CERTIFICATES,
    SERVICE_CREDENTIALS,
];

/// All names of entities of a kind.
pub(crate) fn names(account: AccountId, table: Table) -> Key {
    within(account, table)
}

pub(crate) fn name(account: AccountId, table: Table, folded: &str) -> Result<Key, Error> {
    one(names(account, table), folded)
}

/// An inline policy of the holder with this id, in the table of its kind.
pub(crate) fn inline_policy(
    account: AccountId,
    table: Table,
    holder: UniqueId,
    name: &PolicyName,
) -> Result<Key, Error> {
    one(one(within(account, table), holder.as_str())?, name.as_str())
}

pub(crate) fn group_members(account: AccountId, group: UniqueId) -> Result<Key, Error> {
    one(within(account, GROUP_MEMBERS), group.as_str())
}

pub(crate) fn group_member(
    account: AccountId,
    group: UniqueId,
    user: UniqueId,
) -> Result<Key, Error> {
    one(group_members(account, group)?, user.as_str())
}

pub(crate) fn group_size(account: AccountId, group: UniqueId) -> Result<Key, Error> {
    one(within(account, GROUP_SIZES), group.as_str())
}

/// All managed policies of an account, by id.
pub(crate) fn policies(account: AccountId) -> Key {
    within(account, POLICIES)
}

pub(crate) fn policy(account: AccountId, id: UniqueId) -> Result<Key, Error> {
    one(policies(account), id.as_str())
}

pub(crate) fn policy_names(account: AccountId) -> Key {
    within(account, POLICY_NAMES)
}

pub(crate) fn policy_name(account: AccountId, name: &PolicyName) -> Result<Key, Error> {
    one(policy_names(account), &name.folded())
}

pub(crate) fn policy_version(
    account: AccountId,
    policy: UniqueId,
    version: VersionNumber,
) -> Result<Key, Error> {
    one(
        one(within(account, POLICY_VERSIONS), policy.as_str())?,
        &version.to_string(),
    )
}

pub(crate) fn aws_policies(account: AccountId) -> Key {
    within(account, AWS_POLICIES)
}

pub(crate) fn aws_policy(account: AccountId, policy: &PolicyRef) -> Result<Key, Error> {
    one(aws_policies(account), &policy.to_string())
}

/// The holders of one kind that use a policy in one way.
pub(crate) fn users_of_policy(
    account: AccountId,
    way: Table,
    policy: &PolicyRef,
    kind: HolderKind,
) -> Result<Key, Error> {
    one(
        one(within(account, way), &policy.to_string())?,
        kind.as_str(),
    )
}

/// That one of them does.
pub(crate) fn use_of_policy(
    account: AccountId,
    way: Table,
    policy: &PolicyRef,
    (kind, holder): (HolderKind, UniqueId),
) -> Result<Key, Error> {
    one(
        users_of_policy(account, way, policy, kind)?,
        holder.as_str(),
    )
}

pub(crate) fn role_last_used(account: AccountId, id: UniqueId) -> Result<Key, Error> {
    one(within(account, ROLES_LAST_USED), id.as_str())
}

pub(crate) fn role_deletions(account: AccountId) -> Key {
    within(account, ROLE_DELETIONS)
}

pub(crate) fn signing_certificate(
    account: AccountId,
    id: &SigningCertificateId,
) -> Result<Key, Error> {
    one(within(account, SIGNING_CERTIFICATES), id.as_str())
}

pub(crate) fn ssh_public_key(account: AccountId, id: &SshPublicKeyId) -> Result<Key, Error> {
    one(within(account, SSH_PUBLIC_KEYS), id.as_str())
}

pub(crate) fn service_credentials(account: AccountId) -> Key {
    within(account, SERVICE_CREDENTIALS)
}

pub(crate) fn service_credential(account: AccountId, id: UniqueId) -> Result<Key, Error> {
    one(service_credentials(account), id.as_str())
}

/// Names at a service are compared without regard to case, as users' names are.
pub(crate) fn service_login(account: AccountId, service: &str, login: &str) -> Result<Key, Error> {
    let of_service = one(within(account, SERVICE_LOGINS), service)?;
    one(of_service, &login.to_ascii_lowercase())
}

pub(crate) fn server_certificate_text(account: AccountId, id: UniqueId) -> Result<Key, Error> {
    one(within(account, SERVER_CERTIFICATE_TEXTS), id.as_str())
}

pub(crate) fn mfa_devices(account: AccountId) -> Key {
    within(account, MFA_DEVICES)
}

/// `local` is the path and the name of the device, without the first slash.
pub(crate) fn mfa_device(account: AccountId, local: &str) -> Result<Key, Error> {
    one(mfa_devices(account), local)
}

pub(crate) fn mfa_step(account: AccountId, local: &str) -> Result<Key, Error> {
    one(within(account, MFA_STEPS), local)
}

pub(crate) fn password_policy(account: AccountId) -> Key {
    within(account, PASSWORD_POLICY)
}

pub(crate) fn account_properties(account: AccountId) -> Key {
    within(account, ACCOUNT_PROPERTIES)
}

pub(crate) fn token_preferences(account: AccountId) -> Key {
    within(account, TOKEN_PREFERENCES)
}

pub(crate) fn web_identity_issuer(account: AccountId) -> Key {
    within(account, WEB_IDENTITY_ISSUER)
}

/// All issuers, of all accounts.
pub(crate) fn issuer_accounts() -> Key {
    Key::new(Scope::Global, WEB_IDENTITY_ISSUERS)
}

pub(crate) fn issuer_account(issuer: &str) -> Result<Key, Error> {
    one(issuer_accounts(), issuer)
}

pub(crate) fn password(account: AccountId, owner: KeyOwner) -> Result<Key, Error> {
    one(within(account, PASSWORDS), &owner_segment(owner))
}

pub(crate) fn password_last_used(account: AccountId, owner: KeyOwner) -> Result<Key, Error> {
    one(within(account, PASSWORDS_LAST_USED), &owner_segment(owner))
}

fn owner_segment(owner: KeyOwner) -> String {
    match owner {
        KeyOwner::RootUser => "root".to_owned(),
        KeyOwner::User(id) => id.to_string(),
    }
}

pub(crate) fn console_session(account: AccountId, name: &str) -> Result<Key, Error> {
    one(within(account, CONSOLE_SESSIONS), name)
}

pub(crate) fn console_owners(account: AccountId) -> Key {
    within(account, CONSOLE_OWNERS)
}

pub(crate) fn console_owner(account: AccountId, kind: &str, id: &str) -> Result<Key, Error> {
    one(one(console_owners(account), kind)?, id)
}

pub(crate) fn saml_providers(account: AccountId) -> Key {
    within(account, SAML_PROVIDERS)
}

pub(crate) fn saml_provider(account: AccountId, name: &SamlProviderName) -> Result<Key, Error> {
    one(saml_providers(account), &name.folded())
}

pub(crate) fn saml_document(account: AccountId, name: &SamlProviderName) -> Result<Key, Error> {
    one(within(account, SAML_DOCUMENTS), &name.folded())
}

pub(crate) fn oidc_providers(account: AccountId) -> Key {
    within(account, OIDC_PROVIDERS)
}

pub(crate) fn oidc_provider(account: AccountId, url: &IssuerUrl) -> Result<Key, Error> {
    one(oidc_providers(account), url.without_scheme())
}

pub(crate) fn sealing_keys() -> Key {
    Key::new(Scope::Global, SEALING_KEYS)
}

pub(crate) fn credential_report(account: AccountId) -> Key {
    within(account, CREDENTIAL_REPORT)
}

/// The parts of all reports of an account.
pub(crate) fn credential_report_parts(account: AccountId) -> Key {
    within(account, CREDENTIAL_REPORT_PARTS)
}

pub(crate) fn credential_report_part(
    account: AccountId,
    number: u64,
    part: u32,
) -> Result<Key, Error> {
    let parts = one(credential_report_parts(account), &format!("{number:020}"))?;
    one(parts, &format!("{part:010}"))
}

/// All buckets, of all accounts.
pub(crate) fn all_buckets() -> Key {
    Key::new(Scope::Global, BUCKETS)
}

pub(crate) fn bucket(name: &BucketName) -> Result<Key, Error> {
    one(all_buckets(), name.as_str())
}

pub(crate) fn buckets_of(account: AccountId) -> Key {
    within(account, BUCKETS)
}

pub(crate) fn bucket_of(account: AccountId, name: &BucketName) -> Result<Key, Error> {
    one(buckets_of(account), name.as_str())
}

pub(crate) fn bucket_count(account: AccountId) -> Key {
    within(account, BUCKET_COUNT)
}
