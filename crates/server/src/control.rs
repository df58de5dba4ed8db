//! The control socket: how `iamd account …` and `iamd explain` speak with a running server.
//!
//! A request is one line of JSON, a [`Command`]; the answer is one line of JSON, a [`Reply`]; then
//! the connection ends. The socket is `DIR/control.sock`, mode 0600, and the server asks the
//! system who is at the other end: only the server's own user, and the system's root user, are
//! answered. There is no password and no network way in.
//!
//! With the server stopped, `iamd account …` opens the store itself and has an [`Operator`] of its
//! own, so that both ways run the same code.

pub mod client;
pub mod server;
mod socket;
#[cfg(test)]
mod tests;

use iamd_ident::{AccessKeyId, AccountId, Secret, Timestamp};
use serde::{Deserialize, Serialize};

use crate::explain::Explanation;

/// The socket's name in the data directory.
pub const SOCKET_NAME: &str = "control.sock";

/// LIMIT: the longest line that either end reads.
const LINE_BYTES_MAX: u64 = 1 << 20;

/// What an operator can ask for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Command {
    /// Make an account and its root user, with one access key.
    AccountCreate {
        /// The id; without one a random id is taken.
        account_id: Option<AccountId>,
    },
    /// Name all accounts.
    AccountList,
    /// Say what an account holds.
    AccountShow {
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
    /// Say why a request was denied.
    Explain {
        /// The id that its answer carried.
        request_id: String,
    },
}

/// What an operator is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Answer {
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
    /// Why a request was denied.
    Explained {
        /// The denial; none if no denial of this id is kept.
        denial: Option<Box<Explanation>>,
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

/// SECURITY: a secret as plain text, for the answer that is there to hand it out and the command that
/// brings it.
mod exposed {
    use iamd_ident::Secret;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        secret: &Secret<String>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(secret.expose())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Secret<String>, D::Error> {
        String::deserialize(deserializer).map(Secret::new)
    }
}

/// A line that the server sends.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// It was done.
    Done(Answer),
    /// It was not done.
    Refused(Refusal),
}

/// Why a command was not carried out: a sentence for the operator, without the full stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

/// Whoever carries out commands. What is done is audited as done by `operator`.
pub trait Operator: Send + Sync + 'static {
    /// Carries out a command.
    ///
    /// # Errors
    /// It cannot be done; the refusal says why.
    fn perform(&self, command: Command) -> impl Future<Output = Result<Answer, Refusal>> + Send;
}
