//! What is said when a program does not go to its end.

use std::{io, path::Path};

use super::{attempts::text as attempted, made::text as made};
use crate::{
    CredentialsFault, Failure, FileAttempt, Left, Problem, ProfileFault, QrFault,
    federation::InvalidAddress,
};

pub(in crate::texts) fn text(failure: &Failure) -> String {
    match failure {
        Failure::Call { attempt, problem } => {
            format!("{}에 실패했습니다: {}", attempted(attempt), problem_text(problem))
        }
        Failure::NobodyThere { endpoint, detail } => format!(
            "{}에서 응답이 없습니다. 서버가 실행 중입니까? ({detail})",
            endpoint.as_deref().unwrap_or("AWS")
        ),
        Failure::NoCredentials { detail } => no_credentials(detail),
        Failure::NotRefused { caller, attempt } => format!(
            "어떤 정책도 허용하지 않는데 {caller}의 다음 작업이 성공했습니다: {}",
            attempted(attempt)
        ),
        Failure::NotAUser { arn } => format!(
            "이 프로그램은 IAM 사용자 또는 루트 사용자로 실행합니다. 현재 호출자는 \"{arn}\"입니다"
        ),
        Failure::NoFreeKey { user } => no_free_key(user),
        Failure::MayBeOurs { user, keys } => may_be_ours(user, keys),
        Failure::ReportNotReady { state } => {
            format!("보안 인증 보고서가 제때 완성되지 않았습니다. 상태는 {state}입니다")
        }
        Failure::Profile { name, fault } => profile(name, fault),
        Failure::Credentials { path, fault } => format!(
            "파일 {}을(를) 사용할 수 없습니다: {}",
            path.display(),
            lacking(fault)
        ),
        Failure::Declined => "동의하지 않았으므로 아무것도 만들지 않았습니다".to_owned(),
        Failure::NobodyToAsk => {
            "표준 입력이 터미널이 아니어서 질문할 수 없습니다. --yes를 사용하면 질문 없이 실행합니다"
                .to_owned()
        }
        Failure::Interrupted => "중단되었습니다".to_owned(),
        Failure::Abandoned { left } => format!(
            "정리가 끝나기 전에 다시 중단되었습니다{}",
            still_there(left)
        ),
        Failure::LeftBehind { left } => {
            format!("정리가 완료되지 않았습니다{}", still_there(left))
        }
        Failure::QrCode(fault) => {
            format!("MFA 디바이스의 QR 코드를 읽을 수 없습니다: {}", qr_code(fault))
        }
        Failure::File {
            attempt,
            path,
            reason,
        } => file(*attempt, path, reason),
        Failure::Output(reason) => format!("출력을 쓸 수 없습니다: {reason}"),
        Failure::System(reason) => {
            format!("프로그램에 필요한 것을 시스템이 거부합니다: {reason}")
        }
    }
}

fn no_credentials(detail: &str) -> String {
    format!(
        "호출에 사용할 액세스 키가 없습니다({detail}). AWS_ACCESS_KEY_ID와 \
         AWS_SECRET_ACCESS_KEY를 설정하거나, 서버가 기록한 파일을 --credentials로 지정하세요"
    )
}

fn no_free_key(user: &str) -> String {
    format!(
        "사용자 {user}에게는 이미 최대 개수인 두 개의 액세스 키가 있습니다. 그중 하나를 \
         삭제하거나 키가 하나뿐인 사용자로 호출하세요"
    )
}

fn may_be_ours(user: &str, keys: &[String]) -> String {
    format!(
        "응답이 유실되었고, {user}에게 이 프로그램이나 다른 사람이 만들었을 수 있는 새 액세스 \
         키가 있습니다: {}",
        keys.join(", ")
    )
}

