//! What is said about the federation endpoint.

use crate::FederationEvent;

pub(super) fn text(event: &FederationEvent<'_>) -> String {
    match event {
        FederationEvent::SigninTokenGot {
            endpoint,
            session_seconds,
        } => format!(
            "{endpoint} から、{} 時間のコンソールセッション用のサインイントークンを取得しました。",
            session_seconds / 3600
        ),
        FederationEvent::FederatedUrl { url } => format!(
            "15 分以内であれば、この URL \
             を知っている人は誰でも、ロールの権限でコンソールを開けます:\n\n{url}\n"
        ),
        FederationEvent::BrowserOpened { program } => format!("{program} で URL を開きました。"),
        FederationEvent::BrowserNotOpened { program, reason } => {
            format!("{program} で URL を開けませんでした ({reason})。ご自分で開いてください。")
        }
    }
}
