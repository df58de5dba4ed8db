//! Commands about keys.

use std::path::PathBuf;

use iamd_ident::{Secret, Timestamp};
use serde::{Deserialize, Serialize};

use super::exposed;

/// What an operator can ask for about keys.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum KeysCommand {
    /// Name all keys, by their ids.
    List,
    /// Replace keys.
    Rotate {
        /// Which.
        kind: KeyKind,
        /// The new master key, where it is given.
        new_master_key: Option<GivenMasterKey>,
        /// Whether sessions that begin before end with it.
        end_sessions: bool,
    },
}

/// Which keys are replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyKind {
    /// The master key.
    Master,
    /// What seals the secrets of the directory.
    Secrets,
    /// What checks records and chains the audit log.
    Checksums,
    /// What seals the data keys of objects.
    Objects,
    /// What seals backups.
    Backups,
    /// What seals session tokens.
    Tokens,
    /// All of them.
    All,
}

impl KeyKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Master,
        Self::Secrets,
        Self::Checksums,
        Self::Objects,
        Self::Backups,
        Self::Tokens,
        Self::All,
    ];

    /// The kind in a word, as the command line has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Master => "master",
            Self::Secrets => "secrets",
            Self::Checksums => "checksums",
            Self::Objects => "objects",
            Self::Backups => "backups",
            Self::Tokens => "tokens",
            Self::All => "all",
        }
    }
}

/// A master key as text, for the way to the server alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GivenMasterKey(#[serde(with = "exposed")] pub Secret<String>);

/// What an operator is told about keys.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case", deny_unknown_fields)]
pub enum KeysAnswer {
    /// All keys.
    Keys {
        /// The master key's id; none in development mode.
        master_key_id: Option<String>,
        /// The id of another master key that opens the data directory, until a start with it.
        next_master_key_id: Option<String>,
        /// The others, by purpose; the one in use before the older ones.
        keys: Vec<KeyInShort>,
    },
    /// Keys were replaced.
    Rotated {
        /// The purposes whose key is another one now.
        rotated: Vec<RotatedKey>,
        /// Whether session tokens are under a new key.
        tokens: bool,
        /// How many sessions of the console were ended, if they were to be.
        ended_console_sessions: Option<u64>,
        /// What became of the master key.
        master: Option<RotatedMaster>,
    },
}

/// A key, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyInShort {
    /// What it is for.
    pub purpose: String,
    /// Its id.
    pub id: String,
    /// Since when it is there.
    pub made: Timestamp,
    /// Whether it is the one in use.
    pub in_use: bool,
}

/// A purpose whose key was replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RotatedKey {
    /// Which purpose.
    pub purpose: String,
    /// The new key's id.
    pub id: String,
    /// How many records came under it.
    pub records: u64,
    /// How many records open under no key; if there are any, the old keys stay.
    pub unreadable: u64,
}

/// The master key was replaced, or will be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RotatedMaster {
    /// The new key's id.
    pub id: String,
    /// The old key's id.
    pub former_id: String,
    /// Whether the new key alone opens the data directory now; else both do, until a start with the
    /// new one.
    pub is_through: bool,
    /// Where the old key was put aside.
    pub former_file: Option<PathBuf>,
}
