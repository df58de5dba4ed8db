//! How what was made is called.

use crate::Made;

pub(in crate::texts) fn text(made: &Made) -> String {
    match made {
        Made::User { name } => format!("ユーザー {name}"),
        Made::AccessKey { user, id } => format!("{user} のアクセスキー {id}"),
        Made::LostKey { user, .. } => {
            format!("{user} の新しいアクセスキー (作成されていた場合)")
        }
        Made::Policy { arn } => format!("ポリシー {arn}"),
        Made::Attachment { user, policy_arn } => {
            format!("ユーザー {user} へのポリシー {policy_arn} のアタッチ")
        }
        Made::UserPolicy { user, name } => format!("ユーザー {user} のポリシー {name}"),
        Made::MfaDevice { serial_number, .. } => format!("MFA デバイス {serial_number}"),
        Made::QrCode { path } => format!("ファイル {}", path.display()),
        Made::Role { name } => format!("ロール {name}"),
        Made::RoleAttachment { role, policy_arn } => {
            format!("ロール {role} へのポリシー {policy_arn} のアタッチ")
        }
        Made::Bucket { name } => format!("バケット {name}"),
        Made::Alias { before: None, .. } => "アカウントの新しいエイリアス".to_owned(),
        Made::Alias {
            before: Some(before),
            ..
        } => format!("アカウントの新しいエイリアス (以前は {before})"),
        Made::PasswordPolicy => "アカウントのパスワードポリシー".to_owned(),
    }
}
