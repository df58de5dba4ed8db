//! What a call was to do, as it stands before "에 실패했습니다".

use crate::Attempt;

pub(in crate::texts) fn text(attempt: &Attempt) -> String {
    match attempt {
        Attempt::WhoCalls => "호출자 확인".to_owned(),
        Attempt::CurrentUser => "현재 사용자 조회".to_owned(),
        Attempt::CreateUser(user) => format!("사용자 {user} 생성"),
        Attempt::RenameUser { from, to } => format!("사용자 이름을 {from}에서 {to}(으)로 변경"),
        Attempt::ListUsers => "사용자 목록 조회".to_owned(),
        Attempt::DeleteUser(user) => format!("사용자 {user} 삭제"),
        Attempt::PutUserPolicy { user, policy } => format!("{user}에 {policy} 추가"),
        Attempt::DeleteUserPolicy { user, policy } => format!("{user}의 {policy} 삭제"),
        Attempt::AttachUserPolicy { user, policy } => format!("{user}에 {policy} 연결"),
        Attempt::DetachUserPolicy { user, policy } => format!("{user}에서 {policy} 분리"),
        Attempt::ListUserPolicies(user) => format!("{user}의 정책 목록 조회"),
        Attempt::ListKeys(user) => format!("{user}의 액세스 키 목록 조회"),
        Attempt::CreateKey(user) => format!("{user}의 액세스 키 생성"),
        Attempt::LastUse(key) => format!("{key}의 마지막 사용 조회"),
        Attempt::ActivateKey(key) => format!("액세스 키 {key} 활성화"),
        Attempt::DeactivateKey(key) => format!("액세스 키 {key} 비활성화"),
        Attempt::DeleteKey(key) => format!("액세스 키 {key} 삭제"),
        Attempt::CreatePolicy(policy) => format!("정책 {policy} 생성"),
        Attempt::DeletePolicy(policy) => format!("정책 {policy} 삭제"),
        Attempt::CreateDevice(device) => format!("가상 MFA 디바이스 {device} 생성"),
        Attempt::EnableDevice { user, device } => {
            format!("{user}의 MFA 디바이스 {device} 활성화")
        }
        Attempt::DeactivateDevice { user, device } => {
            format!("{user}의 MFA 디바이스 {device} 비활성화")
        }
        Attempt::DeleteDevice(device) => format!("가상 MFA 디바이스 {device} 삭제"),
        Attempt::CreateRole(role) => format!("역할 {role} 생성"),
        Attempt::DeleteRole(role) => format!("역할 {role} 삭제"),
        Attempt::AttachRolePolicy { role, policy } => format!("{role}에 {policy} 연결"),
        Attempt::DetachRolePolicy { role, policy } => format!("{role}에서 {policy} 분리"),
        Attempt::AssumeRole(role) => format!("역할 {role} 수임"),
        Attempt::AssumeRoleWithoutMfa(role) => format!("MFA 없이 역할 {role} 수임"),
        Attempt::ListBuckets => "버킷 목록 조회".to_owned(),
        Attempt::CreateBucket(bucket) => format!("버킷 {bucket} 생성"),
        Attempt::ListObjects(bucket) => format!("버킷 {bucket}의 객체 목록 조회"),
        Attempt::PutObject { bucket, key } => format!("{bucket}에 {key} 저장"),
        Attempt::GetObject { bucket, key } => format!("{bucket}에서 {key} 가져오기"),
        Attempt::DeleteObject { bucket, key } => format!("{bucket}에서 {key} 삭제"),
        Attempt::EmptyBucket(bucket) => format!("버킷 {bucket} 비우기"),
        Attempt::DeleteBucket(bucket) => format!("버킷 {bucket} 삭제"),
        Attempt::FindSigninEndpoint => "페더레이션 엔드포인트 찾기".to_owned(),
        Attempt::SigninToken(endpoint) => format!("{endpoint}에서 로그인 토큰 가져오기"),
        Attempt::ListAliases => "계정 별칭 목록 조회".to_owned(),
        Attempt::CreateAlias(alias) => format!("계정에 별칭 {alias} 지정"),
        Attempt::DeleteAlias(alias) => format!("계정의 별칭 {alias} 삭제"),
        Attempt::GenerateReport => "보안 인증 보고서 생성".to_owned(),
        Attempt::GetReport => "보안 인증 보고서 가져오기".to_owned(),
        Attempt::GetSummary => "계정 요약 가져오기".to_owned(),
        Attempt::GetDetails => "계정 권한 부여 세부 정보 가져오기".to_owned(),
        Attempt::GetPasswordPolicy => "암호 정책 가져오기".to_owned(),
        Attempt::CreatePasswordPolicy => "암호 정책 생성".to_owned(),
        Attempt::DeletePasswordPolicy => "암호 정책 삭제".to_owned(),
        Attempt::ListSamlProviders => "SAML 공급자 목록 조회".to_owned(),
    }
}
