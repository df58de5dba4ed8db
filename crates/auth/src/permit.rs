//! The proof that a caller may do one thing.

use std::{fmt, marker::PhantomData, sync::Arc};

use iamd_api::{Action, Error, ErrorCode, OperationRow};
use iamd_ident::{AccountId, Tag, Timestamp};
use iamd_policy::bare_denial_text;

use crate::{Caller, Resource};

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
/// fn forge(given: Permit<CreateUser>) -> Permit<CreateUser> {
///     Permit { operation: std::marker::PhantomData, ..given }
/// }
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
    granted: Granted,
    others: Others,
    mfa_at: Option<Timestamp>,
    operation: PhantomData<fn() -> O>,
}

/// What was decided: one action on one resource of one account, at one revision.
#[derive(Debug)]
pub(crate) struct Granted {
    pub(crate) action: &'static str,
    pub(crate) resource: Arc<Resource>,
    pub(crate) revision: u64,
}

/// What the same operation was granted besides, each for one of its other resources.
#[derive(Debug, Default)]
pub(crate) struct Others {
    pub(crate) further: Vec<(&'static OperationRow, Granted)>,
    pub(crate) items: Vec<(&'static OperationRow, Result<Granted, Error>)>,
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

impl<O: Action> Permit<O> {
    pub(crate) fn new(granted: Granted, others: Others) -> Self {
        Self {
            granted,
            others,
            mfa_at: None,
            operation: PhantomData,
        }
    }

    /// The same, given to a caller whose MFA device showed the right code at that time.
    pub(crate) fn with_mfa_at(mut self, mfa_at: Option<Timestamp>) -> Self {
        self.mfa_at = mfa_at;
        self
    }

    /// The account that the permitted resource belongs to.
    pub fn account(&self) -> AccountId {
        self.granted.resource.account
    }

    /// The ARN of the permitted resource, or `*` for an operation that has none.
    pub fn resource(&self) -> &str {
        &self.granted.resource.arn
    }

    /// The unique id of what was decided on, if it has one: a bucket's, for the bucket and for all
    /// that is in it; a user's, group's, role's, instance profile's or MFA device's. What has the
    /// same name later has another.
    pub fn resource_id(&self) -> Option<&str> {
        self.granted.resource.id.as_deref()
    }

    /// The tags that the object had when it was decided on. Policies may have asked for them, so
    /// what has other tags by now is not what was decided on.
    pub fn object_tags(&self) -> &[Tag] {
        &self.granted.resource.object_tags
    }

    /// The revision of the policies that the permit was decided on.
    pub fn revision(&self) -> u64 {
        self.granted.revision
    }

    /// When the caller showed the right code of its MFA device, if it did in this very request. The
    /// code is used up.
    pub fn mfa_at(&self) -> Option<Timestamp> {
        self.mfa_at
    }

    /// Checks that the permit is for `resource`.
    ///
    /// # Errors
    /// It is for another one.
    pub fn covers(&self, resource: &impl fmt::Display) -> Result<(), PermitMismatch> {
        let asked = resource.to_string();
        if asked == self.resource() {
            return Ok(());
        }
        Err(PermitMismatch {
            action: self.granted.action,
            permitted: self.resource().to_owned(),
            asked,
        })
    }

    /// What the caller is told if the resource went after it was decided on: that it is denied,
    /// without a reason, as of one that never was there.
    pub fn gone(&self, caller: &Caller) -> Error {
        let text = bare_denial_text(caller.shown(), self.granted.action, self.resource());
        Error::new(ErrorCode::AccessDenied, text)
    }

    /// Takes out the first permit that the operation was given besides its own for what `P` does:
    /// CopyObject's for reading its source is one of `GetObject`.
    pub fn further<P: Action>(&mut self) -> Option<Permit<P>> {
        let further = &mut self.others.further;
        let place = further.iter().position(|(row, _)| is_row_of::<P>(row))?;
        let (_, granted) = further.remove(place);
        Some(Permit::new(granted, Others::default()))
    }

    /// Takes out what was decided for each item of a list, in the order of the list: a permit for
    /// what `P` does, or the refusal.
    pub fn items<P: Action>(&mut self) -> Vec<Result<Permit<P>, Error>> {
        let items = std::mem::take(&mut self.others.items).into_iter();
        let (taken, others) = items.partition(|(row, _)| is_row_of::<P>(row));
        self.others.items = others;
        let taken: Vec<_> = taken;
        taken
            .into_iter()
            .map(|(_, granted)| Ok(Permit::new(granted?, Others::default())))
            .collect()
    }
}

fn is_row_of<P: Action>(row: &OperationRow) -> bool {
    (row.service, row.name) == (P::ROW.service, P::ROW.name)
}

impl<O: Action> fmt::Debug for Permit<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (action, resource) = (self.granted.action, self.resource());
        write!(f, "Permit({action} on {resource} of {})", self.account())
    }
}
