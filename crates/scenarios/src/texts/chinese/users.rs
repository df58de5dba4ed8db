//! What is said about users.

use crate::UserEvent;

pub(super) fn text(event: &UserEvent<'_>) -> String {
    match event {
        UserEvent::UserCreated { user, user_id } => {
            format!("已创建用户 {user}，其 ID 为 {user_id}。")
        }
        UserEvent::UserRenamed { from, to } => format!("已将用户 {from} 重命名为 {to}。"),
        UserEvent::Users { count, made } if made.is_empty() => {
            format!("账户列出了 {count} 个用户，其中还没有新用户。")
        }
        UserEvent::Users { count, made } => {
            format!("账户有 {count} 个用户，其中包括 {}。", made.join(" 和 "))
        }
        UserEvent::UserDeleted { user } => format!("已删除用户 {user}。"),
    }
}
