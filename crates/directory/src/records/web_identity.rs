//! What accounts issue web identity tokens with.

use iamd_ident::{AccountId, Timestamp};
use iamd_jwt::PublicKey;
use serde::{Deserialize, Serialize};

use super::record;

/// The issuer of an account. It stays when it is disabled, so that tokens of before still verify and
/// whoever trusted it trusts it again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct WebIdentityIssuerRecord {
    /// Its id, which is a part of its URL.
    pub(crate) id: String,
    /// Whether it hands out tokens.
    pub(crate) enabled: bool,
    /// The keys of all algorithms, those of one from the oldest to the newest.
    pub(crate) keys: Vec<WebIdentityKeyEntry>,
}

record!(WebIdentityIssuerRecord, "an issuer of web identities");

/// A key of an issuer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WebIdentityKeyEntry {
    /// What is published of it.
    pub(crate) public: PublicKey,
    /// From when on it signs, until the next one of its algorithm does.
    pub(crate) signs_from: Timestamp,
    /// The key, sealed under the master key, bound to the record's place.
    pub(crate) sealed_secret: Vec<u8>,
}

/// Whose an issuer is. Kept under the issuer's id, as its URL does not tell the account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct IssuerAccountRecord {
    pub(crate) account: AccountId,
}

record!(IssuerAccountRecord, "the account of an issuer");
