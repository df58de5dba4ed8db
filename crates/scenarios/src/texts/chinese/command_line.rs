//! The help, and what is said of a command line that is wrong.

use super::failures::address;
use crate::{command_line::Misuse, texts::Help};

pub(in crate::texts) fn help(part: Help) -> &'static str {
    match part {
        Help::Command => {
            "针对 AWS、iamd 或其他端点运行一个身份与访问管理的示例程序。\n\n凭证、区域和端点取自所有 AWS \
             SDK 的来源：环境变量（AWS_ENDPOINT_URL、AWS_ACCESS_KEY_ID \
             等）、配置文件等。如果环境变量没有指定，而 `iamd serve` 是在本文件夹中启动的，则取自 \
             iamd-data/root-credentials.env。程序创建的一切都会在最后删除，出错或按 Ctrl-C \
             之后也是如此。"
        }
        Help::Usage => "用法：",
        Help::Programs => "程序：",
        Help::Options => "选项：",
        Help::AccessKeys => "列出、创建、查询、停用和删除一个用户的访问密钥",
        Help::Users => "创建一个可以读取存储桶的用户和一个还可以写入的用户，并看它们各自尝试",
        Help::Mfa => "创建一个需要 MFA 设备的角色，代入它并列出存储桶",
        Help::FederatedUrl => "创建一个以某角色的权限打开控制台的 URL",
        Help::Account => "更改账户的别名，查看其报告、密码策略和提供商",
        Help::All => "依次运行全部程序",
        Help::Yes => "不提任何问题：创建之前不问，也不问验证码；验证码取自二维码",
        Help::Credentials => {
            "从该文件读取端点、密钥和区域；文件由 export AWS_ACCESS_KEY_ID=… 这样的行组成，即 \
             `iamd serve` 写入的文件"
        }
        Help::RoleProfile => "用于 mfa：用 AWS 文件中的这个配置文件创建角色，也就是在它的账户中",
        Help::SigninEndpoint => {
            "用于 federated-url：联合身份验证端点；未指定时为 AWS_ENDPOINT_URL 下的 \
             /federation，或 AWS 的端点"
        }
        Help::ConsoleUrl => {
            "用于 federated-url：URL 所指向的控制台页面；未指定时为 AWS 控制台的首页，iamd \
             会将其视为自己的首页"
        }
        Help::Open => "用于 federated-url：在浏览器中打开该 URL",
        Help::Wait => "用于 federated-url：即使有 --yes，也保留角色，直到按回车键或标准输入结束",
        Help::Timeout => "一次调用最多可用的秒数；未指定时为 30",
        Help::Lang => {
            "文本的语言：en、es、ja、zh 或 ko；未指定时采用 LC_ALL、LC_MESSAGES 或 LANG 的语言"
        }
        Help::Json => "输出数据而不是句子，每行一个 JSON 对象",
        Help::ShowSecret => "显示所创建密钥的私有密钥",
        Help::Verbose => "将每次调用记录到标准错误",
        Help::Help => "显示本帮助",
        Help::Version => "显示版本",
        Help::ExitCodes => {
            "退出代码：0 已运行完毕；1 调用或输出失败，或本应被拒绝的操作未被拒绝；2 命令行有误；3 \
             调用者、凭证或配置文件不适合该程序；4 未获同意；5 有内容未被删除；130 被中断"
        }
    }
}

pub(in crate::texts) fn misuse(misuse: &Misuse) -> String {
    let what = match misuse {
        Misuse::NoProgram => "请指定一个程序".to_owned(),
        Misuse::UnknownProgram { name } => format!("没有名为 {name} 的程序"),
        Misuse::UnknownOption { option } => format!("无法识别 {option}"),
        Misuse::NoValue { option } => format!("{option} 需要一个值"),
        Misuse::Twice { option } => format!("{option} 出现了两次"),
        Misuse::NoSeconds { value, min, max } => {
            format!("{value} 不是 {min} 到 {max} 之间的秒数")
        }
        Misuse::NoAddress { value, fault } => {
            format!("{value} 不是地址：{}", address(*fault))
        }
        Misuse::NotFor { option, program } => format!("{option} 不适用于 {program}"),
        Misuse::Unreadable { detail } => format!("无法理解命令行：{detail}"),
    };
    format!("{what}；--help 会列出可用的内容")
}
