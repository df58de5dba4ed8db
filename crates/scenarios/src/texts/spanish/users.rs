//! What is said about users.

use crate::UserEvent;

pub(super) fn text(event: &UserEvent<'_>) -> String {
    match event {
        UserEvent::UserCreated { user, user_id } => {
            format!("Se creó el usuario {user} con el identificador {user_id}.")
        }
        UserEvent::UserRenamed { from, to } => {
            format!("El usuario {from} se llama ahora {to}.")
        }
        UserEvent::Users { count, made } if made.is_empty() => {
            format!("La cuenta enumera {count} usuarios, y los nuevos todavía no figuran.")
        }
        UserEvent::Users { count, made } => format!(
            "La cuenta tiene {count} usuarios, entre ellos {}.",
            made.join(" y ")
        ),
        UserEvent::UserDeleted { user } => format!("Se eliminó el usuario {user}."),
    }
}
