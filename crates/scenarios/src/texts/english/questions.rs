//! What is asked.

use crate::Question;

pub(in crate::texts) fn text(question: &Question<'_>) -> String {
    let what = match question {
        Question::StandIn { user } => format!(
            "This makes the IAM user {user} with full rights and an access key, and removes it \
             with all that it makes at the end."
        ),
        Question::AccessKey { user } => {
            format!("This makes an access key for {user} and deletes it at the end.")
        }
        Question::Users { bucket } => format!(
            "This makes two IAM users, an access key and a policy for each of them, and the bucket \
             {bucket}, and deletes them all at the end."
        ),
        Question::Mfa {
            account,
            role_account,
        } => format!(
            "This makes an IAM user with an MFA device and an access key in the account {account}, \
             a role and a policy in the account {role_account}, and a file with a QR code, and \
             deletes them all at the end. You need an authenticator that can scan the QR code."
        ),
        Question::FederatedUrl { role } => format!(
            "This makes the role {role}, which may read all that is in S3, and a URL that opens the \
             console with its rights for whoever has it; it deletes the role at the end."
        ),
        Question::Account { account } => format!(
            "This gives the account {account} other aliases for a moment and then the one back \
             that it has, if it has one; has a credential report generated; and, if the account \
             has no password policy, makes one and deletes it again."
        ),
        Question::Done => {
            return "When you are done with the console, press Enter: the role is deleted then."
                .to_owned();
        }
        Question::FirstCode => return "The code that your authenticator shows:".to_owned(),
        Question::SecondCode => return "The next code, once it changes:".to_owned(),
        Question::NextCode => return "A code that you did not give yet:".to_owned(),
    };
    format!("{what} Go on? [y/N]")
}
