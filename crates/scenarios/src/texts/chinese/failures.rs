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
            format!("无法{}：{}", attempted(attempt), problem_text(problem))
        }
        Failure::NobodyThere { endpoint, detail } => format!(
            "{} 没有应答：服务器是否正在运行？（{detail}）",
            endpoint.as_deref().unwrap_or("AWS")
        ),
        Failure::NoCredentials { detail } => no_credentials(detail),
        Failure::NotRefused { caller, attempt } => {
            format!("没有任何策略允许，{caller} 却能够{}", attempted(attempt))
        }
        Failure::NotAUser { arn } => {
            format!("本程序须以 IAM 用户或根用户的身份运行；当前调用者是 \"{arn}\"")
        }
        Failure::NoFreeKey { user } => no_free_key(user),
        Failure::MayBeOurs { user, keys } => may_be_ours(user, keys),
        Failure::ReportNotReady { state } => {
            format!("凭证报告未能及时生成，其状态为 {state}")
        }
        Failure::Profile { name, fault } => profile(name, fault),
        Failure::Credentials { path, fault } => {
            format!("无法使用文件 {}：{}", path.display(), lacking(fault))
        }
        Failure::Declined => "您没有同意，因此未创建任何内容".to_owned(),
        Failure::NobodyToAsk => {
            "标准输入不是终端，无法提问：使用 --yes 可不经提问直接运行".to_owned()
        }
        Failure::Interrupted => "已中断".to_owned(),
        Failure::Abandoned { left } => format!("清理完成之前再次被中断{}", still_there(left)),
        Failure::LeftBehind { left } => format!("清理未完成{}", still_there(left)),
        Failure::QrCode(fault) => format!("无法读取 MFA 设备的二维码：{}", qr_code(fault)),
        Failure::File {
            attempt,
            path,
            reason,
        } => file(*attempt, path, reason),
        Failure::Output(reason) => format!("无法写入输出：{reason}"),
        Failure::System(reason) => format!("系统拒绝提供程序所需的内容：{reason}"),
    }
}

fn no_credentials(detail: &str) -> String {
    format!(
        "没有可用于调用的访问密钥（{detail}）：请设置 AWS_ACCESS_KEY_ID 和 \
         AWS_SECRET_ACCESS_KEY，或用 --credentials 指定服务器写入的文件"
    )
}

fn no_free_key(user: &str) -> String {
    format!(
        "用户 {user} 已有两个访问密钥，达到上限：请删除其中一个，或以只有一个密钥的用户身份调用"
    )
}

fn may_be_ours(user: &str, keys: &[String]) -> String {
    format!(
        "有一个应答丢失了，{user} 现在有新的访问密钥，可能由本程序创建，也可能由他人创建：{}",
        keys.join("、")
    )
}

fn profile(name: &str, fault: &ProfileFault) -> String {
    let fault = match fault {
        ProfileFault::Missing => "AWS 的凭证文件和配置文件中都没有它".to_owned(),
        ProfileFault::Unreadable { detail } => detail.clone(),
        ProfileFault::NoEndpoint { file } => format!(
            "其中没有 endpoint_url，而 {} 只是在此处找到的文件，\
             该配置文件的密钥不会发送到其中的端点：请在配置文件中设置 endpoint_url，\
             或用 --credentials 指定该文件",
            file.display()
        ),
    };
    format!("无法使用配置文件 \"{name}\"：{fault}")
}

fn file(attempt: FileAttempt, path: &Path, reason: &io::Error) -> String {
    let attempt = match attempt {
        FileAttempt::Write => "写入",
        FileAttempt::Remove => "删除",
    };
    format!("无法{attempt}文件 {}：{reason}", path.display())
}

fn problem_text(problem: &Problem) -> String {
    match problem {
        Problem::Refused {
            code,
            message,
            request_id,
        } => {
            let message = message.as_deref();
            let message = message.unwrap_or("服务拒绝了请求，但没有说明原因");
            match request_id {
                Some(id) => format!("{message}（{code}，请求 {id}）"),
                None => format!("{message}（{code}）"),
            }
        }
        Problem::TooSlow => "没有及时收到应答，因此操作仍有可能已经执行".to_owned(),
        Problem::Unreachable { detail } => format!("无法连接到服务器：{detail}"),
        Problem::NotMade { detail } => format!("无法构造请求：{detail}"),
        Problem::Address(fault) => address(*fault).to_owned(),
        Problem::NoCode { status } => {
            format!("无法理解应答：HTTP 状态 {status}，没有错误代码")
        }
        Problem::Lacks { member } => format!("无法理解应答：缺少 {member}"),
        Problem::NoJson => "无法理解应答：不是 JSON".to_owned(),
        Problem::NotUnderstood { detail } => format!("无法理解应答：{detail}"),
    }
}

/// What is wrong with an address.
pub(super) fn address(fault: InvalidAddress) -> &'static str {
    match fault {
        InvalidAddress::NotOfTheWeb => "地址须以 https:// 或 http:// 开头，并包含主机名",
        InvalidAddress::NotBare => "端点的地址不能带查询参数或片段",
    }
}

fn lacking(fault: &CredentialsFault) -> String {
    match fault {
        CredentialsFault::Unreadable(reason) => reason.to_string(),
        CredentialsFault::TooLong => "文件过长".to_owned(),
        CredentialsFault::Lacks { variable } => format!("缺少 {variable}"),
    }
}

fn qr_code(fault: &QrFault) -> String {
    match fault {
        QrFault::Picture(reason) => format!("不是可读取的 PNG 图片：{reason}"),
        QrFault::Count { count } => format!("图片中有 {count} 个二维码，而不是一个"),
        QrFault::Damaged(reason) => format!("二维码已损坏：{reason}"),
        QrFault::NoSeed => "其中没有用于生成随时间变化的验证码的种子".to_owned(),
    }
}

fn still_there(left: &[Left]) -> String {
    if left.is_empty() {
        return String::new();
    }
    let names: Vec<String> = left.iter().map(|left| made(&left.made)).collect();
    let commands: Vec<String> = left.iter().flat_map(Left::commands).collect();
    format!(
        "；如果仍然存在，请手动删除：{}。使用相同的凭证，执行以下命令即可：\n  {}",
        names.join("、"),
        commands.join("\n  ")
    )
}
