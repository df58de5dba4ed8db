//! What a call was to do, as it stands before "に失敗しました".

use crate::Attempt;

pub(in crate::texts) fn text(attempt: &Attempt) -> String {
    match attempt {
        Attempt::WhoCalls => "呼び出し元の確認".to_owned(),
        Attempt::CurrentUser => "現在のユーザーの照会".to_owned(),
        Attempt::CreateUser(user) => format!("ユーザー {user} の作成"),
        Attempt::RenameUser { from, to } => format!("ユーザー名 {from} から {to} への変更"),
        Attempt::ListUsers => "ユーザーの一覧の取得".to_owned(),
        Attempt::DeleteUser(user) => format!("ユーザー {user} の削除"),
        Attempt::PutUserPolicy { user, policy } => format!("{user} への {policy} の追加"),
        Attempt::DeleteUserPolicy { user, policy } => format!("{user} の {policy} の削除"),
        Attempt::AttachUserPolicy { user, policy } => format!("{user} への {policy} のアタッチ"),
        Attempt::DetachUserPolicy { user, policy } => {
            format!("{user} からの {policy} のデタッチ")
        }
        Attempt::ListUserPolicies(user) => format!("{user} のポリシーの一覧の取得"),
        Attempt::ListKeys(user) => format!("{user} のアクセスキーの一覧の取得"),
        Attempt::CreateKey(user) => format!("{user} のアクセスキーの作成"),
        Attempt::LastUse(key) => format!("{key} の最終使用の照会"),
        Attempt::ActivateKey(key) => format!("アクセスキー {key} の有効化"),
        Attempt::DeactivateKey(key) => format!("アクセスキー {key} の無効化"),
        Attempt::DeleteKey(key) => format!("アクセスキー {key} の削除"),
        Attempt::CreatePolicy(policy) => format!("ポリシー {policy} の作成"),
        Attempt::DeletePolicy(policy) => format!("ポリシー {policy} の削除"),
        Attempt::CreateDevice(device) => format!("仮想 MFA デバイス {device} の作成"),
        Attempt::EnableDevice { user, device } => {
            format!("{user} の MFA デバイス {device} の有効化")
        }
        Attempt::DeactivateDevice { user, device } => {
            format!("{user} の MFA デバイス {device} の無効化")
        }
        Attempt::DeleteDevice(device) => format!("仮想 MFA デバイス {device} の削除"),
        Attempt::CreateRole(role) => format!("ロール {role} の作成"),
        Attempt::DeleteRole(role) => format!("ロール {role} の削除"),
        Attempt::AttachRolePolicy { role, policy } => format!("{role} への {policy} のアタッチ"),
        Attempt::DetachRolePolicy { role, policy } => {
            format!("{role} からの {policy} のデタッチ")
        }
        Attempt::AssumeRole(role) => format!("ロール {role} の引き受け"),
        Attempt::AssumeRoleWithoutMfa(role) => format!("MFA なしでのロール {role} の引き受け"),
        Attempt::ListBuckets => "バケットの一覧の取得".to_owned(),
        Attempt::CreateBucket(bucket) => format!("バケット {bucket} の作成"),
        Attempt::ListObjects(bucket) => format!("バケット {bucket} のオブジェクトの一覧の取得"),
        Attempt::PutObject { bucket, key } => format!("{bucket} への {key} の保存"),
        Attempt::GetObject { bucket, key } => format!("{bucket} からの {key} の取得"),
        Attempt::DeleteObject { bucket, key } => format!("{bucket} からの {key} の削除"),
        Attempt::EmptyBucket(bucket) => format!("バケット {bucket} を空にする操作"),
        Attempt::DeleteBucket(bucket) => format!("バケット {bucket} の削除"),
        Attempt::FindSigninEndpoint => "フェデレーションエンドポイントの特定".to_owned(),
        Attempt::SigninToken(endpoint) => format!("{endpoint} からのサインイントークンの取得"),
        Attempt::ListAliases => "アカウントのエイリアスの一覧の取得".to_owned(),
        Attempt::CreateAlias(alias) => format!("アカウントへのエイリアス {alias} の付与"),
        Attempt::DeleteAlias(alias) => format!("アカウントのエイリアス {alias} の削除"),
        Attempt::GenerateReport => "認証情報レポートの生成".to_owned(),
        Attempt::GetReport => "認証情報レポートの取得".to_owned(),
        Attempt::GetSummary => "アカウントの概要の取得".to_owned(),
        Attempt::GetDetails => "アカウントの認可の詳細の取得".to_owned(),
        Attempt::GetPasswordPolicy => "パスワードポリシーの取得".to_owned(),
        Attempt::CreatePasswordPolicy => "パスワードポリシーの作成".to_owned(),
        Attempt::DeletePasswordPolicy => "パスワードポリシーの削除".to_owned(),
        Attempt::ListSamlProviders => "SAML プロバイダーの一覧の取得".to_owned(),
    }
}
