//! What every program says.

use super::made::text as made_text;
use crate::{Awaited, RunEvent};

pub(super) fn text(event: &RunEvent<'_>) -> String {
    match event {
        RunEvent::LocalServer { file, endpoint } => {
            format!("{file}의 키로 {endpoint}을(를) 호출합니다.")
        }
        RunEvent::RootUser { account } => format!(
            "계정 {account}의 루트 사용자로 호출하고 있습니다. 프로그램이 실행되는 동안 관리자가 \
             대신합니다."
        ),
        RunEvent::StandInMade { user, key_id } => {
            format!("관리자 {user}을(를) 키 {key_id}과(와) 함께 만들었습니다.")
        }
        RunEvent::Waiting {
            awaited,
            attempt,
            attempts_max,
        } => format!(
            "{} 모든 곳에 알려질 때까지 기다리는 중입니다({attempts_max}번 중 {attempt}번째) …",
            is_awaited(awaited)
        ),
        RunEvent::Started { scenario, caller } => {
            format!("{scenario}을(를) {caller}(으)로 실행합니다.")
        }
        RunEvent::StillWaiting { seconds } => {
            format!("{seconds}초 동안 응답이 없습니다. 계속 기다리는 중입니다 …")
        }
        RunEvent::CleanUpWaits { seconds } => {
            format!("정리하기 위해 서버에 연결할 수 없습니다. {seconds}초 후에 다시 시도합니다 …")
        }
        RunEvent::Stopping => {
            "이 단계가 끝나면 멈추고 정리합니다. Ctrl-C를 다시 누르면 바로 끝납니다.".to_owned()
        }
        RunEvent::Removed { made } => format!("{}을(를) 삭제했습니다.", made_text(made)),
        RunEvent::Finished { scenario } => {
            format!("완료: {scenario}이(가) 끝까지 실행되었습니다.")
        }
        RunEvent::AllFinished { count } => {
            format!("완료: 프로그램 {count}개가 모두 끝까지 실행되었습니다.")
        }
        RunEvent::NotRun { scenarios } => {
            format!("더 이상 실행하지 않은 프로그램: {}.", scenarios.join(", "))
        }
    }
}

/// What is awaited, as it stands before "모든 곳에 알려질 때까지".
fn is_awaited(awaited: &Awaited<'_>) -> String {
    match awaited {
        Awaited::Key { user } => format!("{user}의 새 키가"),
        Awaited::User { user } => format!("새 사용자 {user}이(가)"),
        Awaited::Role { role } => format!("새 역할 {role}의 권한이"),
    }
}
