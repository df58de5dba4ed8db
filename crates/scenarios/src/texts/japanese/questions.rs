//! What is asked.

use crate::Question;

pub(in crate::texts) fn text(question: &Question<'_>) -> String {
    let what = match question {
        Question::StandIn { user } => format!(
            "すべての権限とアクセスキーを持つ IAM ユーザー {user} \
             を作成し、そのユーザーが作成したものも含めて最後に削除します。"
        ),
        Question::AccessKey { user } => {
            format!("{user} のアクセスキーを作成し、最後に削除します。")
        }
        Question::Users { bucket } => format!(
            "2 人の IAM ユーザー、それぞれのアクセスキーとポリシー、およびバケット {bucket} \
             を作成し、最後にすべて削除します。"
        ),
        Question::Mfa {
            account,
            role_account,
        } => format!(
            "アカウント {account} に MFA デバイスとアクセスキーを持つ IAM ユーザーを、アカウント \
             {role_account} にロールとポリシーを作成し、さらに QR \
             コードのファイルを作成して、最後にすべて削除します。QR \
             コードを読み取れる認証アプリが必要です。"
        ),
        Question::FederatedUrl { role } => format!(
            "S3 にあるものをすべて読み取れるロール {role} \
             と、そのロールの権限でコンソールを開ける URL を作成します。URL \
             を知っている人は誰でも開けます。ロールは最後に削除します。"
        ),
        Question::Account { account } => format!(
            "アカウント {account} \
             に一時的に別のエイリアスを付け、元のエイリアスがあれば元に戻します。認証情報レポートを\
             生成し、パスワードポリシーがなければ作成して再び削除します。"
        ),
        Question::Done => {
            return "コンソールでの作業が終わったら Enter \
                    キーを押してください。その後でロールを削除します。"
                .to_owned();
        }
        Question::FirstCode => return "認証アプリに表示されているコード:".to_owned(),
        Question::SecondCode => return "表示が変わった後の次のコード:".to_owned(),
        Question::NextCode => return "まだ入力していないコード:".to_owned(),
    };
    format!("{what}続けますか? [y/N]")
}
