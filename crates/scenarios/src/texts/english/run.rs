//! What every program says.

use crate::RunEvent;

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
            user,
            attempt,
            attempts_max,
        } => format!(
            "Waiting until the new key of {user} is known everywhere (attempt {attempt} of \
             {attempts_max}) …"
        ),
        RunEvent::Started { scenario, caller } => format!("Running {scenario} as {caller}."),
        RunEvent::Stopping => {
            "Stopping after this step, and cleaning up; Ctrl-C again ends at once.".to_owned()
        }
        RunEvent::Removed { made } => format!("Removed {made}."),
        RunEvent::Finished { scenario } => format!("Done: {scenario} went to its end."),
    }
}
