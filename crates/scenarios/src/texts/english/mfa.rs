//! What is said about MFA devices.

use crate::MfaEvent;

pub(super) fn text(event: &MfaEvent<'_>) -> String {
    match event {
        MfaEvent::DeviceCreated { serial_number } => {
            format!("Created the virtual MFA device {serial_number}.")
        }
        MfaEvent::QrCode { file, half_blocks } => format!(
            "Its QR code, as a picture in {file} until the device is enabled:\n\n{half_blocks}"
        ),
        MfaEvent::NextCode { seconds: 1 } => "The next code comes in 1 second …".to_owned(),
        MfaEvent::NextCode { seconds } => format!("The next code comes in {seconds} seconds …"),
        MfaEvent::CodeRefused { code, tries_left } => format!(
            "That was not accepted ({code}): a code is wrong, late or used, or what it is for is \
             not known everywhere yet. {}",
            if *tries_left == 0 {
                "That was the last try: giving up."
            } else {
                "Once more, with a new code."
            }
        ),
        MfaEvent::DeviceEnabled {
            serial_number,
            user,
        } => format!("Enabled the MFA device {serial_number} for {user}."),
        MfaEvent::DeviceDeleted { serial_number } => {
            format!("Deactivated and deleted the MFA device {serial_number}.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_counted() {
        let said = |seconds| text(&MfaEvent::NextCode { seconds });
        assert_eq!(said(1), "The next code comes in 1 second …");
        assert_eq!(said(25), "The next code comes in 25 seconds …");
    }

    #[test]
    fn only_the_last_refusal_gives_up() {
        let gives_up = |tries_left| {
            let code = "AccessDenied".to_owned();
            text(&MfaEvent::CodeRefused { code, tries_left }).contains("giving up")
        };
        assert!(gives_up(0));
        assert!(!gives_up(1));
    }
}
