//! What is said about roles.

use crate::RoleEvent;

pub(super) fn text(event: &RoleEvent<'_>) -> String {
    match event {
        RoleEvent::RoleCreated {
            role_arn,
            user,
            needs_mfa,
        } => format!(
            "{user}이(가) {}수임할 수 있는 역할 {role_arn}을(를) 만들었습니다.",
            if *needs_mfa { "MFA로만 " } else { "" }
        ),
        RoleEvent::RolePolicyAttached { policy_arn, role } => {
            format!("정책 {policy_arn}을(를) 역할 {role}에 연결했습니다.")
        }
        RoleEvent::UserMayAssume { user, role_arn } => {
            format!("{user}에게 {role_arn} 수임을 허용하는 정책을 주었습니다.")
        }
        RoleEvent::AssumeRefused {
            user,
            role_arn,
            code,
        } => format!(
            "예상대로 {user}이(가) MFA 없이 {role_arn}을(를) 수임하는 것은 거부되었습니다({code})."
        ),
        RoleEvent::RoleAssumed {
            user,
            role_arn,
            key_id,
            expires_at,
            with_mfa,
            secret,
        } => format!(
            "{user}이(가) {}{role_arn}을(를) 수임하고 임시 키 {key_id}을(를) 받았습니다. 만료: {}, \
             비밀 키: {}",
            if *with_mfa { "MFA로 " } else { "" },
            expires_at.as_deref().unwrap_or("알 수 없음"),
            secret.unwrap_or("표시하지 않음(--show-secret으로 표시)")
        ),
        RoleEvent::Buckets { role, buckets } if buckets.is_empty() => {
            format!("{role}의 세션이 버킷을 나열했습니다. 버킷이 없습니다.")
        }
        RoleEvent::Buckets { role, buckets } => format!(
            "{role}의 세션이 버킷을 나열했습니다:\n  {}",
            buckets.join("\n  ")
        ),
        RoleEvent::ListUsersRefused { role, code } => format!(
            "예상대로 {role}의 세션이 사용자를 나열하는 것은 거부되었습니다({code}). 정책은 버킷을 \
             나열하는 것만 허용합니다."
        ),
        RoleEvent::RolePolicyDetached { policy_arn, role } => {
            format!("정책 {policy_arn}을(를) 역할 {role}에서 분리했습니다.")
        }
        RoleEvent::RoleDeleted { role } => format!("역할 {role}을(를) 삭제했습니다."),
        RoleEvent::UserMayNotAssume { user } => {
            format!("역할 수임을 허용하던 {user}의 정책을 삭제했습니다.")
        }
    }
}
