//! Events about users.

use serde::Serialize;

/// What happened to a user, or is known of users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum UserEvent<'a> {
    /// A user was made.
    UserCreated {
        /// Its name.
        user: &'a str,
        /// Its id, which stays the same when the name changes.
        user_id: &'a str,
    },
    /// A user got another name.
    UserRenamed {
        /// The name before.
        from: &'a str,
        /// The name from now on.
        to: &'a str,
    },
    /// The users of the account.
    Users {
        /// How many there are.
        count: usize,
        /// The names of those that the program made, found by their ids.
        made: Vec<&'a str>,
    },
    /// A user was deleted.
    UserDeleted {
        /// Its name.
        user: &'a str,
    },
}
