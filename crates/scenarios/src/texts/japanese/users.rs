//! What is said about users.

use crate::UserEvent;

pub(super) fn text(event: &UserEvent<'_>) -> String {
    match event {
        UserEvent::UserCreated { user, user_id } => {
            format!("ユーザー {user} (ID {user_id}) を作成しました。")
        }
        UserEvent::UserRenamed { from, to } => {
            format!("ユーザー {from} の名前を {to} に変更しました。")
        }
        UserEvent::Users { count, made } if made.is_empty() => {
            format!(
                "アカウントの一覧には {count} 人のユーザーがいますが、新しいユーザーはまだ含まれていません。"
            )
        }
        UserEvent::Users { count, made } => format!(
            "アカウントには {} を含む {count} 人のユーザーがいます。",
            made.join(" と ")
        ),
        UserEvent::UserDeleted { user } => format!("ユーザー {user} を削除しました。"),
    }
}
