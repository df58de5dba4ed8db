//! The help, and what is said of a command line that is wrong.

use super::failures::address;
use crate::{command_line::Misuse, texts::Help};

pub(in crate::texts) fn help(part: Help) -> &'static str {
    match part {
        Help::Command => {
            "ID とアクセス管理のサンプルプログラムを、AWS、iamd、または他のエンドポイントに対して実行します。\
             \n\n認証情報、リージョン、エンドポイントは、AWS SDK が参照する場所から取得します。環境変数 \
             (AWS_ENDPOINT_URL、AWS_ACCESS_KEY_ID など) やプロファイルなどです。環境変数に指定がなく、\
             このフォルダーで `iamd serve` を起動している場合は iamd-data/root-credentials.env \
             から取得します。プログラムが作成したものは、エラーや Ctrl-C の後も含めて、最後に削除します。"
        }
        Help::Usage => "使い方:",
        Help::Programs => "プログラム:",
        Help::Options => "オプション:",
        Help::AccessKeys => "ユーザーのアクセスキーを一覧、作成、照会、無効化、削除する",
        Help::Users => {
            "バケットを読めるだけのユーザーと書き込みもできるユーザーを作成し、できることを確かめる"
        }
        Help::Mfa => "MFA デバイスが必要なロールを作成し、引き受けてバケットを一覧する",
        Help::FederatedUrl => "ロールの権限でコンソールを開く URL を作成する",
        Help::Account => {
            "アカウントのエイリアスを変更し、レポート、パスワードポリシー、プロバイダーを見る"
        }
        Help::All => "すべてを順番に実行する",
        Help::Yes => {
            "何も質問しない。作成前の確認もコードの質問もせず、コードは QR コードから求める"
        }
        Help::Credentials => {
            "エンドポイント、キー、リージョンをこのファイルから取得する。export \
             AWS_ACCESS_KEY_ID=… のような行からなる、`iamd serve` が書き出すファイル"
        }
        Help::RoleProfile => {
            "mfa 用: AWS の設定ファイルのこのプロファイルで、つまりそのアカウントにロールを作成する"
        }
        Help::SigninEndpoint => {
            "federated-url 用: フェデレーションエンドポイント。指定がなければ AWS_ENDPOINT_URL の \
             /federation、または AWS のもの"
        }
        Help::ConsoleUrl => {
            "federated-url 用: URL から開くコンソールのページ。指定がなければ AWS \
             コンソールの最初のページで、iamd はそれを自分のページとみなす"
        }
        Help::Open => "federated-url 用: URL をブラウザーで開く",
        Help::Wait => {
            "federated-url 用: --yes を付けた場合も、Enter \
             キーまたは標準入力の終わりまでロールを残す"
        }
        Help::Timeout => "呼び出しにかけてよい秒数。指定がなければ 30",
        Help::Lang => {
            "表示する言語: en、es、ja、zh、ko。指定がなければ LC_ALL、LC_MESSAGES、LANG の言語"
        }
        Help::Json => "文ではなくデータを、1 行に 1 つの JSON オブジェクトとして出力する",
        Help::ShowSecret => "作成したキーのシークレットを表示する",
        Help::Verbose => "各呼び出しを標準エラー出力に記録する",
        Help::Help => "このヘルプを表示する",
        Help::Version => "バージョンを表示する",
        Help::ExitCodes => {
            "終了コード: 0 最後まで実行した、1 \
             呼び出しか出力に失敗した、または拒否されるべきものが拒否されなかった、2 \
             コマンドラインの誤り、3 呼び出し元、認証情報、またはプロファイルがプログラムに合わない、4 \
             同意が得られなかった、5 削除されずに残ったものがある、130 中断された"
        }
    }
}

pub(in crate::texts) fn misuse(misuse: &Misuse) -> String {
    let what = match misuse {
        Misuse::NoProgram => "プログラムを指定してください".to_owned(),
        Misuse::UnknownProgram { name } => format!("プログラム {name} はありません"),
        Misuse::UnknownOption { option } => format!("{option} を解釈できません"),
        Misuse::NoValue { option } => format!("{option} には値が必要です"),
        Misuse::Twice { option } => format!("{option} が 2 回指定されています"),
        Misuse::NoSeconds { value, min, max } => {
            format!("{value} は {min} から {max} までの秒数ではありません")
        }
        Misuse::NoAddress { value, fault } => {
            format!("{value} はアドレスではありません: {}", address(*fault))
        }
        Misuse::NotFor { option, program } => {
            format!("{option} は {program} では使えません")
        }
        Misuse::Unreadable { detail } => format!("コマンドラインを解釈できません: {detail}"),
    };
    format!("{what}。使い方は --help で表示されます")
}
