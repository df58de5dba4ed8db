//! The proof that a caller may do one thing.

use std::{fmt, marker::PhantomData};

use iamd_api::Operation;
use iamd_ident::AccountId;

/// Leave to perform operation `O` once, on one resource of one account.
///
/// Only this crate makes one, and only after a positive decision. The floors above take permits by
/// value: what a permit was spent on cannot be done again with it.
///
/// INVARIANT: a permit is neither `Clone` nor `Copy`, its fields are private, and no constructor
/// is public.
///
/// Nobody can act without one, nor with another operation's:
///
/// ```compile_fail,E0451
/// use iamd_api::iam::CreateUser;
/// use iamd_auth::Permit;
///
/// let forged: Permit<CreateUser> = Permit {
///     account: iamd_ident::AccountId::new(1).unwrap(),
///     resource: "*".to_owned(),
///     revision: 0,
///     operation: std::marker::PhantomData,
/// };
/// ```
///
/// ```compile_fail,E0308
/// use iamd_api::iam::{CreateUser, DeleteUser};
/// use iamd_auth::Permit;
///
/// fn delete(permit: Permit<DeleteUser>) {}
///
/// fn create(permit: Permit<CreateUser>) {
///     delete(permit);
/// }
/// ```
///
/// ```compile_fail,E0382
/// use iamd_api::iam::DeleteUser;
/// use iamd_auth::Permit;
///
/// fn delete(permit: Permit<DeleteUser>) {}
///
/// fn twice(permit: Permit<DeleteUser>) {
///     delete(permit);
///     delete(permit);
/// }
/// ```
pub struct Permit<O> {
    account: AccountId,
    resource: String,
    revision: u64,
    operation: PhantomData<fn() -> O>,
}

/// A permit was shown for something else than it was given for.
///
/// Either the resource changed between the decision and the act, or the code is wrong; nothing is
/// done in both cases.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a permit for {action} on {permitted} does not cover {asked}")]
pub struct PermitMismatch {
    /// The action that was permitted.
    pub action: &'static str,
    /// The resource that it was permitted on.
    pub permitted: String,
    /// The resource that it was shown for.
    pub asked: String,
}

impl<O: Operation> Permit<O> {
    pub(crate) fn new(account: AccountId, resource: String, revision: u64) -> Self {
        Self {
            account,
            resource,
            revision,
            operation: PhantomData,
        }
    }

    /// The account that the permitted resource belongs to.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// The ARN of the permitted resource, or `*` for an operation that has none.
    pub fn resource(&self) -> &str {
        &self.resource
    }

    /// The revision of the policies that the permit was decided on.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Checks that the permit is for `resource`.
    ///
    /// # Errors
    /// It is for another one.
    pub fn covers(&self, resource: &impl fmt::Display) -> Result<(), PermitMismatch> {
        let asked = resource.to_string();
        if asked == self.resource {
            return Ok(());
        }
        Err(PermitMismatch {
            action: O::ROW.action,
            permitted: self.resource.clone(),
            asked,
        })
    }
}

impl<O: Operation> fmt::Debug for Permit<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Permit({} on {} of {})",
            O::ROW.action,
            self.resource,
            self.account
        )
    }
}
