//! What is said about users.

use crate::UserEvent;

pub(super) fn text(event: &UserEvent<'_>) -> String {
    match event {
        UserEvent::UserCreated { user, user_id } => {
            format!("사용자 {user}(ID {user_id})을(를) 만들었습니다.")
        }
        UserEvent::UserRenamed { from, to } => {
            format!("사용자 {from}의 이름을 {to}(으)로 바꾸었습니다.")
        }
        UserEvent::Users { count, made } if made.is_empty() => {
            format!("계정의 목록에 사용자 {count}명이 있으며, 새 사용자는 아직 없습니다.")
        }
        UserEvent::Users { count, made } => format!(
            "계정에 {}을(를) 포함하여 사용자 {count}명이 있습니다.",
            made.join(", ")
        ),
        UserEvent::UserDeleted { user } => format!("사용자 {user}을(를) 삭제했습니다."),
    }
}
