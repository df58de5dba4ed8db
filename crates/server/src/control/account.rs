//! Commands about accounts.

use iamd_ident::{AccessKeyId, AccountId, Secret, Timestamp};
use serde::{Deserialize, Serialize};

use super::exposed;

/// What an operator can ask for about accounts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum AccountCommand {
    /// Make an account and its root user, with one access key.
    Create {
        /// The id; without one a random id is taken.
        account_id: Option<AccountId>,
    },
    /// Name all accounts.
    List,
    /// Say what an account holds.
    Show {
        /// Which account.
        account_id: AccountId,
    },
    /// Let the root user of an account sign in to the console with a password.
    RootPasswordSet {
        /// Which account.
        account_id: AccountId,
        /// The password.
        #[serde(with = "exposed")]
        password: Secret<String>,
    },
    /// Take the root user's password away.
    RootPasswordRemove {
        /// Which account.
        account_id: AccountId,
    },
}

/// What an operator is told about accounts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case", deny_unknown_fields)]
pub enum AccountAnswer {
    /// The account that was made.
    AccountCreated {
        /// The account.
        account: Account,
        /// The root user's key, shown this once.
        root_key: RootKey,
    },
    /// All accounts, by id.
    Accounts {
        /// The accounts.
        accounts: Vec<Account>,
    },
    /// One account.
    Account {
        /// The account.
        account: Account,
        /// The name that it goes by, if it has one.
        alias: Option<String>,
        /// Whether its root user has a password.
        root_has_password: bool,
        /// How many of the virtual MFA devices are the root user's.
        root_mfa_devices: u64,
        /// How many users it has.
        users: u64,
        /// How many groups.
        groups: u64,
        /// How many roles.
        roles: u64,
        /// How many managed policies of its own.
        policies: u64,
        /// How many virtual MFA devices.
        mfa_devices: u64,
        /// How many buckets.
        buckets: u64,
    },
    /// The root user has the password now.
    RootPasswordSet {
        /// Of which account.
        account_id: AccountId,
        /// Where the root user signs in.
        sign_in_url: String,
    },
    /// The root user has no password now.
    RootPasswordRemoved {
        /// Of which account.
        account_id: AccountId,
        /// Whether there was one.
        was_set: bool,
    },
}

/// An account, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Its id.
    pub account_id: AccountId,
    /// When it was made.
    pub created: Timestamp,
}

/// An access key, secret and all.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RootKey {
    /// The key's id.
    pub access_key_id: AccessKeyId,
    /// The key's secret.
    #[serde(with = "exposed")]
    pub secret_access_key: Secret<String>,
}
