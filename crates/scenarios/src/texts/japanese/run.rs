//! What every program says.

use super::made::text as made_text;
use crate::{Awaited, RunEvent};

pub(super) fn text(event: &RunEvent<'_>) -> String {
    match event {
        RunEvent::LocalServer { file, endpoint } => {
            format!("{file} のキーで {endpoint} を呼び出します。")
        }
        RunEvent::RootUser { account } => format!(
            "アカウント {account} \
             のルートユーザーとして呼び出しています。プログラムの実行中は管理者が代わりを務めます。"
        ),
        RunEvent::StandInMade { user, key_id } => {
            format!("管理者 {user} をキー {key_id} とともに作成しました。")
        }
        RunEvent::Waiting {
            awaited,
            attempt,
            attempts_max,
        } => format!(
            "{}が行き渡るのを待っています ({attempts_max} 回中 {attempt} 回目) …",
            is_awaited(awaited)
        ),
        RunEvent::Started { scenario, caller } => {
            format!("{scenario} を {caller} として実行します。")
        }
        RunEvent::StillWaiting { seconds } => {
            format!("{seconds} 秒間応答がありません。引き続き待っています …")
        }
        RunEvent::CleanUpWaits { seconds } => {
            format!("後片付けのためにサーバーへ接続できません。{seconds} 秒後に再試行します …")
        }
        RunEvent::Stopping => "この手順が終わったら停止して後片付けをします。もう一度 Ctrl-C \
             を押すとすぐに終了します。"
            .to_owned(),
        RunEvent::Removed { made } => format!("{} を削除しました。", made_text(made)),
        RunEvent::Finished { scenario } => format!("完了: {scenario} は最後まで実行されました。"),
        RunEvent::AllFinished { count } => {
            format!("完了: {count} 個のプログラムがすべて最後まで実行されました。")
        }
        RunEvent::NotRun { scenarios } => {
            format!("実行しなかったプログラム: {}。", scenarios.join("、"))
        }
    }
}

/// What is awaited, as it stands before "が行き渡るのを".
fn is_awaited(awaited: &Awaited<'_>) -> String {
    match awaited {
        Awaited::Key { user } => format!("{user} の新しいキー"),
        Awaited::User { user } => format!("新しいユーザー {user} の情報"),
        Awaited::Role { role } => format!("新しいロール {role} の権限"),
    }
}
