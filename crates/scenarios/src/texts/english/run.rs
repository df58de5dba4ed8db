//! What every program says.

use crate::{Awaited, RunEvent};

pub(super) fn text(event: &RunEvent<'_>) -> String {
    match event {
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
        RunEvent::Stopping => {
            "Stopping after this step, and cleaning up; Ctrl-C again ends at once.".to_owned()
        }
        RunEvent::Removed { made } => format!("Removed {made}."),
        RunEvent::Finished { scenario } => format!("Done: {scenario} went to its end."),
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
