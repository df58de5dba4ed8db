//! Who has credentials of their own.

use iamd_auth::{Audit, Caller, ConsolePorts, Principal};

use super::HOME;
use crate::{
    answer::{self, Stop},
    visitor::Visit,
};

/// Somebody who can have a password, access keys and MFA devices: a user, or the root user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Own {
    /// How IAM's operations on devices call it. The root user is called by the id of its account.
    pub(super) name: String,
    /// Whether it is the root user.
    pub(super) is_root: bool,
}

impl Own {
    /// Sessions of roles and of federated users have nothing of their own.
    pub(super) fn of(caller: &Caller) -> Option<Self> {
        match caller.principal() {
            Principal::User(user) => Some(Self {
                name: user.name.to_string(),
                is_root: false,
            }),
            Principal::RootUser(root) => Some(Self {
                name: root.account.to_string(),
                is_root: true,
            }),
            Principal::RoleSession(_) | Principal::FederatedUser(_) | Principal::Anonymous => None,
        }
    }

    /// The same, for what others have no form for. They are shown why.
    pub(super) fn required<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>) -> Result<Self, Stop> {
        let own = Self::of(visit.caller());
        own.ok_or_else(|| answer::see_other(HOME).into())
    }
}
