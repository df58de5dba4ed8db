//! What holds policies: users, groups and roles.
//!
//! Attaching, writing inline policies and setting boundaries is the same for all of them and stands
//! here once. The verbs with their permits stand in `user_policies`, `group_policies` and
//! `role_policies`.
//!
//! INVARIANT: the holder's record lists its policies, and every change of them changes that record.
//! So it guards its own quotas and its deletion, and caches hear of each change by it.

mod attached;
mod boundary;
mod inline;
mod policy_use;

use std::fmt;

use iamd_store::Table;

pub(crate) use attached::ATTACHED_MAX;
pub use attached::AttachedPolicy;
pub use policy_use::{EntityFilter, PolicyEntity, PolicyUsage};

use crate::{
    Dependents, Error, PolicyRef,
    entity::Entity,
    keyspace,
    records::{GroupRecord, InlineEntry, RoleRecord, UserRecord},
};

/// The kinds of what holds policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HolderKind {
    /// A user group.
    Group,
    /// A role.
    Role,
    /// A user.
    User,
}

impl HolderKind {
    /// Every kind, in the order of their names.
    pub const ALL: [Self; 3] = [Self::Group, Self::Role, Self::User];

    /// What it is called: `group`, `role` or `user`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Role => "role",
            Self::User => "user",
        }
    }

    /// As [`HolderKind::as_str`], as a part of a word such as `PoliciesPerGroup`.
    pub const fn capitalized(self) -> &'static str {
        match self {
            Self::Group => "Group",
            Self::Role => "Role",
            Self::User => "User",
        }
    }

    /// How many characters without white space all inline policies of one may have together.
    ///
    /// LIMIT: SOURCE: IAM User Guide, "IAM and AWS STS quotas", character limits.
    pub const fn inline_bytes_max(self) -> usize {
        match self {
            Self::Group => 5_120,
            Self::Role => 10_240,
            Self::User => 2_048,
        }
    }

    /// Where the texts of inline policies lie.
    pub(crate) const fn inline_table(self) -> Table {
        match self {
            Self::Group => keyspace::GROUP_POLICIES,
            Self::Role => keyspace::ROLE_POLICIES,
            Self::User => keyspace::USER_POLICIES,
        }
    }
}

impl fmt::Display for HolderKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The record of what holds policies.
pub(crate) trait Holder: Entity {
    const HOLDER: HolderKind;

    fn attached_policies(&self) -> &[PolicyRef];
    fn attached_policies_mut(&mut self) -> &mut Vec<PolicyRef>;
    fn inline_policies(&self) -> &[InlineEntry];
    fn inline_policies_mut(&mut self) -> &mut Vec<InlineEntry>;

    /// The permissions boundary, if one is set. Groups never have one.
    fn permissions_boundary(&self) -> Option<&PolicyRef> {
        None
    }

    /// Refuses if its policies are not for its account to change.
    fn check_changeable(&self) -> Result<(), Error> {
        Ok(())
    }
}

/// The record of what can have a permissions boundary.
pub(crate) trait Bounded: Holder {
    fn set_permissions_boundary(&mut self, policy: Option<PolicyRef>);
}

/// Gives a record with the members `attached_policies` and `inline_policies` what all holders have.
/// More methods of the trait may follow.
macro_rules! holder {
    ($record:ty, $kind:ident $(, $more:item)*) => {
        impl $crate::holder::Holder for $record {
            const HOLDER: $crate::HolderKind = $crate::HolderKind::$kind;

            fn attached_policies(&self) -> &[$crate::PolicyRef] {
                &self.attached_policies
            }

            fn attached_policies_mut(&mut self) -> &mut Vec<$crate::PolicyRef> {
                &mut self.attached_policies
            }

            fn inline_policies(&self) -> &[$crate::records::InlineEntry] {
                &self.inline_policies
            }

            fn inline_policies_mut(&mut self) -> &mut Vec<$crate::records::InlineEntry> {
                &mut self.inline_policies
            }

            $($more)*
        }
    };
}

holder!(GroupRecord, Group);

holder!(
    UserRecord,
    User,
    fn permissions_boundary(&self) -> Option<&PolicyRef> {
        self.permissions_boundary.as_ref()
    }
);

holder!(
    RoleRecord,
    Role,
    fn permissions_boundary(&self) -> Option<&PolicyRef> {
        self.permissions_boundary.as_ref()
    },
    fn check_changeable(&self) -> Result<(), Error> {
        match self.service {
            Some(_) => Err(Error::ProtectedRole(self.name.clone())),
            None => Ok(()),
        }
    }
);

impl Bounded for UserRecord {
    fn set_permissions_boundary(&mut self, policy: Option<PolicyRef>) {
        self.permissions_boundary = policy;
    }
}

impl Bounded for RoleRecord {
    fn set_permissions_boundary(&mut self, policy: Option<PolicyRef>) {
        self.permissions_boundary = policy;
    }
}

/// Which policies must go before the holder can.
///
/// SOURCE: observed: managed policies are named before inline ones.
pub(crate) fn policies_left(holder: &impl Holder) -> Option<Dependents> {
    if !holder.attached_policies().is_empty() {
        return Some(Dependents::AttachedPolicies);
    }
    (!holder.inline_policies().is_empty()).then_some(Dependents::InlinePolicies)
}
