//! Commands that take accounts out and in.

use std::collections::BTreeMap;

use iamd_ident::AccountId;
use serde::{Deserialize, Serialize};

use super::RootKey;

/// What an operator can ask for about accounts that come and go.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum TransferCommand {
    /// Tell all of an account, as bytes.
    Export {
        /// Which.
        account_id: AccountId,
        /// Whether secrets are told in the clear.
        secrets: bool,
    },
    /// Make an account of the bytes that are given.
    Import {
        /// The id that it is to have, if not its own.
        account_id: Option<AccountId>,
        /// Whether nothing is to be changed.
        dry_run: bool,
        /// How many bytes are given.
        bytes: u64,
    },
}

/// What an operator is told about it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum TransferAnswer {
    /// All was told.
    Exported {
        /// The account.
        account_id: AccountId,
        /// How many bytes were sent.
        bytes: u64,
    },
    /// The account is there, or would be. What there is to say of it was sent as bytes: a line of JSON,
    /// a [`TransferRemark`], for each remark.
    Imported(Box<Imported>),
}

/// What came of an import.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Imported {
    /// The account.
    pub account_id: AccountId,
    /// Whether it was made.
    pub made: bool,
    /// How many records it has.
    pub records: u64,
    /// How many things of each kind were told.
    pub counts: BTreeMap<String, u64>,
    /// How many remarks were sent.
    pub remarks: u64,
    /// The key that its root user got, if it brought none along.
    pub root_key: Option<RootKey>,
}

/// What an operator ought to know of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransferRemark {
    /// The kind: `left-out`, `changed`, `unknown-principal`, `not-understood` or `over-quota`.
    pub kind: String,
    /// What it is about, such as `user bob`.
    pub about: String,
    /// What there is to say.
    pub said: String,
}
