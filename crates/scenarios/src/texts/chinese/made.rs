//! How what was made is called.

use crate::Made;

pub(in crate::texts) fn text(made: &Made) -> String {
    match made {
        Made::User { name } => format!("用户 {name}"),
        Made::AccessKey { user, id } => format!("{user} 的访问密钥 {id}"),
        Made::LostKey { user, .. } => format!("{user} 的新访问密钥（如果已创建）"),
        Made::Policy { arn } => format!("策略 {arn}"),
        Made::Attachment { user, policy_arn } => {
            format!("策略 {policy_arn} 与用户 {user} 的附加关系")
        }
        Made::UserPolicy { user, name } => format!("用户 {user} 的策略 {name}"),
        Made::MfaDevice { serial_number, .. } => format!("MFA 设备 {serial_number}"),
        Made::QrCode { path } => format!("文件 {}", path.display()),
        Made::Role { name } => format!("角色 {name}"),
        Made::RoleAttachment { role, policy_arn } => {
            format!("策略 {policy_arn} 与角色 {role} 的附加关系")
        }
        Made::Bucket { name } => format!("存储桶 {name}"),
        Made::Alias { before: None, .. } => "账户的新别名".to_owned(),
        Made::Alias {
            before: Some(before),
            ..
        } => format!("账户的新别名（原别名为 {before}）"),
        Made::PasswordPolicy => "账户的密码策略".to_owned(),
    }
}
