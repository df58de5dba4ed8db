//! What is said about roles.

use crate::RoleEvent;

pub(super) fn text(event: &RoleEvent<'_>) -> String {
    match event {
        RoleEvent::RoleCreated {
            role_arn,
            user,
            needs_mfa,
        } => format!(
            "{user} が{}引き受けられるロール {role_arn} を作成しました。",
            if *needs_mfa {
                " MFA を使う場合にだけ"
            } else {
                ""
            }
        ),
        RoleEvent::RolePolicyAttached { policy_arn, role } => {
            format!("ポリシー {policy_arn} をロール {role} にアタッチしました。")
        }
        RoleEvent::UserMayAssume { user, role_arn } => {
            format!("{role_arn} の引き受けを許可するポリシーを {user} に与えました。")
        }
        RoleEvent::AssumeRefused {
            user,
            role_arn,
            code,
        } => format!(
            "予想どおり、{user} による MFA なしでの {role_arn} の引き受けは拒否されました ({code})。"
        ),
        RoleEvent::RoleAssumed {
            user,
            role_arn,
            key_id,
            expires_at,
            with_mfa,
            secret,
        } => format!(
            "{user} が{} {role_arn} を引き受け、一時キー {key_id} を得ました。有効期限: \
             {}、シークレット: {}",
            if *with_mfa { " MFA を使って" } else { "" },
            expires_at.as_deref().unwrap_or("不明"),
            secret.unwrap_or("非表示 (--show-secret で表示)")
        ),
        RoleEvent::Buckets { role, buckets } if buckets.is_empty() => {
            format!("{role} のセッションがバケットを一覧しました。バケットはありません。")
        }
        RoleEvent::Buckets { role, buckets } => format!(
            "{role} のセッションがバケットを一覧しました:\n  {}",
            buckets.join("\n  ")
        ),
        RoleEvent::ListUsersRefused { role, code } => format!(
            "予想どおり、{role} のセッションによるユーザーの一覧の取得は拒否されました \
             ({code})。ポリシーが許可しているのはバケットの一覧の取得だけです。"
        ),
        RoleEvent::RolePolicyDetached { policy_arn, role } => {
            format!("ポリシー {policy_arn} をロール {role} からデタッチしました。")
        }
        RoleEvent::RoleDeleted { role } => format!("ロール {role} を削除しました。"),
        RoleEvent::UserMayNotAssume { user } => {
            format!("ロールの引き受けを許可していた {user} のポリシーを削除しました。")
        }
    }
}
