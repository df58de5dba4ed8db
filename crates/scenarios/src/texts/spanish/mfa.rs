//! What is said about MFA devices.

use crate::MfaEvent;

pub(super) fn text(event: &MfaEvent<'_>) -> String {
    match event {
        MfaEvent::DeviceCreated { serial_number } => {
            format!("Se creó el dispositivo MFA virtual {serial_number}.")
        }
        MfaEvent::QrCode { file, half_blocks } => format!(
            "Su código QR, como imagen en {file} hasta que se habilite el \
             dispositivo:\n\n{half_blocks}"
        ),
        MfaEvent::NextCode { seconds: 1 } => "El código siguiente llega en 1 segundo …".to_owned(),
        MfaEvent::NextCode { seconds } => {
            format!("El código siguiente llega en {seconds} segundos …")
        }
        MfaEvent::CodeRefused { code, tries_left } => format!(
            "No se aceptó ({code}): un código es incorrecto, llega tarde o ya se usó, o aquello \
             para lo que sirve aún no se conoce en todas partes. {}",
            if *tries_left == 0 {
                "Era el último intento: se abandona."
            } else {
                "Otra vez, con un código nuevo."
            }
        ),
        MfaEvent::DeviceEnabled {
            serial_number,
            user,
        } => format!("Se habilitó el dispositivo MFA {serial_number} para {user}."),
        MfaEvent::DeviceDeleted { serial_number } => {
            format!("Se desactivó y eliminó el dispositivo MFA {serial_number}.")
        }
    }
}
