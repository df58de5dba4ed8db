//! What is said about access keys.

use crate::{KeyEvent, KeyState};

pub(super) fn text(event: &KeyEvent<'_>) -> String {
    match event {
        KeyEvent::Keys { user, keys } => {
            format!("{user} の現在のアクセスキー:{}", list(keys))
        }
        KeyEvent::KeyCreated {
            user,
            key_id,
            secret,
        } => {
            let secret = secret.unwrap_or("非表示 (--show-secret で表示)");
            format!("{user} のアクセスキー {key_id} を作成しました。シークレット: {secret}")
        }
        KeyEvent::LastUse {
            key_id, at: None, ..
        } => format!("キー {key_id} は一度も使われていません。"),
        KeyEvent::LastUse {
            key_id,
            service,
            region,
            at: Some(at),
        } => format!("キー {key_id} は最後に {at} に {region} の {service} で使われました。"),
        KeyEvent::KeyDeactivated { key_id } => format!("キー {key_id} を無効化しました。"),
        KeyEvent::KeyDeleted { key_id } => format!("キー {key_id} を削除しました。"),
    }
}

fn list(keys: &[KeyState<'_>]) -> String {
    if keys.is_empty() {
        return " なし".to_owned();
    }
    keys.iter().fold(String::new(), |list, key| {
        list + "\n  " + key.key_id + ": " + key.status
    })
}
