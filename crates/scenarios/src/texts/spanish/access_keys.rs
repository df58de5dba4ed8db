//! What is said about access keys.

use crate::{KeyEvent, KeyState};

pub(super) fn text(event: &KeyEvent<'_>) -> String {
    match event {
        KeyEvent::Keys { user, keys } => {
            format!("{user} tiene ahora estas claves de acceso:{}", list(keys))
        }
        KeyEvent::KeyCreated {
            user,
            key_id,
            secret,
        } => {
            let secret = secret.unwrap_or("no se muestra (--show-secret lo muestra)");
            format!("Se creó la clave de acceso {key_id} para {user}; su secreto: {secret}")
        }
        KeyEvent::LastUse {
            key_id, at: None, ..
        } => format!("La clave {key_id} no se ha usado nunca."),
        KeyEvent::LastUse {
            key_id,
            service,
            region,
            at: Some(at),
        } => format!("La clave {key_id} se usó por última vez para {service} en {region}: {at}."),
        KeyEvent::KeyDeactivated { key_id } => format!("Se desactivó la clave {key_id}."),
        KeyEvent::KeyDeleted { key_id } => format!("Se eliminó la clave {key_id}."),
    }
}

fn list(keys: &[KeyState<'_>]) -> String {
    if keys.is_empty() {
        return " ninguna".to_owned();
    }
    keys.iter().fold(String::new(), |list, key| {
        list + "\n  " + key.key_id + ": " + key.status
    })
}
