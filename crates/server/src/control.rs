//! The control socket: how `iamd account …`, `iamd backup …` and others speak with a running server.
//!
//! A request is one line of JSON, a [`Command`]. The answer is lines of JSON, each a [`Reply`]: how
//! far the command is, every few seconds; pieces of bytes, if the command asks for such; and one
//! last line, what was done or why it was not. Then the connection ends. The socket is
//! `DIR/control.sock`, mode 0600, and the server asks the system who is at the other end: only the
//! server's own user, and the system's root user, are answered. There is no password and no network
//! way in.
//!
//! ```text
//!  client                          server
//!    {"backup":{…}}          ──▶     Command
//!    {"bytes":{"length":5}}  ──▶     Given, and as many bytes, if the command takes any
//!    hello
//!    {"end":{}}              ──▶
//!                            ◀──   {"working":{"said":"half of it"}}
//!                            ◀──   {"bytes":{"length":5}}
//!                            ◀──   world
//!                            ◀──   {"done":{…}} or {"refused":"why"}
//! ```
//!
//! With the server stopped, a command opens the store itself and has an [`Operator`] of its own, so
//! that both ways run the same code.
//!
//! Each family of commands has a file here, one in `service/operator` and one in `cli`.

mod account;
mod audit;
mod backup;
pub mod client;
mod explain;
mod keys;
mod peer;
pub mod server;
mod socket;
#[cfg(test)]
mod tests;
mod transfer;
mod verify;

use serde::{Deserialize, Serialize};

pub use account::{Account, AccountAnswer, AccountCommand, RootKey};
pub use audit::{AuditAnswer, AuditCommand};
pub use backup::{BackupAnswer, BackupCommand};
pub use explain::{ExplainCommand, Explained};
pub use keys::{
    GivenMasterKey, KeyInShort, KeyKind, KeysAnswer, KeysCommand, RotatedKey, RotatedMaster,
};
pub use peer::{Gone, PIECE_BYTES_MAX, Peer, PeerEnd, Sent, Teller};
pub use transfer::{Imported, TransferAnswer, TransferCommand, TransferRemark};
pub use verify::VerifyCommand;

/// The socket's name in the data directory.
pub const SOCKET_NAME: &str = "control.sock";

/// LIMIT: the longest line that either end reads.
const LINE_BYTES_MAX: u64 = 1 << 20;

/// What an operator can ask for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Command {
    /// Something about accounts.
    Account(AccountCommand),
    /// Whether the audit log is as it was written.
    Audit(AuditCommand),
    /// A backup.
    Backup(BackupCommand),
    /// Why a request was denied.
    Explain(ExplainCommand),
    /// Something about keys.
    Keys(KeysCommand),
    /// An account that comes or goes.
    Transfer(TransferCommand),
    /// Whether everything is what was written.
    Verify(VerifyCommand),
}

/// What an operator is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Answer {
    /// Of accounts.
    Account(AccountAnswer),
    /// What was read of the audit log; what is wrong, was sent.
    Audit(AuditAnswer),
    /// A backup, which was sent.
    Backup(BackupAnswer),
    /// Why a request was denied.
    Explain(Explained),
    /// Of keys.
    Keys(KeysAnswer),
    /// Of accounts that come and go.
    Transfer(TransferAnswer),
    /// How much is wrong; what, was sent.
    Verify(crate::verify::Totals),
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
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Reply {
    /// It is being done.
    Working {
        /// How far it is; empty if that is not known.
        said: String,
    },
    /// Bytes follow.
    Bytes {
        /// How many, at most [`PIECE_BYTES_MAX`].
        length: usize,
    },
    /// Something is to be known besides the answer.
    Warning {
        /// A sentence for the operator, without the full stop.
        said: String,
    },
    /// It was done.
    Done(Answer),
    /// It was not done.
    Refused(Refusal),
}

/// A line that the client sends after its command, if the command takes bytes.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Given {
    /// Bytes follow.
    Bytes {
        /// How many, at most [`PIECE_BYTES_MAX`].
        length: usize,
    },
    /// There are no more.
    End {},
}

/// Why a command was not carried out: a sentence for the operator, without the full stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

/// Whoever carries out commands. What is done is audited as done by `operator`.
pub trait Operator: Send + Sync + 'static {
    /// Carries out a command. The peer is told how far it is, sent bytes and asked for them; a peer
    /// that goes away breaks nothing off by itself.
    ///
    /// # Errors
    /// It cannot be done; the refusal says why.
    fn perform(
        &self,
        command: Command,
        peer: Peer,
    ) -> impl Future<Output = Result<Answer, Refusal>> + Send;
}
