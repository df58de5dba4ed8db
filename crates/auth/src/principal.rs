//! Principals, as they were when a credential was looked up.

use std::sync::Arc;

use iamd_ident::{AccountId, Arn, Path, RoleName, Tag, UniqueId, UserName};

/// A principal of the directory, as it was when its credential was looked up.
#[derive(Clone, Debug)]
pub enum Principal {
    /// The root user of an account.
    RootUser(Arc<RootUserFacts>),
    /// An IAM user.
    User(Arc<UserFacts>),
    /// A session of a role.
    RoleSession(Arc<RoleSessionFacts>),
    /// A session made by `GetFederationToken`.
    FederatedUser(Arc<FederatedUserFacts>),
    /// Nobody proved to be anybody.
    Anonymous,
}

/// What decisions need to know of a root user.
#[derive(Debug, PartialEq, Eq)]
pub struct RootUserFacts {
    /// The account whose root user it is.
    pub account: AccountId,
    /// `arn:PARTITION:iam::ACCOUNT:root`.
    pub arn: Arn,
}

/// What decisions need to know of an IAM user.
#[derive(Debug, PartialEq, Eq)]
pub struct UserFacts {
    /// The account that the user belongs to.
    pub account: AccountId,
    /// The id that outlives renaming.
    pub id: UniqueId,
    /// The name of today.
    pub name: UserName,
    /// The path of today.
    pub path: Path,
    /// The ARN of today, path and name included.
    pub arn: Arn,
    /// The tags of the user, which are principal tags in a decision.
    pub tags: Vec<Tag>,
}

/// What decisions need to know of a role.
#[derive(Debug, PartialEq, Eq)]
pub struct RoleFacts {
    /// The account that the role belongs to.
    pub account: AccountId,
    /// The id that a namesake does not have.
    pub id: UniqueId,
    /// The name.
    pub name: RoleName,
    /// The path.
    pub path: Path,
    /// The ARN, path and name included.
    pub arn: Arn,
    /// The tags of the role, which are principal tags of its sessions.
    pub tags: Vec<Tag>,
}

/// What decisions need to know of a role session.
#[derive(Debug, PartialEq, Eq)]
pub struct RoleSessionFacts {
    /// The role that was assumed, as it is today.
    pub role: Arc<RoleFacts>,
    /// The name of the session.
    pub name: String,
    /// `arn:PARTITION:sts::ACCOUNT:assumed-role/ROLE/SESSION`, without the role's path.
    pub arn: Arn,
    /// `ROLE-ID:SESSION`.
    pub user_id: String,
}

/// What decisions need to know of a federated user.
#[derive(Debug, PartialEq, Eq)]
pub struct FederatedUserFacts {
    /// The account of whoever made the session.
    pub account: AccountId,
    /// The name of the session.
    pub name: String,
    /// `arn:PARTITION:sts::ACCOUNT:federated-user/NAME`.
    pub arn: Arn,
    /// `ACCOUNT:NAME`.
    pub user_id: String,
    /// The ARN of whoever made the session: of a user or of the root user.
    pub issuer_arn: Arn,
    /// The user who made the session, as it is today; none if it was the root user.
    pub issuer: Option<Arc<UserFacts>>,
}
