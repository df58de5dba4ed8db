//! The help, and what is said of a command line that is wrong.

use super::failures::address;
use crate::{command_line::Misuse, texts::Help};

pub(in crate::texts) fn help(part: Help) -> &'static str {
    match part {
        Help::Command => {
            "AWS, iamd 또는 다른 엔드포인트를 대상으로 자격 증명 및 액세스 관리의 예제 프로그램을 \
             실행합니다.\n\n보안 인증 정보, 리전, 엔드포인트는 모든 AWS SDK가 참조하는 곳, 즉 환경 \
             변수(AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID 등)나 프로필 등에서 가져옵니다. 환경 변수에 \
             지정이 없고 이 폴더에서 `iamd serve`를 시작했다면 iamd-data/root-credentials.env에서 \
             가져옵니다. 프로그램이 만든 것은 오류나 Ctrl-C 후에도 마지막에 삭제됩니다."
        }
        Help::Usage => "사용법:",
        Help::Programs => "프로그램:",
        Help::Options => "옵션:",
        Help::AccessKeys => "사용자의 액세스 키를 나열, 생성, 조회, 비활성화, 삭제합니다",
        Help::Users => {
            "버킷을 읽을 수만 있는 사용자와 쓸 수도 있는 사용자를 만들고 시도해 보게 합니다"
        }
        Help::Mfa => "MFA 디바이스가 필요한 역할을 만들고, 이를 수임하여 버킷을 나열합니다",
        Help::FederatedUrl => "역할의 권한으로 콘솔을 여는 URL을 만듭니다",
        Help::Account => "계정의 별칭을 바꾸고 보고서, 암호 정책, 공급자를 봅니다",
        Help::All => "모두 차례대로 실행합니다",
        Help::Yes => {
            "아무것도 묻지 않습니다. 만들기 전에도, 코드도 묻지 않으며, 코드는 QR 코드에서 얻습니다"
        }
        Help::Credentials => {
            "이 파일에서 엔드포인트, 키, 리전을 가져옵니다. export AWS_ACCESS_KEY_ID=… 와 같은 \
             행으로 된 파일로, `iamd serve`가 기록하는 파일입니다"
        }
        Help::RoleProfile => {
            "mfa용: AWS 파일의 이 프로필로, 따라서 그 프로필의 계정에 역할을 만듭니다"
        }
        Help::SigninEndpoint => {
            "federated-url용: 페더레이션 엔드포인트. 지정하지 않으면 AWS_ENDPOINT_URL의 \
             /federation 또는 AWS의 엔드포인트"
        }
        Help::ConsoleUrl => {
            "federated-url용: URL이 여는 콘솔 페이지. 지정하지 않으면 AWS 콘솔의 첫 페이지이며, \
             iamd는 이를 자신의 첫 페이지로 여깁니다"
        }
        Help::Open => "federated-url용: 브라우저에서 URL을 엽니다",
        Help::Wait => {
            "federated-url용: --yes를 사용해도 Enter 키를 누르거나 표준 입력이 끝날 때까지 역할을 \
             유지합니다"
        }
        Help::Timeout => "호출 하나에 걸릴 수 있는 시간(초). 지정하지 않으면 30",
        Help::Lang => {
            "텍스트의 언어: en, es, ja, zh 또는 ko. 지정하지 않으면 LC_ALL, LC_MESSAGES 또는 \
             LANG의 언어"
        }
        Help::Json => "문장 대신 데이터를 한 행에 JSON 객체 하나씩 출력합니다",
        Help::ShowSecret => "만든 키의 비밀 키를 표시합니다",
        Help::Verbose => "각 호출을 표준 오류에 기록합니다",
        Help::Help => "이 도움말을 표시합니다",
        Help::Version => "버전을 표시합니다",
        Help::ExitCodes => {
            "종료 코드: 0 끝까지 실행됨, 1 호출이나 출력이 실패했거나 거부되어야 할 것이 거부되지 \
             않음, 2 잘못된 명령줄, 3 호출자, 보안 인증 정보 또는 프로필이 프로그램에 맞지 않음, 4 \
             동의를 받지 못함, 5 삭제되지 않고 남은 것이 있음, 130 중단됨"
        }
    }
}

pub(in crate::texts) fn misuse(misuse: &Misuse) -> String {
    let what = match misuse {
        Misuse::NoProgram => "프로그램을 지정하세요".to_owned(),
        Misuse::UnknownProgram { name } => format!("{name} 프로그램은 없습니다"),
        Misuse::UnknownOption { option } => format!("{option}을(를) 이해할 수 없습니다"),
        Misuse::NoValue { option } => format!("{option}에는 값이 필요합니다"),
        Misuse::Twice { option } => format!("{option}이(가) 두 번 지정되었습니다"),
        Misuse::NoSeconds { value, min, max } => {
            format!("{value}은(는) {min}에서 {max} 사이의 초가 아닙니다")
        }
        Misuse::NoAddress { value, fault } => {
            format!("{value}은(는) 주소가 아닙니다: {}", address(*fault))
        }
        Misuse::NotFor { option, program } => {
            format!("{option}은(는) {program}에 사용할 수 없습니다")
        }
        Misuse::Unreadable { detail } => format!("명령줄을 이해할 수 없습니다: {detail}"),
    };
    format!("{what}. 사용할 수 있는 것은 --help로 볼 수 있습니다")
}
