//! What is asked.

use crate::Question;

pub(in crate::texts) fn text(question: &Question<'_>) -> String {
    let what = match question {
        Question::StandIn { user } => format!(
            "将创建拥有全部权限和一个访问密钥的 IAM 用户 {user}，最后将其连同它创建的一切一起删除。"
        ),
        Question::AccessKey { user } => {
            format!("将为 {user} 创建一个访问密钥，最后将其删除。")
        }
        Question::Users { bucket } => format!(
            "将创建两个 IAM 用户，为每个用户创建一个访问密钥和一个策略，并创建存储桶 \
             {bucket}，最后全部删除。"
        ),
        Question::Mfa {
            account,
            role_account,
        } => format!(
            "将在账户 {account} 中创建一个带有 MFA 设备和访问密钥的 IAM 用户，在账户 {role_account} \
             中创建一个角色和一个策略，并生成一个二维码文件，最后全部删除。您需要一个能扫描二维码的\
             身份验证器。"
        ),
        Question::FederatedUrl { role } => format!(
            "将创建可以读取 S3 中全部内容的角色 {role}，以及一个 URL，任何拥有该 URL \
             的人都可以用该角色的权限打开控制台；最后删除该角色。"
        ),
        Question::Account { account } => format!(
            "将暂时为账户 {account} \
             设置其他别名，如果它原来有别名，则随后恢复；将生成一份凭证报告；如果账户没有密码策略，\
             则创建一个并再次删除。"
        ),
        Question::Done => {
            return "用完控制台后请按回车键，届时将删除该角色。".to_owned();
        }
        Question::FirstCode => return "身份验证器显示的验证码：".to_owned(),
        Question::SecondCode => return "变化后的下一个验证码：".to_owned(),
        Question::NextCode => return "一个尚未输入过的验证码：".to_owned(),
    };
    format!("{what}是否继续？[y/N]")
}
