//! What is asked.

use crate::Question;

pub(in crate::texts) fn text(question: &Question<'_>) -> String {
    let what = match question {
        Question::StandIn { user } => format!(
            "모든 권한과 액세스 키를 가진 IAM 사용자 {user}을(를) 만들고, 그 사용자가 만든 모든 것과 \
             함께 마지막에 삭제합니다."
        ),
        Question::AccessKey { user } => {
            format!("{user}의 액세스 키를 만들고 마지막에 삭제합니다.")
        }
        Question::Users { bucket } => format!(
            "IAM 사용자 두 명과 각 사용자의 액세스 키 및 정책, 그리고 버킷 {bucket}을(를) 만들고 \
             마지막에 모두 삭제합니다."
        ),
        Question::Mfa {
            account,
            role_account,
        } => format!(
            "계정 {account}에 MFA 디바이스와 액세스 키를 가진 IAM 사용자를, 계정 {role_account}에 \
             역할과 정책을 만들고, QR 코드 파일도 만든 다음 마지막에 모두 삭제합니다. QR 코드를 \
             스캔할 수 있는 인증 앱이 필요합니다."
        ),
        Question::FederatedUrl { role } => format!(
            "S3의 모든 내용을 읽을 수 있는 역할 {role}과(와), 그 권한으로 콘솔을 여는 URL을 만듭니다. \
             URL을 가진 사람은 누구나 콘솔을 열 수 있습니다. 역할은 마지막에 삭제합니다."
        ),
        Question::Account { account } => format!(
            "계정 {account}에 잠시 다른 별칭을 지정하고, 원래 별칭이 있으면 되돌립니다. 보안 인증 \
             보고서를 생성하며, 암호 정책이 없으면 만들었다가 다시 삭제합니다."
        ),
        Question::Done => {
            return "콘솔 사용을 마치면 Enter 키를 누르세요. 그러면 역할이 삭제됩니다.".to_owned();
        }
        Question::FirstCode => return "인증 앱에 표시된 코드:".to_owned(),
        Question::SecondCode => return "바뀐 뒤에 표시되는 다음 코드:".to_owned(),
        Question::NextCode => return "아직 입력하지 않은 코드:".to_owned(),
    };
    format!("{what} 계속할까요? [y/N]")
}
