//! Accounts and their root users.

use iamd_ident::{AccessKeyId, AccountAlias, AccountId, Timestamp};
use serde::{Deserialize, Serialize};

use super::{MfaEntry, PasswordEntry, SigningEntry, record};

/// An account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AccountRecord {
    pub(crate) id: AccountId,
    pub(crate) created: Timestamp,
    /// A record under this name says the same.
    #[serde(default)]
    pub(crate) alias: Option<AccountAlias>,
}

record!(AccountRecord, "an account");

/// Which account has an alias. Kept under the alias, it makes aliases unique on the server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AccountAliasRecord {
    pub(crate) account: AccountId,
}

record!(AccountAliasRecord, "the alias of an account");

/// The root user of an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RootUserRecord {
    pub(crate) created: Timestamp,
    /// At most two.
    #[serde(default)]
    pub(crate) access_keys: Vec<AccessKeyId>,
    /// In the order in which they were enabled.
    #[serde(default)]
    pub(crate) mfa_devices: Vec<MfaEntry>,
    #[serde(default)]
    pub(crate) password: Option<PasswordEntry>,
    /// In the order in which they were uploaded, at most two.
    #[serde(default)]
    pub(crate) signing_certificates: Vec<SigningEntry>,
}

record!(RootUserRecord, "a root user");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{decode, encode};

    /// An account as it was written before there were aliases.
    #[derive(Serialize, Deserialize)]
    struct OldAccount {
        id: AccountId,
        created: Timestamp,
    }
    record!(OldAccount, "an old account");

    /// A root user as it was written before there were MFA devices and passwords.
    #[derive(Serialize, Deserialize)]
    struct OldRootUser {
        created: Timestamp,
    }
    record!(OldRootUser, "an old root user");

    #[test]
    fn accounts_of_older_versions_are_read() {
        let created = "2026-01-31T00:00:00Z".parse().unwrap();
        let id = "123456789012".parse().unwrap();
        let bytes = encode(&OldAccount { id, created }).unwrap();
        let account: AccountRecord = decode(&bytes).unwrap();
        assert_eq!((account.id, account.alias), (id, None));
        let bytes = encode(&OldRootUser { created }).unwrap();
        let root: RootUserRecord = decode(&bytes).unwrap();
        assert_eq!((root.created, root.password), (created, None));
    }
}
