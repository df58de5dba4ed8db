//! Events about policies.

use serde::Serialize;

/// What happened to a managed policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum PolicyEvent<'a> {
    /// A policy was made.
    PolicyCreated {
        /// Its ARN.
        policy_arn: &'a str,
        /// What it is for.
        description: &'a str,
    },
    /// A policy was attached to a user.
    PolicyAttached {
        /// The policy's ARN.
        policy_arn: &'a str,
        /// The user's name.
        user: &'a str,
    },
    /// A policy was detached from a user.
    PolicyDetached {
        /// The policy's ARN.
        policy_arn: &'a str,
        /// The user's name.
        user: &'a str,
    },
    /// A policy was deleted.
    PolicyDeleted {
        /// Its ARN.
        policy_arn: &'a str,
    },
}
