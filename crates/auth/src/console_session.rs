//! Sessions of the console: what a browser's cookie stands for.
//!
//! A console session is kept on the server, so that signing out ends it. Its cookie holds an id that
//! nobody can guess; only a checksum of it is kept.

use std::{fmt, sync::Arc};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use iamd_ident::{AccountId, Random, Secret, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Session, SessionOwner};

/// Which of its passwords a user or root user had when something began. Another password, even the
/// same text set anew, has another stamp.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PasswordStamp(String);

impl PasswordStamp {
    /// A new password's.
    pub fn fresh(random: &dyn Random) -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(random.bytes::<16>()))
    }
}

/// A console session, as it was begun. Whether it still counts, the port that keeps it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsoleSession {
    /// Who signed in: what has to live for the session to count.
    pub owner: SessionOwner,
    /// What was agreed on. It ends at `expires_at`.
    pub session: Arc<Session>,
    /// The password that it was begun with, if it was one: with another one it has ended.
    pub password: Option<PasswordStamp>,
    /// When the browser signed in.
    pub begun_at: Timestamp,
    /// Where to go for a new session once this one has ended, for who came from a federation.
    #[serde(default)]
    pub issuer_url: Option<String>,
    /// The role that the browser switched to, if it did.
    #[serde(default)]
    pub switched: Option<SwitchedRole>,
}

/// A role that somebody who is signed in switched to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchedRole {
    /// The session of the role.
    pub owner: SessionOwner,
    /// What was agreed on. It ends at `expires_at`.
    pub session: Arc<Session>,
    /// What whoever switched calls it, if anything: [`SwitchedRole::DISPLAY_NAME_CHARACTERS_MAX`]
    /// characters at most.
    #[serde(default)]
    pub display_name: Option<String>,
}

impl SwitchedRole {
    /// LIMIT: the characters of the name that somebody gives a role.
    ///
    /// SOURCE: IAM User Guide, "Switch from a user to an IAM role (console)", display name.
    pub const DISPLAY_NAME_CHARACTERS_MAX: usize = 64;
}

/// What the cookie of a console session holds: `ACCOUNT.SECRET`.
#[derive(Clone)]
pub struct ConsoleSessionId {
    account: AccountId,
    secret: Secret<[u8; ConsoleSessionId::BYTES]>,
}

impl ConsoleSessionId {
    /// The length of the secret.
    pub const BYTES: usize = 32;

    /// A new session's.
    pub fn fresh(account: AccountId, random: &dyn Random) -> Self {
        Self {
            account,
            secret: Secret::new(random.bytes()),
        }
    }

    /// What a cookie holds, if it could be one.
    pub fn parse(cookie: &str) -> Option<Self> {
        let (account, secret) = cookie.split_once('.')?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(secret).ok()?;
        Some(Self {
            account: account.parse().ok()?,
            secret: Secret::new(bytes.try_into().ok()?),
        })
    }

    /// The text of the cookie.
    pub fn cookie(&self) -> Secret<String> {
        let secret = BASE64_URL_SAFE_NO_PAD.encode(self.secret.expose());
        Secret::new(format!("{}.{secret}", self.account))
    }

    /// The account that the session belongs to.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// The secret alone, from which others are derived.
    pub fn secret(&self) -> &[u8; Self::BYTES] {
        self.secret.expose()
    }
}

impl fmt::Debug for ConsoleSessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ConsoleSessionId({}…)", self.account)
    }
}
