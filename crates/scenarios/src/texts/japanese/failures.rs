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
            format!(
                "{}に失敗しました: {}",
                attempted(attempt),
                problem_text(problem)
            )
        }
        Failure::NobodyThere { endpoint, detail } => format!(
            "{} から応答がありません。サーバーは動いていますか? ({detail})",
            endpoint.as_deref().unwrap_or("AWS")
        ),
        Failure::NoCredentials { detail } => no_credentials(detail),
        Failure::NotRefused { caller, attempt } => format!(
            "どのポリシーも許可していないのに、{caller} による{}が成功しました",
            attempted(attempt)
        ),
        Failure::NotAUser { arn } => format!(
            "このプログラムは IAM ユーザーまたはルートユーザーとして実行します。呼び出し元は \
             \"{arn}\" です"
        ),
        Failure::NoFreeKey { user } => no_free_key(user),
        Failure::MayBeOurs { user, keys } => may_be_ours(user, keys),
        Failure::ReportNotReady { state } => {
            format!("認証情報レポートが時間内に完成しませんでした。状態は {state} です")
        }
        Failure::Profile { name, fault } => profile(name, fault),
        Failure::Credentials { path, fault } => format!(
            "ファイル {} は使えません: {}",
            path.display(),
            lacking(fault)
        ),
        Failure::Declined => "同意が得られなかったため、何も作成していません".to_owned(),
        Failure::NobodyToAsk => {
            "標準入力が端末ではないため、質問できません。--yes を付けると質問なしで実行します"
                .to_owned()
        }
        Failure::Interrupted => "中断されました".to_owned(),
        Failure::Abandoned { left } => format!(
            "後片付けが終わる前に再び中断されました{}",
            still_there(left)
        ),
        Failure::LeftBehind { left } => {
            format!("後片付けが完了していません{}", still_there(left))
        }
        Failure::QrCode(fault) => {
            format!(
                "MFA デバイスの QR コードを読み取れません: {}",
                qr_code(fault)
            )
        }
        Failure::File {
            attempt,
            path,
            reason,
        } => file(*attempt, path, reason),
        Failure::Output(reason) => format!("出力に書き込めません: {reason}"),
        Failure::System(reason) => {
            format!("プログラムに必要なものをシステムが提供しません: {reason}")
        }
    }
}

fn no_credentials(detail: &str) -> String {
    format!(
        "呼び出しに使うアクセスキーがありません ({detail})。AWS_ACCESS_KEY_ID と \
         AWS_SECRET_ACCESS_KEY を設定するか、サーバーが書き出したファイルを --credentials \
         で指定してください"
    )
}

fn no_free_key(user: &str) -> String {
    format!(
        "ユーザー {user} にはすでに上限の 2 \
         つのアクセスキーがあります。どちらかを削除するか、キーが 1 \
         つだけのユーザーとして呼び出してください"
    )
}

fn may_be_ours(user: &str, keys: &[String]) -> String {
    format!(
        "応答が失われました。{user} \
         には、このプログラムか他の誰かが作成した可能性のある新しいアクセスキーがあります: {}",
        keys.join(", ")
    )
}

fn profile(name: &str, fault: &ProfileFault) -> String {
    let fault = match fault {
        ProfileFault::Missing => "AWS の認証情報ファイルにも設定ファイルにもありません".to_owned(),
        ProfileFault::Unreadable { detail } => detail.clone(),
        ProfileFault::NoEndpoint { file } => format!(
            "endpoint_url がありません。{} はここで見つかっただけのファイルなので、\
             そのエンドポイントにこのプロファイルのキーは送りません。プロファイルに \
             endpoint_url を設定するか、このファイルを --credentials で指定してください",
            file.display()
        ),
    };
    format!("プロファイル \"{name}\" は使えません: {fault}")
}

fn file(attempt: FileAttempt, path: &Path, reason: &io::Error) -> String {
    let attempt = match attempt {
        FileAttempt::Write => "書き込め",
        FileAttempt::Remove => "削除でき",
    };
    format!("ファイル {} を{attempt}ません: {reason}", path.display())
}

fn problem_text(problem: &Problem) -> String {
    match problem {
        Problem::Refused {
            code,
            message,
            request_id,
        } => {
            let message = message.as_deref();
            let message = message.unwrap_or("サービスが理由を示さずに拒否しました");
            match request_id {
                Some(id) => format!("{message} ({code}、リクエスト {id})"),
                None => format!("{message} ({code})"),
            }
        }
        Problem::TooSlow => {
            "時間内に応答がありませんでした。それでも実行された可能性があります".to_owned()
        }
        Problem::Unreachable { detail } => format!("サーバーに接続できません: {detail}"),
        Problem::NotMade { detail } => format!("リクエストを作成できませんでした: {detail}"),
        Problem::Address(fault) => address(*fault).to_owned(),
        Problem::NoCode { status } => {
            format!("応答を理解できません: HTTP ステータス {status}、エラーコードなし")
        }
        Problem::Lacks { member } => format!("応答を理解できません: {member} がありません"),
        Problem::NoJson => "応答を理解できません: JSON ではありません".to_owned(),
        Problem::NotUnderstood { detail } => format!("応答を理解できません: {detail}"),
    }
}

/// What is wrong with an address.
pub(super) fn address(fault: InvalidAddress) -> &'static str {
    match fault {
        InvalidAddress::NotOfTheWeb => {
            "アドレスは https:// または http:// で始まり、ホストを含む必要があります"
        }
        InvalidAddress::NotBare => "エンドポイントのアドレスにクエリやフラグメントは付けられません",
    }
}

fn lacking(fault: &CredentialsFault) -> String {
    match fault {
        CredentialsFault::Unreadable(reason) => reason.to_string(),
        CredentialsFault::TooLong => "長すぎます".to_owned(),
        CredentialsFault::Lacks { variable } => format!("{variable} がありません"),
    }
}

fn qr_code(fault: &QrFault) -> String {
    match fault {
        QrFault::Picture(reason) => format!("読み取れる PNG 画像ではありません: {reason}"),
        QrFault::Count { count } => {
            format!("画像に QR コードが 1 つではなく {count} 個あります")
        }
        QrFault::Damaged(reason) => format!("破損しています: {reason}"),
        QrFault::NoSeed => "時刻で変わるコードのシードが含まれていません".to_owned(),
    }
}

fn still_there(left: &[Left]) -> String {
    if left.is_empty() {
        return String::new();
    }
    let names: Vec<String> = left.iter().map(|left| made(&left.made)).collect();
    let commands: Vec<String> = left.iter().flat_map(Left::commands).collect();
    format!(
        "。まだ残っていれば手作業で削除してください: {}。同じ認証情報で次のコマンドを実行します:\n  \
         {}",
        names.join("、"),
        commands.join("\n  ")
    )
}
