//! What is said about the account.

use crate::{AccountEvent, Details, PasswordRules, SamlProvider, texts::table};

pub(super) fn text(event: &AccountEvent<'_>) -> String {
    match event {
        AccountEvent::Aliases { aliases: [] } => "账户目前没有别名。".to_owned(),
        AccountEvent::Aliases { aliases } => {
            format!("账户目前的别名是 {}。", aliases.join("、"))
        }
        AccountEvent::AliasCreated { alias } => format!("已为账户设置别名 {alias}。"),
        AccountEvent::AliasDeleted { alias } => format!("已删除账户的别名 {alias}。"),
        AccountEvent::AliasRestored { alias } => format!("已恢复账户原来的别名 {alias}。"),
        AccountEvent::ReportState { state } => format!("正在生成凭证报告：{state}。"),
        AccountEvent::CredentialReport {
            generated_at,
            total,
            columns,
            rows,
        } => format!(
            "凭证报告（{}）共有 {total} 行；以下是前几行的前几列：\n{}",
            generated_at.as_deref().unwrap_or("时间未知"),
            table(columns, rows)
        ),
        AccountEvent::Summary { values } => format!(
            "账户摘要：{}",
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
            "账户的授权详细信息：\n  用户：{}\n  组：{}\n  角色：{}\n  策略：{}",
            named(users),
            named(groups),
            named(roles),
            named(policies)
        ),
        AccountEvent::NoPasswordPolicy => "账户没有密码策略。".to_owned(),
        AccountEvent::PasswordPolicyCreated => "已创建采用默认值的密码策略。".to_owned(),
        AccountEvent::PasswordPolicy(rules) => password_policy(rules),
        AccountEvent::PasswordPolicyDeleted => "已删除密码策略。".to_owned(),
        AccountEvent::SamlProviders { total: 0, .. } => "账户没有 SAML 提供商。".to_owned(),
        AccountEvent::SamlProviders { total, providers } => format!(
            "账户的 SAML 提供商（{total}）：{}",
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
    format!("{total}（{}{more}）", names.join("、"))
}

fn password_policy(rules: &PasswordRules) -> String {
    let yes_no = |it: bool| if it { "是" } else { "否" };
    let number = |it: Option<i32>| it.map_or_else(|| "无".to_owned(), |it| it.to_string());
    format!(
        "账户的密码策略：\n  \
         最小长度：{}\n  需要符号：{}\n  需要数字：{}\n  \
         需要大写字母：{}\n  需要小写字母：{}\n  \
         用户可以更改自己的密码：{}\n  密码会过期：{}\n  \
         过期前的天数：{}\n  不得重复使用的最近密码数：{}\n  \
         过期的密码只能由管理员更改：{}",
        number(rules.minimum_password_length),
        yes_no(rules.require_symbols),
        yes_no(rules.require_numbers),
        yes_no(rules.require_uppercase_characters),
        yes_no(rules.require_lowercase_characters),
        yes_no(rules.allow_users_to_change_password),
        yes_no(rules.expire_passwords),
        number(rules.max_password_age),
        number(rules.password_reuse_prevention),
        rules.hard_expiry.map_or("无", yes_no)
    )
}

fn provider(provider: &SamlProvider) -> String {
    let moment = |it: &Option<String>| it.clone().unwrap_or_else(|| "无".to_owned());
    format!(
        "\n  {}：创建于 {}，到期时间 {}",
        provider.arn,
        moment(&provider.created_at),
        moment(&provider.expires_at)
    )
}
