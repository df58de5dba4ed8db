//! How what was made is called.

use crate::Made;

pub(in crate::texts) fn text(made: &Made) -> String {
    match made {
        Made::User { name } => format!("사용자 {name}"),
        Made::AccessKey { user, id } => format!("{user}의 액세스 키 {id}"),
        Made::LostKey { user, .. } => format!("{user}의 새 액세스 키(만들어진 경우)"),
        Made::Policy { arn } => format!("정책 {arn}"),
        Made::Attachment { user, policy_arn } => {
            format!("사용자 {user}에 대한 정책 {policy_arn}의 연결")
        }
        Made::UserPolicy { user, name } => format!("사용자 {user}의 정책 {name}"),
        Made::MfaDevice { serial_number, .. } => format!("MFA 디바이스 {serial_number}"),
        Made::QrCode { path } => format!("파일 {}", path.display()),
        Made::Role { name } => format!("역할 {name}"),
        Made::RoleAttachment { role, policy_arn } => {
            format!("역할 {role}에 대한 정책 {policy_arn}의 연결")
        }
        Made::Bucket { name } => format!("버킷 {name}"),
        Made::Alias { before: None, .. } => "계정의 새 별칭".to_owned(),
        Made::Alias {
            before: Some(before),
            ..
        } => format!("계정의 새 별칭(이전 별칭: {before})"),
        Made::PasswordPolicy => "계정의 암호 정책".to_owned(),
    }
}
