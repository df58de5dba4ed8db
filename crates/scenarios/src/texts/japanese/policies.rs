//! What is said about policies.

use crate::PolicyEvent;

pub(super) fn text(event: &PolicyEvent<'_>) -> String {
    match event {
        PolicyEvent::PolicyCreated {
            policy_arn,
            description,
        } => format!("ポリシー {policy_arn} を作成しました: {description}"),
        PolicyEvent::PolicyAttached { policy_arn, user } => {
            format!("ポリシー {policy_arn} を {user} にアタッチしました。")
        }
        PolicyEvent::PolicyDetached { policy_arn, user } => {
            format!("ポリシー {policy_arn} を {user} からデタッチしました。")
        }
        PolicyEvent::PolicyDeleted { policy_arn } => {
            format!("ポリシー {policy_arn} を削除しました。")
        }
    }
}
