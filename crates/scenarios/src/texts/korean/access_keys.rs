//! What is said about access keys.

use crate::{KeyEvent, KeyState};

pub(super) fn text(event: &KeyEvent<'_>) -> String {
    match event {
        KeyEvent::Keys { user, keys } => format!("{user}의 현재 액세스 키:{}", list(keys)),
        KeyEvent::KeyCreated {
            user,
            key_id,
            secret,
        } => {
            let secret = secret.unwrap_or("표시하지 않음(--show-secret으로 표시)");
            format!("{user}의 액세스 키 {key_id}을(를) 만들었습니다. 비밀 키: {secret}")
        }
        KeyEvent::LastUse {
            key_id, at: None, ..
        } => format!("키 {key_id}은(는) 한 번도 사용되지 않았습니다."),
        KeyEvent::LastUse {
            key_id,
            service,
            region,
            at: Some(at),
        } => format!("키 {key_id}은(는) {at}에 {region}의 {service}에 마지막으로 사용되었습니다."),
        KeyEvent::KeyDeactivated { key_id } => {
            format!("키 {key_id}을(를) 비활성화했습니다.")
        }
        KeyEvent::KeyDeleted { key_id } => format!("키 {key_id}을(를) 삭제했습니다."),
    }
}

fn list(keys: &[KeyState<'_>]) -> String {
    if keys.is_empty() {
        return " 없음".to_owned();
    }
    keys.iter().fold(String::new(), |list, key| {
        list + "\n  " + key.key_id + ": " + key.status
    })
}
