//! What is said about policies.

use crate::PolicyEvent;

pub(super) fn text(event: &PolicyEvent<'_>) -> String {
    match event {
        PolicyEvent::PolicyCreated {
            policy_arn,
            description,
        } => format!("정책 {policy_arn}을(를) 만들었습니다: {description}"),
        PolicyEvent::PolicyAttached { policy_arn, user } => {
            format!("정책 {policy_arn}을(를) {user}에 연결했습니다.")
        }
        PolicyEvent::PolicyDetached { policy_arn, user } => {
            format!("정책 {policy_arn}을(를) {user}에서 분리했습니다.")
        }
        PolicyEvent::PolicyDeleted { policy_arn } => {
            format!("정책 {policy_arn}을(를) 삭제했습니다.")
        }
    }
}
