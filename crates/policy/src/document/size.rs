//! How long documents may be.

use super::{DocumentError, DocumentFault};
use crate::position::Position;

/// The length of a document as IAM's quotas count it: white space does not count.
///
/// SOURCE: IAM User Guide, "IAM and AWS STS quotas": "IAM does not count white space".
pub fn counted_bytes(document: &str) -> usize {
    document
        .bytes()
        .filter(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
        .count()
}

/// A quota of bytes as [`counted_bytes`] counts them.
///
/// SOURCE: IAM User Guide, "IAM and AWS STS quotas".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SizeQuota {
    /// One version of a managed policy.
    ManagedPolicy,
    /// All inline policies of a user together.
    UserInline,
    /// All inline policies of a group together.
    GroupInline,
    /// All inline policies of a role together.
    RoleInline,
    /// The trust policy of a role.
    TrustPolicy,
}

impl SizeQuota {
    /// How many bytes there may be.
    pub const fn bytes(self) -> usize {
        match self {
            Self::ManagedPolicy => 6144,
            Self::UserInline | Self::TrustPolicy => 2048,
            Self::GroupInline => 5120,
            Self::RoleInline => 10_240,
        }
    }

    /// What messages call it: the quota, or the kind of entity that it belongs to.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::ManagedPolicy => "PolicySize",
            Self::TrustPolicy => "ACLSizePerRole",
            Self::UserInline => "user",
            Self::GroupInline => "group",
            Self::RoleInline => "role",
        }
    }

    /// Checks a number of bytes. `entity` is the name of the user, group or role that the policies
    /// belong to; a managed or trust policy's message names none.
    ///
    /// # Errors
    /// There are more than [`SizeQuota::bytes`].
    pub fn check(self, counted_bytes: usize, entity: &str) -> Result<(), DocumentError> {
        if counted_bytes <= self.bytes() {
            return Ok(());
        }
        let fault = match self {
            Self::ManagedPolicy | Self::TrustPolicy => DocumentFault::PolicySize { quota: self },
            Self::UserInline | Self::GroupInline | Self::RoleInline => DocumentFault::InlineSize {
                quota: self,
                name: entity.into(),
            },
        };
        Err(DocumentError::new(fault, Position::START))
    }
}
