//! What is said about MFA devices.

use crate::MfaEvent;

pub(super) fn text(event: &MfaEvent<'_>) -> String {
    match event {
        MfaEvent::DeviceCreated { serial_number } => {
            format!("已创建虚拟 MFA 设备 {serial_number}。")
        }
        MfaEvent::QrCode { file, half_blocks } => {
            format!("以下是它的二维码；在设备启用之前，图片位于 {file}：\n\n{half_blocks}")
        }
        MfaEvent::NextCode { seconds } => format!("{seconds} 秒后出现下一个验证码…"),
        MfaEvent::CodeRefused { code, tries_left } => format!(
            "未被接受（{code}）：验证码有误、已过时或已使用，或者它所针对的内容尚未在各处生效。{}",
            if *tries_left == 0 {
                "这是最后一次尝试，程序放弃。"
            } else {
                "请用新的验证码再试一次。"
            }
        ),
        MfaEvent::DeviceEnabled {
            serial_number,
            user,
        } => format!("已为 {user} 启用 MFA 设备 {serial_number}。"),
        MfaEvent::DeviceDeleted { serial_number } => {
            format!("已停用并删除 MFA 设备 {serial_number}。")
        }
    }
}
