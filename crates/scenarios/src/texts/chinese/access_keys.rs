//! What is said about access keys.

use crate::{KeyEvent, KeyState};

pub(super) fn text(event: &KeyEvent<'_>) -> String {
    match event {
        KeyEvent::Keys { user, keys } => format!("{user} 现有的访问密钥：{}", list(keys)),
        KeyEvent::KeyCreated {
            user,
            key_id,
            secret,
        } => {
            let secret = secret.unwrap_or("不显示（--show-secret 可显示）");
            format!("已为 {user} 创建访问密钥 {key_id}；其私有密钥：{secret}")
        }
        KeyEvent::LastUse {
            key_id, at: None, ..
        } => format!("密钥 {key_id} 从未使用过。"),
        KeyEvent::LastUse {
            key_id,
            service,
            region,
            at: Some(at),
        } => format!("密钥 {key_id} 上次于 {at} 在 {region} 用于 {service}。"),
        KeyEvent::KeyDeactivated { key_id } => format!("已停用密钥 {key_id}。"),
        KeyEvent::KeyDeleted { key_id } => format!("已删除密钥 {key_id}。"),
    }
}

fn list(keys: &[KeyState<'_>]) -> String {
    if keys.is_empty() {
        return "无".to_owned();
    }
    keys.iter().fold(String::new(), |list, key| {
        list + "\n  " + key.key_id + ": " + key.status
    })
}
