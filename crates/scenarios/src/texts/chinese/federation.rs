//! What is said about the federation endpoint.

use crate::FederationEvent;

pub(super) fn text(event: &FederationEvent<'_>) -> String {
    match event {
        FederationEvent::SigninTokenGot {
            endpoint,
            session_seconds,
        } => format!(
            "已从 {endpoint} 获取登录令牌，用于 {} 小时的控制台会话。",
            session_seconds / 3600
        ),
        FederationEvent::FederatedUrl { url } => {
            format!("在一刻钟之内，任何拥有此 URL 的人都可以用该角色的权限打开控制台：\n\n{url}\n")
        }
        FederationEvent::BrowserOpened { program } => format!("已让 {program} 打开该 URL。"),
        FederationEvent::BrowserNotOpened { program, reason } => {
            format!("{program} 无法打开该 URL（{reason}）：请自行打开。")
        }
    }
}
