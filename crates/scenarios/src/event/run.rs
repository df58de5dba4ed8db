//! Events of every program.

use serde::Serialize;

use crate::Made;

/// What a run tells, whatever the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum RunEvent<'a> {
    /// The caller is the root user; an administrator will be made to stand in for it.
    RootUser {
        /// The account id.
        account: &'a str,
    },
    /// That administrator was made, with a key.
    StandInMade {
        /// Its name.
        user: &'a str,
        /// The id of its key.
        key_id: &'a str,
    },
    /// A new key, or what its user may do, is not known everywhere yet.
    Waiting {
        /// Whose key it is.
        user: &'a str,
        /// How many attempts were made in vain.
        attempt: usize,
        /// How many will be made at most.
        attempts_max: usize,
    },
    /// A program begins.
    Started {
        /// The program's name.
        scenario: &'a str,
        /// Who calls: the last part of its ARN, such as `user/Bob`.
        caller: &'a str,
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
