//! What is said about roles.

use crate::RoleEvent;

pub(super) fn text(event: &RoleEvent<'_>) -> String {
    match event {
        RoleEvent::RoleCreated {
            role_arn,
            user,
            needs_mfa,
        } => format!(
            "已创建角色 {role_arn}，{user} {}代入它。",
            if *needs_mfa {
                "只有使用 MFA 才能"
            } else {
                "可以"
            }
        ),
        RoleEvent::RolePolicyAttached { policy_arn, role } => {
            format!("已将策略 {policy_arn} 附加到角色 {role}。")
        }
        RoleEvent::UserMayAssume { user, role_arn } => {
            format!("已给 {user} 一个允许代入 {role_arn} 的策略。")
        }
        RoleEvent::AssumeRefused {
            user,
            role_arn,
            code,
        } => format!("不出所料，{user} 在没有 MFA 的情况下代入 {role_arn} 被拒绝（{code}）。"),
        RoleEvent::RoleAssumed {
            user,
            role_arn,
            key_id,
            expires_at,
            with_mfa,
            secret,
        } => format!(
            "{user} {}代入了 {role_arn}，并获得临时密钥 {key_id}，有效期至 {}；其私有密钥：{}",
            if *with_mfa { "使用 MFA " } else { "" },
            expires_at.as_deref().unwrap_or("未知时间"),
            secret.unwrap_or("不显示（--show-secret 可显示）")
        ),
        RoleEvent::Buckets { role, buckets } if buckets.is_empty() => {
            format!("{role} 的会话列出了存储桶：一个也没有。")
        }
        RoleEvent::Buckets { role, buckets } => {
            format!("{role} 的会话列出了存储桶：\n  {}", buckets.join("\n  "))
        }
        RoleEvent::ListUsersRefused { role, code } => {
            format!("不出所料，{role} 的会话列出用户时被拒绝（{code}）：其策略只允许列出存储桶。")
        }
        RoleEvent::RolePolicyDetached { policy_arn, role } => {
            format!("已将策略 {policy_arn} 从角色 {role} 分离。")
        }
        RoleEvent::RoleDeleted { role } => format!("已删除角色 {role}。"),
        RoleEvent::UserMayNotAssume { user } => {
            format!("已删除 {user} 的允许代入该角色的策略。")
        }
    }
}
