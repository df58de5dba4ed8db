//! Where each record lies. Every key of the store is built here, and nowhere else.
//!
//! | key | record |
//! |---|---|
//! | `global/accounts/ACCOUNT` | an account |
//! | `global/account-aliases/ALIAS` | the account that has an alias |
//! | `global/access-keys/KEY-ID` | the account of an access key |
//! | `global/buckets/BUCKET-NAME` | a bucket |
//! | `global/sealing-keys` | the keys that session tokens are sealed with |
//! | `ACCOUNT/root-user` | the root user |
//! | `ACCOUNT/access-keys/KEY-ID` | an access key |
//! | `ACCOUNT/last-used/KEY-ID` | its last use |
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
//! | `ACCOUNT/mfa-devices/PATH-AND-NAME` | a virtual MFA device |
//! | `ACCOUNT/mfa-steps/PATH-AND-NAME` | the last step whose code it showed |
//! | `ACCOUNT/password-policy` | what is asked of its users' passwords |
//! | `ACCOUNT/passwords/USER-ID` | the hashes of a user's passwords; `root` for the root user's |
//! | `ACCOUNT/passwords-last-used/USER-ID` | when the password was used last; `root` as well |
//! | `ACCOUNT/console-sessions/CHECKSUM` | a session of the console, by a checksum of its secret |
//! | `ACCOUNT/console-owners/KIND/ID` | the sessions of the console of one owner |
//! | `ACCOUNT/buckets/BUCKET-NAME` | a bucket in the list of its account |
//! | `ACCOUNT/bucket-count` | how many buckets the account has |

use iamd_ident::{AccessKeyId, AccountAlias, AccountId, BucketName, PolicyName, UniqueId};
use iamd_store::{InvalidKey, Key, Scope, Table};

use crate::{Error, HolderKind, KeyOwner, PolicyRef, VersionNumber};

const ACCOUNTS: Table = Table::new("accounts");
const ACCOUNT_ALIASES: Table = Table::new("account-aliases");
const ROOT_USER: Table = Table::new("root-user");
pub(crate) const ACCESS_KEYS: Table = Table::new("access-keys");
const LAST_USED: Table = Table::new("last-used");
pub(crate) const USERS: Table = Table::new("users");
pub(crate) const USER_NAMES: Table = Table::new("user-names");
pub(crate) const USER_POLICIES: Table = Table::new("user-policies");
pub(crate) const GROUPS: Table = Table::new("groups");
pub(crate) const GROUP_NAMES: Table = Table::new("group-names");
pub(crate) const GROUP_POLICIES: Table = Table::new("group-policies");
const GROUP_MEMBERS: Table = Table::new("group-members");
const GROUP_SIZES: Table = Table::new("group-sizes");
pub(crate) const POLICIES: Table = Table::new("policies");
const POLICY_NAMES: Table = Table::new("policy-names");
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
const MFA_DEVICES: Table = Table::new("mfa-devices");
const MFA_STEPS: Table = Table::new("mfa-steps");
pub(crate) const PASSWORD_POLICY: Table = Table::new("password-policy");
const PASSWORDS: Table = Table::new("passwords");
const PASSWORDS_LAST_USED: Table = Table::new("passwords-last-used");
const CONSOLE_SESSIONS: Table = Table::new("console-sessions");
const CONSOLE_OWNERS: Table = Table::new("console-owners");
pub(crate) const SEALING_KEYS: Table = Table::new("sealing-keys");
pub(crate) const BUCKETS: Table = Table::new("buckets");
const BUCKET_COUNT: Table = Table::new("bucket-count");

/// The segments of our keys have no zero byte and are short, as their types say.
fn built(key: Result<Key, InvalidKey>) -> Result<Key, Error> {
    key.map_err(|error| Error::Store(Box::new(error)))
}

fn within(account: AccountId, table: Table) -> Key {
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

pub(crate) fn account_alias(alias: &AccountAlias) -> Result<Key, Error> {
    one(Key::new(Scope::Global, ACCOUNT_ALIASES), alias.as_str())
}

pub(crate) fn global_access_key(id: &AccessKeyId) -> Result<Key, Error> {
    one(Key::new(Scope::Global, ACCESS_KEYS), id.as_str())
}

pub(crate) fn root_user(account: AccountId) -> Key {
    within(account, ROOT_USER)
}

pub(crate) fn access_key(account: AccountId, id: &AccessKeyId) -> Result<Key, Error> {
    one(within(account, ACCESS_KEYS), id.as_str())
}

pub(crate) fn last_used(account: AccountId, id: &AccessKeyId) -> Result<Key, Error> {
    one(within(account, LAST_USED), id.as_str())
}

/// An entity by its id, in the table of its kind.
pub(crate) fn entity(account: AccountId, table: Table, id: UniqueId) -> Result<Key, Error> {
    one(within(account, table), id.as_str())
}

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

pub(crate) fn policy(account: AccountId, id: UniqueId) -> Result<Key, Error> {
    one(within(account, POLICIES), id.as_str())
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

pub(crate) fn sealing_keys() -> Key {
    Key::new(Scope::Global, SEALING_KEYS)
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
