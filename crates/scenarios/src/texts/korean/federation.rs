//! What is said about the federation endpoint.

use crate::FederationEvent;

pub(super) fn text(event: &FederationEvent<'_>) -> String {
    match event {
        FederationEvent::SigninTokenGot {
            endpoint,
            session_seconds,
        } => format!(
            "{endpoint}에서 {}시간짜리 콘솔 세션을 위한 로그인 토큰을 받았습니다.",
            session_seconds / 3600
        ),
        FederationEvent::FederatedUrl { url } => format!(
            "15분 안에는 이 URL을 가진 사람은 누구나 역할의 권한으로 콘솔을 열 수 \
             있습니다:\n\n{url}\n"
        ),
        FederationEvent::BrowserOpened { program } => {
            format!("{program}(으)로 URL을 열었습니다.")
        }
        FederationEvent::BrowserNotOpened { program, reason } => {
            format!("{program}(으)로 URL을 열 수 없습니다({reason}). 직접 여세요.")
        }
    }
}
