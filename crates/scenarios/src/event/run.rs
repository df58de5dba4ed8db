//! Events of every program.

use serde::Serialize;

use crate::Made;

/// What a run tells, whatever the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum RunEvent<'a> {
    /// Endpoint and key were found in the file of a server on this machine.
    LocalServer {
        /// The file.
        file: &'a str,
        /// The endpoint.
        endpoint: &'a str,
    },
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
    /// What was just made is not known everywhere yet.
    Waiting {
        /// What is waited for.
        #[serde(flatten)]
        awaited: Awaited<'a>,
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
    /// The answer to a call has not come for a while.
    StillWaiting {
        /// For how long.
        seconds: u64,
    },
    /// The server cannot be reached for the clean-up, which is tried again.
    CleanUpWaits {
        /// In how long.
        seconds: u64,
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
    /// All programs went to their ends.
    AllFinished {
        /// How many they are.
        count: usize,
    },
    /// A program did not go to its end, so those after it were not run.
    NotRun {
        /// The names of those after it.
        scenarios: Vec<&'a str>,
    },
}

/// What may not be known everywhere yet after it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "awaited", rename_all = "snake_case")]
pub enum Awaited<'a> {
    /// The key of a user, or what the user may do.
    Key {
        /// The user's name.
        user: &'a str,
    },
    /// A user, so that policies can name it.
    User {
        /// The user's name.
        user: &'a str,
    },
    /// What the sessions of a role may do.
    Role {
        /// The role's name.
        role: &'a str,
    },
}

impl Awaited<'_> {
    /// The codes with which a call is refused that needs what is not known everywhere yet:
    /// `InvalidClientTokenId` by IAM and STS, `InvalidAccessKeyId` by S3.
    ///
    /// SOURCE: IAM User Guide, "Changes that I make are not always immediately visible".
    pub(crate) fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Key { .. } | Self::Role { .. } => {
                &["InvalidClientTokenId", "InvalidAccessKeyId", "AccessDenied"]
            }
            Self::User { .. } => &["MalformedPolicyDocument"],
        }
    }
}