fn profile(name: &str, fault: &ProfileFault) -> String {
    let fault = match fault {
        ProfileFault::Missing => "AWS의 보안 인증 파일에도 구성 파일에도 없습니다".to_owned(),
        ProfileFault::Unreadable { detail } => detail.clone(),
        ProfileFault::NoEndpoint { file } => format!(
            "endpoint_url이 없고, {}은(는) 여기서 발견되었을 뿐인 파일이므로 그 안의 \
             엔드포인트로는 이 프로필의 키를 보내지 않습니다. 프로필에 endpoint_url을 \
             설정하거나 --credentials로 이 파일을 지정하세요",
            file.display()
        ),
    };
    format!("프로필 \"{name}\"을(를) 사용할 수 없습니다: {fault}")
}

fn file(attempt: FileAttempt, path: &Path, reason: &io::Error) -> String {
    let attempt = match attempt {
        FileAttempt::Write => "쓸",
        FileAttempt::Remove => "삭제할",
    };
    format!(
        "파일 {}을(를) {attempt} 수 없습니다: {reason}",
        path.display()
    )
}

fn problem_text(problem: &Problem) -> String {
    match problem {
        Problem::Refused {
            code,
            message,
            request_id,
        } => {
            let message = message.as_deref();
            let message = message.unwrap_or("서비스가 이유를 밝히지 않고 거부했습니다");
            match request_id {
                Some(id) => format!("{message} ({code}, 요청 {id})"),
                None => format!("{message} ({code})"),
            }
        }
        Problem::TooSlow => {
            "제때 응답이 없었습니다. 그래도 작업이 실행되었을 수 있습니다".to_owned()
        }
        Problem::Unreachable { detail } => format!("서버에 연결할 수 없습니다: {detail}"),
        Problem::NotMade { detail } => format!("요청을 만들 수 없습니다: {detail}"),
        Problem::Address(fault) => address(*fault).to_owned(),
        Problem::NoCode { status } => {
            format!("응답을 이해할 수 없습니다: HTTP 상태 {status}, 오류 코드 없음")
        }
        Problem::Lacks { member } => {
            format!("응답을 이해할 수 없습니다: {member}이(가) 없습니다")
        }
        Problem::NoJson => "응답을 이해할 수 없습니다: JSON이 아닙니다".to_owned(),
        Problem::NotUnderstood { detail } => format!("응답을 이해할 수 없습니다: {detail}"),
    }
}

/// What is wrong with an address.
pub(super) fn address(fault: InvalidAddress) -> &'static str {
    match fault {
        InvalidAddress::NotOfTheWeb => {
            "주소는 https:// 또는 http://로 시작하고 호스트를 포함해야 합니다"
        }
        InvalidAddress::NotBare => "엔드포인트의 주소에는 쿼리나 프래그먼트를 붙일 수 없습니다",
    }
}

fn lacking(fault: &CredentialsFault) -> String {
    match fault {
        CredentialsFault::Unreadable(reason) => reason.to_string(),
        CredentialsFault::TooLong => "너무 깁니다".to_owned(),
        CredentialsFault::Lacks { variable } => format!("{variable}이(가) 없습니다"),
    }
}

fn qr_code(fault: &QrFault) -> String {
    match fault {
        QrFault::Picture(reason) => format!("읽을 수 있는 PNG 그림이 아닙니다: {reason}"),
        QrFault::Count { count } => {
            format!("그림에 QR 코드가 하나가 아니라 {count}개 있습니다")
        }
        QrFault::Damaged(reason) => format!("손상되었습니다: {reason}"),
        QrFault::NoSeed => "시간에 따라 바뀌는 코드의 시드가 들어 있지 않습니다".to_owned(),
    }
}

fn still_there(left: &[Left]) -> String {
    if left.is_empty() {
        return String::new();
    }
    let names: Vec<String> = left.iter().map(|left| made(&left.made)).collect();
    let commands: Vec<String> = left.iter().flat_map(Left::commands).collect();
    format!(
        ". 아직 남아 있다면 직접 삭제하세요: {}. 같은 보안 인증 정보로 다음 명령을 실행하면 됩니다:\n  {}",
        names.join(", "),
        commands.join("\n  ")
    )
}
