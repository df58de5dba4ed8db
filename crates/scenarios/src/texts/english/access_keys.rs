//! What is said about access keys.

use crate::{KeyEvent, KeyState};

pub(super) fn text(event: &KeyEvent<'_>) -> String {
    match event {
        KeyEvent::Keys { user, keys } => {
            format!("{user} has these access keys now:{}", list(keys))
        }
        KeyEvent::KeyCreated {
            user,
            key_id,
            secret,
        } => {
            let secret = secret.unwrap_or("not shown (--show-secret shows it)");
            format!("Created the access key {key_id} for {user}; its secret: {secret}")
        }
        KeyEvent::LastUse {
            key_id, at: None, ..
        } => format!("The key {key_id} was never used."),
        KeyEvent::LastUse {
            key_id,
            service,
            region,
            at: Some(at),
        } => {
            format!("The key {key_id} was last used for {service} in {region} at {at}.")
        }
        KeyEvent::KeyDeactivated { key_id } => format!("Deactivated the key {key_id}."),
        KeyEvent::KeyDeleted { key_id } => format!("Deleted the key {key_id}."),
    }
}

fn list(keys: &[KeyState<'_>]) -> String {
    if keys.is_empty() {
        return " none".to_owned();
    }
    keys.iter().fold(String::new(), |list, key| {
        list + "\n  " + key.key_id + ": " + key.status
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
        let said = text(&KeyEvent::Keys { user: "Bob", keys });
        assert_eq!(
            said,
            "Bob has these access keys now:\n  AKIA1: Active\n  AKIA2: Inactive"
        );
        let said = text(&KeyEvent::Keys {
            user: "Bob",
            keys: Vec::new(),
        });
        assert_eq!(said, "Bob has these access keys now: none");
    }

    #[test]
    fn a_secret_is_shown_only_if_it_is_there() {
        let created = |secret| {
            text(&KeyEvent::KeyCreated {
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
        let last_use = |at| KeyEvent::LastUse {
            key_id: "AKIA1",
            service: "N/A",
            region: "N/A",
            at,
        };
        assert_eq!(text(&last_use(None)), "The key AKIA1 was never used.");
        assert!(text(&last_use(Some("2026-01-31T00:00:00Z".into()))).ends_with("00:00:00Z."));
    }
}
