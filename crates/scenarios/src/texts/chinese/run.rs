//! What every program says.

use super::made::text as made_text;
use crate::{Awaited, RunEvent};

pub(super) fn text(event: &RunEvent<'_>) -> String {
    match event {
        RunEvent::LocalServer { file, endpoint } => {
            format!("使用 {file} 中的密钥调用 {endpoint}。")
        }
        RunEvent::RootUser { account } => {
            format!("您正以账户 {account} 的根用户身份调用。程序运行期间将由一名管理员代替它。")
        }
        RunEvent::StandInMade { user, key_id } => {
            format!("已创建管理员 {user}，其密钥为 {key_id}。")
        }
        RunEvent::Waiting {
            awaited,
            attempt,
            attempts_max,
        } => format!(
            "正在等待{}在各处生效（第 {attempt} 次，共 {attempts_max} 次）…",
            is_awaited(awaited)
        ),
        RunEvent::Started { scenario, caller } => format!("正以 {caller} 的身份运行 {scenario}。"),
        RunEvent::StillWaiting { seconds } => {
            format!("已有 {seconds} 秒没有应答，仍在等待…")
        }
        RunEvent::CleanUpWaits { seconds } => {
            format!("清理时无法连接到服务器，将在 {seconds} 秒后重试…")
        }
        RunEvent::Stopping => "将在这一步之后停止并清理；再按一次 Ctrl-C 则立即结束。".to_owned(),
        RunEvent::Removed { made } => format!("已删除{}。", made_text(made)),
        RunEvent::Finished { scenario } => format!("完成：{scenario} 已运行完毕。"),
        RunEvent::AllFinished { count } => format!("完成：全部 {count} 个程序都已运行完毕。"),
        RunEvent::NotRun { scenarios } => format!("以下程序未运行：{}。", scenarios.join("、")),
    }
}

/// What is awaited, as it stands between "等待" and "在各处生效".
fn is_awaited(awaited: &Awaited<'_>) -> String {
    match awaited {
        Awaited::Key { user } => format!(" {user} 的新密钥"),
        Awaited::User { user } => format!("新用户 {user} "),
        Awaited::Role { role } => format!("新角色 {role} 的权限"),
    }
}
