//! Events about roles and their sessions.

use serde::Serialize;

/// What happened to a role, or to who tried to assume it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum RoleEvent<'a> {
    /// A role was made that a user may assume.
    RoleCreated {
        /// The role's ARN.
        role_arn: &'a str,
        /// The name of the user that it trusts.
        user: &'a str,
        /// Whether the user may assume it with MFA only.
        needs_mfa: bool,
    },
    /// A policy was attached to a role.
    RolePolicyAttached {
        /// The policy's ARN.
        policy_arn: &'a str,
        /// The role's name.
        role: &'a str,
    },
    /// A user was allowed by a policy of its own to assume a role.
    UserMayAssume {
        /// The user's name.
        user: &'a str,
        /// The role's ARN.
        role_arn: &'a str,
    },
    /// A user was refused to assume a role without MFA, as it should be.
    AssumeRefused {
        /// The user's name.
        user: &'a str,
        /// The role's ARN.
        role_arn: &'a str,
        /// The error code.
        code: &'a str,
    },
    /// A role was assumed.
    RoleAssumed {
        /// The user's name.
        user: &'a str,
        /// The role's ARN.
        role_arn: &'a str,
        /// The id of the temporary key.
        key_id: &'a str,
        /// When it expires, in RFC 3339.
        expires_at: Option<String>,
        /// Whether a code of an MFA device was shown.
        with_mfa: bool,
        /// Its secret, if it is to be shown.
        #[serde(skip_serializing_if = "Option::is_none")]
        secret: Option<&'a str>,
    },
    /// A session of a role listed the buckets of the role's account.
    Buckets {
        /// The role's name.
        role: &'a str,
        /// The names of the buckets.
        buckets: Vec<String>,
    },
    /// A session of a role was refused something else, as it should be.
    ListUsersRefused {
        /// The role's name.
        role: &'a str,
        /// The error code.
        code: &'a str,
    },
    /// A policy was detached from a role.
    RolePolicyDetached {
        /// The policy's ARN.
        policy_arn: &'a str,
        /// The role's name.
        role: &'a str,
    },
    /// A role was deleted.
    RoleDeleted {
        /// Its name.
        role: &'a str,
    },
    /// The policy by which a user might assume a role was deleted.
    UserMayNotAssume {
        /// The user's name.
        user: &'a str,
    },
}
