//! What every program says.

use super::made::text as made_text;
use crate::{Awaited, RunEvent};

pub(super) fn text(event: &RunEvent<'_>) -> String {
    match event {
        RunEvent::LocalServer { file, endpoint } => {
            format!("Calling {endpoint} with the key in {file}.")
        }
        RunEvent::RootUser { account } => format!(
            "You call as the root user of the account {account}. An administrator will stand in \
             for it while the program runs."
        ),
        RunEvent::StandInMade { user, key_id } => {
            format!("Made the administrator {user} with the key {key_id}.")
        }
        RunEvent::Waiting {
            awaited,
            attempt,
            attempts_max,
        } => format!(
            "Waiting until {} known everywhere (attempt {attempt} of {attempts_max}) …",
            is_awaited(awaited)
        ),
        RunEvent::Started { scenario, caller } => format!("Running {scenario} as {caller}."),
        RunEvent::StillWaiting { seconds } => {
            format!("No answer for {seconds} seconds; still waiting …")
        }
        RunEvent::CleanUpWaits { seconds } => {
            format!("The server cannot be reached for the clean-up; trying again in {seconds} s …")
        }
        RunEvent::Stopping => {
            "Stopping after this step, and cleaning up; Ctrl-C again ends at once.".to_owned()
        }
        RunEvent::Removed { made } => format!("Removed {}.", made_text(made)),
        RunEvent::Finished { scenario } => format!("Done: {scenario} went to its end."),
        RunEvent::AllFinished { count } => {
            format!("Done: all {count} programs went to their ends.")
        }
        RunEvent::NotRun { scenarios } => format!("Not run any more: {}.", scenarios.join(", ")),
    }
}

/// What is awaited, as it stands between "until" and "known".
fn is_awaited(awaited: &Awaited<'_>) -> String {
    match awaited {
        Awaited::Key { user } => format!("the new key of {user} is"),
        Awaited::User { user } => format!("the new user {user} is"),
        Awaited::Role { role } => format!("the rights of the new role {role} are"),
    }
}
