//! Passwords of users and root users, and what an account asks of its users' passwords.

use iamd_auth::PasswordStamp;
use iamd_ident::Timestamp;
use serde::{Deserialize, Serialize};

use super::record;

/// A password, as the record of its user or root user knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PasswordEntry {
    /// Which password it is. It changes with the password.
    pub(crate) stamp: PasswordStamp,
    /// When the user got a password.
    pub(crate) created: Timestamp,
    /// When the password became this one.
    pub(crate) changed: Timestamp,
    /// Whether it is good for nothing but setting another one.
    #[serde(default)]
    pub(crate) reset_required: bool,
}

/// The hashes of a user's passwords. A record of its own, so that who reads users holds none.
///
/// INVARIANT: there is one for who has a [`PasswordEntry`], with the same stamp.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PasswordHashesRecord {
    pub(crate) stamp: PasswordStamp,
    /// The hash of the password, then those of the ones before, newest first. Sealed under the
    /// master key, bound to this record's place.
    pub(crate) sealed_hashes: Vec<Vec<u8>>,
}

record!(PasswordHashesRecord, "the hashes of a password");

/// What an account asks of the passwords of its users.
///
/// SOURCE: IAM API Reference, `UpdateAccountPasswordPolicy`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the members of AWS's policy, each of them a question of its own"
)]
pub struct PasswordPolicy {
    /// How many characters a password has at least.
    pub length_min: u32,
    /// Whether there must be one of the characters ``! @ # $ % ^ & * ( ) _ + - = [ ] { } | '``.
    pub requires_symbols: bool,
    /// Whether there must be a digit.
    pub requires_numbers: bool,
    /// Whether there must be a letter from A to Z.
    pub requires_uppercase: bool,
    /// Whether there must be a letter from a to z.
    pub requires_lowercase: bool,
    /// Whether every user of the account may change its own password.
    pub users_may_change: bool,
    /// For how many days a password is good; for ever if this is not set.
    pub age_max_days: Option<u32>,
    /// How many of the last passwords of a user it cannot have again, at most 24.
    pub reuse_prevention: Option<u32>,
    /// Whether an administrator has to set a new password once one is too old. `None` is not told
    /// and means no.
    pub hard_expiry: Option<bool>,
}

record!(PasswordPolicy, "a password policy");

impl Default for PasswordPolicy {
    /// What counts for the members that an update leaves out.
    fn default() -> Self {
        Self {
            length_min: 6,
            requires_symbols: false,
            requires_numbers: false,
            requires_uppercase: false,
            requires_lowercase: false,
            users_may_change: false,
            age_max_days: None,
            reuse_prevention: None,
            hard_expiry: None,
        }
    }
}
