//! What a program tells while it runs.

use serde::Serialize;

use crate::Made;

/// One thing that a program tells: as data with `--json`, an object a line, otherwise as the text
/// that the language has for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event<'a> {
    /// The caller is the root user; an administrator will be made to stand in for it.
    RootUser {
        /// The account id.
        account: &'a str,
    },
    /// That administrator was made, with a key.
    UserMade {
        /// Its name.
        user: &'a str,
        /// The id of its key.
        key_id: &'a str,
    },
    /// A new key is not known everywhere yet.
    Waiting,
    /// A program begins, called by an IAM user.
    Started {
        /// The program's name.
        scenario: &'a str,
        /// The user's name.
        user: &'a str,
    },
    /// The access keys that a user has now.
    Keys {
        /// The user's name.
        user: &'a str,
        /// The keys, in the order of the answer.
        keys: Vec<KeyState<'a>>,
    },
    /// An access key was made.
    KeyCreated {
        /// The user's name.
        user: &'a str,
        /// The key's id.
        key_id: &'a str,
        /// The secret, if it is to be shown.
        #[serde(skip_serializing_if = "Option::is_none")]
        secret: Option<&'a str>,
    },
    /// When and for what a key was last used.
    LastUse {
        /// The key's id.
        key_id: &'a str,
        /// The service's name, `N/A` if the key was never used.
        service: &'a str,
        /// The region, `N/A` if the key was never used.
        region: &'a str,
        /// The moment in RFC 3339, none if the key was never used.
        at: Option<String>,
    },
    /// A key was deactivated.
    KeyDeactivated {
        /// The key's id.
        key_id: &'a str,
    },
    /// A key was deleted.
    KeyDeleted {
        /// The key's id.
        key_id: &'a str,
    },
    /// The person wants to stop: the step that is under way ends, then the clean-up begins.
    Stopping,
    /// The clean-up removed something.
    Removed {
        /// What it was.
        made: &'a Made,
    },
    /// A program went to its end.
    Finished {
        /// The program's name.
        scenario: &'a str,
    },
}

/// An access key in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct KeyState<'a> {
    /// The key's id.
    pub key_id: &'a str,
    /// `Active` or `Inactive`.
    pub status: &'a str,
}

/// What the person is asked before anything is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question<'a> {
    /// Whether an administrator may be made that stands in for the root user.
    StandIn {
        /// The name that it will have.
        user: &'a str,
    },
    /// Whether an access key may be made.
    AccessKey {
        /// Whose key it will be.
        user: &'a str,
    },
}
