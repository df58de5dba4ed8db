//! Events about access keys.

use serde::Serialize;

/// What happened to an access key, or is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum KeyEvent<'a> {
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
}

/// An access key in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct KeyState<'a> {
    /// The key's id.
    pub key_id: &'a str,
    /// `Active` or `Inactive`.
    pub status: &'a str,
}
