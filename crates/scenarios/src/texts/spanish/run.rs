//! What every program says.

use super::made::text as made_text;
use crate::{Awaited, RunEvent};

pub(super) fn text(event: &RunEvent<'_>) -> String {
    match event {
        RunEvent::LocalServer { file, endpoint } => {
            format!("Se llama a {endpoint} con la clave de {file}.")
        }
        RunEvent::RootUser { account } => format!(
            "Llama como usuario raíz de la cuenta {account}. Un administrador ocupará su lugar \
             mientras se ejecute el programa."
        ),
        RunEvent::StandInMade { user, key_id } => {
            format!("Se creó el administrador {user} con la clave {key_id}.")
        }
        RunEvent::Waiting {
            awaited,
            attempt,
            attempts_max,
        } => format!(
            "Esperando a que {} en todas partes (intento {attempt} de {attempts_max}) …",
            is_awaited(awaited)
        ),
        RunEvent::Started { scenario, caller } => format!("Se ejecuta {scenario} como {caller}."),
        RunEvent::StillWaiting { seconds } => {
            format!("Sin respuesta desde hace {seconds} segundos; se sigue esperando …")
        }
        RunEvent::CleanUpWaits { seconds } => format!(
            "No hay contacto con el servidor para la limpieza; nuevo intento en {seconds} s …"
        ),
        RunEvent::Stopping => "Se detiene tras este paso y se limpia; con Ctrl-C otra vez termina \
                               de inmediato."
            .to_owned(),
        RunEvent::Removed { made } => format!("Se eliminó {}.", made_text(made)),
        RunEvent::Finished { scenario } => format!("Listo: {scenario} llegó a su fin."),
        RunEvent::AllFinished { count } => {
            format!("Listo: los {count} programas llegaron a su fin.")
        }
        RunEvent::NotRun { scenarios } => {
            format!("Ya no se ejecutaron: {}.", scenarios.join(", "))
        }
    }
}

/// What is awaited, as it stands between "a que" and "en todas partes".
fn is_awaited(awaited: &Awaited<'_>) -> String {
    match awaited {
        Awaited::Key { user } => format!("se conozca la nueva clave de {user}"),
        Awaited::User { user } => format!("se conozca el nuevo usuario {user}"),
        Awaited::Role { role } => format!("se conozcan los permisos del nuevo rol {role}"),
    }
}
