//! Who tries to use what: the raw material of access data.

use iamd_ident::{AccountId, Timestamp, UniqueId};

use crate::{Caller, Principal};

/// Whose attempts are noted: users and roles, of which AWS reports access data.
///
/// SOURCE: IAM User Guide, "Refine permissions in AWS using last accessed information".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AccessedBy {
    /// A user, by a key of its own, in a session or in the console; or whom it made a federated
    /// session for.
    User(AccountId, UniqueId),
    /// A role, by any of its sessions.
    Role(AccountId, UniqueId),
}

/// An attempt to perform an operation, whatever became of it.
///
/// SOURCE: IAM API Reference, `GenerateServiceLastAccessedDetails`: all attempts count, not just
/// the successful ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access<'a> {
    /// The action that was asked for, such as `iam:CreateUser`.
    pub action: &'static str,
    /// When.
    pub at: Timestamp,
    /// The region of the request's signature.
    pub region: &'a str,
}

impl AccessedBy {
    /// To whom the attempts of a caller are put down; to nobody those of root users and anonymous
    /// callers.
    pub fn of(caller: &Caller) -> Option<Self> {
        match caller.principal() {
            Principal::User(user) => Some(Self::User(user.account, user.id)),
            Principal::RoleSession(session) => {
                Some(Self::Role(session.role.account, session.role.id))
            }
            Principal::FederatedUser(user) => {
                let issuer = user.issuer.as_ref()?;
                Some(Self::User(issuer.account, issuer.id))
            }
            Principal::RootUser(_) | Principal::Anonymous => None,
        }
    }

    /// The account of the user or role.
    pub fn account(self) -> AccountId {
        match self {
            Self::User(account, _) | Self::Role(account, _) => account,
        }
    }

    /// The id of the user or role.
    pub fn id(self) -> UniqueId {
        match self {
            Self::User(_, id) | Self::Role(_, id) => id,
        }
    }
}
