//! The texts in English.

use crate::{Event, KeyState, Question};

pub(super) fn event(event: &Event<'_>) -> String {
    match event {
        Event::RootUser { account } => format!(
            "You call as the root user of the account {account}. An administrator will stand in \
             for it while the program runs."
        ),
        Event::UserMade { user, key_id } => {
            format!("Made the administrator {user} with the key {key_id}.")
        }
        Event::Waiting => "Waiting until the new key is known everywhere …".to_owned(),
        Event::Started { scenario, user } => format!("Running {scenario} as {user}."),
        Event::Keys { user, keys } => format!("{user} has these access keys now:{}", list(keys)),
        Event::KeyCreated {
            user,
            key_id,
            secret,
        } => {
            let secret = secret.unwrap_or("not shown (--show-secret shows it)");
            format!("Created the access key {key_id} for {user}; its secret: {secret}")
        }
        Event::LastUse {
            key_id, at: None, ..
        } => format!("The key {key_id} was never used."),
        Event::LastUse {
            key_id,
            service,
            region,
            at: Some(at),
        } => {
            format!("The key {key_id} was last used for {service} in {region} at {at}.")
        }
        Event::KeyDeactivated { key_id } => format!("Deactivated the key {key_id}."),
        Event::KeyDeleted { key_id } => format!("Deleted the key {key_id}."),
        Event::Stopping => {
            "Stopping after this step, and cleaning up; Ctrl-C again ends at once.".to_owned()
        }
        Event::Removed { made } => format!("Removed {made}."),
        Event::Finished { scenario } => format!("Done: {scenario} went to its end."),
    }
}

pub(super) fn question(question: &Question<'_>) -> String {
    let what = match question {
        Question::StandIn { user } => format!(
            "This makes the IAM user {user} with full rights and an access key, and removes it \
             with all that it makes at the end."
        ),
        Question::AccessKey { user } => {
            format!("This makes an access key for {user} and deletes it at the end.")
        }
    };
    format!("{what} Go on? [y/N]")
}

fn list(keys: &[KeyState<'_>]) -> String {
    if keys.is_empty() {
        return " none".to_owned();
    }
    keys.iter().fold(String::new(), |list, key| {
        list + "
  " + key.key_id
            + ": "
            + key.status
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stand_a_line_each() {
        let keys = vec![
            KeyState {
                key_id: "AKIA1",
                status: "Active",
            },
            KeyState {
                key_id: "AKIA2",
                status: "Inactive",
            },
        ];
        let text = event(&Event::Keys { user: "Bob", keys });
        assert_eq!(
            text,
            "Bob has these access keys now:\n  AKIA1: Active\n  AKIA2: Inactive"
        );
        let text = event(&Event::Keys {
            user: "Bob",
            keys: Vec::new(),
        });
        assert_eq!(text, "Bob has these access keys now: none");
    }

    #[test]
    fn a_secret_is_shown_only_if_it_is_there() {
        let created = |secret| {
            event(&Event::KeyCreated {
                user: "Bob",
                key_id: "AKIA1",
                secret,
            })
        };
        assert!(created(Some("hush")).ends_with("its secret: hush"));
        assert!(created(None).contains("not shown"));
    }

    #[test]
    fn an_unused_key_has_no_service() {
        let last_use = |at| Event::LastUse {
            key_id: "AKIA1",
            service: "N/A",
            region: "N/A",
            at,
        };
        assert_eq!(event(&last_use(None)), "The key AKIA1 was never used.");
        assert!(event(&last_use(Some("2026-01-31T00:00:00Z".into()))).ends_with("00:00:00Z."));
    }
}
