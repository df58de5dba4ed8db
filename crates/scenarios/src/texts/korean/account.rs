//! What is said about the account.

use crate::{AccountEvent, Details, PasswordRules, SamlProvider, texts::table};

pub(super) fn text(event: &AccountEvent<'_>) -> String {
    match event {
        AccountEvent::Aliases { aliases: [] } => "현재 계정에 별칭이 없습니다.".to_owned(),
        AccountEvent::Aliases { aliases } => {
            format!("현재 계정의 별칭은 {}입니다.", aliases.join(", "))
        }
        AccountEvent::AliasCreated { alias } => {
            format!("계정에 별칭 {alias}을(를) 지정했습니다.")
        }
        AccountEvent::AliasDeleted { alias } => {
            format!("계정에서 별칭 {alias}을(를) 삭제했습니다.")
        }
        AccountEvent::AliasRestored { alias } => {
            format!("계정의 별칭을 원래대로 {alias}(으)로 되돌렸습니다.")
        }
        AccountEvent::ReportState { state } => {
            format!("보안 인증 보고서를 생성하는 중입니다: {state}.")
        }
        AccountEvent::CredentialReport {
            generated_at,
            total,
            columns,
            rows,
        } => format!(
            "보안 인증 보고서({})는 {total}행입니다. 처음 몇 행의 처음 몇 열은 다음과 같습니다:\n{}",
            generated_at.as_deref().unwrap_or("시각을 알 수 없음"),
            table(columns, rows)
        ),
        AccountEvent::Summary { values } => format!(
            "계정 요약:{}",
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
            "계정의 권한 부여 세부 정보:\n  사용자: {}\n  그룹: {}\n  역할: {}\n  정책: {}",
            named(users),
            named(groups),
            named(roles),
            named(policies)
        ),
        AccountEvent::NoPasswordPolicy => "계정에 암호 정책이 없습니다.".to_owned(),
        AccountEvent::PasswordPolicyCreated => "기본값으로 암호 정책을 만들었습니다.".to_owned(),
        AccountEvent::PasswordPolicy(rules) => password_policy(rules),
        AccountEvent::PasswordPolicyDeleted => "암호 정책을 삭제했습니다.".to_owned(),
        AccountEvent::SamlProviders { total: 0, .. } => "계정에 SAML 공급자가 없습니다.".to_owned(),
        AccountEvent::SamlProviders { total, providers } => format!(
            "계정의 SAML 공급자({total}):{}",
            providers.iter().map(provider).collect::<String>()
        ),
    }
}

fn named(details: &Details) -> String {
    let Details { total, names } = details;
    if names.is_empty() {
        return total.to_string();
    }
    let more = if names.len() < *total { ", …" } else { "" };
    format!("{total}({}{more})", names.join(", "))
}

fn password_policy(rules: &PasswordRules) -> String {
    let yes_no = |it: bool| if it { "예" } else { "아니요" };
    let number = |it: Option<i32>| it.map_or_else(|| "없음".to_owned(), |it| it.to_string());
    format!(
        "계정의 암호 정책:\n  \
         최소 길이: {}\n  기호 필요: {}\n  숫자 필요: {}\n  \
         대문자 필요: {}\n  소문자 필요: {}\n  \
         사용자가 자신의 암호를 변경할 수 있음: {}\n  암호가 만료됨: {}\n  \
         만료까지의 일수: {}\n  다시 사용할 수 없는 최근 암호의 수: {}\n  \
         만료된 암호는 관리자만 변경할 수 있음: {}",
        number(rules.minimum_password_length),
        yes_no(rules.require_symbols),
        yes_no(rules.require_numbers),
        yes_no(rules.require_uppercase_characters),
        yes_no(rules.require_lowercase_characters),
        yes_no(rules.allow_users_to_change_password),
        yes_no(rules.expire_passwords),
        number(rules.max_password_age),
        number(rules.password_reuse_prevention),
        rules.hard_expiry.map_or("없음", yes_no)
    )
}

fn provider(provider: &SamlProvider) -> String {
    let moment = |it: &Option<String>| it.clone().unwrap_or_else(|| "없음".to_owned());
    format!(
        "\n  {}: 생성 {}, 만료 {}",
        provider.arn,
        moment(&provider.created_at),
        moment(&provider.expires_at)
    )
}
