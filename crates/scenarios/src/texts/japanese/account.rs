//! What is said about the account.

use crate::{AccountEvent, Details, PasswordRules, SamlProvider, texts::table};

pub(super) fn text(event: &AccountEvent<'_>) -> String {
    match event {
        AccountEvent::Aliases { aliases: [] } => {
            "現在、アカウントにエイリアスはありません。".to_owned()
        }
        AccountEvent::Aliases { aliases } => {
            format!(
                "現在のアカウントのエイリアスは {} です。",
                aliases.join("、")
            )
        }
        AccountEvent::AliasCreated { alias } => {
            format!("アカウントにエイリアス {alias} を付けました。")
        }
        AccountEvent::AliasDeleted { alias } => {
            format!("アカウントからエイリアス {alias} を削除しました。")
        }
        AccountEvent::AliasRestored { alias } => {
            format!("アカウントのエイリアスを元の {alias} に戻しました。")
        }
        AccountEvent::ReportState { state } => {
            format!("認証情報レポートを生成しています: {state}。")
        }
        AccountEvent::CredentialReport {
            generated_at,
            total,
            columns,
            rows,
        } => format!(
            "認証情報レポート ({}) は {total} 行です。最初の行の最初の列:\n{}",
            generated_at.as_deref().unwrap_or("時刻不明"),
            table(columns, rows)
        ),
        AccountEvent::Summary { values } => format!(
            "アカウントの概要:{}",
            values.iter().fold(String::new(), |list, (name, value)| {
                format!("{list}\n  {name}: {value}")
            })
        ),
        AccountEvent::AuthorizationDetails {
            users,
            groups,
            roles,
            policies,
        } => format!(
            "アカウントの認可の詳細:\n  ユーザー: {}\n  グループ: {}\n  ロール: {}\n  ポリシー: {}",
            named(users),
            named(groups),
            named(roles),
            named(policies)
        ),
        AccountEvent::NoPasswordPolicy => "アカウントにパスワードポリシーはありません。".to_owned(),
        AccountEvent::PasswordPolicyCreated => {
            "デフォルト値のパスワードポリシーを作成しました。".to_owned()
        }
        AccountEvent::PasswordPolicy(rules) => password_policy(rules),
        AccountEvent::PasswordPolicyDeleted => "パスワードポリシーを削除しました。".to_owned(),
        AccountEvent::SamlProviders { total: 0, .. } => {
            "アカウントに SAML プロバイダーはありません。".to_owned()
        }
        AccountEvent::SamlProviders { total, providers } => format!(
            "アカウントの SAML プロバイダー ({total}):{}",
            providers.iter().map(provider).collect::<String>()
        ),
    }
}

fn named(details: &Details) -> String {
    let Details { total, names } = details;
    if names.is_empty() {
        return total.to_string();
    }
    let more = if names.len() < *total { "、…" } else { "" };
    format!("{total} ({}{more})", names.join("、"))
}

fn password_policy(rules: &PasswordRules) -> String {
    let yes_no = |it: bool| if it { "はい" } else { "いいえ" };
    let number = |it: Option<i32>| it.map_or_else(|| "なし".to_owned(), |it| it.to_string());
    format!(
        "アカウントのパスワードポリシー:\n  \
         最小文字数: {}\n  記号が必要: {}\n  数字が必要: {}\n  \
         大文字が必要: {}\n  小文字が必要: {}\n  \
         ユーザーは自分のパスワードを変更できる: {}\n  パスワードに有効期限がある: {}\n  \
         有効期限までの日数: {}\n  再使用できない過去のパスワードの数: {}\n  \
         期限切れのパスワードは管理者だけが変更できる: {}",
        number(rules.minimum_password_length),
        yes_no(rules.require_symbols),
        yes_no(rules.require_numbers),
        yes_no(rules.require_uppercase_characters),
        yes_no(rules.require_lowercase_characters),
        yes_no(rules.allow_users_to_change_password),
        yes_no(rules.expire_passwords),
        number(rules.max_password_age),
        number(rules.password_reuse_prevention),
        rules.hard_expiry.map_or("なし", yes_no)
    )
}

fn provider(provider: &SamlProvider) -> String {
    let moment = |it: &Option<String>| it.clone().unwrap_or_else(|| "なし".to_owned());
    format!(
        "\n  {}: 作成 {}、有効期限 {}",
        provider.arn,
        moment(&provider.created_at),
        moment(&provider.expires_at)
    )
}
