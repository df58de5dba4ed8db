//! What is said about the federation endpoint.

use crate::FederationEvent;

pub(super) fn text(event: &FederationEvent<'_>) -> String {
    match event {
        FederationEvent::SigninTokenGot {
            endpoint,
            session_seconds,
        } => format!(
            "Se obtuvo un token de inicio de sesión de {endpoint}, para una sesión de la consola \
             de {} horas.",
            session_seconds / 3600
        ),
        FederationEvent::FederatedUrl { url } => format!(
            "Durante un cuarto de hora, esta URL abre la consola a quien la tenga, con los \
             permisos del rol:\n\n{url}\n"
        ),
        FederationEvent::BrowserOpened { program } => format!("{program} abre la URL."),
        FederationEvent::BrowserNotOpened { program, reason } => {
            format!("{program} no pudo abrir la URL ({reason}): ábrala usted.")
        }
    }
}
