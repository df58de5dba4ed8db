//! What is said about MFA devices.

use crate::MfaEvent;

pub(super) fn text(event: &MfaEvent<'_>) -> String {
    match event {
        MfaEvent::DeviceCreated { serial_number } => {
            format!("仮想 MFA デバイス {serial_number} を作成しました。")
        }
        MfaEvent::QrCode { file, half_blocks } => format!(
            "その QR コードです。デバイスが有効になるまで、画像が {file} \
             にあります:\n\n{half_blocks}"
        ),
        MfaEvent::NextCode { seconds } => format!("次のコードまであと {seconds} 秒 …"),
        MfaEvent::CodeRefused { code, tries_left } => format!(
            "受け付けられませんでした ({code})。コードが間違っている、遅すぎる、使用済みである、\
             または対象の情報がまだ行き渡っていません。{}",
            if *tries_left == 0 {
                "最後の試行でしたので、中止します。"
            } else {
                "新しいコードでもう一度試します。"
            }
        ),
        MfaEvent::DeviceEnabled {
            serial_number,
            user,
        } => format!("{user} の MFA デバイス {serial_number} を有効にしました。"),
        MfaEvent::DeviceDeleted { serial_number } => {
            format!("MFA デバイス {serial_number} を無効にして削除しました。")
        }
    }
}
