//! Reports of access, as they were when they were made.

use iamd_ident::{Timestamp, UniqueId};
use serde::{Deserialize, Serialize};

use super::record;

/// A report of which services something can use, and when they were used last. It never changes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AccessJobRecord {
    /// Who may read it.
    pub(crate) owner: String,
    pub(crate) created: Timestamp,
    pub(crate) completed: Timestamp,
    /// Whether it tells of actions too.
    pub(crate) tells_actions: bool,
    /// The namespaces of the services that can be used, in their order.
    pub(crate) services: Vec<String>,
    /// What is known of those that were.
    pub(crate) used_services: Vec<UsedRecord>,
    /// The actions that are told of, such as `iam:CreateUser`, in their order.
    pub(crate) actions: Vec<String>,
    /// What is known of those that were tried.
    pub(crate) used_actions: Vec<UsedRecord>,
    /// How many records of users and roles belong to it.
    #[serde(default)]
    pub(crate) parts: u32,
}

record!(AccessJobRecord, "a report of access");

/// The last use of a service or action.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct UsedRecord {
    /// The namespace or the action.
    pub(crate) what: String,
    /// How many users and roles used it.
    pub(crate) entities: u32,
    pub(crate) at: Timestamp,
    pub(crate) region: String,
    /// The ARN of who used it last.
    pub(crate) by: String,
}

/// Some of the users and roles that a report is about.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AccessJobEntitiesRecord {
    pub(crate) entities: Vec<JobEntityRecord>,
}

record!(
    AccessJobEntitiesRecord,
    "the users and roles of a report of access"
);

/// A user or role that a report is about.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct JobEntityRecord {
    pub(crate) id: UniqueId,
    /// When it used which services last.
    pub(crate) used: Vec<(String, Timestamp)>,
}

/// How many reports of access an account has: the guard of what they take.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct AccessJobCountRecord {
    pub(crate) count: u32,
    /// How many records of users and roles belong to them.
    #[serde(default)]
    pub(crate) parts: u64,
}

record!(AccessJobCountRecord, "how many reports of access there are");
