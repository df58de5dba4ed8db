//! What is said about MFA devices.

use crate::MfaEvent;

pub(super) fn text(event: &MfaEvent<'_>) -> String {
    match event {
        MfaEvent::DeviceCreated { serial_number } => {
            format!("가상 MFA 디바이스 {serial_number}을(를) 만들었습니다.")
        }
        MfaEvent::QrCode { file, half_blocks } => format!(
            "QR 코드입니다. 디바이스가 활성화될 때까지 그림이 {file}에 있습니다:\n\n{half_blocks}"
        ),
        MfaEvent::NextCode { seconds } => format!("다음 코드까지 {seconds}초 남았습니다 …"),
        MfaEvent::CodeRefused { code, tries_left } => format!(
            "받아들여지지 않았습니다({code}). 코드가 틀렸거나, 늦었거나, 이미 사용되었거나, 대상이 \
             아직 모든 곳에 알려지지 않았습니다. {}",
            if *tries_left == 0 {
                "마지막 시도였으므로 포기합니다."
            } else {
                "새 코드로 다시 시도합니다."
            }
        ),
        MfaEvent::DeviceEnabled {
            serial_number,
            user,
        } => format!("{user}의 MFA 디바이스 {serial_number}을(를) 활성화했습니다."),
        MfaEvent::DeviceDeleted { serial_number } => {
            format!("MFA 디바이스 {serial_number}을(를) 비활성화하고 삭제했습니다.")
        }
    }
}
