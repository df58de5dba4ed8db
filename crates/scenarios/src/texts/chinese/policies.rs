//! What is said about policies.

use crate::PolicyEvent;

pub(super) fn text(event: &PolicyEvent<'_>) -> String {
    match event {
        PolicyEvent::PolicyCreated {
            policy_arn,
            description,
        } => format!("已创建策略 {policy_arn}：{description}"),
        PolicyEvent::PolicyAttached { policy_arn, user } => {
            format!("已将策略 {policy_arn} 附加到 {user}。")
        }
        PolicyEvent::PolicyDetached { policy_arn, user } => {
            format!("已将策略 {policy_arn} 从 {user} 分离。")
        }
        PolicyEvent::PolicyDeleted { policy_arn } => format!("已删除策略 {policy_arn}。"),
    }
}
